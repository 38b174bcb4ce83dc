import type { AppError } from '../app-error'
import type { Result } from '../result'

type Answer<T> = Promise<Result<T, AppError>>

/** Which way requests to an address go, as a person is told it. Holds no name and no password. */
export interface RouteView {
  /** `host:port` of the proxy; null: straight. */
  readonly via: string | null
  /** The same with its scheme, `http://proxy:8080`, by which a name and a password are kept for it; null: straight. */
  readonly origin: string | null
  /** Who said so, as after “named by”: “this tenant”, “HTTPS_PROXY”, “the PAC file http://…”; “nobody”. */
  readonly from: string
  /** Where its name and password come from; `none`: it is asked without. */
  readonly signIn: 'none' | 'environment' | 'keychain'
  /** Why nothing can be sent this way, or what to know about it, in a sentence; null for nothing known. */
  readonly problem: string | null
}

/** The way to one stored tenant. */
export interface TenantRoute {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly route: RouteView
}

/** A proxy that is on the way to a tenant, or that a name and a password are kept for. */
export interface ProxyView {
  /** `http://proxy:8080`. */
  readonly proxy: string
  /** As the states of a tenant's secrets. */
  readonly signIn: 'stored' | 'session-only' | 'missing' | 'unknown'
}

export interface NetworkView {
  readonly tenants: readonly TenantRoute[]
  readonly proxies: readonly ProxyView[]
  /** What went wrong with the list of proxies, in a sentence; null for nothing. */
  readonly notice: string | null
}

export interface NetworkApi {
  /** Finds the way to each stored tenant; nothing is sent to any of them. */
  state(): Answer<NetworkView>
  /** Keeps a name and a password for one proxy, in place of what was kept for it. Neither is ever given back. */
  signIn(input: { proxy: string; name: string; password: string }): Answer<NetworkView>
  forget(input: { proxy: string }): Answer<NetworkView>
}
