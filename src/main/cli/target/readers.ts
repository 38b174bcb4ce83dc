/** What a command asks of a tenant: what its sides see, or which applications it has. */
export type TargetUse = 'sides' | 'applications'

/**
 * The tenant with the connections that a use needs. Which applications there are the inspector reads, or the
 * agent side where there is none: the secrets of the others are neither looked up nor sent.
 */
export const connectionsFor = <
  Tenant extends { readonly app?: unknown; readonly agent?: unknown; readonly inspector?: unknown },
>(
  tenant: Tenant,
  use: TargetUse = 'sides',
): Tenant =>
  use === 'sides' ? tenant : { ...tenant, app: null, agent: tenant.inspector == null ? tenant.agent : null }
