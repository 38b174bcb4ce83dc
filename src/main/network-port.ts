import type { RouteView } from '../shared/ipc/network'
import type { Result } from '../shared/result'

export type { RouteView }

/** Finds the way to an address as the next request to it goes. Sends nothing to the address itself. */
export interface NetworkRoutes {
  /** @param own the tenant's own proxy; null: as the system has it */
  routeOf(address: string, own: string | null): Promise<RouteView>
}

/** What this computer's own settings say of an address. */
export type SystemRoute =
  /** `answer` as a PAC file gives it (`PROXY a:8080; DIRECT`). `pac`: address of the file that gave it, as it may be told. */
  | { readonly kind: 'answer'; readonly answer: string; readonly pac: string | null }
  /** A PAC file is named and cannot be used. `why` is a {@link PacProblem}, or a code of the system. */
  | { readonly kind: 'unusable'; readonly pac: string; readonly why: string }
  /** Not used by this program. `names`: reads what they name all the same, as after “settings name”; null for nothing known. */
  | { readonly kind: 'unused'; readonly names: () => Promise<string | null> }

/** Why a PAC file cannot be used. */
export type PacProblem = 'status' | 'large' | 'redirects' | 'scheme' | 'script' | 'endless'

/** The proxy settings of this computer. What it gives is not remembered by whoever asks. */
export interface SystemProxies {
  /** Never rejects. */
  find(address: string): Promise<SystemRoute>
  /** The network changed, or something failed: reads all anew. */
  forget(): void
}

export interface ProxySignIn {
  readonly name: string
  readonly password: string
}

/** Names and passwords of proxies that people entered. Reading them is for main only. */
export interface ProxySignIns {
  /**
   * @param proxy its scheme, host and port, as an origin with the port written out
   * @returns null: none was entered for just this proxy. An error: the keychain does not say.
   */
  find(proxy: string): Promise<Result<ProxySignIn | null, null>>
}
