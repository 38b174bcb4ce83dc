import type { SideName, ResourceView } from '../access/side-facts'
import type { Comparison, ResourceComparison } from '../comparison/comparison'
import { compareIds, eachTogether, type RecordSummary } from '../comparison/record'
import { RESOURCES, type Resource } from '../halo/resource'
import { explainer, type Explain } from './because'
import type { Move, ResourceDrift } from './drift'
import { unknownReason } from './resource-text'
import { idKey, type SettingDifference } from './setting-difference'
import { snapshotSide, type SnapshotSide } from './snapshot-side'

/**
 * What became of the records of each resource and side. Those of which nothing moved are left out; what either end could
 * not read is told as unknown.
 */
export const recordDrift = (
  from: Comparison,
  to: Comparison,
  differences: readonly SettingDifference[],
): readonly ResourceDrift[] => {
  const [was, is] = [byResource(from), byResource(to)]
  const sides = (['app', 'agent'] as const).map(
    (side) => [snapshotSide(from, side), snapshotSide(to, side)] as const,
  )
  return RESOURCES.filter((resource) => was.has(resource) || is.has(resource)).flatMap((resource) =>
    sides.flatMap(([before, after]) => {
      const reason = unknownReason(before.side, resource, was.get(resource), is.get(resource))
      if (reason !== null)
        return [{ ...NOTHING, resource, side: before.side, state: 'unknown' as const, reason }]
      const [first, last] = [endOf(before, resource), endOf(after, resource)]
      if (first === null || last === null) return []
      const drift = driftOfSide(resource, before.side, first, last, differences)
      return isNothing(drift) ? [] : [drift]
    }),
  )
}

const byResource = ({ resources }: Comparison): ReadonlyMap<Resource, ResourceComparison> =>
  new Map(resources.map((compared) => [compared.resource, compared]))

const NOTHING = {
  application: null,
  reason: null,
  appeared: [],
  vanished: [],
  moves: [],
  because: [],
  created: [],
  deleted: [],
  undecided: [],
  perhaps: [],
} as const

const isNothing = ({ appeared, vanished, created, deleted, undecided }: ResourceDrift): boolean =>
  [appeared, vanished, created, deleted, undecided].every(({ length }) => length === 0)

// --- One end ------------------------------------------------------------------------------------

/** One resource at one end, seen from one side; the other side is the witness of what is in the tenant. */
interface End {
  readonly side: SnapshotSide
  readonly view: ResourceView
  /** What the side sees. */
  readonly own: readonly RecordSummary[]
  /** The row of a record that the other side sees. One that is refused, or failed, says nothing of what there is. */
  readonly other: (id: string) => RecordSummary | undefined
  /** Whether a record that the other side does not list is one that it does not see. */
  readonly otherIsWhole: boolean
  readonly witness: SnapshotSide
  readonly witnessView: ResourceView
  /** Records of which it is not known whether the side sees them: changed meanwhile, or not decided. */
  readonly unsettled: ReadonlySet<string>
}

const endOf = (side: SnapshotSide, resource: Resource): End | null => {
  const { comparison } = side
  const witness = snapshotSide(comparison, side.side === 'app' ? 'agent' : 'app')
  const [view, witnessView] = [viewOf(side, resource), viewOf(witness, resource)]
  const compared = comparison.resources.find((each) => each.resource === resource)
  if (view === undefined || witnessView === undefined || compared === undefined) return null
  return {
    side,
    view,
    own: recordsOf(view),
    other: finder(recordsOf(witnessView)),
    otherIsWhole: view.other.state === 'listed' && view.other.complete,
    witness,
    witnessView,
    unsettled: new Set([...compared.changed, ...compared.undecided]),
  }
}

const viewOf = ({ facts }: SnapshotSide, resource: Resource): ResourceView | undefined =>
  facts.views.find((view) => view.resource === resource)

const recordsOf = ({ own }: ResourceView): readonly RecordSummary[] =>
  own.state === 'listed' ? own.records : []

/** Looked up for what moved alone, mostly nothing: the ids are put together when somebody asks. */
const finder = (records: readonly RecordSummary[]): End['other'] => {
  let byId: ReadonlyMap<string, RecordSummary> | null = null
  return (id) => {
    byId ??= new Map(records.map((record) => [record.id, record]))
    return byId.get(id)
  }
}

// --- Both ends ----------------------------------------------------------------------------------

const driftOfSide = (
  resource: Resource,
  side: SideName,
  was: End,
  is: End,
  differences: readonly SettingDifference[],
): ResourceDrift => {
  const onlyBefore: RecordSummary[] = []
  const onlyNow: RecordSummary[] = []
  eachTogether(was.own, is.own, (_id, before, now) => {
    if (before === undefined && now !== undefined) onlyNow.push(now)
    else if (now === undefined && before !== undefined) onlyBefore.push(before)
  })
  const gained = turnedUp(onlyNow, was, is, differences)
  const lost = turnedUp(onlyBefore, is, was, differences)
  const moves = [...gained.moves.list('appeared'), ...lost.moves.list('vanished')]
  return {
    resource,
    side,
    application: null,
    state: 'compared',
    reason: null,
    appeared: gained.moves.ids(),
    vanished: lost.moves.ids(),
    moves,
    because: [...new Set(moves.flatMap(({ because }) => because))].sort((a, b) => a - b),
    created: gained.made.sort(compareIds),
    deleted: lost.made.sort(compareIds),
    undecided: [...gained.undecided, ...lost.undecided, ...neverSeen(was, is)].sort(compareIds),
    perhaps: [...gained.perhaps.list('appeared'), ...lost.perhaps.list('vanished')],
  }
}

/**
 * Records that the side sees at one end and not at the other: what it gained, and read backwards what it lost. The
 * other side is the witness: a record that it lists where the side does not see it was there; one that it, too, sees at the
 * one end only was not there, unless a setting explains why it did not see it.
 */
const turnedUp = (
  records: readonly RecordSummary[],
  hides: End,
  shows: End,
  differences: readonly SettingDifference[],
) => {
  const explain = explainer(hides.side, shows.side, hides.view, differences)
  const explainWitness = explainer(hides.witness, shows.witness, hides.witnessView, differences)
  const [moves, perhaps] = [new Moves(), new Moves()]
  const made: string[] = []
  const undecided: string[] = []
  for (const record of records) {
    const { id } = record
    const before = hides.other(id)
    const isSettled = !hides.unsettled.has(id) && !shows.unsettled.has(id)
    if (isSettled && before !== undefined) moves.add(id, explain(before, record))
    else if (isSettled && isMade(record, hides, shows, explainWitness)) made.push(id)
    else {
      undecided.push(id)
      const told = explain(before ?? record, record)
      if (isSettled && told.because.length > 0) perhaps.add(id, told)
    }
  }
  return { moves, perhaps, made, undecided }
}

const isMade = (record: RecordSummary, hides: End, shows: End, explainWitness: Explain): boolean => {
  // Another agent of whom nothing was read may just not have seen it.
  const isOther = !isSameAgent(hides.witness, shows.witness) && hides.witness.permissions === null
  const witnessed = hides.otherIsWhole && !isOther ? shows.other(record.id) : undefined
  return witnessed !== undefined && explainWitness(witnessed, witnessed).because.length === 0
}

const isSameAgent = (one: SnapshotSide, other: SnapshotSide): boolean =>
  one.agent !== null && other.agent !== null && idKey(one.agent.id) === idKey(other.agent.id)

/** In neither list of the side, and at one end alone it is not known whether it sees it. */
const neverSeen = (was: End, is: End): readonly string[] => {
  if (was.unsettled.size + is.unsettled.size === 0) return []
  const seen = new Set([...was.own, ...is.own].map(({ id }) => id))
  const isOpen = (end: End, other: End) =>
    [...end.unsettled].filter((id) => !other.unsettled.has(id) && !seen.has(id))
  return [...isOpen(was, is), ...isOpen(is, was)]
}

/** Records by what moved them. */
class Moves {
  private readonly groups = new Map<string, { readonly ids: string[] } & Pick<Move, 'because' | 'record'>>()

  add(id: string, told: Pick<Move, 'because' | 'record'>): void {
    const key = `${told.because.join(' ')} ${told.record ?? ''}`
    const group = this.groups.get(key)
    if (group === undefined) this.groups.set(key, { ...told, ids: [id] })
    else group.ids.push(id)
  }

  ids(): readonly string[] {
    return [...this.groups.values()].flatMap(({ ids }) => ids).sort(compareIds)
  }

  /** Most records first. */
  list(how: Move['how']): readonly Move[] {
    return [...this.groups.values()]
      .map(({ ids, because, record }): Move => ({ how, ids: [...ids].sort(compareIds), because, record }))
      .sort((a, b) => b.ids.length - a.ids.length || compareIds(a.ids[0] ?? '', b.ids[0] ?? ''))
  }
}
