import type { Failure } from '../../../core/observation'
import { isLoopback, parseAddress } from '../../../shared/halo-address'
import { isHaloHost } from '../../../shared/host-rules'
import { SMALL_ANSWER, TEXT } from '../../../shared/bounds'
import { err, ok, type Result } from '../../../shared/result'
import type { DiscoveredServer } from '../../ports'
import type { HttpAnswer } from '../http'
import { notHalo, redirected } from './failures'
import { property, readJson, textProperty } from './json-answer'

type Get = (path: string) => Promise<Result<HttpAnswer, Failure>>

/**
 * Finds the authorisation server: `AuthInfo`, else `InstanceInfo`, else `{base}/auth`
 * (halo-api.md sections 1.3 and 12). Nothing secret is sent.
 * @returns `connection.not-halo` for a web page, a redirect, or an authorisation server elsewhere
 */
export const discover = async (
  baseUrl: string,
  tenant: string | null,
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
  const trusted = trustedAuthUrl(authUrl, baseUrl)
  if (trusted === null) {
    return err(
      notHalo(
        host,
        `it names an authorisation server elsewhere (${hostIn(authUrl)}), and no secret is sent there`,
      ),
    )
  }
  return ok({
    authUrl: trusted,
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

/**
 * The authorisation address when a secret may go there: the tenant's own host, or Halo's own
 * domains over https, and none that no secret may go to. null otherwise.
 */
export const trustedAuthUrl = (authUrl: string, baseUrl: string): string | null => {
  const base = new URL(baseUrl)
  const parsed = /^https?:/i.test(authUrl) ? parseAddress(authUrl) : null
  if (parsed === null || !parsed.ok) return null
  const auth = parsed.value.url
  const address = `${auth.origin}${auth.pathname.replace(/(?<!\/)\/+$/, '').replace(/\/token$/i, '')}`
  if (auth.origin === base.origin) return address
  if (auth.protocol !== 'https:' || isLoopback(auth.hostname)) return null
  const sameHost = auth.hostname === base.hostname
  return sameHost || (isHaloHost(auth.hostname) && auth.port === '') ? address : null
}

const hostIn = (address: string): string => {
  try {
    return new URL(address).host
  } catch {
    return 'not an address'
  }
}
