import { err, ok, type Result } from '../../shared/result'
import type { ConnectionRole } from '../../shared/files/profile'
import type { Exchange } from '../../shared/files/recording'
import { createScrubber } from '../security/secret-scrubber'
import type { HttpAnswer, HttpClient, HttpFault } from './http'
import { readProxyFault, readProxyName } from './http-fault'

/** Puts something around each client of a connection: a recorder, or a recording in its place. */
export type WrapClient = (client: HttpClient, role: ConnectionRole, server: Exchange['server']) => HttpClient

/** Fields of Halo's answers that are secret or as good as one (halo-api.md sections 2.4, 4.2 and 4.5). */
const SECRET_FIELDS =
  /^(access_token|refresh_token|id_token|new_access_token|oauth_code_verifier|oauth_state|client_?secret|tokens|authorizations|concurrency_?token|api_?key\d?|.*password.*|.*secret.*)$/i

const REMOVED = 'removed from the recording'
/** What a token is called in a recording: replaying needs one. */
const TOKEN = 'recorded-token'

/**
 * Takes down what passes between Crossview and a tenant. Secrets and tokens are left out by field,
 * and every one that passed is looked for once more in what is left.
 */
export class Recorder {
  private readonly exchanges: Exchange[] = []
  private readonly secrets = createScrubber(REMOVED)

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
    this.exchanges.push({
      role,
      server,
      request,
      answer: answer.ok
        ? { kind: 'answer', ...answer.value, text: this.withoutSecretFields(answer.value.text) }
        : { kind: 'fault', fault: { ...answer.error } },
    })
  }

  private withoutSecretFields(text: string): string {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return text
    }
    return JSON.stringify(value, (name, field: unknown) => {
      if (!SECRET_FIELDS.test(name)) return field
      if (typeof field === 'string') this.secrets.add(field)
      if (name === 'access_token') return TOKEN
      return typeof field === 'string' ? REMOVED : null
    })
  }
}

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
      : ok<HttpAnswer>({ status: answer.status, headers: answer.headers, text: answer.text })
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
