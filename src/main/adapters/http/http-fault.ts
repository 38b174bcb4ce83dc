/** What went wrong below HTTP, by allowlist: nothing of a raw error is ever told. */

/** The proxy on the way, as it may be told: neither its name nor its password. */
export interface ProxyName {
  /** Host and port. */
  readonly proxy: string
  /** The environment variable that named it, {@link OWN_PROXY}, {@link SYSTEM_PROXY} or {@link pacSetting}. */
  readonly setting: string
}

/** The setting of a proxy that the tenant itself names. */
export const OWN_PROXY = 'own'
/** That of one that this computer's own settings name. */
export const SYSTEM_PROXY = 'system'
const PAC = 'pac '
/** That of one that a PAC file names. @param file its address, as it may be told */
export const pacSetting = (file: string): string => `${PAC}${file}`
/** The PAC file that is a setting; null for another setting. */
export const pacOf = (setting: string): string | null =>
  setting.startsWith(PAC) ? setting.slice(PAC.length) : null

/** Somebody named a proxy by a setting of the system that is not used here: what it is, as after “settings name”. */
interface UnusedSetting {
  readonly unused: string
}

/** Where a tunnel through a proxy was not to be had. Flat, because a recording keeps it. */
export interface ProxyFault extends ProxyName {
  readonly kind: 'proxy'
  readonly problem: ProxyProblem
  /** Status the proxy answered CONNECT with, as far as it was read; 0 for none. */
  readonly status: number
  /** The system's or TLS' code, or the ways of signing in that the proxy offers; empty for none. */
  readonly detail: string
}

/** What can go wrong with a proxy, each with what it means. */
const PROXY_PROBLEMS = [
  // The setting names no proxy that could be used; `detail` says why. Nothing was sent.
  'setting',
  // There is no connection with it.
  'unreachable',
  // Its own certificate, an https proxy's, is not trusted.
  'certificate',
  // It is to be an https proxy and agreed on no TLS.
  'no-tls',
  // It answered with another status than 200.
  'refused',
  // It wants a name and a password, or another sign-in.
  'sign-in',
  // It does not take the name and the password that were sent.
  'wrong-password',
  // The same of those that the keychain keeps for it.
  'wrong-kept-password',
  // It wants a name and a password, and the keychain does not give those that it may keep.
  'keychain',
  // The PAC file that names proxies cannot be used; `detail` says why. Nothing was sent.
  'pac',
  // It answered something that is not HTTP/1.
  'not-http',
  // Its answer did not end.
  'endless',
  // It answered 200 and went on by itself, where the server's TLS should have begun.
  'spoke-first',
  // It closed the connection before its answer was whole.
  'closed',
  // Its answer was not whole in time.
  'silent',
  // It opened a tunnel in which no TLS with the server came about.
  'broken',
] as const
export type ProxyProblem = (typeof PROXY_PROBLEMS)[number]

export type HttpFault =
  | { readonly kind: 'cancelled' }
  /** The extra certificates of the tenant cannot be read. Nothing was sent. */
  | { readonly kind: 'unreadable-ca' }
  | ({ readonly kind: 'timeout' } & Partial<ProxyName & UnusedSetting>)
  | ({ readonly kind: 'unreachable'; readonly code: string } & Partial<ProxyName & UnusedSetting>)
  | ({ readonly kind: 'tls'; readonly code: string } & Partial<ProxyName>)
  | ProxyFault
  | { readonly kind: 'too-large' }
  | ({ readonly kind: 'cut-off' } & Partial<ProxyName>)

const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ERROR_IN_CERT|CRL_|PATH_LENGTH)/
/** A handshake that failed, whatever the certificate. */
const HANDSHAKE_CODE = /^(ERR_SSL|EPROTO)/

export const isTlsCode = (code: string): boolean => TLS_CODE.test(code)
export const isHandshakeCode = (code: string): boolean => HANDSHAKE_CODE.test(code)

/** The code of a system's or TLS' error; `unknown` where it has none that can be told. */
export const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && /^[A-Z_0-9]{1,60}$/.test(code) ? code : 'unknown'
}

/** The fault that an error of axios or of a socket means. */
export const faultOf = (error: unknown): HttpFault => {
  const code = codeOf(error)
  if (isTlsCode(code)) return { kind: 'tls', code }
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { kind: 'timeout' }
  if (error instanceof Error && error.message.startsWith('maxContentLength')) return { kind: 'too-large' }
  if (code === 'ERR_BAD_RESPONSE' || code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR')
    return { kind: 'cut-off' }
  return { kind: 'unreachable', code }
}

type Recorded = Readonly<Record<string, string | number>>

/** The proxy in a fault that a recording kept; nothing where there was none. */
export const readProxyName = ({ proxy, setting }: Recorded): Partial<ProxyName> =>
  proxy === undefined || setting === undefined ? {} : { proxy: String(proxy), setting: String(setting) }

/** A proxy's fault that a recording kept; those of the first kind had only a status. */
export const readProxyFault = (fault: Recorded): ProxyFault => ({
  kind: 'proxy',
  problem: PROXY_PROBLEMS.find((problem) => problem === fault['problem']) ?? 'sign-in',
  status: Number(fault['status'] ?? 407),
  detail: String(fault['detail'] ?? ''),
  proxy: String(fault['proxy'] ?? 'of the recording'),
  setting: String(fault['setting'] ?? 'HTTPS_PROXY'),
})
