/**
 * Finding by words, in any script: in Unicode's composed form and without regard to capitals, every word somewhere in the text,
 * in any order. What begins with a word comes before what has it within.
 */

/** A text as it is looked through. */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase()

const WHOLE = 8
const AT_START = 4
const AT_WORD = 2
const WITHIN = 1

const isWordStart = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}\p{M}]/u.test(text[at - 1] ?? '')

/** How well a word is found in a text, both folded; 0: not at all. */
const scoreOf = (text: string, word: string): number => {
  let at = text.indexOf(word)
  if (at === 0) return AT_START
  let best = 0
  while (at > 0 && best < AT_WORD) {
    best = isWordStart(text, at) ? AT_WORD : WITHIN
    at = text.indexOf(word, at + 1)
  }
  return best
}

/**
 * Which texts a query finds, best first: by how well, then the shorter, then in the order that they have.
 * @param texts folded
 * @param lengths by which each is short; that of its text unless told
 * @returns their places
 */
export const matching = (
  texts: readonly string[],
  query: string,
  lengths: readonly number[] = texts.map(({ length }) => length),
): readonly number[] => {
  const whole = folded(query).trim()
  const words = whole.split(/\s+/u)
  const found: { readonly at: number; readonly score: number; readonly length: number }[] = []
  for (const [at, text] of texts.entries()) {
    let score = text.startsWith(whole) ? WHOLE : 0
    const all = words.every((word) => {
      const each = scoreOf(text, word)
      score += each
      return each > 0
    })
    if (all) found.push({ at, score, length: lengths[at] ?? 0 })
  }
  return found
    .sort((one, other) => other.score - one.score || one.length - other.length || one.at - other.at)
    .map(({ at }) => at)
}
