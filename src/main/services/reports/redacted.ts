import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import { assessor } from '../../../core/inventory/assess'
import { named, redact, redactRecipe } from '../../../core/report/redaction'
import { redactInventory } from '../../../core/report/redact-inventory'
import { isBuiltIn, loadBuiltIn } from '../analysis/recipes'
import type { ReportedInventory } from './inventory-report'
import { toInventorySnapshot } from './inventory-snapshot'
import { pseudonymsFor, redactionOf } from './redaction-key'
import { toSnapshot } from './snapshot'

/**
 * A comparison, and the recipe that its reports are to check, with stand-ins for their names: for sharing outside the
 * company. Everything is concluded anew from them. The same comparison and the same key give the same result.
 * @param key that somebody chose; null: it is made of the comparison
 */
export const redactedComparison = async (
  comparison: Comparison,
  key: string | null,
  recipe?: Recipe,
): Promise<{ readonly comparison: Comparison; readonly recipe?: Recipe }> => {
  const pseudonym = await pseudonymsFor(key === null ? { content: toSnapshot(comparison) } : { chosen: key })
  const shared = redact(comparison, pseudonym, isBuiltIn)
  return {
    comparison: { ...shared, redaction: await redactionOf(toSnapshot(shared)) },
    ...(recipe && { recipe: redactRecipe(recipe, named(pseudonym), isBuiltIn) }),
  }
}

/** An inventory that is shared. */
export interface SharedInventory {
  readonly reported: ReportedInventory
  /** The recipes that say what its applications are there for. */
  readonly recipes: readonly Recipe[]
}

/**
 * Inventories with stand-ins for their names, the same in all of them. Their SHA-256 stay those of what was read.
 * @param key that somebody chose; null: it is made of the inventories
 */
export const redactedInventories = async (
  inventories: readonly SharedInventory[],
  key: string | null,
): Promise<readonly ReportedInventory[]> => {
  const content = inventories.map(({ reported: { inventory, ...state } }) =>
    toInventorySnapshot(inventory, state),
  )
  const pseudonym = await pseudonymsFor(key === null ? { content } : { chosen: key })
  const replace = named(pseudonym)
  const publicPurposes = new Set(loadBuiltIn().map(({ name }) => name))
  return Promise.all(
    inventories.map(async ({ reported, recipes }) => {
      const { inventory, review, last, sha256 } = reported
      const { facts, calibration, notes } = toInventorySnapshot(inventory, { review, last })
      const source = redactInventory({ facts, calibration, notes, review, last }, pseudonym, publicPurposes)
      const drawn = assessor(source.facts, {
        notes: source.notes,
        recipes: recipes.map((recipe) =>
          // One's own may go by the name of one of ours, and is told by it.
          publicPurposes.has(recipe.name) && !isBuiltIn(recipe)
            ? { ...redactRecipe(recipe, replace, isBuiltIn), name: recipe.name }
            : redactRecipe(recipe, replace, isBuiltIn),
        ),
        compared: [],
        calibration: source.calibration,
      })
      const state = { review: source.review, last: source.last }
      const shared = {
        inventory: drawn.inventory(),
        predictor: drawn.predictor,
        ...state,
        sha256,
        redacted: true,
      }
      return { ...shared, redaction: await redactionOf(toInventorySnapshot(shared.inventory, state)) }
    }),
  )
}
