import type { Comparison } from '../comparison/comparison'
import { nameKey } from '../comparison/name-text'

/** What tells whose a snapshot is: of a comparison or an inventory. */
export type OfTenant = Pick<Comparison, 'tenant' | 'redaction'>

/** Whether two snapshots are of one tenant; if not, why, in a sentence. */
export type SameTenant = { readonly same: true } | { readonly same: false; readonly reason: string }

/**
 * By address: host, port and path, however they are written. A server on this very computer, such as the demo tenant, has
 * another port at each start, and is known by its name; the scenarios of the demo tenant are one tenant, set differently. Stand-ins are the same only where the same rules and the same
 * key made them, so that a redacted snapshot is held against such a one alone.
 */
export const sameTenant = (a: OfTenant, b: OfTenant): SameTenant => {
  const redacted = [a, b].filter(({ redaction }) => redaction !== undefined)
  if (redacted.length === 1)
    return differ(
      'One of the two snapshots is redacted: its names are stand-ins, which nothing matches in the other.',
    )
  if (a.redaction?.rules !== b.redaction?.rules)
    return differ('The two snapshots were redacted by different rules, so that their stand-ins do not match.')
  const [one, other] = [addressOf(a.tenant.url), addressOf(b.tenant.url)]
  if (redacted.length === 2)
    return one.host === other.host && one.path === other.path
      ? SAME
      : differ('The two snapshots were redacted with different keys, or are of different tenants.')
  if (one.local && other.local)
    return (isDemo(a) && isDemo(b)) ||
      (nameKey(a.tenant.name) === nameKey(b.tenant.name) && one.path === other.path)
      ? SAME
      : differ(`The snapshots are of different tenants: “${a.tenant.name}” and “${b.tenant.name}”.`)
  return one.host === other.host && one.path === other.path
    ? SAME
    : differ(`The snapshots are of different tenants: ${a.tenant.url} and ${b.tenant.url}.`)
}

/** As the demo tenant is called, behind which its scenario stands. */
const isDemo = ({ tenant }: OfTenant): boolean => tenant.name.startsWith('Demo: ')

const SAME: SameTenant = { same: true }

const differ = (reason: string): SameTenant => ({ same: false, reason })

const FORM = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/?#@]*@)?([^/?#]*)([^?#]*)/i
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/
const PORTS: Readonly<Record<string, string>> = { https: ':443', http: ':80' }

/** Scheme, letters, the usual port, a dot at the end of the host and slashes at the end of the path make no difference. */
const addressOf = (url: string) => {
  const [, scheme = 'https', written = '', way = ''] = FORM.exec(url.trim()) ?? []
  const usual = PORTS[scheme.toLowerCase()] ?? ''
  const lower = written.toLowerCase()
  const host = (usual !== '' && lower.endsWith(usual) ? lower.slice(0, -usual.length) : lower).replace(
    /\.$/,
    '',
  )
  return { host, path: withoutSlashes(way.toLowerCase()), local: LOCAL.test(lower) }
}

const withoutSlashes = (path: string): string =>
  path.endsWith('/') ? withoutSlashes(path.slice(0, -1)) : path
