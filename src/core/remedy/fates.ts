import { facetIndex, type FacetIndex, type Judgement, type Judgements } from '../access/facets'
import type { ListJudge } from '../access/judge'
import type { ResourceView } from '../access/side-facts'
import type { Count } from '../comparison/outcome'
import { compareIds, isInOrder, sortedById, type RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'

/**
 * How many records the app side sees, as it is and as it would be. What may appear or disappear is in neither: it
 * makes a count one that may be more.
 */
export interface SeenCounts {
  /** Without records that changed while they were read. Of a predicted side what it would see as things are. */
  readonly before: Count
  readonly after: Count
  /** All that either side is known to see, and what is undecided. */
  readonly of: Count
}

/** Ids in the order of `compareIds`. */
export interface ResourceOutlook extends SeenCounts {
  readonly resource: Resource
  readonly appears: readonly string[]
  readonly disappears: readonly string[]
  /** May appear or disappear: a rule that decides it rests on something unknown. */
  readonly unknown: readonly string[]
}

/** The facts after a change, as they are judged. */
export interface JudgedAfter {
  readonly judge: ListJudge
  readonly agentChanged: boolean
}

/** What a change does to the records of a resource: how many move, and which, where somebody asks. */
export interface ResourceMoves extends SeenCounts {
  readonly resource: Resource
  readonly count: Readonly<Record<Moved, number>>
  /** In the order of `compareIds`. */
  readonly ids: (fate: Moved) => readonly string[]
}

/**
 * What a change does to each record that a view knows. The records are sorted once by what the rules look at, so that
 * many changes can be asked about.
 * @param before the judge of the facts as they were
 */
export const fatesIn = (view: ResourceView, before: ListJudge): ((after: JudgedAfter) => ResourceMoves) => {
  const { resource } = view
  // What the other side lists is judged apart from what it does not: it may be the same agent.
  const [listed, unlisted] = seenByOther(view)
  const lists = (
    [
      [view.unseen, fateOfUnseen, false],
      [listed, fateOfSeen, true],
      [unlisted, fateOfSeen, true],
      [view.undecided, fateOfUndecided, false],
    ] as const
  )
    .filter(([records]) => records.length > 0)
    .map(([records, fateOf, isSeen]) => ({
      isSeen,
      list: listOf(facetIndex(resource, inOrder(records)), fateOf, view, before),
    }))
  const isDecided = view.undecided.length === 0
  // Where the other side has no whole list there may be more, and the change may show it.
  const isWhole = view.other.state === 'listed' && view.other.complete
  const seen: Count = { least: view.seen.length, exact: isDecided }
  const of: Count = {
    least: view.seen.length + view.unseen.length + view.undecided.length,
    exact: isWhole,
  }
  return (after) => {
    const all = lists.map(({ isSeen, list }) => ({ isSeen, moves: list(after) }))
    const sum = (fate: Moved) => all.reduce((total, { moves }) => total + moves.count[fate], 0)
    const count = { appears: sum('appears'), disappears: sum('disappears'), unknown: sum('unknown') }
    const doubted = all.reduce((total, { isSeen, moves }) => total + (isSeen ? moves.count.unknown : 0), 0)
    return {
      resource,
      before: seen,
      after: {
        least: seen.least + count.appears - count.disappears - doubted,
        exact: isWhole && isDecided && count.unknown === 0,
      },
      of,
      count,
      ids: (fate) => merged(all.map(({ moves }) => moves.ids(fate))),
    }
  }
}

/** What a side sees that the other one lists, and that it does not: mostly the other lists all of it. */
const seenByOther = ({ seen, other }: ResourceView): readonly [Records, Records] => {
  const others = new Set(other.state === 'listed' ? other.records.map(({ id }) => id) : [])
  const unlisted = seen.filter(({ id }) => !others.has(id))
  return unlisted.length === 0 ? [seen, []] : [seen.filter(({ id }) => others.has(id)), unlisted]
}

type Records = readonly RecordSummary[]

const inOrder = (records: Records): Records => (isInOrder(records) ? records : sortedById(records))

/** Lists that are in order each, as one. */
const merged = (lists: readonly (readonly string[])[]): readonly string[] => {
  const [first = [], ...more] = lists.filter((list) => list.length > 0)
  return more.length === 0 ? first : [first, ...more].flat().sort(compareIds)
}

type Fate = 'appears' | 'disappears' | 'unknown' | 'stays'
type Moved = Exclude<Fate, 'stays'>

interface Judged {
  readonly was: Judgement
  readonly is: Judgement
  /** By the rules alone, before. */
  readonly ruled: Judgement
  readonly agentChanged: boolean
}

const listOf = (
  index: FacetIndex,
  fateOf: (judged: Judged) => Fate,
  view: ResourceView,
  before: ListJudge,
): ((after: JudgedAfter) => Pick<ResourceMoves, 'count' | 'ids'>) => {
  const was = before.all(view, index)
  const ruled = before.allByRules(index)
  return ({ judge, agentChanged }) => {
    const is = judge.all(view, index)
    // One number for what the three say of a record.
    const keyAt = (place: number): number =>
      ((was.of[place] ?? 0) * ruled.groups.length + (ruled.of[place] ?? 0)) * is.groups.length +
      (is.of[place] ?? 0)
    const counts = new Uint32Array(was.groups.length * ruled.groups.length * is.groups.length)
    for (let place = 0; place < index.records.length; place += 1) {
      const key = keyAt(place)
      counts[key] = (counts[key] ?? 0) + 1
    }
    const fates = Array.from(counts, (count, key): Fate =>
      count === 0
        ? 'stays'
        : fateOf({
            was: at(was, Math.floor(key / is.groups.length / ruled.groups.length)),
            ruled: at(ruled, Math.floor(key / is.groups.length) % ruled.groups.length),
            is: at(is, key % is.groups.length),
            agentChanged,
          }),
    )
    const sum = (fate: Moved) =>
      counts.reduce((total, count, key) => total + (fates[key] === fate ? count : 0), 0)
    const count = { appears: sum('appears'), disappears: sum('disappears'), unknown: sum('unknown') }
    return {
      count,
      ids: (fate) =>
        count[fate] === 0
          ? []
          : index.records.flatMap(({ id }, place) => (fates[keyAt(place)] === fate ? [id] : [])),
    }
  }
}

const at = ({ groups }: Judgements, place: number): Judgement => groups[place] ?? NOTHING

const NOTHING: Judgement = { causes: new Set(), undecided: new Set() }

/** Appears when something that hid it is gone and nothing is left that hides or may hide it. */
const fateOfUnseen = ({ was, is, agentChanged }: Judged): Fate => {
  if (is.causes.size > 0) return 'stays'
  const hadCauses = was.causes.size > 0
  const settled = [...was.undecided].some((code) => !is.undecided.has(code))
  // Hidden for no known reason: it stays so unless what was undecided is decided now.
  if (!hadCauses && !settled && !agentChanged) return 'stays'
  return is.undecided.size > 0 || !hadCauses ? 'unknown' : 'appears'
}

const fateOfSeen = ({ was, is, ruled, agentChanged }: Judged): Fate => {
  // Seen, so that by the rules alone, not by what was observed, a cause is new.
  if ([...is.causes].some((code) => agentChanged || !ruled.causes.has(code))) return 'disappears'
  const doubts = [...is.undecided].filter((code) => agentChanged || !was.undecided.has(code))
  return doubts.length > 0 ? 'unknown' : 'stays'
}

/** Neither seen nor unseen before: a change that bears on the record may show it or hide it. */
const fateOfUndecided = ({ was, is, agentChanged }: Judged): Fate => {
  const isSame =
    is.causes.size === 0 &&
    is.undecided.size === was.undecided.size &&
    [...is.undecided].every((code) => was.undecided.has(code))
  return isSame && !agentChanged ? 'stays' : 'unknown'
}
