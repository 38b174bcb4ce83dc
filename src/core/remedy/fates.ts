import { facetIndex, type FacetIndex, type Judgement, type Judgements } from '../access/facets'
import type { ListJudge } from '../access/judge'
import type { ResourceView } from '../access/side-facts'
import type { Count } from '../comparison/outcome'
import { compareIds, sortedById } from '../comparison/record'
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

/**
 * What a change does to each record that a view knows. The records are sorted once by what the rules look at, so that
 * many changes can be asked about.
 * @param before the judge of the facts as they were
 */
export const fatesIn = (view: ResourceView, before: ListJudge): ((after: JudgedAfter) => ResourceOutlook) => {
  const { resource } = view
  // What the other side lists is judged apart from what it does not: it may be the same agent.
  const others = new Set(view.other.state === 'listed' ? view.other.records.map(({ id }) => id) : [])
  const lists = (
    [
      [view.unseen, fateOfUnseen, false],
      [view.seen.filter(({ id }) => others.has(id)), fateOfSeen, true],
      [view.seen.filter(({ id }) => !others.has(id)), fateOfSeen, true],
      [view.undecided, fateOfUndecided, false],
    ] as const
  )
    .filter(([records]) => records.length > 0)
    .map(([records, fateOf, isSeen]) => ({
      isSeen,
      list: listOf(facetIndex(resource, sortedById(records)), fateOf, view, before),
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
    const all = lists.map(({ isSeen, list }) => ({ isSeen, fates: list(after) }))
    const moved = (fate: Exclude<Fate, 'stays'>) => merged(all.map(({ fates }) => fates[fate]))
    const appears = moved('appears')
    const disappears = moved('disappears')
    const unknown = moved('unknown')
    const doubted = all.reduce((sum, { isSeen, fates }) => sum + (isSeen ? fates.unknown.length : 0), 0)
    return {
      resource,
      before: seen,
      after: {
        least: seen.least + appears.length - disappears.length - doubted,
        exact: isWhole && isDecided && unknown.length === 0,
      },
      of,
      appears,
      disappears,
      unknown,
    }
  }
}

/** Lists that are in order each, as one. */
const merged = (lists: readonly (readonly string[])[]): readonly string[] => {
  const [first = [], ...more] = lists.filter((list) => list.length > 0)
  return more.length === 0 ? first : [first, ...more].flat().sort(compareIds)
}

type Fate = 'appears' | 'disappears' | 'unknown' | 'stays'
type Moved = Readonly<Record<Exclude<Fate, 'stays'>, readonly string[]>>

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
): ((after: JudgedAfter) => Moved) => {
  const was = before.all(view, index)
  const ruled = before.allByRules(index)
  return ({ judge, agentChanged }) => {
    const is = judge.all(view, index)
    const moved: Record<Exclude<Fate, 'stays'>, string[]> = { appears: [], disappears: [], unknown: [] }
    const known = new Map<number, Fate>()
    for (const [place, { id }] of index.records.entries()) {
      const key = keyAt(place, was, ruled, is)
      let fate = known.get(key)
      if (fate === undefined) {
        fate = fateOf({ was: at(was, place), is: at(is, place), ruled: at(ruled, place), agentChanged })
        known.set(key, fate)
      }
      if (fate !== 'stays') moved[fate].push(id)
    }
    return moved
  }
}

/** One number for what the three say of a record. */
const keyAt = (place: number, was: Judgements, ruled: Judgements, is: Judgements): number =>
  ((was.of[place] ?? 0) * ruled.groups.length + (ruled.of[place] ?? 0)) * is.groups.length +
  (is.of[place] ?? 0)

const NOTHING: Judgement = { causes: new Set(), undecided: new Set() }

const at = ({ groups, of }: Judgements, place: number): Judgement => groups[of[place] ?? 0] ?? NOTHING

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
