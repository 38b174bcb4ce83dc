/** Which way requests to an address go, as a person is told it. Holds no name and no password. */
export interface RouteView {
  /** `host:port` of the proxy; null: straight. */
  readonly via: string | null
  /** Who said so, as after “named by”: “this tenant”, “HTTPS_PROXY”, “the system (PAC file http://…)”. */
  readonly from: string
  /** Where its name and password come from; `none`: it is asked without. */
  readonly signIn: 'none' | 'environment' | 'keychain'
  /** Why nothing can be sent this way, in a sentence; null for nothing known. */
  readonly problem: string | null
}

/** Finds the way to an address as the next request to it goes. Sends nothing to the address itself. */
export interface NetworkRoutes {
  /** @param own the tenant's own proxy; null: as the system has it */
  routeOf(address: string, own: string | null): Promise<RouteView>
}
