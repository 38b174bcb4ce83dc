import { err, type Result } from '../../../shared/result'
import { createHttpClient, type HttpAnswer, type HttpClient, type HttpClientOptions } from './http'
import type { HttpFault, ProxyFault } from './http-fault'
import { neverThroughProxy, proxyOrigin, type Proxy, type UnusableProxy } from './proxy'
import { takesPassword } from './proxy-failures'
import { unusableFault, type Routes, type Straight } from './routes'
import type { Trial } from './sign-in-trials'

export interface RoutedOptions extends Omit<HttpClientOptions, 'proxy'> {
  readonly routes: Routes
  /** The tenant's own proxy. */
  readonly own: string | null
  readonly createClient?: typeof createHttpClient
}

type Answer = Result<HttpAnswer, HttpFault>
type Request = (client: HttpClient) => Promise<Answer>

/**
 * A client as {@link createHttpClient} makes it, which finds the way for each request: which proxy, the next one where that
 * cannot be reached, and the name and the password that a person entered for it, once it asks for them.
 */
export const createRoutedClient = (
  baseUrl: string,
  ca: string | null,
  { routes, own, createClient = createHttpClient, ...options }: RoutedOptions,
): HttpClient => {
  if (neverThroughProxy(baseUrl)) return createClient(baseUrl, ca, { ...options, proxy: null })
  const clients = new Map<string, HttpClient>()
  /** Proxies that asked, with what they are sent from then on. */
  const signedIn = new Map<string, Proxy>()
  const clientOf = (way: Proxy | UnusableProxy | Straight): HttpClient => {
    const key =
      way.kind === 'proxy' ? `${proxyOrigin(way)} ${way.authorization ?? ''} ${way.name.setting}` : way.kind
    const known = clients.get(key)
    if (known !== undefined) return known
    const made = createClient(baseUrl, ca, { ...options, proxy: way.kind === 'straight' ? null : way })
    clients.set(key, made)
    return made
  }

  const straight = async (way: Straight, request: Request): Promise<Answer> => {
    const answer = await request(clientOf(way))
    if (answer.ok || (answer.error.kind !== 'unreachable' && answer.error.kind !== 'timeout')) return answer
    routes.failed(null)
    const unused = await way.unused()
    return unused === null ? answer : err({ ...answer.error, unused })
  }

  /** Sends what the keychain keeps, once: see {@link SignInTrials}. */
  const withKept = async (kept: Proxy, request: Request): Promise<Answer> => {
    const origin = proxyOrigin(kept)
    const answer = await routes.trials.run(`${origin} ${kept.authorization ?? ''}`, async () => {
      const value = await request(clientOf(kept))
      return { value, trial: trialOf(value) }
    })
    const told: Answer = answer ?? err({ ...fault('wrong-kept-password', kept), status: 407 })
    // What is kept may be changed before the next request.
    if (isProblem(told, 'wrong-kept-password')) signedIn.delete(origin)
    return told
  }

  const through = async (proxy: Proxy, request: Request): Promise<Answer> => {
    const origin = proxyOrigin(proxy)
    const before = signedIn.get(origin)
    if (before !== undefined) return withKept(before, request)
    const answer = await request(clientOf(proxy))
    if (answer.ok || answer.error.kind !== 'proxy' || answer.error.problem !== 'sign-in') return answer
    if (proxy.authorization !== null || !takesPassword(answer.error.detail)) return answer
    const found = await routes.signIns.find(origin)
    if (!found.ok) return err({ ...answer.error, problem: 'keychain' })
    if (found.value === null) return answer
    const { name, password } = found.value
    const kept: Proxy = {
      ...proxy,
      isKept: true,
      authorization: `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`,
    }
    signedIn.set(origin, kept)
    return withKept(kept, request)
  }

  const send = async (request: Request): Promise<Answer> => {
    let unreached: Answer | null = null
    for (const way of await routes.find(baseUrl, own)) {
      if (way.kind === 'pac') return err(unusableFault(way))
      const answer: Answer =
        way.kind === 'straight'
          ? await straight(way, request)
          : way.kind === 'proxy'
            ? await through(way, request)
            : await request(clientOf(way))
      if (answer.ok) return answer
      if (way.kind !== 'proxy' || !isProblem(answer, 'unreachable')) return unreached ?? answer
      routes.failed(way)
      unreached ??= answer
    }
    // There is always a way, and each that is not returned from was not reached.
    return unreached ?? err({ kind: 'cancelled' })
  }

  return {
    get: (path, query, request) => send((client) => client.get(path, query, request)),
    postForm: (path, form, request) => send((client) => client.postForm(path, form, request)),
    close: () => {
      for (const client of clients.values()) client.close()
    },
  }
}

const fault = (problem: ProxyFault['problem'], { name }: Proxy): ProxyFault => ({
  kind: 'proxy',
  problem,
  status: 0,
  detail: '',
  ...name,
})

const isProblem = (answer: Answer, problem: ProxyFault['problem']): boolean =>
  !answer.ok && answer.error.kind === 'proxy' && answer.error.problem === problem

/** The proxy took them where it opened a tunnel, whatever became of that. */
const trialOf = (answer: Answer): Trial => {
  if (answer.ok) return 'taken'
  if (isProblem(answer, 'wrong-kept-password')) return 'refused'
  const { error } = answer
  return error.kind === 'tls' || (error.kind === 'proxy' && error.problem === 'broken') ? 'taken' : 'unknown'
}
