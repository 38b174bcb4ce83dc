import { Agent as HttpAgent } from 'node:http'
import type { LookupFunction } from 'node:net'
import { Agent as HttpsAgent, type AgentOptions } from 'node:https'
import tls from 'node:tls'
import { HttpsProxyAgent } from 'https-proxy-agent'
import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import { LARGEST_ANSWER } from '../../shared/bounds'
import { err, ok, type Result } from '../../shared/result'

/**
 * The only importer of axios. Its errors carry tokens and secrets in every form (security.md
 * finding 5), so each is mapped here, by allowlist, to an {@link HttpFault} and dropped.
 */

export type HttpFault =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'tls'; readonly code: string }
  /** The proxy did not let the request through; its HTTP status. */
  | { readonly kind: 'proxy'; readonly status: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'cut-off' }

export interface HttpAnswer {
  readonly status: number
  readonly headers: {
    readonly retryAfter: string | null
    readonly location: string | null
    readonly contentType: string | null
  }
  /** The body as text; see `readJson` for what it may be. */
  readonly text: string
  /** Why the body is not there: a recording keeps none that nobody could read. */
  readonly unread?: string
}

export interface HttpClient {
  get(
    path: string,
    query: Readonly<Record<string, string>>,
    options: RequestOptions,
  ): Promise<Result<HttpAnswer, HttpFault>>
  postForm(
    path: string,
    form: Readonly<Record<string, string>>,
    options: RequestOptions,
  ): Promise<Result<HttpAnswer, HttpFault>>
  /** Closes idle sockets; requests under way are cancelled by their signal. */
  close(): void
}

export interface RequestOptions {
  readonly signal: AbortSignal
  readonly bearer?: string
}

/** Time without any byte, and for the whole answer: axios' own timeout does not bound a slow drip. */
const IDLE_TIMEOUT_MS = 30_000
const DEADLINE_MS = 60_000
const LARGEST_REQUEST = 5e6

export interface HttpClientOptions {
  readonly idleTimeoutMs?: number
  readonly deadlineMs?: number
  /** Proxy to tunnel https through (HTTP CONNECT): it sees the host, never a request. */
  readonly proxy?: URL | null
}

/**
 * A client bound to one origin: no path can lead it elsewhere, and it follows no redirect.
 * @param baseUrl `https:`, or `http:` on loopback
 * @param ca PEM certificates trusted besides the system's; null for none
 */
export const createHttpClient = (
  baseUrl: string,
  ca: string | null,
  { idleTimeoutMs = IDLE_TIMEOUT_MS, deadlineMs = DEADLINE_MS, proxy = null }: HttpClientOptions = {},
): HttpClient => {
  // SECURITY: plain http never leaves this machine, whatever a hosts file makes of `localhost`.
  const httpAgent = new HttpAgent({ keepAlive: true, lookup: lookUpLoopback })
  const tlsOptions = { keepAlive: true, minVersion: 'TLSv1.2', ...trust(ca) } as const
  const httpsAgent = proxy === null ? new HttpsAgent(tlsOptions) : tunnel(proxy, tlsOptions)
  const client = axios.create({
    adapter: 'http',
    baseURL: baseUrl,
    allowAbsoluteUrls: false,
    // SECURITY: a redirect would send the form with the secret again (security.md finding 3).
    maxRedirects: 0,
    timeout: idleTimeoutMs,
    maxContentLength: LARGEST_ANSWER,
    maxBodyLength: LARGEST_REQUEST,
    responseType: 'arraybuffer',
    transformResponse: [],
    transitional: { silentJSONParsing: false, clarifyTimeoutError: true },
    headers: { 'Accept-Encoding': 'gzip, br', Accept: 'application/json' },
    decompress: true,
    // SECURITY: HTTP_PROXY would be honoured by default and get a plain-text token. Tunnels are the agent's.
    proxy: false,
    validateStatus: () => true,
    httpAgent,
    httpsAgent,
  })
  const send = (
    signal: AbortSignal,
    request: (client: AxiosInstance, signal: AbortSignal) => Promise<AxiosResponse<Buffer>>,
  ) => answered(signal, deadlineMs, (bounded) => request(client, bounded))
  const authorization = (bearer: string | undefined) =>
    bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }
  return {
    get: (path, query, { signal, bearer }) =>
      send(signal, (http, bounded) =>
        http.get<Buffer>(path, { params: query, signal: bounded, headers: authorization(bearer) }),
      ),
    postForm: (path, form, { signal }) =>
      send(signal, (http, bounded) =>
        http.post<Buffer>(path, new URLSearchParams(form), { signal: bounded }),
      ),
    close: () => {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  }
}

/** The agent takes its options for the way to the proxy only: the server behind it gets them too. */
const tunnel = (proxy: URL, tlsOptions: AgentOptions): HttpsProxyAgent<string> => {
  const agent = new HttpsProxyAgent(proxy.href, tlsOptions)
  Object.assign(agent.options, tlsOptions)
  return agent
}

const answered = async (
  signal: AbortSignal,
  deadlineMs: number,
  request: (signal: AbortSignal) => Promise<AxiosResponse<Buffer>>,
): Promise<Result<HttpAnswer, HttpFault>> => {
  if (isAborted(signal)) return err({ kind: 'cancelled' })
  const deadline = AbortSignal.timeout(deadlineMs)
  try {
    const { status, headers, data } = await request(AbortSignal.any([signal, deadline]))
    // Only a proxy answers so; Halo never does.
    if (status === PROXY_AUTHENTICATION) return err({ kind: 'proxy', status })
    const header = (name: string): string | null => (typeof headers[name] === 'string' ? headers[name] : null)
    return ok({
      status,
      headers: {
        retryAfter: header('retry-after'),
        location: header('location'),
        contentType: header('content-type'),
      },
      text: new TextDecoder().decode(data),
    })
  } catch (error) {
    if (isAborted(signal)) return err({ kind: 'cancelled' })
    return err(deadline.aborted ? { kind: 'timeout' } : faultOf(error))
  }
}

const PROXY_AUTHENTICATION = 407

const isAborted = (signal: AbortSignal): boolean => signal.aborted

const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/

const faultOf = (error: unknown): HttpFault => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const message = error instanceof Error ? error.message : ''
  if (TLS_CODE.test(code)) return { kind: 'tls', code }
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { kind: 'timeout' }
  if (message.startsWith('maxContentLength')) return { kind: 'too-large' }
  if (code === 'ERR_BAD_RESPONSE' || code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR')
    return { kind: 'cut-off' }
  return { kind: 'unreachable', code: /^[A-Z_0-9]{1,40}$/.test(code) ? code : 'unknown' }
}

/** Answers with this machine for every name. */
const lookUpLoopback: LookupFunction = (_hostname, { all, family }, answer) => {
  if (all === true) {
    answer(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ])
  } else if (family === 6) answer(null, '::1', 6)
  else answer(null, '127.0.0.1', 4)
}

const certificateLister = (module: Partial<typeof tls>) => module.getCACertificates

let systemTrust: readonly string[] | null = null

/** Node's own list, what the system and NODE_EXTRA_CA_CERTS add to it, and the profile's. */
const trust = (ca: string | null): { ca?: string[] } => {
  // `getCACertificates` came with Node 22.15; older Nodes trust their own list and the profile's.
  const list = certificateLister(tls)
  if (list === undefined) return ca === null ? {} : { ca: [...tls.rootCertificates, ca] }
  systemTrust ??= [...new Set([...list('default'), ...list('system')])]
  return { ca: ca === null ? [...systemTrust] : [...systemTrust, ca] }
}
