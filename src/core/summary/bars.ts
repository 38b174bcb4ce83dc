import type { BarSegment, ResourceBar } from './summary'
import type { ResourceComparison } from '../comparison/comparison'
import type { Observation } from '../comparison/observation'
import { coveragePart } from '../comparison/outcome'
import { eachTogether } from '../comparison/record'
import type { Resource } from '../halo/resource'

/** One bar for each resource: what is known to be there, and who sees it. @param needed null: no purpose */
export const barsOf = (
  resources: readonly ResourceComparison[],
  needed: ReadonlySet<Resource> | null,
): readonly ResourceBar[] =>
  resources.map((compared): ResourceBar => {
    const segments = segmentsOf(compared).filter(({ records }) => records > 0)
    const { agent, app, resource } = compared
    return {
      resource,
      part: coveragePart(agent, app),
      segments,
      records: segments.reduce((sum, { records }) => sum + records, 0),
      exact: isExact(agent, app),
      needed: needed && needed.has(resource),
    }
  })

/** What a side is refused it sees none of: then the other's whole list is all there is. */
const isExact = (agent: Observation, app: Observation): boolean => {
  const sides = [agent, app]
  return (
    sides.some(isWhole) &&
    sides.every((observation) => isWhole(observation) || observation.state === 'refused')
  )
}

const isWhole = (observation: Observation): boolean => observation.state === 'listed' && observation.complete

const segmentsOf = (compared: ResourceComparison): readonly BarSegment[] => {
  const { agent, app, both, onlyAgent, onlyApp, changed, undecided } = compared
  const alone = (own: Observation, other: Observation, missing: number): readonly [number, number] => {
    // Listed by this side, by the other not: as far as that is known.
    const left = listedBy(own, changed) - both - (own === agent ? listedIn(undecided, own) : 0)
    if (other.state === 'refused') return [0, left]
    return isWhole(other) ? [missing, 0] : [0, 0]
  }
  const [ofAgent, refusedApp] = alone(agent, app, onlyAgent.length)
  const [ofApp, refusedAgent] = alone(app, agent, onlyApp.length)
  const refused = refusedApp + refusedAgent
  const known = both + ofAgent + ofApp + refused
  return [
    { kind: 'both', records: both },
    { kind: 'only-agent', records: ofAgent },
    { kind: 'only-app', records: ofApp },
    { kind: 'refused', records: refused },
    { kind: 'unknown', records: listedByEither(agent, app) - known },
  ]
}

const listedBy = (observation: Observation, changed: readonly string[]): number =>
  observation.state === 'listed' ? observation.records.length - listedIn(changed, observation) : 0

const listedIn = (ids: readonly string[], observation: Observation): number => {
  if (ids.length === 0 || observation.state !== 'listed') return 0
  const listed = new Set(observation.records.map(({ id }) => id))
  return ids.filter((id) => listed.has(id)).length
}

/** How many records either side lists. */
const listedByEither = (agent: Observation, app: Observation): number => {
  const recordsOf = (observation: Observation) => (observation.state === 'listed' ? observation.records : [])
  let count = 0
  eachTogether(recordsOf(agent), recordsOf(app), () => {
    count += 1
  })
  return count
}
