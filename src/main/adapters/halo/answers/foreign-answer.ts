import { SMALL_ANSWER } from '../../../../shared/bounds'
import { visibleLine } from '../../../../shared/visible-text'
import type { ForeignAnswer, HttpAnswer } from '../../http/http'
import { CARRIERS, OWN_HEADERS, PAGES, SERVERS, type Signature } from './foreign-signatures'
import { property, readJson } from './json-answer'

/** Characters of a body that are looked at. */
const LOOKED_AT = 60_000

/**
 * Who answered in Halo's place; null for an answer that may be Halo's own. Halo answers in JSON, and
 * refuses without a body (halo-api.md sections 2.6 and 7); whether a page of IIS is of Halo's own
 * server or of one before it is not known: that is of kind `host`.
 * @param known by {@link originOf}, what this host is known to have answered as Halo; empty: not known yet
 */
export const foreignAnswer = (answer: HttpAnswer, known: ReadonlySet<string>): ForeignAnswer | null => {
  if (answer.foreign !== undefined) return answer.foreign
  const { status, text, headers, unread } = answer
  if (unread !== undefined || (status >= 300 && status < 400)) return null
  const body = text
    .slice(0, LOOKED_AT)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (body.startsWith('<')) return pageOf(body, headers)
  if (status < 300) return null
  const form = formOf(answer, body)
  const author = authorOf(answer)
  if (author !== undefined)
    return { name: author.name, kind: author.kind, isCertain: true, form: form ?? NO_BODY }
  if (form !== null) return textOf(body, form, headers)
  if (known.size === 0 || known.has(originOf(answer))) return null
  const carrier = begun(CARRIERS, headers.server)
  const what = body === '' ? NO_BODY : 'a text'
  return {
    name: carrier?.name ?? null,
    kind: 'between',
    isCertain: false,
    form: `${what} and headers that the other answers do not have`,
  }
}

/** Who set a header or a status that only somebody else than the server asked sets. */
const authorOf = ({ status, headers }: HttpAnswer): Pick<Signature, 'name' | 'kind'> | undefined => {
  if (status === 407) return { name: 'a proxy', kind: 'between' }
  if (status === 511) return { name: 'a network’s sign-in page', kind: 'sign-in' }
  return headers.traces?.flatMap((name) => OWN_HEADERS[name] ?? [])[0] ?? begun(SERVERS, headers.server)
}

const textOf = (body: string, form: string, { server }: HttpAnswer['headers']): ForeignAnswer => {
  const named = within(body)
  const found = named ?? begun(CARRIERS, server)
  return { name: found?.name ?? null, kind: found?.kind ?? 'between', isCertain: named !== undefined, form }
}

const NO_BODY = 'no text'

/** The product that an answer names as its server, without a version. */
export const serverOf = ({ headers: { server } }: HttpAnswer): string =>
  ((server ?? '').split(/[/\s(]/, 1)[0] ?? '').toLowerCase()

/** What the answers of one server have in common: what names itself as it, and whether a proxy handed them on. */
export const originOf = (answer: HttpAnswer): string =>
  `${serverOf(answer)}${answer.headers.traces?.includes('via') === true ? ' via' : ''}`

/** Whether an answer is one that only Halo gives: JSON, and a good one. */
export const isHalosOwn = ({ status, text }: HttpAnswer): boolean =>
  status >= 200 && status < 300 && /^[\uFEFF\s]{0,20}[[{]/.test(text.slice(0, 40))

const pageOf = (body: string, { server }: HttpAnswer['headers']): ForeignAnswer => {
  const author = within(body) ?? begun(SERVERS, server)
  const found = author ?? begun(CARRIERS, server)
  const isSignIn = author === undefined && /type=["']?password/i.test(body)
  return {
    name: isSignIn ? null : (found?.name ?? null),
    kind: isSignIn ? 'sign-in' : (found?.kind ?? 'between'),
    isCertain: author !== undefined,
    form: `a web page${titleOf(body)}`,
  }
}

const within = (body: string): Signature | undefined => {
  const lower = body.toLowerCase()
  return PAGES.find(({ texts }) => texts.some((text) => lower.includes(text)))
}

const begun = (
  signatures: readonly Signature[],
  server: string | null | undefined,
): Signature | undefined => {
  const lower = (server ?? '').toLowerCase()
  return signatures.find(({ texts }) => texts.some((text) => lower.startsWith(text)))
}

/**
 * The form of a refusal that Halo was not seen to use; null for those that it was: no body, its own
 * JSON (halo-api.md sections 2.6 and 10), a bare JSON text, and the sentence that clients know.
 */
const formOf = (answer: HttpAnswer, body: string): string | null => {
  if (body === '' || /^you do not have access/i.test(body)) return null
  const read = readJson(answer, SMALL_ANSWER)
  if (read.kind === 'not-json') return `a text${quoted(body)}`
  if (typeof read.value === 'string') return null
  const isKnown =
    HALOS_FIELDS.some((name) => property(read.value, name) !== undefined) || isModelState(read.value)
  return isKnown ? null : `JSON that Halo was not seen to send${quoted(body)}`
}

const HALOS_FIELDS = ['error', 'error_description', 'resultCode', 'errorMessage', 'ClassName', 'Message']

const isModelState = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).some(
    (entry) => Array.isArray(entry) && entry.every((each) => typeof each === 'string'),
  )

/**
 * A text of somebody else as it may be shown: one line, and whole or not at all. SECURITY: part of one
 * could be part of a secret that it echoes, which nobody would find there any more.
 */
const LONGEST_SHOWN = 90

const quoted = (text: string): string => {
  const line = text.length > 4 * LONGEST_SHOWN ? '' : visibleLine(text.replace(/\s+/g, ' ').trim())
  return line === '' || line.length > LONGEST_SHOWN ? '' : ` (“${line}”)`
}

/** The title of a page, or its first heading. */
const titleOf = (page: string): string => quoted(decoded(between(page, 'title') || between(page, 'h1')))

const between = (page: string, tag: string): string => {
  const lower = page.toLowerCase()
  const opening = lower.indexOf(`<${tag}`)
  const start = opening === -1 ? -1 : lower.indexOf('>', opening)
  const end = start === -1 ? -1 : lower.indexOf('<', start)
  return end === -1 ? '' : page.slice(start + 1, end)
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
  '#124': '|',
}

const decoded = (text: string): string =>
  text.replace(/&([a-z]{2,5}|#\d{2,3});/g, (whole, name: string) => ENTITIES[name] ?? whole)
