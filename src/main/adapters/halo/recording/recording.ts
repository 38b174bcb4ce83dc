import { err, ok, type Result } from '../../../../shared/result'
import type { ConnectionRole } from '../../../../shared/files/profile'
import type { Exchange } from '../../../../shared/files/recording'
import { RECORDING } from '../../../../shared/bounds'
import { createScrubber } from '../../../security/secret-scrubber'
import { readJson, textProperty } from '../answers/json-answer'
import { recordable } from './recorded-fields'
import type { HttpAnswer, HttpClient, HttpFault } from '../../http/http'
import { readProxyFault, readProxyName } from '../../http/http-fault'

/** Puts something around each client of a connection: a recorder, or a recording in its place. */
export type WrapClient = (client: HttpClient, role: ConnectionRole, server: Exchange['server']) => HttpClient

const REMOVED = 'removed from the recording'

/**
 * Takes down what passes between Crossview and a tenant: of each answer what reading it uses, and every
 * secret and token that passed is looked for once more in that. Answers that nothing reads, and those
 * for which there is no more room, are entries that say so.
 */
export class Recorder {
  private readonly exchanges: Exchange[] = []
  private readonly secrets = createScrubber(REMOVED)
  private room = RECORDING.answers

  readonly wrap: WrapClient = (client, role, server) => ({
    get: async (path, query, options) => {
      if (options.bearer !== undefined) this.secrets.add(options.bearer)
      const answer = await client.get(path, query, options)
      this.take(role, server, requestText('GET', path, query), answer)
      return answer
    },
    postForm: async (path, form, options) => {
      for (const name of ['client_secret', 'refresh_token', 'code', 'code_verifier'])
        if (form[name] !== undefined) this.secrets.add(form[name])
      const answer = await client.postForm(path, form, options)
      this.learn(answer)
      this.take(role, server, tokenRequestText(path, form), answer)
      return answer
    },
    close: () => {
      client.close()
    },
  })

  /** What was taken down, with every secret that passed removed wherever it stands. */
  result(): readonly Exchange[] {
    const scrub = (text: string) => this.secrets.scrub(text)
    return this.exchanges.map((exchange) =>
      exchange.answer.kind === 'answer'
        ? {
            ...exchange,
            request: scrub(exchange.request),
            answer: {
              ...exchange.answer,
              text: scrub(exchange.answer.text),
              headers: {
                ...exchange.answer.headers,
                location: exchange.answer.headers.location && scrub(exchange.answer.headers.location),
              },
            },
          }
        : exchange,
    )
  }

  private take(
    role: ConnectionRole,
    server: Exchange['server'],
    request: string,
    answer: Result<HttpAnswer, HttpFault>,
  ): void {
    if (this.exchanges.length >= RECORDING.exchanges) return
    this.exchanges.push({
      role,
      server,
      request,
      answer: answer.ok
        ? { kind: 'answer', ...this.fitting(recordable(pathOf(request), answer.value)) }
        : { kind: 'fault', fault: { ...answer.error } },
    })
  }

  private fitting(answer: HttpAnswer): HttpAnswer {
    // As it stands in the file, where it is a text once more.
    this.room -= JSON.stringify(answer.text).length
    return this.room >= 0 ? answer : { ...answer, text: '', unread: 'what the recording had no room for' }
  }

  /** Tokens that come with an answer are looked for in everything else. */
  private learn(answer: Result<HttpAnswer, HttpFault>): void {
    const body = answer.ok ? readJson(answer.value) : null
    if (body?.kind !== 'json') return
    for (const name of ['access_token', 'refresh_token', 'id_token']) {
      const token = textProperty(body.value, name, Infinity)
      if (token !== null) this.secrets.add(token)
    }
  }
}

/** The path of a request as it is taken down. */
const pathOf = (request: string): string => request.split(' ', 2)[1]?.split('?', 1)[0] ?? ''

const requestText = (method: string, path: string, query: Readonly<Record<string, string>>): string => {
  const parameters = new URLSearchParams(query).toString()
  return `${method} ${path}${parameters === '' ? '' : `?${parameters}`}`
}

const tokenRequestText = (path: string, form: Readonly<Record<string, string>>): string =>
  // However a person signed in then, replaying asks nobody.
  form['grant_type'] === 'client_credentials' ? `POST ${path} ${form['scope'] ?? ''}` : `POST ${path} sign-in`

/** Answers from a recording: for the same request what was answered then, in its order. */
export const replayer = (exchanges: readonly Exchange[]): WrapClient => {
  const queues = new Map<string, Exchange[]>()
  for (const exchange of exchanges) {
    const key = keyOf(exchange.role, exchange.server, exchange.request)
    const queue = queues.get(key)
    if (queue === undefined) queues.set(key, [exchange])
    else queue.push(exchange)
  }
  const next = (role: ConnectionRole, server: Exchange['server'], request: string) => {
    const exchange = queues.get(keyOf(role, server, request))?.shift()
    if (exchange === undefined) return err<HttpFault>({ kind: 'unreachable', code: 'NOT_RECORDED' })
    const { answer } = exchange
    return answer.kind === 'fault'
      ? err(faultOf(answer.fault))
      : ok<HttpAnswer>({
          status: answer.status,
          headers: answer.headers,
          text: answer.text,
          ...(answer.unread !== undefined && { unread: answer.unread }),
          ...(answer.foreign !== undefined && { foreign: answer.foreign }),
        })
  }
  return (_client, role, server) => ({
    get: (path, query) => Promise.resolve(next(role, server, requestText('GET', path, query))),
    postForm: (path, form) => Promise.resolve(next(role, server, tokenRequestText(path, form))),
    close: () => undefined,
  })
}

const keyOf = (role: ConnectionRole, server: Exchange['server'], request: string): string =>
  `${role} ${server} ${request}`

const faultOf = (fault: Readonly<Record<string, string | number>>): HttpFault => {
  const code = String(fault['code'] ?? 'unknown')
  const proxy = readProxyName(fault)
  switch (fault['kind']) {
    case 'cancelled':
    case 'too-large':
    case 'unreadable-ca':
      return { kind: fault['kind'] }
    case 'timeout':
    case 'cut-off':
      return { kind: fault['kind'], ...proxy }
    case 'tls':
      return { kind: 'tls', code, ...proxy }
    case 'proxy':
      return readProxyFault(fault)
    default:
      return { kind: 'unreachable', code, ...proxy }
  }
}
