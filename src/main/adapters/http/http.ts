import { Agent as HttpAgent } from 'node:http'
import type { LookupFunction } from 'node:net'
import { Agent as HttpsAgent } from 'node:https'
import type { AxiosInstance, AxiosResponse, CreateAxiosDefaults } from 'axios'
import { LARGEST_ANSWER } from '../../../shared/bounds'
import { err, ok, type Result } from '../../../shared/result'
import { certificatesIn } from '../../certificates'
import { faultOf, type HttpFault, type ProxyName } from './http-fault'
import { trusting } from './http-trust'
import { proxyTrust, TunnelAgent, TunnelError, ways, type Way } from './http-tunnel'
import type { Proxy, UnusableProxy } from './proxy'

export type { HttpFault }

/**
 * The only importer of axios. Its errors carry tokens and secrets in every form (security-measurements.md
 * finding 5), so each is mapped here, by allowlist, to an {@link HttpFault} and dropped.
 */

/**
 * `between`: never the server asked, whatever it is made of. `host`: a web server, which may be the one
 * asked or one before it. `sign-in`: somebody who wants a person to sign in first.
 */
export type SpeakerKind = 'between' | 'host' | 'sign-in'

/** Somebody else's answer: who gave it, and in which form. */
export interface ForeignAnswer {
  /** null: nobody that is known. */
  readonly name: string | null
  readonly kind: SpeakerKind
  /** Whether it names its author itself; else it is taken for somebody's by its looks. */
  readonly isCertain: boolean
  /** "a web page (“Attention Required!”)". */
  readonly form: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: {
    readonly retryAfter: string | null
    readonly location: string | null
    readonly contentType: string | null
    /** `Server`: who says to have written the answer. */
    readonly server?: string | null | undefined
    /** Names, in lower case, of those headers that others than Halo set. */
    readonly traces?: readonly string[] | undefined
  }
  /** The body as text; see `readJson` for what it may be. */
  readonly text: string
  /** Why the body is not there: a recording keeps none that nobody could read. */
  readonly unread?: string
  /** Who was found to have answered in Halo's place; a recording keeps that and not the page. */
  readonly foreign?: ForeignAnswer
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

interface RequestOptions {
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
  /** Bytes of one body after unpacking. */
  readonly largestAnswer?: number
  /** Proxy to tunnel https through; nothing is sent where it cannot be used. */
  readonly proxy?: Proxy | UnusableProxy | null
}

/**
 * A client bound to one origin: no path can lead it elsewhere, and it follows no redirect.
 * @param baseUrl `https:`, or `http:` on loopback
 * @param ca PEM certificates trusted besides the system's; null for none
 */
export const createHttpClient = (
  baseUrl: string,
  ca: string | null,
  {
    idleTimeoutMs = IDLE_TIMEOUT_MS,
    deadlineMs = DEADLINE_MS,
    largestAnswer = LARGEST_ANSWER,
    proxy = null,
  }: HttpClientOptions = {},
): HttpClient => {
  const certificates = ca === null ? [] : certificatesIn(ca)
  if (certificates === null) return refusing({ kind: 'unreadable-ca' })
  if (proxy?.kind === 'unusable') {
    const { setting, why } = proxy
    return refusing({ kind: 'proxy', problem: 'setting', status: 0, detail: why, proxy: '', setting })
  }
  // SECURITY: plain http never leaves this machine, whatever a hosts file makes of `localhost`.
  const httpAgent = new HttpAgent({ keepAlive: true, lookup: lookUpLoopback })
  // To read what the system trusts takes longer than all else before the first request.
  const httpsAgent = isPlain(baseUrl) ? null : secureAgent(certificates, proxy, idleTimeoutMs)
  const settings: CreateAxiosDefaults = {
    adapter: 'http',
    baseURL: baseUrl,
    allowAbsoluteUrls: false,
    // SECURITY: a redirect would send the form with the secret again (security-measurements.md finding 3).
    maxRedirects: 0,
    timeout: idleTimeoutMs,
    maxContentLength: largestAnswer,
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
    ...(httpsAgent === null ? {} : { httpsAgent }),
  }
  // Loaded for the first request: a window that is opened sends none.
  let loading: Promise<AxiosInstance> | null = null
  const client = () => (loading ??= import('axios').then(({ default: axios }) => axios.create(settings)))
  const send = (
    signal: AbortSignal,
    request: (client: AxiosInstance, signal: AbortSignal) => Promise<AxiosResponse<Buffer>>,
  ) => answered(signal, deadlineMs, proxy?.name ?? null, async (bounded) => request(await client(), bounded))
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
      httpsAgent?.destroy()
    },
  }
}

const isPlain = (baseUrl: string): boolean => baseUrl.startsWith('http:')

const secureAgent = (
  certificates: readonly string[],
  proxy: Proxy | null,
  idleTimeoutMs: number,
): HttpsAgent => {
  const tlsOptions = { keepAlive: true, secureContext: trusting(certificates) }
  return proxy === null
    ? new HttpsAgent(tlsOptions)
    : new TunnelAgent({ proxy, proxyContext: proxyTrust(proxy, certificates), idleTimeoutMs }, tlsOptions)
}

/** A client that sends nothing. */
const refusing = (fault: HttpFault): HttpClient => ({
  get: () => Promise.resolve(err(fault)),
  postForm: () => Promise.resolve(err(fault)),
  close: () => undefined,
})

const answered = async (
  signal: AbortSignal,
  deadlineMs: number,
  proxy: ProxyName | null,
  request: (signal: AbortSignal) => Promise<AxiosResponse<Buffer>>,
): Promise<Result<HttpAnswer, HttpFault>> => {
  if (isAborted(signal)) return err({ kind: 'cancelled' })
  // Neither `AbortSignal.any` nor `.timeout`: their weak references keep each answer, body and all, until the
  // engine looks through its whole memory; of a long list that is a hundred MB.
  const bounded = new AbortController()
  let isLate = false
  const end = () => {
    bounded.abort(ENDED)
  }
  const deadline = setTimeout(() => {
    isLate = true
    end()
  }, deadlineMs)
  signal.addEventListener('abort', end)
  const way: Way = { signal: bounded.signal, stage: 'other', status: 0 }
  try {
    const { status, headers, data } = await ways.run(way, () => request(bounded.signal))
    const header = (name: string): string | null => (typeof headers[name] === 'string' ? headers[name] : null)
    return ok({
      status,
      headers: {
        retryAfter: header('retry-after'),
        location: header('location'),
        contentType: header('content-type'),
        server: header('server'),
        traces: Object.keys(headers).filter((name) => TRACE.test(name)),
      },
      text: new TextDecoder().decode(data),
    })
  } catch (error) {
    if (isAborted(signal)) return err({ kind: 'cancelled' })
    const fault = isLate ? ({ kind: 'timeout' } as const) : faultUnder(error)
    return err(proxy === null ? fault : throughProxy(fault, proxy, way))
  } finally {
    clearTimeout(deadline)
    signal.removeEventListener('abort', end)
    // axios gives up a request that waits for a connection without ending the connection.
    end()
  }
}

/** Why a request's own signal is aborted: nothing that takes a stack to make, since every request's is. */
const ENDED = 'ended'

/** Headers of caches, filters and proxies. */
const TRACE = /^(?:via$|proxy-|x-squid|x-cache|x-denied|cf-|x-amz|x-azure|x-sucuri|x-zscaler)/

const isAborted = (signal: AbortSignal): boolean => signal.aborted

/** A tunnel's own fault, which axios wraps, or what its error means. */
const faultUnder = (error: unknown): HttpFault =>
  error instanceof Error && error.cause instanceof TunnelError ? error.cause.fault : faultOf(error)

/** The same fault, with the proxy that the request went through or got stuck at. */
const throughProxy = (fault: HttpFault, proxy: ProxyName, { stage, status }: Way): HttpFault => {
  if (fault.kind === 'timeout' && stage === 'proxy')
    return { kind: 'proxy', problem: 'silent', status, detail: '', ...proxy }
  if (fault.kind === 'timeout' && stage === 'handshake')
    return { kind: 'proxy', problem: 'broken', status, detail: 'timeout', ...proxy }
  return fault.kind === 'timeout' || fault.kind === 'unreachable' || fault.kind === 'cut-off'
    ? { ...fault, ...proxy }
    : fault
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
