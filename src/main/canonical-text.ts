/**
 * A value as JSON that is the same text however its objects were put together: keys in the order of their UTF-16
 * units, no blanks, texts and numbers as `JSON.stringify` writes them (RFC 8785, for values without fractions). In
 * pieces, so that the largest needs no text of its own length.
 */
export function* canonicalPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    yield '['
    for (const [at, item] of value.entries()) {
      if (at > 0) yield ','
      yield* canonicalPieces(item)
    }
    yield ']'
    return
  }
  if (!isObject(value)) {
    yield JSON.stringify(value)
    return
  }
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  if (fields.every(([, child]) => !isObject(child))) {
    // A record, of which there are hundreds of thousands.
    yield `{${fields.map(([key, child]) => `${JSON.stringify(key)}:${JSON.stringify(child)}`).join(',')}}`
    return
  }
  yield '{'
  for (const [at, [key, child]] of fields.entries()) {
    yield `${at > 0 ? ',' : ''}${JSON.stringify(key)}:`
    yield* canonicalPieces(child)
  }
  yield '}'
}

/** The same in one text, for what is small. */
export const canonicalText = (value: unknown): string => [...canonicalPieces(value)].join('')

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
