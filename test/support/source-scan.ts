import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** The repository’s files, and what is in their syntax trees. Rules about the source are ESLint’s (eslint/). */

export const ROOT = path.join(import.meta.dirname, '../..')

/** Files below a folder of the repository, by paths from its root. */
export const filesIn = (folder: string, extension: RegExp): readonly string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')

export const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)

/** Every place that matches, in the order of the text. */
export const find = <T extends ts.Node>(
  tree: ts.Node,
  matches: (node: ts.Node) => node is T,
): readonly T[] => {
  const found: T[] = []
  const visit = (node: ts.Node): void => {
    if (matches(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** A name, however it is reached: `name`, `x.name`, `x['name']`, `{ name: y }`, `<name>`. */
export const named =
  (...names: readonly string[]) =>
  (node: ts.Node): node is ts.Identifier | ts.StringLiteralLike =>
    (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && names.includes(node.text)
