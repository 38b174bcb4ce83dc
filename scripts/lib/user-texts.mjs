/** The texts in the product's source: what may come before the eyes of somebody who has no checkout. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/**
 * String literals, parts of templates and text between tags of one file; no comments.
 * @param {string} fileName
 * @param {string} content
 * @returns {readonly { line: number, text: string }[]} lines from 1
 */
const textsIn = (fileName, content) => {
  const source = ts.createSourceFile(fileName, content, ts.ScriptTarget.Latest)
  /** @type {{ line: number, text: string }[]} */
  const texts = []
  /** @param {import('typescript').Node} node */
  const walk = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isJsxText(node)
    )
      texts.push({
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
        text: node.text,
      })
    ts.forEachChild(node, walk)
  }
  walk(source)
  return texts
}

const DOCUMENT = /\w\.md\b|\b(?:docs|resources)\//

/**
 * Texts that send a user to a document of the repository. The packaged app has none (electron-builder.yml),
 * so a message says what it means itself.
 * @param {string} root of the repository
 * @param {readonly string[]} files of the product's source, relative to it
 */
export const documentsInTexts = (root, files) =>
  files.flatMap((file) => {
    const content = readFileSync(path.join(root, file), 'utf8')
    if (!DOCUMENT.test(content)) return []
    return textsIn(file, content)
      .filter(({ text }) => DOCUMENT.test(text))
      .map(({ line, text }) => `${file}:${line}: no user of the app has that document: “${text.trim()}”`)
  })
