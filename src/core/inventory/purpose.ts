import type { AccessFacts } from '../access/change'
import type { PermissionRow } from '../access/effective'
import type { RoleSettings } from '../halo/permission'
import { checkFacts, type Recipe } from '../policy/recipe'
import type { ApplicationFacts, InventoryFacts } from './application'
import type { ApplicationIndex } from './applications'
import type { Calibration, PredictedView, PurposeCheck } from './inventory'
import { predictorFor, type Predictor } from './predict'
import { reductionsOf } from './reductions'

/** One application with what its purpose is held against. */
export interface PurposeInput {
  readonly application: ApplicationFacts
  readonly recipe: Recipe
  readonly facts: AccessFacts
  /** Roles of its agent; null: not read. */
  readonly roles: readonly RoleSettings[] | null
  readonly can: readonly PermissionRow[]
  readonly sees: readonly PredictedView[]
}

/** Checks applications of one inventory against their purposes, and says what could be taken from them. */
export const purposeCheckFor = (
  inventory: InventoryFacts,
  calibration: Calibration,
  predictor: Predictor,
  index: ApplicationIndex,
) => {
  const closedWith = closingBy(inventory, calibration)
  return (input: PurposeInput): PurposeCheck => {
    const { application, recipe, facts, roles, can, sees } = input
    const check = checkFacts(recipe, facts, can)
    const seesAfter = (after: AccessFacts): readonly PredictedView[] =>
      after.permissions === facts.permissions
        ? predictor.sees({ ...application, scopes: after.scopes })
        : closedWith(application, after).map((closed, place) =>
            closed.state === 'refused' ? closed : (sees[place] ?? closed),
          )
    const agent = isItsOwn(application, inventory, index) ? index.agentNameOf(application) : null
    return {
      ...check,
      reductions: reductionsOf({ facts, roles, recipe, check, can, sees, seesAfter, agent }),
    }
  }
}

/** Whether nobody else acts as its agent: what is taken from that agent is taken from this application alone. */
const isItsOwn = (
  application: ApplicationFacts,
  { inspector }: InventoryFacts,
  index: ApplicationIndex,
): boolean => {
  const isInspector =
    inspector.state === 'connected' && inspector.identity.agentId === application.login.agentId
  return !isInspector && index.sharing(application).every(({ inactive }) => inactive === true)
}

/**
 * Which resources an application would be refused after a change of its agent's levels. A level closes a resource as
 * a whole, whatever is in it, so that one record of each list is enough to ask.
 */
const closingBy = (inventory: InventoryFacts, calibration: Calibration) => {
  const lists = inventory.lists.map(({ resource, observation }) => ({
    resource,
    observation:
      observation.state === 'listed'
        ? { ...observation, records: observation.records.slice(0, 1) }
        : observation,
  }))
  return (application: ApplicationFacts, { permissions }: AccessFacts): readonly PredictedView[] =>
    permissions === null
      ? []
      : predictorFor(
          { ...inventory, lists, agents: [{ agentId: permissions.agentId, state: 'read', permissions }] },
          calibration,
        ).sees(application)
}
