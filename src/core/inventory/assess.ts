import { effectivePermissions } from '../access/effective'
import type { Comparison } from '../comparison/comparison'
import { seenName } from '../comparison/name-text'
import { clientKey } from '../halo/client-id'
import type { Recipe } from '../comparison/recipe'
import type { ApplicationFacts, InventoryFacts } from './application'
import { indexOf, type ApplicationIndex } from './applications'
import { calibrate } from './calibrate'
import type {
  ApplicationNote,
  ApplicationNotes,
  Calibration,
  Inventory,
  InventoryCoverage,
  InventoryEntry,
} from './inventory'
import { inspectorLimits } from './limits'
import { actingAs } from './login'
import { rolesOf } from './predicted-comparison'
import { NO_NOTE } from './notes'
import { predictorFor, type Predictor } from './predict'
import { purposeCheckFor } from './purpose'
import { risksOf } from './risks'
import { suggestRecipe } from './suggestion'
import { unreadReasons } from './unread'

/** What an inventory is held against. */
export interface AssessInput {
  readonly notes: ApplicationNotes
  readonly recipes: readonly Recipe[]
  /** Real comparisons of this tenant, in any order. */
  readonly compared: readonly Comparison[]
  /** What real comparisons said that are not at hand any more, from a snapshot; left out: what `compared` says. */
  readonly calibration?: Calibration
}

/** Concludes what there is to conclude of a tenant's applications, one by one or all together. */
export interface Assessor {
  /** @param notes in place of those that the assessor was made with */
  readonly entry: (application: ApplicationFacts, notes?: ApplicationNotes) => InventoryEntry
  /** @param entries of all applications in their order, where somebody has them already */
  readonly inventory: (entries?: readonly InventoryEntry[]) => Inventory
  readonly predictor: Predictor
}

/** Beside every count (docs/cli.md), whatever else limits it. */
const GENERAL_LIMIT = 'What the inspector does not see is in nobody’s prediction.'

/**
 * Everything that follows from what was read; nothing of it is kept, and all of it is drawn anew when a snapshot is
 * opened. An entry takes a few milliseconds, however many records there are.
 */
export const assessor = (
  facts: InventoryFacts,
  { notes, recipes, compared, calibration = calibrate(facts, compared) }: AssessInput,
): Assessor => {
  const predictor = predictorFor(facts, calibration)
  const index = indexOf(facts)
  const purposeCheck = purposeCheckFor(facts, calibration, index)
  const noteAtFirst = notesByClientId(notes)
  const recipeNamed = new Map(recipes.map((recipe) => [recipe.name, recipe]))

  const entry: Assessor['entry'] = (application, changed) => {
    const note = (changed === undefined ? noteAtFirst : notesByClientId(changed))(application)
    const recipe = recipeNamed.get(note.purpose?.trim() ?? '') ?? null
    const acting = actingAs(application, facts)
    const access = {
      scopes: application.scopes,
      permissions: acting.permissions,
      gate: { inactive: application.inactive, noLogin: acting.nobody },
    }
    const roles = rolesOf(acting.permissions?.roles ?? null, facts)
    const can = effectivePermissions({ ...access, roles })
    const sees = predictor.sees(application)
    return {
      application,
      agent: index.agentOf(application),
      sees,
      can,
      risks: risksOf({ application, index, note, recipe, at: facts.finishedAt }),
      note,
      purpose:
        recipe === null ? null : purposeCheck({ application, recipe, facts: access, roles, can, sees }),
      suggestion: recipe === null ? suggestRecipe(application, recipes) : null,
    }
  }
  return {
    entry,
    predictor,
    inventory: (entries = facts.applications.map((application) => entry(application))) => ({
      facts,
      entries,
      coverage: coverageOf(facts, index),
      complete: isComplete(facts),
      calibration,
      limits: [...inspectorLimits(facts), GENERAL_LIMIT],
    }),
  }
}

/** A client id in whatever way somebody wrote it; a blank text is none. */
const notesByClientId = (notes: ApplicationNotes): ((application: ApplicationFacts) => ApplicationNote) => {
  const byId = new Map(Object.entries(notes).map(([clientId, note]) => [clientKey(clientId), note]))
  return ({ clientId }) => {
    const note = clientId === null ? undefined : byId.get(clientKey(clientId))
    if (note === undefined) return NO_NOTE
    return { ...note, purpose: seenName(note.purpose), owner: seenName(note.owner) }
  }
}

/**
 * An application is read when its record, its scopes and the settings of its agent are: the same as without the
 * risk `application.unread`, but for Halo's own, which have no risks and may be unread all the same.
 */
const coverageOf = ({ applications }: InventoryFacts, index: ApplicationIndex): InventoryCoverage => {
  const unread = applications.filter((each) => unreadReasons(each, index).length > 0).length
  return { applications: applications.length, read: applications.length - unread, unread }
}

const isComplete = ({ listFailure, cancelled, lists }: InventoryFacts): boolean =>
  listFailure === null &&
  !cancelled &&
  lists.every(({ observation }) => observation.state === 'listed' && observation.complete)
