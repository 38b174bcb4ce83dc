import type { Failure } from '../../../core/comparison/observation'
import { PROPOSED_SHARE } from '../../../shared/allowance'
import { isLoopback } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock, ConnectionContext, DiscoveredServer, HaloConnector, HaloSession } from '../../ports'
import { createHttpClient, type HttpClient } from '../http/http'
import { createRoutedClient } from '../http/routed-client'
import { createRoutes, type Routes } from '../http/routes'
import type { WrapClient } from './recording/recording'
import { signIn } from './auth/sign-in'
import {
  isRefusal,
  readTokenAnswer,
  TokenCache,
  type Authenticate,
  type PostToken,
  type Token,
} from './auth/token-cache'
import { Discoveries } from './auth/discoveries'
import { findHalo, serverIn } from './auth/discovery'
import { noSecret, requestFailed } from './answers/failures'
import { sleep as realSleep, TenantLimiter, type Sleep } from './limiter'
import { RequestCounter, sendRequest, type RequestDeps } from './requests'
import { Session } from './session'
import { toldTogether } from './waits'

export interface ConnectorDeps {
  readonly clock: Clock
  readonly sleep?: Sleep
  /** Opens the sign-in address; absent: signing in is refused with a message. */
  readonly openBrowser?: (url: string) => Promise<void>
  readonly createClient?: typeof createHttpClient
  /** Which way requests go; absent: a proxy is what the tenant or the environment names. */
  readonly routes?: Routes
  /** Goes around each client: a recorder, or a recording in its place. */
  readonly wrapClient?: WrapClient
  /** Part of Halo's limit to use for tenants elsewhere than on this machine, above 0 to 1. Absent: as proposed. */
  readonly share?: () => number
  /** How long a request may be without an answer before the server is told to be slow; absent: 5 s. */
  readonly slowAfterMs?: number
  /** Learns each token, sign-in code and verifier that passes, to keep it out of everything else. */
  readonly onSecret?: (secret: string) => void
}

/** A server on this machine is nobody's production. */
const allOnLoopback = () => 1
const asProposed = () => PROPOSED_SHARE

/** Opens sessions to Halo tenants; all connections of one tenant share one limiter. */
export const createHaloConnector = (deps: ConnectorDeps): HaloConnector => {
  const { clock, sleep = realSleep, share = asProposed, routes: ways = createRoutes() } = deps
  const limiters = new Map<string, TenantLimiter>()
  const shared: Shared = { open: new Set(), discoveries: new Discoveries(), routes: ways }
  let isAsleep = false
  /** How each tenant was reached last: over which proxy, with which certificates, since which change of the network. */
  const routes = new Map<string, string>()
  const limiterOf = ({ url, proxy, ca }: ConnectionContext): TenantLimiter => {
    const { origin, hostname } = new URL(url)
    const route = [proxy ?? '', ca ?? '', ways.version()].join(' ')
    const known = limiters.get(origin)
    if (known !== undefined && routes.get(origin) !== route) known.forgetUnreached()
    routes.set(origin, route)
    if (known !== undefined) return known
    const made = new TenantLimiter({ clock, sleep }, isLoopback(hostname) ? allOnLoopback : share)
    limiters.set(origin, made)
    if (isAsleep) made.suspend()
    return made
  }
  return {
    connect: (context, signal) =>
      connect(
        context,
        signal,
        {
          limiter: limiterOf(context),
          clock,
          sleep,
          host: new URL(context.url).host,
          waits: context.onWait && toldTogether(context.onWait),
          patienceMs: context.patienceMs,
          slowAfterMs: deps.slowAfterMs,
        },
        deps,
        shared,
      ),
    suspend: () => {
      isAsleep = true
      for (const limiter of limiters.values()) limiter.suspend()
    },
    resume: () => {
      isAsleep = false
      // It may have woken up in another network.
      ways.forget()
      // Connections do not outlive a sleep, though nobody says so: what is under way is sent anew.
      for (const client of shared.open) client.close()
      for (const limiter of limiters.values()) limiter.resume()
    },
  }
}

/** What all connections have in common. */
interface Shared {
  readonly open: Set<HttpClient>
  readonly discoveries: Discoveries
  readonly routes: Routes
}

const asItIs: WrapClient = (client) => client

const connect = async (
  context: ConnectionContext,
  signal: AbortSignal,
  requests: RequestDeps,
  deps: ConnectorDeps,
  { open, discoveries, routes }: Shared,
): Promise<Result<HaloSession, Failure>> => {
  const { createClient = createHttpClient, wrapClient = asItIs } = deps
  const counter = new RequestCounter()
  const own: HttpClient[] = []
  const clientOf = (address: string, origin: 'api' | 'auth'): HttpClient => {
    const client = clientFor(context, address, { routes, createClient })
    own.push(client)
    open.add(client)
    return wrapClient(client, context.role, origin)
  }
  const close = () => {
    for (const client of own) {
      client.close()
      open.delete(client)
    }
  }
  const apis = new Map<string, HttpClient>()
  const apiAt = (base: string): HttpClient => {
    const api = apis.get(base) ?? clientOf(base, 'api')
    apis.set(base, api)
    return api
  }
  const found = await discoveries.find(context, signal, counter, () =>
    findHalo(context.url, (base, path) =>
      sendRequest(requests, counter, (bounded) => apiAt(base).get(path, {}, { signal: bounded }), {
        signal,
        repeatable: true,
      }),
    ),
  )
  const server = found.ok ? serverIn(found.value, context) : found
  if (!server.ok) {
    close()
    return server
  }
  const api = apiAt(server.value.url)
  const auth = clientOf(server.value.authUrl, 'auth')
  const postToken: PostToken = (form, callSignal) =>
    sendRequest(
      { ...requests, host: new URL(server.value.authUrl).host },
      counter,
      (bounded) => auth.postForm(tokenPath(server.value), form, { signal: bounded }),
      // Asking twice for a token of an application leaves two, of which one is never used: no harm. A refresh
      // token was seen not to change (halo-api.md section 2.4); where one does, not asking again would not
      // save it either. The code of a sign-in is good for one request only, even for one whose answer was
      // lost, and OAuth has the server revoke what it issued when a code comes twice (RFC 6749, 4.1.2).
      { signal: callSignal, repeatable: form['grant_type'] !== 'authorization_code' },
    )
  const requestedScopes = scopesIn(context.connection.scope)
  const tokens = new TokenCache(authenticator(context, server.value, postToken, deps), requests.clock)
  const token = await tokens.get(signal)
  if (!token.ok) {
    close()
    return token
  }
  const grantedScopes = token.value.scopes
  return ok(
    new Session({
      server: server.value,
      requestedScopes,
      grantedScopes,
      api,
      tokens,
      requests,
      counter,
      askScope: async (scope, callSignal) => {
        const alone = { ...context, connection: { ...context.connection, scope } }
        const answer = await authenticator(alone, server.value, postToken, {
          onSecret: deps.onSecret,
        })(callSignal)
        return answer.ok ? ok(answer.value.scopes) : answer
      },
      close,
    }),
  )
}

/**
 * SECURITY: nobody is asked about a tenant on this machine (docs/cli.md). What its config file brings
 * along (certificates, a proxy) therefore counts on this machine only: with it, whoever wrote the
 * file could pose as the authorisation server that the tenant names.
 */
const clientFor = (
  { url, ca, proxy = null }: ConnectionContext,
  address: string,
  parts: { readonly routes: Routes; readonly createClient: typeof createHttpClient },
): HttpClient => {
  const leavesThisMachine = isLoopback(new URL(url).hostname) && !isLoopback(new URL(address).hostname)
  return leavesThisMachine
    ? createRoutedClient(address, null, { ...parts, own: null })
    : createRoutedClient(address, ca, { ...parts, own: proxy })
}

const scopesIn = (scope: string): readonly string[] => scope.split(/\s+/).filter((name) => name !== '')

/** The tenant goes into the query, and only when there is one (halo-api.md section 1.2). */
const tokenPath = ({ tenant }: DiscoveredServer): string =>
  tenant === null || tenant === '' ? '/token' : `/token?${queryOf({ tenant })}`

/** Blanks as `%20`. Never throws, whatever an answer named as its tenant. */
const queryOf = (parameters: Record<string, string>): string =>
  new URLSearchParams(parameters).toString().replaceAll('+', '%20')

const authenticator = (
  context: ConnectionContext,
  server: DiscoveredServer,
  postToken: PostToken,
  {
    openBrowser,
    onSecret = () => undefined,
  }: { [P in 'openBrowser' | 'onSecret']?: ConnectorDeps[P] | undefined },
): Authenticate => {
  const { connection } = context
  const host = new URL(server.authUrl).host
  const scopes = scopesIn(connection.scope)
  const ask = async (
    form: Readonly<Record<string, string>>,
    grant: 'client' | 'sign-in',
    signal: AbortSignal,
  ): Promise<Result<Token, Failure>> => {
    const answer = await postToken(form, signal)
    if (!answer.ok) return answer
    const token = readTokenAnswer(answer.value, { host, scopes, grant })
    if (token.ok) {
      onSecret(token.value.accessToken)
      if (token.value.refreshToken !== null) onSecret(token.value.refreshToken)
    }
    return token
  }
  if (connection.kind === 'application') {
    return async (signal) => {
      const secret = await context.readSecret(host)
      if (secret === null) return err(noSecret())
      return ask(
        {
          grant_type: 'client_credentials',
          client_id: connection.clientId,
          client_secret: secret,
          scope: connection.scope,
        },
        'client',
        signal,
      )
    }
  }
  // Not read before it is needed; it was seen not to rotate (halo-api.md section 2.4).
  let refreshToken: string | null | undefined
  const keep = async (token: string | null): Promise<void> => {
    if (token === refreshToken) return
    refreshToken = token
    await context.saveSecret?.(token)
  }
  return async (signal) => {
    refreshToken ??= await context.readSecret()
    if (refreshToken !== null) {
      const renewed = await ask(
        { grant_type: 'refresh_token', client_id: connection.clientId, refresh_token: refreshToken },
        'sign-in',
        signal,
      )
      if (renewed.ok) await keep(renewed.value.refreshToken ?? refreshToken)
      // Only Halo's own no means signing in again; a network fault does not.
      if (renewed.ok || renewed.error.status === 403 || !isRefusal(renewed.error)) return renewed
      await keep(null)
    }
    if (openBrowser === undefined)
      return err(requestFailed('Signing in needs a browser, and none can be opened here.', null))
    const signedIn = await signIn(
      {
        authUrl: server.authUrl,
        tenant: server.tenant,
        clientId: connection.clientId,
        scope: connection.scope,
        redirectPort: connection.redirectPort,
      },
      openBrowser,
      signal,
    )
    if (!signedIn.ok) return signedIn
    const { code, verifier, redirectUri } = signedIn.value
    onSecret(code)
    onSecret(verifier)
    const token = await ask(
      {
        grant_type: 'authorization_code',
        client_id: connection.clientId,
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      },
      'sign-in',
      signal,
    )
    if (token.ok) await keep(token.value.refreshToken)
    return token
  }
}
