/** So much of what somebody wrote is looked at. */
const LOOKED_AT = 60

/** The one of some names that differs in the fewest letters from what somebody wrote; of several the first. */
export const nearest = (text: string, names: readonly string[]): string => {
  const written = text.trim().toLowerCase().slice(0, LOOKED_AT)
  let found = ''
  let least = Infinity
  for (const name of names) {
    const steps = distance(written, name.toLowerCase())
    if (steps < least) [found, least] = [name, steps]
  }
  return found
}

/** The same where it may be a slip: no more than one letter in three is another; null: none is so near. */
export const near = (text: string, names: readonly string[]): string | null => {
  const name = nearest(text, names)
  const written = text.trim().toLowerCase()
  return written.length <= LOOKED_AT && distance(written, name.toLowerCase()) * 3 <= name.length ? name : null
}

/** Letters to add, take away or put in the place of others (Levenshtein). */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1]
    for (let at = 1; at <= to.length; at += 1) {
      const swap = (row[at - 1] ?? 0) + (letter === to[at - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
