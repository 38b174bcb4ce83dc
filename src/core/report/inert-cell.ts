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
  const inert = value.replace(BEFORE_FORMULA, "'")
  return BEGINS_WITH_CONTROL.test(value) ? `'${inert}` : inert
}

const STARTER = String.raw`[=+\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a-\u207c\u208a-\u208c]`
const CELL = String.raw`(?:^|[,;|:\p{Cc}\p{Zl}\p{Zp}])`
const UNSEEN = String.raw`["'\p{Cf}]*`
const SKIPPED = String.raw`["'\p{Cf}\p{Zs}]*`

/** The places themselves: nothing of the text is matched. */
const BEFORE_FORMULA = new RegExp(
  [
    String.raw`(?<=${CELL}|\p{Zs})(?=${UNSEEN}${STARTER}(?!\p{Zs}))`,
    String.raw`(?<=${CELL}${SKIPPED})(?<=${CELL}|\p{Zs})(?=${UNSEEN}${STARTER})`,
  ].join('|'),
  'gu',
)
const BEGINS_WITH_CONTROL = new RegExp(String.raw`^${SKIPPED}\p{Cc}`, 'u')
