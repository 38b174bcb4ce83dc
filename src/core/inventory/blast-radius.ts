import type { Resource } from '../halo/resource'

/** "This vendor was breached": what the picked applications could read and change, over tenants. */
export interface BlastRadius {
  readonly applications: readonly {
    readonly tenant: string
    readonly id: string
    readonly name: string
    readonly login: string | null
    /** Other applications of the tenant that log in as the same agent, by name. */
    readonly sharing: readonly string[]
    readonly inactive: boolean | null
  }[]
  /** Per tenant and resource, over all picked applications of the tenant: a record that several would see counts once. */
  readonly reads: readonly {
    readonly tenant: string
    readonly resource: Resource
    readonly records: number
    readonly unknown: number
    /** Not worked out for at least one of them; then `records` is the least. */
    readonly open: boolean
    readonly clients: readonly { readonly name: string; readonly records: number }[]
  }[]
  /** Feature and verb that at least one of them could, or that nothing decides. */
  readonly changes: readonly {
    readonly tenant: string
    readonly feature: string
    readonly verb: string
    readonly state: 'could' | 'unknown'
    /** By the name of the application. */
    readonly by: readonly string[]
  }[]
  /** Ordered steps to cut them off, each one sentence with Halo's click path where one is known. */
  readonly steps: readonly { readonly tenant: string; readonly text: string; readonly path: string | null }[]
  /** What this cannot know, in sentences. */
  readonly limits: readonly string[]
}
