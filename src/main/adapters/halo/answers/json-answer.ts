import { ANSWER, TEXT, type JsonBounds } from '../../../../shared/bounds'
import { excessOf, excessText } from '../../../../shared/files/json-bounds'
import type { HttpAnswer } from '../../http/http'

/** What a 2xx body turned out to be. Halo omits Content-Type at times: the first byte decides. */
export type JsonAnswer =
  | { readonly kind: 'json'; readonly value: unknown }
  | {
      readonly kind: 'not-json'
      readonly what: string
      /** It begins as JSON does: it may have been cut on its way. */
      readonly isCut?: boolean
    }

/**
 * Parses a body strictly, and within its bounds. An empty body, a web page, broken JSON or one that is
 * over a bound is never "no records".
 */
export const readJson = ({ text, unread }: HttpAnswer, bounds: JsonBounds = ANSWER): JsonAnswer => {
  if (unread !== undefined) return { kind: 'not-json', what: unread }
  const body = (text.startsWith('\uFEFF') ? text.slice(1) : text).trimStart()
  if (body === '') return { kind: 'not-json', what: 'an empty body' }
  if (body.startsWith('<')) return { kind: 'not-json', what: 'a web page instead of JSON' }
  const excess = excessOf(body, bounds)
  if (excess !== null) return { kind: 'not-json', what: `JSON that ${excessText(excess)}` }
  try {
    const value: unknown = JSON.parse(body)
    return { kind: 'json', value }
  } catch {
    return { kind: 'not-json', what: 'text that is not whole JSON', isCut: /^[[{]/.test(body) }
  }
}

/** An answer larger than this waits for its turn. */
const LARGE = 500_000

let before: Promise<unknown> = Promise.resolve()

/**
 * The same; large answers of all tenants are parsed one after another, with a turn of the event loop
 * before each, so that Ctrl-C and the other tenants' answers get between them.
 */
export const readJsonInTurn = (answer: HttpAnswer): JsonAnswer | Promise<JsonAnswer> => {
  if (answer.text.length < LARGE) return readJson(answer)
  const read = before.then(turn).then(() => readJson(answer))
  before = read
  return read
}

/** Resolves in the next turn of the event loop, after what is waiting now. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** An object's property, or undefined; for reading what may be anything. */
export const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // checked to be an object with this property
    : undefined

/** A property that is a text with something in it, and not too much; else null. */
export const textProperty = (value: unknown, name: string, most: number = TEXT.property): string | null => {
  const found = property(value, name)
  return typeof found === 'string' && found.length <= most && found.trim() !== '' ? found.trim() : null
}
