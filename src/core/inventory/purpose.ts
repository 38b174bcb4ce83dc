import { accessRules } from '../access/access'
import type { AccessFacts } from '../access/change'
import type { PermissionRow } from '../access/effective'
import type { Resource } from '../halo/resource'
import type { RoleSettings } from '../halo/permission'
import type { Recipe } from '../comparison/recipe'
import { checkFacts } from '../policy/recipe-check'
import type { ApplicationFacts, InventoryFacts } from './application'
import type { ApplicationIndex } from './applications'
import type { Calibration, PredictedView, PurposeCheck } from './inventory'
import { predictorFor } from './predict'
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
  index: ApplicationIndex,
) => {
  const closedWith = closingBy(inventory, calibration)
  return (input: PurposeInput): PurposeCheck => {
    const { application, recipe, facts, roles, can, sees } = input
    const check = checkFacts(recipe, facts, can)
    const before = wholesOf(facts, inventory)
    const seesAfter = (after: AccessFacts): readonly PredictedView[] => {
      const closed = closedWith(application, after)
      const later = wholesOf(after, inventory)
      return sees.map((view, place) => {
        const then = closed[place]
        if (then?.state === 'refused') return then
        const isOpen = [...later(view.resource)].some((code) => !before(view.resource).has(code))
        return isOpen ? undecidedNow(view) : view
      })
    }
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
 * Which resources an application would be refused after a change of its scopes or its agent's levels. Both close a
 * resource as a whole, whatever is in it, so that one record of each list is enough to ask.
 */
const closingBy = (inventory: InventoryFacts, calibration: Calibration) => {
  const lists = inventory.lists.map(({ resource, observation }) => ({
    resource,
    observation:
      observation.state === 'listed'
        ? { ...observation, records: observation.records.slice(0, 1) }
        : observation,
  }))
  return (application: ApplicationFacts, { scopes, permissions }: AccessFacts): readonly PredictedView[] => {
    const agents: InventoryFacts['agents'] =
      permissions === null ? inventory.agents : [{ agentId: permissions.agentId, state: 'read', permissions }]
    return predictorFor({ ...inventory, lists, agents }, calibration).sees({ ...application, scopes })
  }
}

/** What closes a resource as a whole, or may. */
const wholesOf = (facts: AccessFacts, { teams }: InventoryFacts) => {
  const { whole } = accessRules(facts, teams)
  return (resource: Resource): ReadonlySet<string> => {
    const { causes, undecided } = whole(resource)
    return new Set([...causes.map(({ code }) => code), ...undecided])
  }
}

/** What it would see, it perhaps would see no more. */
const undecidedNow = (view: PredictedView): PredictedView =>
  view.state === 'predicted' ? { ...view, visible: 0, unknown: view.unknown + view.visible } : view
