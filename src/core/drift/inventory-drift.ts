import type { Comparison } from '../comparison/comparison'
import type { Finding } from '../comparison/finding'
import { isolated } from '../comparison/name-text'
import type { Resource } from '../halo/resource'
import { clientKey } from '../halo/client-id'
import type { ApplicationFacts, InventoryFacts } from '../inventory/application'
import { indexOf } from '../inventory/applications'
import type { Inventory, InventoryEntry } from '../inventory/inventory'
import { isSignedInto } from '../inventory/login'
import type { Predictor } from '../inventory/predict'
import { applicationChange, recordDifferences } from './application-settings'
import type { Drift, Move, ResourceDrift, SettingChange } from './drift'
import { riskDrift, type EntryPair } from './risk-drift'

/** One of two inventories of a tenant, with what each of its applications would see. */
export interface InventoryEnd {
  readonly inventory: Inventory
  readonly predictor: Pick<Predictor, 'comparison'>
}

export interface InventoryDrift {
  readonly drift: Drift
  /** Of each finding of the drift, what exceptions may call its application. */
  readonly namesOf: ReadonlyMap<Finding, readonly string[]>
}

type Ends = Pick<Drift, 'from' | 'to'>

/** The drift of two comparisons of one tenant. */
export type ComparisonDrift = (from: Comparison, to: Comparison, ends: Ends) => Drift

/**
 * What differs between two inventories of a tenant: applications that came or went, what is set of each and of its
 * agent, and how its predicted view moved. An application is the same by Halo's id, whatever it is called.
 * @param compare of the predicted views of one application: the inspector on the agent side, which tells what was
 *   made and deleted, and what would be seen on the app side
 * @param namesOf what exceptions may call an application
 */
export const inventoryDrift = (
  from: InventoryEnd,
  to: InventoryEnd,
  ends: Ends,
  compare: ComparisonDrift,
  namesOf: (inventory: Inventory, entry: InventoryEntry) => readonly string[],
): InventoryDrift => {
  const told = new Told()
  const pairs = pairsOf(from.inventory, to.inventory)
  const resources: ResourceDrift[] = []
  for (const pair of pairs) {
    const { was, is, name } = pair
    if (was === 'unread' || is === 'unread') told.unread(unreadApplication(pair))
    else if (was === null && is !== null) told.change(applicationChange(is.application, name, 'added'))
    else if (was !== null && is === null) told.change(applicationChange(was.application, name, 'removed'))
    else if (was !== null && is !== null)
      resources.push(...applicationDrift([was, is], name, [from, to], ends, compare, told))
  }
  const risks = riskDrift(pairs, (entry) =>
    namesOf(to.inventory.entries.includes(entry) ? to.inventory : from.inventory, entry),
  )
  return {
    drift: {
      kind: 'applications',
      tenant: to.inventory.facts.tenant,
      ...ends,
      settings: told.settings,
      unread: [...listSentences(from.inventory.facts, to.inventory.facts), ...told.sentences],
      resources,
      findings: risks.findings,
      exceptions: { applied: [], expired: [], unused: [] },
    },
    namesOf: risks.namesOf,
  }
}

/** Every application of either end, in the order of the later one; those that went behind. */
const pairsOf = (from: Inventory, to: Inventory): readonly EntryPair[] => {
  const [indexFrom, indexTo] = [indexOf(from.facts), indexOf(to.facts)]
  const before = new Map(from.entries.map((entry) => [keyOf(entry), entry]))
  const after = new Set(to.entries.map(keyOf))
  const absentIn = ({ facts }: Inventory) => (facts.listFailure === null ? null : ('unread' as const))
  return [
    ...to.entries.map((is): EntryPair => ({
      was: before.get(keyOf(is)) ?? absentIn(from),
      is,
      name: indexTo.nameOf(is.application),
    })),
    ...from.entries
      .filter((entry) => !after.has(keyOf(entry)))
      .map((was): EntryPair => ({ was, is: absentIn(to), name: indexFrom.nameOf(was.application) })),
  ]
}

const keyOf = ({ application: { id } }: InventoryEntry): string => clientKey(id)

const unreadApplication = ({ was, name }: EntryPair): string =>
  was === 'unread'
    ? `Whether ${isolated(name)} is new is not known: the list of applications was not read whole in the earlier snapshot.`
    : `Whether ${isolated(name)} is gone is not known: the list of applications was not read whole in the later snapshot.`

const listSentences = (from: InventoryFacts, to: InventoryFacts): readonly string[] =>
  [from, to].flatMap(({ listFailure }, end) =>
    listFailure === null
      ? []
      : [`The list of applications was not read whole in the ${end === 0 ? 'earlier' : 'later'} snapshot.`],
  )

/** Settings told once, however many applications share an agent, and sentences told once. */
class Told {
  readonly settings: SettingChange[] = []
  private readonly places = new Map<string, number>()
  private readonly said = new Set<string>()

  get sentences(): readonly string[] {
    return [...this.said]
  }

  /** @returns its index among the settings */
  change(change: SettingChange): number {
    const { what, ofId, of, change: how, value, before } = change
    const key = JSON.stringify([what, ofId ?? of, how, value, before])
    const known = this.places.get(key)
    if (known !== undefined) return known
    this.places.set(key, this.settings.length)
    return this.settings.push(change) - 1
  }

  unread(sentence: string): void {
    this.said.add(sentence)
  }
}

/** One application that both ends have. */
const applicationDrift = (
  [was, is]: readonly [InventoryEntry, InventoryEntry],
  name: string,
  [from, to]: readonly [InventoryEnd, InventoryEnd],
  ends: Ends,
  compare: ComparisonDrift,
  told: Told,
): readonly ResourceDrift[] => {
  const views = compare(
    from.predictor.comparison(was.application),
    to.predictor.comparison(is.application),
    ends,
  )
  const own = recordDifferences(was.application, is.application, name)
  const places = new Map<number, number>()
  for (const [at, setting] of views.settings.entries()) {
    // The inspector is on the agent side of each; where it is an application itself, it is told as one.
    if (setting.side === 'agent') continue
    places.set(at, told.change(ofApplication(setting, is.application, name)))
  }
  const isLoginTold = views.settings.some(({ side, what }) => side === 'app' && LOGINS.includes(what))
  for (const setting of own.settings) if (!isLoginTold || !LOGINS.includes(setting.what)) told.change(setting)
  for (const sentence of [...own.unread, ...unreadOf([was, is], views)]) told.unread(sentence)
  return views.resources
    .filter(({ side }) => side === 'app')
    .map((drift) => ({
      ...drift,
      reason: drift.state === 'unknown' ? (reasonOf([was, is], drift.resource) ?? drift.reason) : null,
      application: { id: is.application.id, name },
      because: placed(drift.because, places),
      moves: drift.moves.map((move) => placedMove(move, places)),
      perhaps: drift.perhaps.map((move) => placedMove(move, places)),
    }))
}

/** Why a prediction says nothing of a resource: the same at both ends, mostly. */
const reasonOf = (entries: readonly InventoryEntry[], resource: Resource): string | null => {
  const [then, now] = entries.map(({ sees }) => {
    const view = sees.find((each) => each.resource === resource)
    return view?.state === 'unknown' ? view.reason : null
  })
  if (then != null && now != null && then !== now) return `Earlier: ${then} Later: ${now}`
  return now ?? then ?? null
}

const LOGINS: readonly SettingChange['what'][] = ['application.no-login', 'identity.different-agent']

const ofApplication = (setting: SettingChange, application: ApplicationFacts, name: string): SettingChange =>
  setting.ofId !== null && clientKey(setting.ofId) === clientKey(application.id)
    ? { ...setting, side: null, of: name, ofId: application.id }
    : { ...setting, side: null }

const placed = (because: readonly number[], places: ReadonlyMap<number, number>): readonly number[] =>
  because.flatMap((at) => places.get(at) ?? []).sort((a, b) => a - b)

const placedMove = (move: Move, places: ReadonlyMap<number, number>): Move => ({
  ...move,
  because: placed(move.because, places),
})

/**
 * What was not read. Of one that acts as whoever signs in, an end user or a supplier nothing was left unread: its view
 * is beyond what can be predicted, and unknown for that.
 */
const unreadOf = (
  entries: readonly [InventoryEntry, InventoryEntry],
  { unread }: Drift,
): readonly string[] => (entries.every(({ application }) => isBeyondPrediction(application)) ? [] : unread)

const isBeyondPrediction = ({ method, login }: ApplicationFacts): boolean =>
  isSignedInto({ method }) || login.type === 'user' || login.type === 'supplier'
