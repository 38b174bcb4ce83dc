import { isolated, sentenceParts, withoutIsolates } from './name-text'

/** Control characters, what turns a line around, and what hides in a name because nobody sees it. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu

/** What Markdown takes for markup, and what its GitHub form takes for the beginning of a link. */
const MARKUP = /[\\`*_{}[\]<>#|!~&]|:(?=\/\/)|(?<=\bwww)\./gi

/**
 * A text of somebody else as it stands in Markdown: none of it becomes a link, an image, markup or a cell of a
 * table, and what nobody would see is written out. Our isolates around names stay.
 */
export const escapeMarkdown = (text: string): string =>
  sentenceParts(text)
    .map((part) => (part.isName ? isolated(escaped(part.text)) : escaped(part.text)))
    .join('')

const escaped = (text: string): string => seen(text).replace(MARKUP, (mark) => `\\${mark}`)

/** A sentence of ours on one line of plain text that is pasted elsewhere: without our isolates, all of it seen. */
export const plainLine = (text: string): string => seen(withoutIsolates(text)).trim()

const seen = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(UNSEEN, (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`)
