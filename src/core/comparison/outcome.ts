import type { Comparison, Coverage, ResourceComparison, Verdict } from './comparison'
import type { Observation } from './observation'

/**
 * What of an outcome is known, and how it looks: here, and nowhere else. Every colour, tick and
 * count in the window, in reports, at a terminal and in files comes from these functions, so that
 * a gap looks like a gap on all of them.
 */

/** How one side's list of a resource ended, as far as its words need it. */
export type ListEnd =
  | {
      readonly state: 'listed'
      readonly fetched: number
      /** null: not known. */
      readonly total: number | null
      readonly complete: boolean
    }
  | { readonly state: Exclude<Observation['state'], 'listed'> }

/** A whole observation as a {@link ListEnd}. */
export const listEndOf = (observation: Observation): ListEnd =>
  observation.state === 'listed'
    ? {
        state: 'listed',
        fetched: observation.records.length,
        total: observation.total,
        complete: observation.complete,
      }
    : { state: observation.state }

/** What became of both sides of a resource; a part of {@link Coverage}. */
export type CoveragePart = Exclude<keyof Coverage, 'resources'>

/** The worst of both sides decides, in the order failed, refused, skipped. */
export const coveragePart = (
  agent: Pick<Observation, 'state'> & { readonly complete?: boolean },
  app: Pick<Observation, 'state'> & { readonly complete?: boolean },
): CoveragePart => {
  const sides = [agent, app]
  if (sides.some(({ state, complete }) => state === 'failed' || (state === 'listed' && complete !== true)))
    return 'failed'
  if (sides.some(({ state }) => state === 'refused')) return 'refused'
  return sides.some(({ state }) => state === 'skipped') ? 'skipped' : 'compared'
}

/** A number of records, as far as it is known. */
export interface Count {
  readonly least: number
  /** False: it may be more, since a list is missing or not whole. */
  readonly exact: boolean
}

/** One resource, with rows or without them. */
interface ResourceOutcome {
  readonly agent: ListEnd
  readonly app: ListEnd
  readonly verdict: Verdict
  readonly both: number
  readonly onlyAgent: number
  readonly onlyApp: number
  readonly changed: number
  /** Of which nothing decides whether a predicted app side would see them: in no other number. */
  readonly undecided: number
}

export const resourceOutcome = (compared: ResourceComparison): ResourceOutcome => ({
  agent: listEndOf(compared.agent),
  app: listEndOf(compared.app),
  verdict: compared.verdict,
  both: compared.both,
  onlyAgent: compared.onlyAgent.length,
  onlyApp: compared.onlyApp.length,
  changed: compared.changed.length,
  undecided: compared.undecided.length,
})

export type ResourceCounts = Readonly<
  Record<'both' | 'onlyAgent' | 'onlyApp' | 'changed' | 'undecided', Count>
>

/**
 * How many records are seen by whom. None of it is exact before both lists are whole, nor are the shares of a
 * prediction while records of it are undecided.
 */
export const resourceCounts = (outcome: ResourceOutcome): ResourceCounts => {
  const listed = coveragePart(outcome.agent, outcome.app) === 'compared'
  const exact = listed && outcome.undecided === 0
  const count = (least: number): Count => ({ least, exact })
  return {
    both: count(outcome.both),
    onlyAgent: count(outcome.onlyAgent),
    onlyApp: count(outcome.onlyApp),
    changed: count(outcome.changed),
    undecided: { least: outcome.undecided, exact: listed },
  }
}

/** For files that are read by scripts: null where it is not known. */
export const knownCount = ({ least, exact }: Count): number | null => (exact ? least : null)

/** `good` is said of what was looked at whole and is as it should be, and of nothing else. */
export type Tone = 'good' | 'bad' | 'warning' | 'neutral'

const PART_TONES: Readonly<Record<CoveragePart, Tone>> = {
  compared: 'good',
  refused: 'warning',
  failed: 'warning',
  skipped: 'neutral',
}

/** How well both lists of a resource could be had, before anything is said of what is in them. */
export const listsTone = (agent: ListEnd, app: ListEnd): Tone => PART_TONES[coveragePart(agent, app)]

/** How a resource came out. */
export const verdictTone = ({
  agent,
  app,
  verdict,
}: Pick<ResourceOutcome, 'agent' | 'app' | 'verdict'>): Tone => {
  switch (verdict) {
    case 'same':
      return 'good'
    case 'app-sees-less':
    case 'differs':
      return 'bad'
    case 'app-sees-more':
      return 'warning'
    case 'unknown': {
      const tone = listsTone(agent, app)
      return tone === 'good' ? 'neutral' : tone
    }
  }
}

/** What of a comparison is missing. `none`: every resource was compared, and there was one. */
export type RunGap = 'none' | 'cancelled' | 'incomplete' | 'nothing-compared' | 'partly-compared'

export const runGap = ({
  complete,
  cancelled,
  coverage,
}: Pick<Comparison, 'complete' | 'cancelled' | 'coverage'>): RunGap => {
  if (cancelled) return 'cancelled'
  if (!complete) return 'incomplete'
  if (coverage.compared === 0) return 'nothing-compared'
  return coverage.compared < coverage.resources ? 'partly-compared' : 'none'
}
