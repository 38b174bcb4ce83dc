/**
 * Makes a text that no spreadsheet takes for a formula, wherever it cuts the text into cells: our
 * files are separated by commas, but a spreadsheet in another language splits at `;`, and a person
 * may choose a tab, `|`, `:` or a space. What stood between quotes for a comma does not then.
 *
 * An apostrophe goes before what could begin a formula (`= + - @`, their full-width, small, raised
 * and lowered forms, and the minus sign), and before quotes and invisible characters in front of
 * it, where a cell could begin: at the start of the text, after a separator, a line break or any
 * other control character, with or without spaces behind; after any other space only where no space
 * follows, so that `API - Reporting` stays as it is. A text that begins with a control character gets
 * one as well (ASVS 1.2.10).
 *
 * Nothing is lost: one apostrophe taken away at each of these places gives the text back.
 */
export const inertCell = (value: string | number): string => {
  if (typeof value === 'number') return String(value)
  const inert = ANY_STARTER.test(value) ? withApostrophes(Array.from(value)) : value
  return beginsWithControl(value) ? `'${inert}` : inert
}

const STARTERS = String.raw`=+\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a-\u207c\u208a-\u208c`
const ANY_STARTER = new RegExp(`[${STARTERS}]`, 'u')
// Each is asked of one character, so that no text makes any of them slow.
const STARTER = new RegExp(`^[${STARTERS}]$`, 'u')
const SEPARATOR = /^[,;|:\p{Cc}\p{Zl}\p{Zp}]$/u
const UNSEEN = /^["'\p{Cf}]$/u
const SPACE = /^\p{Zs}$/u
const CONTROL = /^\p{Cc}$/u

/** What a place leads to, behind quotes and invisible characters. */
type Leads = 'nowhere' | 'starter' | 'starter before a space'

const withApostrophes = (characters: readonly string[]): string => {
  const leads = leadsOf(characters)
  let inert = ''
  // Whether a cell could begin here, with nothing before it but what is skipped.
  let isCell = true
  let isAfterSpace = false
  for (const [at, character] of characters.entries()) {
    const isPlace = isAfterSpace || (at === 0 ? true : SEPARATOR.test(characters[at - 1] ?? ''))
    if (isPlace && (leads[at] === 'starter' || (isCell && leads[at] === 'starter before a space')))
      inert += "'"
    inert += character
    isAfterSpace = SPACE.test(character)
    isCell = SEPARATOR.test(character) || (isCell && (isAfterSpace || UNSEEN.test(character)))
  }
  return inert
}

/** From the end, so that each character is looked at once. */
const leadsOf = (characters: readonly string[]): readonly Leads[] => {
  const leads: Leads[] = []
  for (let at = characters.length - 1; at >= 0; at -= 1) {
    const [character = '', next = ''] = [characters[at], characters[at + 1]]
    if (STARTER.test(character)) leads[at] = SPACE.test(next) ? 'starter before a space' : 'starter'
    else leads[at] = UNSEEN.test(character) ? (leads[at + 1] ?? 'nowhere') : 'nowhere'
  }
  return leads
}

const beginsWithControl = (value: string): boolean => {
  for (const character of value) {
    if (CONTROL.test(character)) return true
    if (!UNSEEN.test(character) && !SPACE.test(character)) return false
  }
  return false
}
