import { ruleWithAllowances } from './rule.mjs'

/** @import { Rule } from 'eslint' */

/**
 * What a rule finds; any of it is enough. Names and texts are found in code, never in comments.
 * @typedef {object} Ban
 * @property {string} message what is wrong, and what to do instead
 * @property {readonly string[]} [names] however they are reached: `name`, `x.name`, `x['name']`, `{ name: y }`, `<name>`
 * @property {RegExp} [text] in strings, templates, markup and regular expressions
 * @property {readonly Import[]} [imports] by `import`, `export from`, `import()` or `require()`; types are none
 * @property {readonly string[]} [selectors] of the syntax tree: https://eslint.org/docs/latest/extend/selectors
 *
 * @typedef {readonly [module: RegExp, names?: readonly string[]]} Import
 *   with names: only where one of them, or the module as a whole, is imported
 */

/** @typedef {readonly [type: string, isBanned: (node: any) => boolean]} Finder nodes of a type, and which of them */

const ALWAYS = () => true

/** @type {(names: readonly string[]) => Finder[]} */
const findNames = (names) => {
  const known = new Set(names)
  return [
    ['Identifier', ({ name }) => known.has(name)],
    ['JSXIdentifier', ({ name }) => known.has(name)],
    ['Literal', ({ value }) => known.has(value)],
    ['TemplateElement', ({ value, parent }) => parent.quasis?.length === 1 && known.has(value.cooked)],
  ]
}

/** @type {(text: RegExp) => Finder[]} */
const findText = (text) => [
  ['Literal', ({ value, regex, raw }) => text.test(regex ? raw : typeof value === 'string' ? value : '')],
  ['TemplateElement', ({ value }) => text.test(value.cooked ?? value.raw)],
  ['JSXText', ({ value }) => text.test(value)],
]

/** The module that is named by this node, or '' where that is computed. */
const moduleOf = (/** @type {any} */ node) =>
  typeof node?.value === 'string'
    ? node.value
    : node?.type === 'TemplateLiteral' && node.quasis.length === 1
      ? node.quasis[0].value.cooked
      : ''

/** @type {(wanted: Import) => Finder[]} */
const findImport = ([module, names]) => {
  const takes = (/** @type {any} */ specifier) =>
    specifier.type !== 'ImportSpecifier' ||
    (specifier.importKind !== 'type' &&
      (names === undefined || names.includes(specifier.imported.name ?? specifier.imported.value)))
  const isNamed = (/** @type {any} */ { source }) => source !== null && module.test(moduleOf(source))
  return [
    [
      'ImportDeclaration',
      (node) =>
        isNamed(node) &&
        node.importKind !== 'type' &&
        (node.specifiers.length === 0 || node.specifiers.some(takes)),
    ],
    ['ExportNamedDeclaration', (node) => isNamed(node) && node.exportKind !== 'type'],
    ['ExportAllDeclaration', (node) => isNamed(node) && node.exportKind !== 'type'],
    ['ImportExpression', isNamed],
    ['CallExpression[callee.name="require"]', ({ arguments: [source] }) => module.test(moduleOf(source))],
  ]
}

/**
 * A rule that needs no code of its own.
 * @param {Ban} ban
 */
export const ban = ({ message, names = [], text, imports = [], selectors = [] }) => {
  /** @type {readonly Finder[]} */
  const finders = [
    ...(names.length > 0 ? findNames(names) : []),
    ...(text === undefined ? [] : findText(text)),
    ...imports.flatMap(findImport),
    ...selectors.map((selector) => /** @type {const} */ ([selector, ALWAYS])),
  ]
  const byType = Map.groupBy(finders, ([type]) => type)
  return ruleWithAllowances(message, (report) =>
    Object.fromEntries(
      [...byType].map(([type, all]) => [
        type,
        (/** @type {Rule.Node} */ node) => {
          if (all.some(([, isBanned]) => isBanned(node))) report(node)
        },
      ]),
    ),
  )
}
