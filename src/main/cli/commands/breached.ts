import { sameName } from '../../../core/comparison/name-text'
import { blastRadius } from '../../../core/inventory/blast-radius'
import { blastRadiusMarkdown } from '../../../core/inventory/blast-radius-text'
import type { Inventory } from '../../../core/inventory/inventory'
import { appError, type AppError } from '../../../shared/app-error'
import { sameClient } from '../../../core/halo/client-id'
import { err, ok, type Result } from '../../../shared/result'
import type { ReportedInventory } from '../../services/reports/reported-inventory'

/** A tenant as it was read, and as it is shown: redacted, the same applications stand in the same order. */
export interface ShownTenant {
  readonly read: Inventory
  readonly shown: ReportedInventory
}

/**
 * What the applications of these names or client ids could read and change, as Markdown: of one name all that have
 * it, in each tenant.
 * @returns `NOT_FOUND` naming what is in none of the tenants: what is left out would read as harmless
 */
export const breachedMarkdown = (
  tenants: readonly ShownTenant[],
  breached: readonly string[],
): Result<string, AppError> => {
  const picked = tenants.map(({ read, shown: { inventory, predictor } }) => ({
    inventory,
    predictor,
    applicationIds: read.entries.flatMap((entry, place) =>
      breached.some((named) => isNamed(entry, named))
        ? [inventory.entries[place]?.application.id ?? entry.application.id]
        : [],
    ),
  }))
  const missing = breached.filter(
    (named) => !tenants.some(({ read }) => read.entries.some((entry) => isNamed(entry, named))),
  )
  return missing.length === 0
    ? ok(blastRadiusMarkdown(blastRadius(picked)))
    : err(
        notThere(
          missing,
          tenants.some(({ read: { facts } }) => facts.listFailure !== null),
        ),
      )
}

const isNamed = ({ application: { name, clientId } }: Inventory['entries'][number], named: string): boolean =>
  sameName(name, named) || (clientId !== null && sameClient(clientId, named))

/** @param isPartial not every application was read: then nobody knows that it is not there */
const notThere = (missing: readonly string[], isPartial: boolean): AppError => {
  const names = missing.map((name) => `“${name}”`).join(' or ')
  return appError(
    'NOT_FOUND',
    isPartial
      ? `None of the applications that were read is called ${names}, nor has such a client id; the list of applications could not be read whole, so it may be there all the same.`
      : `No application is called ${names}, nor has such a client id.`,
    { field: 'breached', advice: ['The names and client ids are in the result: --json FILE'] },
  )
}
