/** Over which tenants a run is set up. */
export type FleetChoice =
  | { readonly which: 'all' }
  | { readonly which: 'tag'; readonly tag: string }
  | { readonly which: 'chosen'; readonly chosen: readonly string[] }
