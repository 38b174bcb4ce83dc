import { ok } from '../../../shared/result'
import type { NetworkRoutes, ProxySignIns, RouteView, SystemProxies } from '../../network-port'
import { pacSetting, SYSTEM_PROXY, type ProxyFault } from './http-fault'
import { waysIn } from './pac-answer'
import {
  namedProxy,
  neverThroughProxy,
  proxyOrigin,
  type Proxy,
  type ProxyEnvironment,
  type UnusableProxy,
} from './proxy'
import { proxyFailure, settingText, unusedText } from './proxy-failures'
import { SignInTrials } from './sign-in-trials'

export interface Straight {
  readonly kind: 'straight'
  /** Who said so, as after “named by”. */
  readonly from: string
  /** Reads what this computer's settings name and this program does not use; null for nothing. */
  readonly unused: () => Promise<string | null>
}

/** A PAC file that cannot be used: nothing is sent, rather than past the proxy that it may name. */
interface UnusablePac {
  readonly kind: 'pac'
  readonly setting: string
  readonly why: string
}

type Way = Proxy | UnusableProxy | Straight | UnusablePac
type Ways = readonly [Way, ...Way[]]

/** Where requests go, for all clients of the program. */
export interface Routes extends NetworkRoutes {
  /**
   * The ways to an address, to be tried in their order: a further one only where the proxy before it could not be reached.
   * @param own the tenant's own proxy
   */
  find(baseUrl: string, own: string | null): Promise<Ways>
  /** A proxy could not be reached: it is tried last for some minutes, and who names it is asked anew. null: the server itself. */
  failed(proxy: Proxy | null): void
  readonly signIns: ProxySignIns
  readonly trials: SignInTrials
  /** The network changed, or the computer woke up. */
  forget(): void
  /** A name and a password were entered: what was refused may be tried again. */
  signInChanged(): void
  /** Another one after each of the two: what was found out of a server before says nothing any more. */
  version(): number
}

export interface RoutesParts {
  /** Absent: nothing of the system is known. */
  readonly system?: SystemProxies
  /** Absent: none is kept. */
  readonly signIns?: ProxySignIns
  readonly env?: ProxyEnvironment
  readonly now?: () => number
}

/** How long an answer of the system's counts, and how long a proxy that was not reached is tried last. */
const FRESH_MS = 30_000
const LAST_MS = 300_000

const NO_SIGN_INS: ProxySignIns = { find: () => Promise.resolve(ok(null)) }

/** The tenant's own proxy, else the environment's, else the system's. */
export const createRoutes = ({
  system,
  signIns = NO_SIGN_INS,
  env,
  now = () => performance.now(),
}: RoutesParts = {}): Routes => {
  const answers = new Map<string, { readonly until: number; readonly ways: Promise<Ways> }>()
  const unreached = new Map<string, number>()
  const trials = new SignInTrials()
  let version = 0

  const ofSystem = async (baseUrl: string): Promise<Ways> => {
    const found = await system?.find(baseUrl)
    if (found === undefined) return [straight('nobody')]
    if (found.kind === 'unused') return [straight('nobody', found.names)]
    if (found.kind === 'unusable') return [{ kind: 'pac', setting: pacSetting(found.pac), why: found.why }]
    const setting = found.pac === null ? SYSTEM_PROXY : pacSetting(found.pac)
    const [first, ...others] = waysIn(found.answer, setting)
    const told = (way: typeof first): Way =>
      way.kind === 'straight' ? straight(settingText(setting).replace(/^named by /, '')) : way
    return [told(first), ...others.map(told)]
  }

  const find: Routes['find'] = async (baseUrl, own) => {
    const named = namedProxy(baseUrl, own, env)
    if (named === 'straight') return [straight(neverThroughProxy(baseUrl) ? 'this computer' : 'NO_PROXY')]
    if (named !== 'system') return [named]
    const { origin } = new URL(baseUrl)
    const known = answers.get(origin)
    const fresh =
      known !== undefined && known.until > now() ? known : { until: now() + FRESH_MS, ways: ofSystem(origin) }
    answers.set(origin, fresh)
    const ways = await fresh.ways
    const isLast = (way: Way) => way.kind === 'proxy' && (unreached.get(proxyOrigin(way)) ?? 0) > now()
    const [first = ways[0], ...others] = [...ways.filter((way) => !isLast(way)), ...ways.filter(isLast)]
    return [first, ...others]
  }

  return {
    find,
    signIns,
    trials,
    failed: (proxy) => {
      if (proxy !== null) unreached.set(proxyOrigin(proxy), now() + LAST_MS)
      answers.clear()
      system?.forget()
    },
    forget: () => {
      answers.clear()
      unreached.clear()
      system?.forget()
      version += 1
    },
    signInChanged: () => {
      trials.forget()
      version += 1
    },
    version: () => version,
    routeOf: async (address, own) => {
      const [way] = await find(address, own)
      return viewOf(way, new URL(address).host, signIns)
    },
  }
}

const straight = (from: string, unused = () => Promise.resolve<string | null>(null)): Straight => ({
  kind: 'straight',
  from,
  unused,
})

/** The fault of a way that nothing can be sent on. */
export const unusableFault = ({ kind, setting, why }: UnusableProxy | UnusablePac): ProxyFault => ({
  kind: 'proxy',
  problem: kind === 'pac' ? 'pac' : 'setting',
  status: 0,
  detail: why,
  proxy: '',
  setting,
})

const viewOf = async (way: Way, host: string, signIns: ProxySignIns): Promise<RouteView> => {
  if (way.kind === 'straight') {
    const unused = await way.unused()
    const problem = unused === null ? null : unusedText(unused)
    return { via: null, origin: null, from: way.from, signIn: 'none', problem }
  }
  if (way.kind !== 'proxy') {
    const { message } = proxyFailure(unusableFault(way), host)
    return { via: null, origin: null, from: fromText(way.setting), signIn: 'none', problem: message }
  }
  const origin = proxyOrigin(way)
  const kept = way.authorization === null ? await signIns.find(origin) : null
  return {
    via: way.name.proxy,
    origin,
    from: fromText(way.name.setting),
    signIn: kept === null ? 'environment' : kept.ok && kept.value !== null ? 'keychain' : 'none',
    problem:
      kept?.ok === false ? 'The keychain does not say whether it keeps a name and a password for it.' : null,
  }
}

const fromText = (setting: string): string => settingText(setting).replace(/^(?:named by|set for) /, '')
