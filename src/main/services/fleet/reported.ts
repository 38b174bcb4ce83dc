import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import type { InventoryFacts } from '../../../core/inventory/application'
import type { TenantInventory } from '../../../shared/files/tenant-inventory'
import { assess } from '../inventory/assessment'
import { populationSha256 } from '../reports/inventory-snapshot'
import type { ReportedInventory } from '../reports/reported-inventory'

/** What was read of a tenant's applications, with what follows from it and what people wrote down. */
export const reportedInventory = async (
  facts: InventoryFacts,
  {
    written: { notes, review, lastReview },
    recipes,
    compared,
  }: {
    readonly written: TenantInventory
    readonly recipes: readonly Recipe[]
    /** Real comparisons of the tenant. */
    readonly compared: readonly Comparison[]
  },
): Promise<ReportedInventory> => {
  const { inventory, assessor } = await assess(facts, { notes, recipes, compared })
  return {
    inventory,
    predictor: assessor.predictor,
    review,
    last: lastReview,
    sha256: await populationSha256(facts),
    redacted: false,
  }
}
