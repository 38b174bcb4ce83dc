/**
 * The documents that a user reads in the window, read and taken apart when it is built: the page that shows them
 * needs no parser, no network and no HTML made of text.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'

/** In the order of the list. What is only for whoever works on Crossview is left out. */
export const DOCUMENTS = [
  { file: 'README.md', title: 'Crossview' },
  { file: 'docs/product.md', title: 'Words, questions, reason codes' },
  { file: 'docs/applications.md', title: 'Applications of a tenant' },
  { file: 'docs/fleet.md', title: 'Many tenants at once' },
  { file: 'docs/cli.md', title: 'Command line' },
  { file: 'docs/automation/README.md', title: 'On schedulers' },
  { file: 'docs/installing.md', title: 'Installing' },
  { file: 'docs/networks.md', title: 'Networks and proxies' },
  { file: 'docs/halo-api.md', title: 'What is known of Halo’s API' },
  { file: 'SECURITY.md', title: 'Security' },
]

/** @typedef {import('../../src/renderer/src/features/help/document').Block} Block */
/** @typedef {import('../../src/renderer/src/features/help/document').Inline} Inline */
/** @typedef {import('../../src/renderer/src/features/help/document').OfflineDocument} OfflineDocument */

/**
 * @param {string} root folder of the repository
 * @returns {readonly OfflineDocument[]}
 */
export const offlineDocuments = (root) =>
  DOCUMENTS.map(({ file, title }) => ({
    id: idOf(file),
    title,
    blocks: documentBlocks(readFileSync(path.join(root, file), 'utf8'), file),
  }))

/**
 * @param {string} text Markdown with tables
 * @param {string} file where it stands below the repository, for its links
 * @returns {Block[]}
 */
export const documentBlocks = (text, file) => {
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })
  const anchors = new Set()
  return tree.children.flatMap((node) => block(node, { file, anchors }))
}

/** @typedef {{ file: string, anchors: Set<string> }} Where */

/** @param {string} file */
const idOf = (file) => file.replace(/\.md$/, '').replaceAll('/', '-').toLowerCase()

/**
 * @param {any} node
 * @param {Where} where
 * @returns {Block[]}
 */
const block = (node, where) => {
  switch (node.type) {
    case 'heading': {
      const inline = inlines(node.children, where)
      return [{ kind: 'heading', level: node.depth, anchor: anchorOf(plain(inline), where.anchors), inline }]
    }
    case 'paragraph': {
      const inline = inlines(node.children, where)
      return inline.length === 0 ? [] : [{ kind: 'paragraph', inline }]
    }
    case 'list':
      return [
        {
          kind: 'list',
          ordered: node.ordered === true,
          items: node.children.map((/** @type {any} */ item) => blocks(item.children, where)),
        },
      ]
    case 'code':
      return [{ kind: 'code', text: node.value }]
    case 'blockquote':
      return [{ kind: 'quote', blocks: blocks(node.children, where) }]
    case 'table': {
      const [head, ...rows] = node.children.map((/** @type {any} */ row) =>
        row.children.map((/** @type {any} */ cell) => inlines(cell.children, where)),
      )
      return [{ kind: 'table', head: head ?? [], rows }]
    }
    // Comments and pictures: neither can be read here.
    case 'html':
    case 'thematicBreak':
    case 'definition':
      return []
    default:
      throw new Error(`${where.file}: the window cannot show “${node.type}”; write it otherwise`)
  }
}

/**
 * @param {any[]} nodes
 * @param {Where} where
 */
const blocks = (nodes, where) => nodes.flatMap((node) => block(node, where))

/**
 * @param {any[]} nodes
 * @param {Where} where
 * @returns {Inline[]}
 */
const inlines = (nodes, where) => nodes.flatMap((node) => inline(node, where))

/**
 * @param {any} node
 * @param {Where} where
 * @returns {Inline[]}
 */
const inline = (node, where) => {
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value }]
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }]
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, inline: inlines(node.children, where) }]
    case 'break':
      return [{ kind: 'text', text: ' ' }]
    case 'link':
      return link(node, where)
    case 'image':
    case 'html':
      return []
    default:
      throw new Error(`${where.file}: the window cannot show “${node.type}”; write it otherwise`)
  }
}

/**
 * A link to another of the documents leads there; of any other the address is told, since the window opens none.
 * @param {any} node
 * @param {Where} where
 * @returns {Inline[]}
 */
const link = (node, where) => {
  const inline = inlines(node.children, where)
  if (/^[a-z]+:/i.test(node.url)) {
    const isAddress = plain(inline) === node.url.replace(/\/$/, '') || plain(inline) === node.url
    return isAddress ? inline : [...inline, { kind: 'text', text: ` (${node.url})` }]
  }
  const [to = '', anchor = ''] = node.url.split('#')
  const file = to === '' ? where.file : path.posix.join(path.posix.dirname(where.file), to)
  return DOCUMENTS.some((each) => each.file === file)
    ? [{ kind: 'link', document: idOf(file), anchor: anchor === '' ? null : anchor, inline }]
    : inline
}

/**
 * @param {readonly Inline[]} inline
 * @returns {string}
 */
const plain = (inline) => inline.map((each) => ('text' in each ? each.text : plain(each.inline))).join('')

/**
 * As GitHub makes the anchor of a heading.
 * @param {string} text
 * @param {Set<string>} taken
 */
const anchorOf = (text, taken) => {
  const base = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
  let anchor = base
  for (let number = 1; taken.has(anchor); number++) anchor = `${base}-${number}`
  taken.add(anchor)
  return anchor
}
