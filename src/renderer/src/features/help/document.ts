/** A document as it is shown in the window: taken apart when the window was built (`scripts/lib/offline-documents.mjs`). */
export interface OfflineDocument {
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export type Block =
  | {
      readonly kind: 'heading'
      readonly level: number
      readonly anchor: string
      readonly inline: readonly Inline[]
    }
  | { readonly kind: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'table'
      readonly head: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly inline: readonly Inline[] }
  /** To one of the documents. */
  | {
      readonly kind: 'link'
      readonly document: string
      readonly anchor: string | null
      readonly inline: readonly Inline[]
    }

/** A package that Crossview is made of, with the licence that it is used under. */
export interface UsedPackage {
  readonly name: string
  readonly version: string
  /** As its package names it, such as `MIT`. */
  readonly licence: string
  /** The whole text; empty where the package brings none. */
  readonly text: string
}

/** The words of some text. */
const plainText = (inline: readonly Inline[]): string =>
  inline.map((each) => ('text' in each ? each.text : plainText(each.inline))).join('')

const blockText = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return plainText(block.inline)
    case 'list':
      return block.items.map((item) => item.map(blockText).join(' ')).join(' ')
    case 'code':
      return block.text
    case 'quote':
      return block.blocks.map(blockText).join(' ')
    case 'table':
      return [block.head, ...block.rows].flatMap((row) => row.map(plainText)).join(' ')
  }
}

/** A part of a document that has what is looked for. */
export interface FoundPart {
  readonly document: OfflineDocument
  /** null: before the first heading. */
  readonly anchor: string | null
  readonly heading: string
}

/** Which parts of the documents have all of these words, in any order and without regard to capitals. */
export const findParts = (documents: readonly OfflineDocument[], search: string): readonly FoundPart[] => {
  const words = search.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return documents.flatMap((document) =>
    partsOf(document).flatMap(({ anchor, heading, text }) => {
      const inside = text.normalize('NFC').toLowerCase()
      return words.every((word) => inside.includes(word)) ? [{ document, anchor, heading }] : []
    }),
  )
}

const partsOf = ({ title, blocks }: OfflineDocument) => {
  const parts: { anchor: string | null; heading: string; text: string }[] = []
  for (const block of blocks) {
    const text = blockText(block)
    const last = parts.at(-1)
    if (block.kind === 'heading') parts.push({ anchor: block.anchor, heading: text, text })
    else if (last === undefined) parts.push({ anchor: null, heading: title, text })
    else last.text += ` ${text}`
  }
  return parts
}
