import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import { assessor } from '../../../core/inventory/assess'
import { named, redact, redactRecipe, type Pseudonym } from '../../../core/report/redaction'
import { redactInventory } from '../../../core/report/redact-inventory'
import { isBuiltIn, loadBuiltIn } from '../recipes/recipes'
import { toInventorySnapshot } from './inventory-snapshot'
import { pseudonymsFor, redactionOf } from './redaction-key'
import type { ReportedInventory, SharedInventory } from './reported-inventory'
import { toSnapshot } from './snapshot'

/** What a report is made of. */
export interface ReportParts {
  readonly comparison: Comparison
  /** That it is to check. */
  readonly recipe?: Recipe
  /** The access review that it is to hold. */
  readonly review?: SharedInventory
  readonly madeBy?: string | null
  readonly madeFor?: string | null
}

/**
 * The same with stand-ins for every name, the same ones in all of it: for sharing outside the company. Everything is
 * concluded anew from them. The same parts and the same key give the same result.
 * @param key that somebody chose; null: it is made of what was read
 */
export const redactedReport = async (
  { comparison, recipe, review, madeBy = null, madeFor = null }: ReportParts,
  key: string | null,
): Promise<ReportParts> => {
  const content = [toSnapshot(comparison), ...(review === undefined ? [] : [contentOf(review)])]
  const pseudonym = await pseudonymsFor(key === null ? { content } : { chosen: key })
  const replace = named(pseudonym)
  const shared = redact(comparison, pseudonym, isBuiltIn)
  return {
    comparison: { ...shared, redaction: await redactionOf(toSnapshot(shared)) },
    ...(recipe && { recipe: redactRecipe(recipe, replace, isBuiltIn) }),
    ...(review && { review: { ...review, reported: await redactedInventory(review, pseudonym) } }),
    madeBy: replace('person', madeBy),
    madeFor: replace('person', madeFor),
  }
}

/**
 * Inventories with stand-ins for their names, the same in all of them. Their SHA-256 stay those of what was read.
 * @param key that somebody chose; null: it is made of the inventories
 */
export const redactedInventories = async (
  inventories: readonly SharedInventory[],
  key: string | null,
): Promise<readonly ReportedInventory[]> => {
  const pseudonym = await pseudonymsFor(
    key === null ? { content: inventories.map(contentOf) } : { chosen: key },
  )
  return Promise.all(inventories.map((each) => redactedInventory(each, pseudonym)))
}

const contentOf = ({ reported: { inventory, review, last } }: SharedInventory): object =>
  toInventorySnapshot(inventory, { review, last })

const redactedInventory = async (
  { reported, recipes }: SharedInventory,
  pseudonym: Pseudonym,
): Promise<ReportedInventory> => {
  const replace = named(pseudonym)
  const publicPurposes = new Set(loadBuiltIn().map(({ name }) => name))
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
  const shared = drawn.inventory()
  return {
    inventory: shared,
    predictor: drawn.predictor,
    ...state,
    sha256,
    redacted: true,
    redaction: await redactionOf(toInventorySnapshot(shared, state)),
  }
}
