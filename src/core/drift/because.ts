import type { Access } from '../access/access'
import { judgeFor } from '../access/judge'
import type { ResourceView } from '../access/side-facts'
import { facetOf, type Facet } from '../access/visibility'
import type { RecordSummary } from '../comparison/record'
import type { Resource } from '../halo/resource'
import { ruleOf, type Bearing, type Rule, type SettingDifference } from './setting-difference'
import type { SnapshotSide } from './snapshot-side'
import type { Move } from './drift'

/** Why a record is hidden at one end and seen at the other. */
type Explanation = Pick<Move, 'because' | 'record'>

/** @param hidden its row at the end that hides it, @param seen at the end that shows it */
export type Explain = (hidden: RecordSummary, seen: RecordSummary) => Explanation

const UNEXPLAINED: Explanation = { because: [], record: null }

/**
 * What moved records of one side and resource, by the one judge (core/access/judge.ts): asked at the end where a side
 * does not see a record, what hides it there, and which settings, set as they are at the other end, alone or together,
 * take that away. Each rule has to let a record through: what is needed for any of them is named. Whether a setting was
 * changed to hide or to show makes no difference, so that drift read backwards has the same explanations.
 * @param hides the end where the side does not see the records
 * @param shows the end where it does
 */
export const explainer = (
  hides: SnapshotSide,
  shows: SnapshotSide,
  view: ResourceView,
  differences: readonly SettingDifference[],
): Explain => {
  const { resource } = view
  const own = differences.flatMap(({ bearing, sides }, index): readonly Candidate[] =>
    bearing !== null && sides.includes(hides.side) ? [{ index, bearing }] : [],
  )
  const trials = trialsFrom(hides, shows, view, own)
  const known = new Map<string, Explanation>()
  return (hidden, seen) => {
    const key = `${facetKey(resource, hidden)} ${hidden === seen ? '' : facetKey(resource, seen)}`
    const before = known.get(key)
    if (before !== undefined) return before
    const told = explain(trials, own, resource, hidden, seen)
    known.set(key, told)
    return told
  }
}

interface Candidate {
  /** Among all settings. */
  readonly index: number
  readonly bearing: Bearing
}

/** The record itself as it is at the other end, among what may have moved it. */
const RECORD = -1

const explain = (
  trials: Trials,
  own: readonly Candidate[],
  resource: Resource,
  hidden: RecordSummary,
  seen: RecordSummary,
): Explanation => {
  const rules = new Set(trials([], hidden).causes.map(({ code }) => ruleOf(code)))
  if (rules.size === 0) return UNEXPLAINED
  const moved = isReassigned(resource, hidden, seen)
  const reassigned = { ...seen, ...(isWithSameTeam(hidden, seen) && { departmentId: hidden.departmentId }) }
  const left = (set: readonly number[]): ReadonlySet<Rule> => {
    const settings = set.filter((index) => index !== RECORD)
    const { causes } = trials(settings, set.includes(RECORD) ? reassigned : hidden)
    return new Set(causes.map(({ code }) => ruleOf(code)))
  }
  const concerned = (rule: Rule): readonly number[] => [
    ...own
      .filter(({ bearing }) => bearsOn(bearing, rule, resource, [hidden, seen]))
      .map(({ index }) => index),
    ...(moved ? [RECORD] : []),
  ]
  const needed = neededTogether(neededEach(rules, concerned, left), rules, left)
  return {
    because: needed.filter((index) => index !== RECORD).sort((a, b) => a - b),
    record: needed.includes(RECORD) ? 'reassigned' : null,
  }
}

type Left = (set: readonly number[]) => ReadonlySet<Rule>

/**
 * What each rule needs that hides the record, and each that comes to hide it once those let it through: another agent may
 * not be in the team that a ticket went to meanwhile.
 */
const neededEach = (
  rules: ReadonlySet<Rule>,
  concerned: (rule: Rule) => readonly number[],
  left: Left,
): readonly number[] => {
  const needed = new Set<number>()
  const done = new Set<Rule>()
  let next = [...rules]
  while (next.length > 0) {
    const before = [...needed]
    for (const rule of next) {
      done.add(rule)
      for (const one of neededOf(
        concerned(rule),
        (set) => !left([...new Set([...before, ...set])]).has(rule),
      ))
        needed.add(one)
    }
    next = needed.size === 0 ? [] : [...left([...needed])].filter((rule) => !done.has(rule))
  }
  return [...needed]
}

/** Subsets of more are not looked through: all that a rule needs is named then. */
const MOST_TOGETHER = 8

/**
 * Of what rules need, what is in some smallest set which shows the record: what another agent makes needless is not named.
 * A rule that hides it although all of it is as at the other end is explained by nothing here, and so explains nothing.
 */
const neededTogether = (all: readonly number[], rules: ReadonlySet<Rule>, left: Left): readonly number[] => {
  if (all.length === 0 || all.length > MOST_TOGETHER) return all
  const unexplained = left(all)
  if ([...rules].every((rule) => unexplained.has(rule))) return []
  const passes = (set: readonly number[]) => [...left(set)].every((rule) => unexplained.has(rule))
  const smallest: (readonly number[])[] = []
  for (const set of subsetsOf(all))
    if (!smallest.some((other) => other.every((one) => set.includes(one))) && passes(set)) smallest.push(set)
  return all.filter((one) => smallest.some((set) => set.includes(one)))
}

/** Smaller ones first. */
const subsetsOf = (all: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_one, place) => (bits >> place) % 2 === 1))
    .slice(1)
    .sort((a, b) => a.length - b.length)

const bearsOn = (
  { rules, concerns }: Bearing,
  rule: Rule,
  resource: Resource,
  records: readonly RecordSummary[],
): boolean =>
  rules.includes(rule) && (concerns === undefined || records.some((record) => concerns(resource, record)))

/** Sets of three and more are looked for by leaving out one after another, and only where none smaller is enough. */
const MOST_PAIRED = 40

/** All that is in some smallest set which makes it pass; empty: not even all together do. */
const neededOf = (all: readonly number[], passes: (set: readonly number[]) => boolean): readonly number[] => {
  if (!passes(all)) return []
  const alone = all.filter((one) => passes([one]))
  const others = all.filter((one) => !alone.includes(one))
  const paired =
    others.length > MOST_PAIRED
      ? []
      : others.filter((one, place) => others.some((other, at) => at !== place && passes([one, other])))
  const needed = [...alone, ...paired]
  return needed.length > 0
    ? needed
    : all.reduce((kept, one) => {
        const fewer = kept.filter((other) => other !== one)
        return passes(fewer) ? fewer : kept
      }, all)
}

// --- Trials -------------------------------------------------------------------------------------

/** What keeps a record from the side with some settings as they are at the other end. */
type Trials = (settings: readonly number[], record: RecordSummary) => Access

const trialsFrom = (
  hides: SnapshotSide,
  shows: SnapshotSide,
  view: ResourceView,
  own: readonly Candidate[],
): Trials => {
  const judge = judgeFor(hides.facts)
  const tried = new Map<string, (record: RecordSummary) => Access>()
  return (settings, record) => {
    if (settings.length === 0) return judge.record(view, record)
    const key = settings.join(' ')
    const before = tried.get(key)
    if (before !== undefined) return before(record)
    const bearings = own.filter(({ index }) => settings.includes(index)).map(({ bearing }) => bearing)
    const { access, teams } = bearings.reduce((state, { turned }) => turned(state, shows.state), hides.state)
    const after = judge.after(access, teams)
    const ask = (one: RecordSummary) =>
      after.record(
        view,
        bearings.reduce((each, { follows }) => follows?.(each, hides.state, shows.state) ?? each, one),
      )
    tried.set(key, ask)
    return ask(record)
  }
}

// --- Records ------------------------------------------------------------------------------------

/** Then its department is its team's, and where that is another, it is the team that was moved. */
const isWithSameTeam = (hidden: RecordSummary, seen: RecordSummary): boolean =>
  hidden.teamId !== null && hidden.teamId === seen.teamId

const FACETS: readonly Facet[] = ['client', 'type', 'team', 'department', 'assignee']

/** The same for records that the judge tells nothing apart of. */
const facetKey = (resource: Resource, record: RecordSummary): string =>
  FACETS.map((facet) => facetOf(facet, resource, record) ?? '').join('\u0000')

/** What is told at one end only is not known to have changed. */
const isReassigned = (resource: Resource, hidden: RecordSummary, seen: RecordSummary): boolean =>
  hidden !== seen &&
  FACETS.some((facet) => {
    if (facet === 'department' && isWithSameTeam(hidden, seen)) return false
    const [was, is] = [facetOf(facet, resource, hidden), facetOf(facet, resource, seen)]
    return was !== null && is !== null && was !== is
  })
