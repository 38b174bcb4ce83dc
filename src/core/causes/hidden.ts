import { facetIndex, type FacetIndex, type Judgement } from '../access/facets'
import { judgeFor, type SideJudge } from '../access/judge'
import { isKnown, type ResourceView, type SideFacts } from '../access/side-facts'
import type { Confidence, Finding } from '../comparison/finding'
import { keyOfFinding, settingKey, type SettingCode } from './setting'

/** The records that a side is known not to see of one resource, by the settings that hide them. */
export interface HiddenView {
  readonly view: ResourceView
  /** Of `view.unseen`. */
  readonly index: FacetIndex
  readonly groups: readonly HiddenGroup[]
  /** The place in `groups` of each record of `view.unseen`. */
  readonly of: Uint32Array
}

/** Records that the same settings hide. */
interface HiddenGroup {
  /** Keys, each once. Empty: no setting is known to. */
  readonly settings: readonly string[]
  /** How sure each of them is, in their order. */
  readonly sure: readonly Confidence[]
  /** Their codes, in their order. */
  readonly codes: readonly SettingCode[]
  /** Whether a rule besides those is left open. */
  readonly isOpen: boolean
  readonly count: number
}

/**
 * What hides each record from a side, all records of a list at once: what the judge says, patterns that findings
 * saw in the data alone, and what shuts the side out as a whole.
 * @param findings of the same comparison
 */
export const hiddenRecords = (facts: SideFacts, findings: readonly Finding[]): readonly HiddenView[] => {
  if (facts.result.state === 'failed') return []
  const before = known.get(facts)
  if (before?.findings === findings) return before.hidden
  const judge = judgeFor(facts)
  const hidden = facts.views
    .filter((view) => isKnown(view) && view.unseen.length > 0)
    .map((view) => hiddenOf(facts, judge, view, findings))
  known.set(facts, { findings, hidden })
  return hidden
}

/** Kept with the facts: causes, their rows, the summary and single records ask for the same. */
const known = new WeakMap<
  SideFacts,
  { readonly findings: readonly Finding[]; readonly hidden: readonly HiddenView[] }
>()

const hiddenOf = (
  facts: SideFacts,
  judge: SideJudge,
  view: ResourceView,
  findings: readonly Finding[],
): HiddenView => {
  const index = facetIndex(view.resource, view.unseen)
  const judged = judge.all(view, index)
  const patterns = patternsOf(facts, view, findings)
  const base = judged.groups.map((group) => reasonsOf(group, judge, view, group.first))
  // Few findings see a pattern, and most comparisons have none: then the groups are those of the judge.
  if (patterns.length === 0) {
    const groups = judged.groups.map(({ undecided, count }, place) => ({
      ...groupOf(base[place] ?? [], undecided, view),
      count,
    }))
    return { view, index, groups, of: judged.of }
  }
  const groups: (HiddenGroup & { count: number })[] = []
  const places = new Map<number, number>()
  const of = new Uint32Array(view.unseen.length)
  for (const [at, record] of view.unseen.entries()) {
    const ofJudge = judged.of[at] ?? 0
    let key = ofJudge
    for (const [number, { holds }] of patterns.entries())
      if (holds(record.id)) key += judged.groups.length * 2 ** number
    let place = places.get(key)
    if (place === undefined) {
      const extra = patterns.filter(({ holds }) => holds(record.id)).map(({ reason }) => reason)
      const undecided = judged.groups[ofJudge]?.undecided ?? []
      place = groups.push(groupOf([...(base[ofJudge] ?? []), ...extra], undecided, view)) - 1
      places.set(key, place)
    }
    of[at] = place
    const group = groups[place]
    if (group !== undefined) group.count += 1
  }
  return { view, index, groups, of }
}

interface Reason {
  readonly code: SettingCode
  readonly sure: Confidence
}

const reasonsOf = (
  { causes }: Judgement,
  judge: SideJudge,
  view: ResourceView,
  example: ResourceView['unseen'][number],
): readonly Reason[] => {
  const told = judge.record(view, example).causes
  return [...causes].map((code) => ({
    code,
    sure: told.find((cause) => cause.code === code)?.basis === 'D' ? 'documented' : 'computed',
  }))
}

interface Pattern {
  readonly reason: Reason
  readonly holds: (id: string) => boolean
}

/** Reasons that the judge does not know, since no setting that was read says so. */
const patternsOf = (
  facts: SideFacts,
  view: ResourceView,
  findings: readonly Finding[],
): readonly Pattern[] => {
  const observed = findings.flatMap((finding): readonly Pattern[] => {
    const { code, resource, confidence, records } = finding
    if (resource !== view.resource || confidence !== 'observed' || keyOfFinding(facts, finding) === null)
      return []
    const ids = new Set(records)
    // A refusal is of all records, and names none.
    const isWhole = view.own.state === 'refused'
    return [
      { reason: { code: code as SettingCode, sure: 'observed' }, holds: (id) => isWhole || ids.has(id) },
    ]
  })
  const isNobody = facts.rootCause === 'connection.not-an-agent'
  const nobody: Pattern = {
    reason: { code: 'connection.not-an-agent', sure: 'observed' },
    holds: () => true,
  }
  return isNobody ? [...observed, nobody] : observed
}

const groupOf = (
  reasons: readonly Reason[],
  undecided: Iterable<SettingCode>,
  { resource }: ResourceView,
): HiddenGroup & { count: number } => {
  const byKey = new Map<string, Reason>()
  for (const reason of reasons) {
    const key = settingKey(reason.code, resource)
    if (!byKey.has(key)) byKey.set(key, reason)
  }
  return {
    settings: [...byKey.keys()],
    sure: [...byKey.values()].map(({ sure }) => sure),
    codes: [...byKey.values()].map(({ code }) => code),
    isOpen: [...undecided].some((code) => !byKey.has(settingKey(code, resource))),
    count: 0,
  }
}
