import { countText } from '../../../../core/comparison/count-text'
import type { Failure } from '../../../../core/comparison/observation'
import { isLoopback, parseAddress } from '../../../../shared/halo-address'
import { haloLabel } from '../../../../shared/host-rules'
import { SMALL_ANSWER, TEXT } from '../../../../shared/bounds'
import { err, ok, type Result } from '../../../../shared/result'
import type { ConnectionContext, DiscoveredServer } from '../../../ports'
import type { HttpAnswer } from '../../http/http'
import { authElsewhere, notHalo, redirected } from '../answers/failures'
import { property, readJson, textProperty } from '../answers/json-answer'

/** Asks below a base address, without any secret. */
type Get = (base: string, path: string) => Promise<Result<HttpAnswer, Failure>>

/** The tenant to find the authorisation server of; see {@link ConnectionContext}. */
type Tenant = Pick<ConnectionContext, 'url' | 'tenant' | 'trustedAuthHosts' | 'onUnconfirmedAuthHost'>

/** What the information endpoints of a Halo said, before anything of it is trusted. */
export interface FoundHalo extends Information {
  readonly base: string
}

/**
 * Finds where Halo is below a host, and what it says of its authorisation server: `AuthInfo` and `InstanceInfo`
 * (halo-api.md sections 1.3 and 12). An address copied from a page of the web application has a path that does not
 * answer: then its parents are asked, up to the host itself. Nothing secret is sent, and no other host is asked.
 * @returns `connection.not-halo` for a web page or a redirect
 */
export const findHalo = async (url: string, get: Get): Promise<Result<FoundHalo, Failure>> => {
  const missed: Missed[] = []
  for (const base of basesOf(url)) {
    const here = await askAt(base, get)
    if (!here.ok) return here
    const { value } = here
    if (value.state === 'halo') return ok({ base, authInfo: value.authInfo, instance: value.instance })
    missed.push({ base, failure: value.failure })
  }
  const silent = await withTokenEndpoint(missed, get)
  return silent === null ? err(nowhere(missed)) : ok({ base: silent, authInfo: null, instance: null })
}

/** A base where no Halo is; null: nothing is there, which old versions may say of what they do not have. */
interface Missed {
  readonly base: string
  readonly failure: Failure | null
}

interface Information {
  readonly authInfo: unknown
  readonly instance: unknown
}

type Asked =
  ({ readonly state: 'halo' } & Information) | { readonly state: 'missed'; readonly failure: Failure | null }

const askAt = async (base: string, get: Get): Promise<Result<Asked, Failure>> => {
  const host = new URL(base).host
  const authInfo = info(await get(base, '/api/AuthInfo'), host)
  if (!authInfo.ok) return authInfo
  // What redirects is not asked again, nor is it followed.
  const { value } = authInfo
  if (
    value.state === 'other' &&
    value.failure.status !== null &&
    value.failure.status < 400 &&
    value.failure.status >= 300
  )
    return ok({ state: 'missed', failure: value.failure })
  const instance = info(await get(base, '/api/InstanceInfo'), host)
  if (!instance.ok) return instance
  if (authInfo.value.state === 'json' || instance.value.state === 'json')
    return ok({ state: 'halo', authInfo: valueOf(authInfo.value), instance: valueOf(instance.value) })
  return ok({ state: 'missed', failure: failureOf(authInfo.value) ?? failureOf(instance.value) })
}

const valueOf = (answer: Info): unknown => (answer.state === 'json' ? answer.value : null)
const failureOf = (answer: Info): Failure | null => (answer.state === 'other' ? answer.failure : null)

/** A version without both answers still has its token endpoint, which does not take GET (halo-api.md section 1.3). */
const withTokenEndpoint = async (missed: readonly Missed[], get: Get): Promise<string | null> => {
  const [first] = missed
  if (first?.failure === null) return first.base
  for (const { base, failure } of missed) {
    if (failure !== null && failure.status !== 404) continue
    const answer = await get(base, '/auth/token')
    const status = answer.ok ? answer.value.status : answer.error.status
    if (status === 400 || status === 401 || status === 405) return base
  }
  return null
}

/** The failure that tells most: somebody's no, else what the host itself answered. */
const nowhere = (missed: readonly Missed[]): Failure => {
  const failures = missed.flatMap(({ failure }) => failure ?? [])
  const told =
    failures.find(({ status }) => status === 401 || status === 403 || (status ?? 0) >= 500) ?? failures.at(-1)
  const tried = missed.map(({ base }) => base).join(', ')
  const failure = told ?? notHalo(tried, 'nothing answers there')
  return missed.length < 2
    ? failure
    : { ...failure, message: `${failure.message} Halo was looked for at ${tried}.` }
}

/** Parents that are asked, at most. Halo's own pages are two or three deep. */
const MOST_BASES = 8

/** The address itself, then its parents, up to the host. */
const basesOf = (url: string): readonly string[] => {
  const { origin, pathname } = new URL(url)
  const segments = pathname.split('/').filter((segment) => segment !== '')
  const bases = [...segments.keys(), segments.length]
    .reverse()
    .map((count) => [origin, ...segments.slice(0, count)].join('/'))
  return bases.length <= MOST_BASES ? bases : [...bases.slice(0, 1), ...bases.slice(1 - MOST_BASES)]
}

/**
 * Who answers there, and its authorisation server: the one that it names, else `{base}/auth`.
 * SECURITY: judged for each connection, whoever asked: which host a person confirmed is the connection's own.
 * @returns `connection.not-halo` for an authorisation server elsewhere that nobody confirmed
 */
export const serverIn = (
  { base, authInfo, instance }: FoundHalo,
  { tenant, trustedAuthHosts = [], onUnconfirmedAuthHost }: Tenant,
): Result<DiscoveredServer, Failure> => {
  const found = {
    AuthInfo: textProperty(authInfo, 'auth_url'),
    InstanceInfo: textProperty(instance, 'auth_url'),
  }
  const source =
    found.AuthInfo !== null ? 'AuthInfo' : found.InstanceInfo !== null ? 'InstanceInfo' : 'default'
  const authUrl = (source === 'default' ? null : found[source]) ?? `${base}/auth`
  const judged = judgeAuthUrl(authUrl, base, trustedAuthHosts)
  if (judged.state !== 'trusted') {
    if (judged.state === 'unconfirmed') onUnconfirmedAuthHost?.(judged.host)
    return err(authElsewhere(new URL(base).host, judged.host, judged.state === 'unconfirmed'))
  }
  return ok({
    url: base,
    authUrl: judged.url,
    tenant: tenant ?? textProperty(authInfo, 'tenant_id') ?? textProperty(instance, 'tenant_id'),
    version: textProperty(instance, 'app_version'),
    source,
  })
}

/** What an information endpoint answered: Halo's JSON, nothing, or something that is not Halo's. */
type Info =
  | { readonly state: 'json'; readonly value: unknown }
  | { readonly state: 'none' }
  | { readonly state: 'other'; readonly failure: Failure }

/** @returns an error only where asking another address would not help */
const info = (answer: Result<HttpAnswer, Failure>, host: string): Result<Info, Failure> => {
  if (!answer.ok)
    return answer.error.status === null || answer.error.status === 429
      ? answer
      : ok({ state: 'other', failure: answer.error })
  const { status, headers } = answer.value
  if (status >= 300 && status < 400)
    return ok({ state: 'other', failure: redirected(host, status, headers.location) })
  if (status < 200 || status >= 300) return ok({ state: 'none' })
  const body = readJson(answer.value, SMALL_ANSWER)
  if (body.kind === 'not-json')
    return ok(
      body.what.startsWith('a web page')
        ? { state: 'other', failure: notHalo(host, 'it serves web pages', 200) }
        : { state: 'none' },
    )
  const authUrl = property(body.value, 'auth_url')
  // Before anything looks into it: what is too long for an address is not taken for none.
  if (typeof authUrl === 'string' && authUrl.length > TEXT.property)
    return err(
      notHalo(host, `it names an authorisation server in more than ${countText(TEXT.property)} characters`),
    )
  const isHalos = HALOS_FIELDS.some((name) => property(body.value, name) !== undefined)
  return ok(isHalos ? { state: 'json', value: body.value } : { state: 'none' })
}

/** Fields of either answer, one of which is in each (halo-api.md section 1.3). */
const HALOS_FIELDS = ['auth_url', 'tenant_id', 'app_version']

/** The authorisation server that Halo publishes for its hosted tenants (halo-api.md section 1.1). */
const SHARED_AUTH_HOST = 'auth.haloservicedesk.com'

/** `unconfirmed`: a secret may go there once a person said so; `never`: not even then. */
type JudgedAuthUrl =
  | { readonly state: 'trusted'; readonly url: string }
  | { readonly state: 'unconfirmed' | 'never'; readonly host: string }

/**
 * Whether a secret may go to the authorisation server that a tenant names. It may without a
 * question when that has the tenant's own origin, when it has the tenant's own label on one of
 * Halo's domains (`contoso.haloitsm.com` for `contoso.halopsa.com`), or when it is the server that
 * Halo publishes. Any other host or port, another tenant's on Halo's domains included, is confirmed
 * by a person first.
 * @param confirmed hosts that were
 */
export const judgeAuthUrl = (
  authUrl: string,
  baseUrl: string,
  confirmed: readonly string[] = [],
): JudgedAuthUrl => {
  const base = new URL(baseUrl)
  const parsed = /^https?:/i.test(authUrl) ? parseAddress(authUrl) : null
  if (parsed === null || !parsed.ok) return { state: 'never', host: hostIn(authUrl) }
  const auth = parsed.value.url
  const address = `${auth.origin}${auth.pathname.replace(/(?<!\/)\/+$/, '').replace(/\/token$/i, '')}`
  if (auth.origin === base.origin) return { state: 'trusted', url: address }
  if (auth.protocol !== 'https:' || isLoopback(auth.hostname)) return { state: 'never', host: auth.host }
  const label = haloLabel(base.hostname)
  const isOwn = label !== null && haloLabel(auth.hostname) === label
  const isKnown = auth.port === '' && base.port === '' && (isOwn || auth.hostname === SHARED_AUTH_HOST)
  return isKnown || confirmed.includes(auth.host)
    ? { state: 'trusted', url: address }
    : { state: 'unconfirmed', host: auth.host }
}

const hostIn = (address: string): string => {
  try {
    return new URL(address).host
  } catch {
    return 'not an address'
  }
}
