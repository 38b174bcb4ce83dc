import type { Failure } from '../../../../core/comparison/observation'
import { isLoopback, parseAddress } from '../../../../shared/halo-address'
import { haloLabel } from '../../../../shared/host-rules'
import { SMALL_ANSWER, TEXT } from '../../../../shared/bounds'
import { err, ok, type Result } from '../../../../shared/result'
import type { ConnectionContext, DiscoveredServer } from '../../../ports'
import type { HttpAnswer } from '../../http/http'
import { authElsewhere, notHalo, redirected } from '../answers/failures'
import { property, readJson, textProperty } from '../answers/json-answer'

type Get = (path: string) => Promise<Result<HttpAnswer, Failure>>

/** The tenant to find the authorisation server of; see {@link ConnectionContext}. */
type Tenant = Pick<ConnectionContext, 'url' | 'tenant' | 'trustedAuthHosts' | 'onUnconfirmedAuthHost'>

/**
 * Finds the authorisation server: `AuthInfo`, else `InstanceInfo`, else `{base}/auth`
 * (halo-api.md sections 1.3 and 12). Nothing secret is sent.
 * @returns `connection.not-halo` for a web page, a redirect, or an authorisation server elsewhere
 *   that nobody confirmed
 */
export const discover = async (
  { url: baseUrl, tenant, trustedAuthHosts = [], onUnconfirmedAuthHost }: Tenant,
  get: Get,
): Promise<Result<DiscoveredServer, Failure>> => {
  const host = new URL(baseUrl).host
  const authInfo = info(await get('/api/AuthInfo'), host)
  if (!authInfo.ok) return authInfo
  const instance = info(await get('/api/InstanceInfo'), host)
  if (!instance.ok) return instance
  if (authInfo.value === 'web-page' && instance.value === 'web-page')
    return err(notHalo(host, 'it serves web pages', 200))
  const found = {
    AuthInfo: textProperty(authInfo.value, 'auth_url'),
    InstanceInfo: textProperty(instance.value, 'auth_url'),
  }
  const source =
    found.AuthInfo !== null ? 'AuthInfo' : found.InstanceInfo !== null ? 'InstanceInfo' : 'default'
  const authUrl = (source === 'default' ? null : found[source]) ?? `${baseUrl}/auth`
  const judged = judgeAuthUrl(authUrl, baseUrl, trustedAuthHosts)
  if (judged.state !== 'trusted') {
    if (judged.state === 'unconfirmed') onUnconfirmedAuthHost?.(judged.host)
    return err(authElsewhere(host, judged.host, judged.state === 'unconfirmed'))
  }
  return ok({
    authUrl: judged.url,
    tenant: tenant ?? textProperty(authInfo.value, 'tenant_id') ?? textProperty(instance.value, 'tenant_id'),
    version: textProperty(instance.value, 'app_version'),
    source,
  })
}

/** The JSON of an information endpoint; null when it is not there, which is no fault. */
const info = (answer: Result<HttpAnswer, Failure>, host: string): Result<unknown, Failure> => {
  if (!answer.ok) return answer
  const { status, headers } = answer.value
  if (status >= 300 && status < 400) return err(redirected(host, status, headers.location))
  if (status < 200 || status >= 300) return ok(null)
  const body = readJson(answer.value, SMALL_ANSWER)
  if (body.kind === 'json') {
    const authUrl = property(body.value, 'auth_url')
    // Before anything looks into it: what is too long for an address is not taken for none.
    if (typeof authUrl === 'string' && authUrl.length > TEXT.property)
      return err(notHalo(host, `it names an authorisation server in more than ${TEXT.property} characters`))
    return ok(authUrl === undefined ? null : body.value)
  }
  return ok(body.what.startsWith('a web page') ? 'web-page' : null)
}

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
