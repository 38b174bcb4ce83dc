import { RESOURCES, type Resource } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import type { ConnectionContext } from '../../ports'
import type { TenantPlan } from '../runs/plan'

/** Whose applications to read, by whom, and which lists of records to hold them against. */
export interface InventoryPlan {
  readonly tenantName: string
  readonly url: string
  /** Reads everything; the agent side where there is no inspector. */
  readonly inspector: ConnectionContext
  /** In the order of {@link RESOURCES}. */
  readonly resources: readonly Resource[]
}

/** What of a tenant's plan an inventory needs: no application's own connection. */
type Readers = Pick<TenantPlan, 'tenantName' | 'url' | 'agent' | 'inspector'>

/**
 * The inspector reads; without one, the agent side, which may or may not read configuration: it is asked, and
 * what it is refused is said (docs/cli.md).
 * @returns `INVALID_ARGUMENT` where a tenant has neither
 */
export const inventoryPlan = (
  { tenantName, url, agent, inspector }: Readers,
  resources: readonly Resource[],
): Result<InventoryPlan, AppError> => {
  const reader = inspector ?? agent
  if (reader === null)
    return err(
      appError(
        'INVALID_ARGUMENT',
        `“${tenantName}” has no inspector, so nobody can read which applications it has.`,
        {
          field: 'inspector',
          advice: [
            'Add an inspector: an application of its own that logs in as an administrator, with the scopes “all” and “admin”.',
            'Or an agent side that may read configuration and sees whole lists.',
          ],
        },
      ),
    )
  const wanted = new Set(resources)
  return ok({ tenantName, url, inspector: reader, resources: RESOURCES.filter((each) => wanted.has(each)) })
}
