import type { ApplicationMethod } from '../../../core/inventory/application'
import { keptText } from './answers/foreign-text'

export interface MethodReading {
  readonly method: ApplicationMethod
  /** What Halo calls it where the method is not known; null: it does not say. */
  readonly methodText: string | null
}

/** What an application's record says of how it gets its token. */
export interface MethodSigns {
  /** `grant_type` */
  readonly grant: unknown
  /** `credential_type`: a number whose meanings are not known (halo-api.md section 4.6). */
  readonly credential: unknown
  /** It has dates of an API key. */
  readonly hasApiKey: boolean
  /** `use_jwt_assertion` */
  readonly usesJwt: boolean
}

/**
 * OAuth's names of the grants and those of Halo's own page (halo-api.md section 2.1), with the words that
 * both are shortened to. The values of `grant_type` were not seen, so that any spelling is taken whose
 * letters are one of these.
 */
const NAMES: Readonly<Record<Exclude<ApplicationMethod, 'unknown'>, readonly string[]>> = {
  'client-credentials': [
    'clientcredentials',
    'clientcredential',
    'clientcredentialsflow',
    'clientidandsecret',
    'clientidsecret',
    'clientidandsecretservices',
    'clientidsecretservices',
    'services',
  ],
  'authorization-code': [
    'authorizationcode',
    'authorisationcode',
    'authorizationcodeflow',
    'authorisationcodeflow',
    'authorizationcodepkce',
    'authorizationcodewithpkce',
    'authorizationcodenativeapplication',
    'authorisationcodenativeapplication',
    'nativeapplication',
    'authcode',
  ],
  password: [
    'password',
    'passwordflow',
    'usernameandpassword',
    'usernamepassword',
    'resourceownerpassword',
    'resourceownerpasswordcredentials',
    'ropc',
  ],
  implicit: ['implicit', 'implicitflow'],
  'api-key': ['apikey', 'apikeys', 'staticapikey'],
}

const METHOD_OF: ReadonlyMap<string, ApplicationMethod> = new Map(
  (Object.entries(NAMES) as [ApplicationMethod, readonly string[]][]).flatMap(([method, names]) =>
    names.map((name) => [name, method] as const),
  ),
)

/** Grants that come with another one and are no method of their own. */
const BESIDE = new Set(['refreshtoken', 'offlineaccess', 'pkce'])

/**
 * How an application gets its token; what is not known by name is `unknown`, with its text.
 * @param listed what is known of it already, as from the list; it holds where this does not say
 */
export const methodOf = (
  { grant, credential, hasApiKey, usesJwt }: MethodSigns,
  listed: MethodReading,
): MethodReading => {
  for (const text of [textIn(grant), typeof credential === 'string' ? textIn(credential) : null]) {
    const method = text === null ? null : methodNamed(text)
    if (method !== null) return { method, methodText: null }
  }
  const text = textIn(grant)
  if (text !== null) return { method: 'unknown', methodText: keptText(text) }
  if (listed.method !== 'unknown') return { method: listed.method, methodText: null }
  if (hasApiKey) return { method: 'api-key', methodText: null }
  return { method: 'unknown', methodText: listed.methodText ?? (usesJwt ? 'JWT assertion' : null) }
}

const textIn = (value: unknown): string | null => {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null
}

/** Longer than any name of a grant, and any few of them. */
const LONGEST = 200

/** The method of a text that names one, or one and what comes with it; null: none, or several. */
const methodNamed = (text: string): ApplicationMethod | null => {
  if (text.length > LONGEST) return null
  const whole = METHOD_OF.get(lettersOf(text))
  if (whole !== undefined) return whole
  const named = text
    .split(/[\s,;|]+/)
    .map(lettersOf)
    .filter((name) => name !== '' && !BESIDE.has(name))
  const [first, ...others] = new Set(named.map((name) => METHOD_OF.get(name) ?? null))
  return first !== undefined && others.length === 0 ? first : null
}

/** Without case, hyphens, blanks and OpenIddict's `gt:` before the name of a grant. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*gt:/, '')
    .replace('&', 'and')
    .replace(/[^a-z]/g, '')
