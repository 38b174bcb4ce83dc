import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** Looks for constructs in the product’s own syntax trees: what a text search takes for a match in a comment is none here. */

export const ROOT = path.join(import.meta.dirname, '../..')

/** Whether a place in the tree is what a rule looks for. */
export type Matcher = (node: ts.Node) => boolean

export const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)

/** Files below a folder of the repository, by paths from its root. */
export const filesIn = (folder: string, extension: RegExp): readonly string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')

export const treesOf = (files: readonly string[]): readonly ts.SourceFile[] =>
  files.map((file) => parse(file, textOf(file)))

const nodes = new WeakMap<ts.Node, readonly ts.Node[]>()

/** Every place below one, in the order of the text; kept, since each rule asks for the same. */
const nodesOf = (tree: ts.Node): readonly ts.Node[] => {
  const known = nodes.get(tree)
  if (known !== undefined) return known
  const all: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    all.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  nodes.set(tree, all)
  return all
}

/** Every place that matches, in the order of the text. */
export const find = (tree: ts.Node, matches: Matcher): readonly ts.Node[] => nodesOf(tree).filter(matches)

/** `file:line text`, for messages. */
export const placeOf = (node: ts.Node): string => {
  const tree = node.getSourceFile()
  const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
  return `${tree.fileName}:${line + 1} ${node.getText().slice(0, 80).replaceAll('\n', ' ')}`
}

export const either =
  (...matchers: readonly Matcher[]): Matcher =>
  (node) =>
    matchers.some((matches) => matches(node))

/** A name, however it is reached: `name`, `x.name`, `x['name']`, `{ name: y }`, `<name>`. */
export const named = (...names: readonly string[]): Matcher => {
  const known = new Set(names)
  return (node) => (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && known.has(node.text)
}

/** Text that the program holds: of strings, templates and markup. */
export const holding =
  (pattern: RegExp): Matcher =>
  (node) =>
    (ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isJsxText(node) ||
      ts.isRegularExpressionLiteral(node)) &&
    pattern.test(node.text)

/**
 * An import of a module, also by `import()`, `require()` or `export from`; types alone are none.
 * @param names only where one of these, or the module as a whole, is imported
 */
export const importing =
  (module: RegExp, names?: readonly string[]): Matcher =>
  (node) =>
    ts.isImportDeclaration(node)
      ? module.test(moduleOf(node.moduleSpecifier)) && takes(node.importClause, names)
      : ts.isExportDeclaration(node)
        ? !node.isTypeOnly && module.test(moduleOf(node.moduleSpecifier))
        : ts.isCallExpression(node) && loads(node) && module.test(moduleOf(node.arguments[0]))

const loads = ({ expression }: ts.CallExpression): boolean =>
  expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require'

const takes = (clause: ts.ImportClause | undefined, names: readonly string[] | undefined): boolean => {
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return false
  const bindings = clause?.namedBindings
  const isWhole = clause?.name !== undefined || bindings === undefined || ts.isNamespaceImport(bindings)
  if (names === undefined || isWhole) return true
  return bindings.elements.some(
    (one) => !one.isTypeOnly && names.includes((one.propertyName ?? one.name).text),
  )
}

const moduleOf = (specifier: ts.Node | undefined): string =>
  specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : ''

/** A call of one of these; `object.method` or `name`. */
export const calling =
  (...callees: readonly string[]): Matcher =>
  (node) =>
    ts.isCallExpression(node) && callees.includes(node.expression.getText())

/** What is handed to a timer as text would be run as code. */
export const stringTimer: Matcher = (node) => {
  if (!ts.isCallExpression(node)) return false
  const [first] = node.arguments
  const callee = node.expression.getText().replace(/^(window|globalThis|self)\./, '')
  return (
    ['setTimeout', 'setInterval', 'setImmediate'].includes(callee) &&
    first !== undefined &&
    (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first) || ts.isBinaryExpression(first))
  )
}

/** A code that is loaded by a name that is not written down. */
export const computedImport: Matcher = (node) =>
  ts.isCallExpression(node) &&
  node.expression.kind === ts.SyntaxKind.ImportKeyword &&
  !node.arguments.every(ts.isStringLiteralLike)

/** An object’s property with this very value in the source. */
export const property = (object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
  object.properties
    .filter(ts.isPropertyAssignment)
    .find((one) => one.name.getText().replace(/['"]/g, '') === name)?.initializer
