/**
 * Names of a tenant, as a person sees them: which are blank, which look alike, and how they stand in a
 * sentence of ours without turning it around.
 */

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]+/gu

const SEEN = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Whether nobody would see it: nothing, spaces of any width, and characters that are not shown. */
export const isBlank = (name: string): boolean => !SEEN.test(name)

/** The name, or null where there is none to see. */
export const seenName = (name: string | null | undefined): string | null =>
  name == null || isBlank(name) ? null : name

/**
 * The same for names that look the same: capital letters, spaces, the encoding of accents, full-width and
 * other compatible forms, and what cannot be seen make no difference.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    // White space that counts as a control or is ignored elsewhere parts words all the same.
    .replace(/[\p{Z}\s]+/gu, ' ')
    .replace(UNSEEN, '')
    .trim()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')

/** Whether two names are one to whoever reads them; a blank one is like no other. */
export const sameName = (a: string, b: string): boolean => nameKey(a) !== '' && nameKey(a) === nameKey(b)

// --- In sentences ------------------------------------------------------------------------------

/** Characters of scripts that are written from right to left, and marks that say so. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const ISOLATE = /[\u2066-\u2069]/gu
const ISOLATED = /\u2068([^\u2066-\u2069]*)\u2069/gu

/**
 * A name as it stands in a sentence: one that is written from right to left between Unicode's isolates
 * (UAX #9: U+2068, U+2069), so that the words around it, its brackets and numbers keep their places.
 * Any other name stays as it is, and so does every sentence that it stands in. Isolates of the name's own,
 * which would end ours, are written out.
 */
export const isolated = (name: string): string => {
  const own = name.replace(ISOLATE, (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`)
  return RIGHT_TO_LEFT.test(own) ? `\u2068${own}\u2069` : own
}

/** A sentence without our isolates: for JSON and tables, which are data. */
export const withoutIsolates = (text: string): string =>
  text.replace(ISOLATED, (whole: string, name: string) => (RIGHT_TO_LEFT.test(name) ? name : whole))

/** For `JSON.stringify`: JSON is data, so no text in it carries our isolates. */
export const plainTexts = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? withoutIsolates(value) : value

/** A sentence in its parts, for surfaces that isolate a name by markup. */
export const sentenceParts = (
  text: string,
): readonly { readonly text: string; readonly isName: boolean }[] => {
  const parts: { readonly text: string; readonly isName: boolean }[] = []
  let end = 0
  for (const { 0: whole, 1: name = '', index } of text.matchAll(ISOLATED)) {
    if (!RIGHT_TO_LEFT.test(name)) continue
    parts.push({ text: text.slice(end, index), isName: false }, { text: name, isName: true })
    end = index + whole.length
  }
  parts.push({ text: text.slice(end), isName: false })
  return parts.filter((part) => part.text !== '')
}
