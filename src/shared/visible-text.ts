import { isolated, sentenceParts } from '../core/comparison/name-text'

/**
 * Text of somebody else in places that obey some characters: a terminal runs escape sequences
 * (`ESC ]52` sets the clipboard, `ESC [2K` wipes a line), bidirectional controls turn a line
 * around, and what has no width hides in a name.
 *
 * Made visible are all control characters (C0, DEL, C1), format characters (bidi, zero width, soft
 * hyphen, tags), line and paragraph separators, characters that Unicode says to ignore where they
 * cannot be shown, and halves of a surrogate pair. Kept are a tab and what ordinary text of some
 * script needs: U+200C and U+200D right after a letter or emoji that they join (Persian, the
 * scripts of India, families of emoji; never after Latin, Greek or Cyrillic, where they only hide), one
 * variation selector after its character, the flags made of tags, and the Arabic, Syriac and
 * Kaithi signs that count as format characters but are seen.
 */
const SEEN = String.raw`[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]`
const JOINED = String.raw`(?<=[\p{L}\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}])(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Default_Ignorable_Code_Point}\u0300-\u036f])`
const KEPT = [
  String.raw`\t`,
  String.raw`(?:${JOINED}|(?<=${SEEN}\ufe0f))[\u200c\u200d]`,
  String.raw`(?<=${SEEN})[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}`,
  String.raw`[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]`,
].join('|')

const UNSAFE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`

const FOUND = new RegExp(`(?<kept>${KEPT})|${UNSAFE}`, 'gu')

/** Most lines. The other expression takes so long to be made that a start would wait for it. */
const NOTHING_TO_SEE = /^[\t\x20-\x7e]*$/

const replaceUnsafe = (text: string, write: (character: string) => string): string =>
  NOTHING_TO_SEE.test(text)
    ? text
    : text.replace(FOUND, (character: string, kept: string | undefined) => kept ?? write(character))

/** "1b": the number of a character, as Unicode writes it. */
const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16)

/**
 * One line for a person; a name that is written from right to left keeps the isolates around it: what a terminal would obey, or what nobody would see, stands there as
 * `\u{1b}`, line breaks too. For reading, not for reading back: a text that holds `\u{1b}` in so
 * many letters looks the same.
 */
export const visibleLine = (text: string): string =>
  sentenceParts(text)
    .map((part) => (part.isName ? isolated(written(part.text)) : written(part.text)))
    .join('')

const written = (text: string): string => replaceUnsafe(text, (character) => `\\u{${hex(character)}}`)

/** JSON whose text a terminal may print: the same values after parsing, as \u escapes of JSON. */
export const visibleJson = (json: string): string =>
  replaceUnsafe(json, (character) =>
    // Outside of strings JSON holds no other; inside, JSON.stringify has escaped them.
    character === '\n' || character === '\r'
      ? character
      : Array.from(
          { length: character.length },
          (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join(''),
  )

/** HTML or XML whose text a terminal may print: the same characters, as numeric references where markup may hold them. */
export const visibleMarkup = (markup: string): string =>
  replaceUnsafe(markup, (character) => {
    if (character === '\n') return character
    return /[\p{Cc}\p{Cs}]/u.test(character) ? '\uFFFD' : `&#x${hex(character)};`
  })
