import { compareResource } from '../../../core/comparison/compare'
import type { ResourceComparison, SideResult } from '../../../core/comparison/comparison'
import type { Observation } from '../../../core/comparison/observation'
import { listEndOf } from '../../../core/comparison/outcome'
import { SharedRecords } from '../../../core/comparison/shared-records'
import type { Resource } from '../../../core/halo/resource'
import type { ListingOptions } from '../../ports'
import { atOnce } from '../at-once'
import { compareAgain } from './compare-again'
import type { ProgressState } from './comparison-progress'
import { inStep } from './in-step'
import type { OpenedSide } from './opened-side'

/**
 * Resources that are listed at once, so that the tenant's limiter always has requests to choose from: a short list is
 * one page and the one past its end, which are asked for one after another on each side.
 */
const RESOURCES_AT_ONCE = 6

/** Both sides of a run, and what it is told to. */
export interface BothSides {
  readonly agent: OpenedSide
  readonly app: OpenedSide
  readonly signal: AbortSignal
  readonly progress: ProgressState
}

type SideName = 'agent' | 'app'

/** What of a list is known before records that differ are asked for again. */
const firstLook = (resource: Resource, agent: Observation, app: Observation): ResourceComparison =>
  compareResource(resource, agent, app, new Set())

/**
 * Lists every resource on both sides, several at once, the sides of each in step.
 * @returns in the order of the resources, which came when does not matter
 */
export const listBothSides = (
  resources: readonly Resource[],
  sides: BothSides,
): Promise<readonly ResourceComparison[]> => {
  const { agent, app, progress } = sides
  return atOnce(resources, RESOURCES_AT_ONCE, async (resource) => {
    progress.begin('listing', { resource, agentFetched: 0, appFetched: 0 })
    const [agentPace, appPace] = inStep()
    const shared = new SharedRecords()
    const [agentSaw, appSaw] = await Promise.all([
      listSide('agent', resource, sides, { pace: agentPace, shared }),
      listSide('app', resource, sides, { pace: appPace, shared }),
    ])
    const compared = firstLook(resource, agentSaw, appSaw)
    const final = agent.session === null || app.session === null || !isDiffering(compared)
    progress.ended({ resource, final, agent: listEndOf(agentSaw), app: listEndOf(appSaw) })
    return compared
  })
}

const listSide = async (
  name: SideName,
  resource: Resource,
  { agent, app, signal, progress }: BothSides,
  together: Required<Pick<ListingOptions, 'pace' | 'shared'>>,
): Promise<Observation> => {
  const [side, other] = name === 'agent' ? [agent, app] : [app, agent]
  const otherName = name === 'agent' ? 'app' : 'agent'
  const count = name === 'agent' ? 'agentFetched' : 'appFetched'
  if (side.result.state === 'failed') return { state: 'failed', failure: side.result.failure }
  if (other.session === null) return { state: 'skipped', reason: notAsked(otherName, other.result) }
  if (signal.aborted) return { state: 'skipped', reason: 'Not asked, because the comparison was cancelled.' }
  if (side.session === null) return { state: 'skipped', reason: `The ${name} side is not connected.` }
  return side.session.list(resource, {
    signal,
    ...together,
    onProgress: ({ fetched }) => {
      progress.fetched(resource, { [count]: fetched })
    },
  })
}

const notAsked = (other: SideName, result: SideResult): string =>
  result.state === 'failed' && result.failure.code === 'identity.same-application'
    ? 'Not asked, because both sides are the same application.'
    : `Not asked, because the ${other} side could not connect.`

const isDiffering = ({ onlyAgent, onlyApp }: ResourceComparison): boolean =>
  onlyAgent.length + onlyApp.length > 0

/** Asks again for the ids that differ, so that a record created meanwhile is not a finding. In the order of what was listed. */
export const askAgain = (
  listed: readonly ResourceComparison[],
  { agent, app, signal, progress }: BothSides,
): Promise<readonly ResourceComparison[]> =>
  atOnce(listed, RESOURCES_AT_ONCE, async (first) => {
    if (!isDiffering(first) || agent.session === null || app.session === null) return first
    const { resource } = first
    progress.begin('checking-again', {
      resource,
      agentFetched: fetchedOf(first.agent),
      appFetched: fetchedOf(first.app),
    })
    const again = await compareAgain(first, agent.session, app.session, signal)
    const settled = again ?? firstLook(resource, notCheckedAgain(first.agent), notCheckedAgain(first.app))
    progress.ended({
      resource,
      final: true,
      agent: listEndOf(settled.agent),
      app: listEndOf(settled.app),
    })
    return settled
  })

const fetchedOf = (observation: Observation): number =>
  observation.state === 'listed' ? observation.records.length : 0

/** Differences that could not be asked again are no verdict: either list may be out of date. */
const notCheckedAgain = (observation: Observation): Observation =>
  observation.state === 'listed'
    ? {
        ...observation,
        complete: false,
        incompleteReason: 'The records that differ could not be asked for again at the end.',
      }
    : observation
