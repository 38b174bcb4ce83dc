import type { AppError } from '../../../shared/app-error'
import { readProxyAddress } from '../../../shared/files/proxies'
import type { NetworkApi, NetworkView, ProxyView, TenantRoute } from '../../../shared/ipc/network'
import { ok, type Result } from '../../../shared/result'
import type { NetworkRoutes } from '../../network-port'
import type { ProfileService } from '../profiles/profile-service'
import type { ProxySignInStore } from './proxy-sign-ins'

export interface NetworkServiceDeps {
  readonly profiles: Pick<ProfileService, 'load'>
  readonly routes: NetworkRoutes
  readonly signIns: ProxySignInStore
  /** Somebody looks: what was found before is found anew. */
  readonly onLook: () => void
  /** A name and a password were entered: what was refused before may be tried again. */
  readonly onSignIn: () => void
}

/** Which way requests to the stored tenants go, and the names and passwords of the proxies on it. */
export class NetworkService implements NetworkApi {
  constructor(private readonly deps: NetworkServiceDeps) {}

  async state(): Promise<Result<NetworkView, AppError>> {
    const { profiles, routes, signIns, onLook } = this.deps
    onLook()
    const { data } = await profiles.load()
    const tenants = await Promise.all(
      data.profiles.map(async ({ id, name, url, proxy }): Promise<TenantRoute> => ({
        id,
        name,
        host: new URL(url).host,
        route: await routes.routeOf(url, proxy ?? null),
      })),
    )
    const { proxies: known, notice } = await signIns.known()
    const onTheWay = tenants.flatMap(({ route: { origin } }) => (origin === null ? [] : [origin]))
    const proxies: ProxyView[] = []
    // One after another: a keychain that is locked asks once.
    for (const proxy of new Set([...onTheWay, ...known]))
      proxies.push({ proxy, signIn: await signIns.stateOf(proxy) })
    return ok({ tenants, proxies, notice })
  }

  async signIn({
    proxy,
    name,
    password,
  }: Parameters<NetworkApi['signIn']>[0]): ReturnType<NetworkApi['signIn']> {
    const address = readProxyAddress(proxy)
    if (!address.ok) return address
    const kept = await this.deps.signIns.set(address.value, { name, password })
    if (!kept.ok) return kept
    this.deps.onSignIn()
    return this.state()
  }

  async forget({ proxy }: Parameters<NetworkApi['forget']>[0]): ReturnType<NetworkApi['forget']> {
    const address = readProxyAddress(proxy)
    if (!address.ok) return address
    const forgotten = await this.deps.signIns.forget(address.value)
    return forgotten.ok ? this.state() : forgotten
  }
}
