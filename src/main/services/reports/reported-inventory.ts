import type { Recipe } from '../../../core/comparison/recipe'
import type { Inventory } from '../../../core/inventory/inventory'
import type { Predictor } from '../../../core/inventory/predict'
import type { ReviewInput } from '../../../core/report/inventory-model'

/** An inventory with what people wrote down about it, ready for any format. */
export interface ReportedInventory extends ReviewInput {
  readonly inventory: Inventory
  readonly predictor: Predictor
}

/** An inventory that is shared. */
export interface SharedInventory {
  readonly reported: ReportedInventory
  /** The recipes that say what its applications are there for. */
  readonly recipes: readonly Recipe[]
}
