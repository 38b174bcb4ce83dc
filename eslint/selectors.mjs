/** Selectors of what rules look for. They look at code: what stands in a comment is never found. */

/** A selector's regular expression, which can hold no slash. */
const matching = (/** @type {RegExp} */ { source, flags }) =>
  `/${source.replaceAll(/\\?\//g, String.raw`\u002F`)}/${flags}`

/** One of these words, whole. */
export const word = (/** @type {readonly string[]} */ ...words) => `/^(${words.join('|')})$/`

/** A name, however it is reached: `name`, `x.name`, `x['name']`, `{ name: y }`, `<name>`. */
export const named = (/** @type {readonly string[]} */ ...names) =>
  [
    `:matches(Identifier, JSXIdentifier)[name=${word(...names)}]`,
    `Literal[value=${word(...names)}]`,
    `TemplateLiteral[quasis.length=1] > TemplateElement[value.cooked=${word(...names)}]`,
  ].join()

/** Text that the program holds: of strings, templates, markup and regular expressions. */
export const text = (/** @type {RegExp} */ pattern) =>
  [
    `:matches(Literal, JSXText)[value=${matching(pattern)}]`,
    `TemplateElement[value.cooked=${matching(pattern)}]`,
    `Literal[regex][raw=${matching(pattern)}]`,
  ].join()

/**
 * An import of a module, also by `import()`, `require()` or `export from`; types alone are none.
 * @param {RegExp} module
 * @param {readonly string[]} names only where one of these, or the module as a whole, is imported
 */
export const importing = (module, ...names) => {
  const from = `[source.value=${matching(module)}]`
  const name = names.length === 0 ? '' : `[imported.name=${word(...names)}]`
  const whole = 'ImportDefaultSpecifier, ImportNamespaceSpecifier'
  return [
    `ImportDeclaration[importKind!="type"]${from}:matches([specifiers.length=0], :has(${whole}, ImportSpecifier[importKind!="type"]${name}))`,
    `:matches(ExportNamedDeclaration, ExportAllDeclaration)[exportKind!="type"]${from}`,
    `ImportExpression${from}`,
    `CallExpression[callee.name="require"][arguments.0.value=${matching(module)}]`,
  ].join()
}

/** A call of `name`, or of `object.method`; of `x.object.method` too. */
export const calling = (/** @type {string} */ callee) => {
  const [object, method] = callee.split('.')
  return method === undefined
    ? `CallExpression[callee.name="${object}"]`
    : `CallExpression[callee.property.name="${method}"]:matches([callee.object.name="${object}"], [callee.object.property.name="${object}"])`
}

/** A property `{ name: … }`, by one of these names, with its value as this selector’s attributes say. */
export const property = (/** @type {readonly string[]} */ names, value = '') =>
  `Property:matches([key.name=${word(...names)}], [key.value=${word(...names)}])${value}`
