import { setImmediate as turn } from 'node:timers/promises'

/** Items of a list that are written at once: records, mostly, some 1 ms of them. */
const SLICE = 1_000
/** Lists of records lie no deeper in a snapshot. */
const DEEPEST = 5

/**
 * Plain data as `JSON.stringify` writes it, with a line break behind it as a saved snapshot has. The largest takes
 * seconds: whatever else waits has its turn.
 * @param most characters
 * @param scrub of each piece; no text of the data is in two of them
 * @returns null where it would be longer
 */
export const jsonInTurns = async (
  value: unknown,
  most: number,
  scrub: (piece: string) => string = (piece) => piece,
): Promise<string | null> => {
  const pieces: string[] = []
  let length = 0
  for (const piece of piecesOf(value, DEEPEST)) {
    pieces.push(scrub(piece))
    length += piece.length
    if (length >= most) return null
    if (piece.length > SLICE) await turn()
  }
  pieces.push('\n')
  return pieces.join('')
}

function* piecesOf(value: unknown, depth: number): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) yield JSON.stringify(value)
  else if (Array.isArray(value)) yield* listPieces(value as readonly unknown[], depth)
  else yield* objectPieces(value, depth)
}

function* listPieces(list: readonly unknown[], depth: number): Generator<string> {
  yield '['
  if (list.length > SLICE)
    for (let at = 0; at < list.length; at += SLICE)
      yield `${at > 0 ? ',' : ''}${JSON.stringify(list.slice(at, at + SLICE)).slice(1, -1)}`
  else
    for (const [at, item] of list.entries()) {
      if (at > 0) yield ','
      yield* piecesOf(item, depth - 1)
    }
  yield ']'
}

function* objectPieces(value: object, depth: number): Generator<string> {
  yield '{'
  let isFirst = true
  for (const [key, child] of Object.entries(value)) {
    // Left out, as JSON has no such value.
    if (child === undefined) continue
    yield `${isFirst ? '' : ','}${JSON.stringify(key)}:`
    yield* piecesOf(child, depth - 1)
    isFirst = false
  }
  yield '}'
}
