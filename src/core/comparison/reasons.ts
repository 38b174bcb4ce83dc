import type { Comparison, SideResult } from './comparison'
import { isAbout, type Finding } from './finding'
import type { Failure } from './observation'
import type { Resource } from '../halo/resource'

/** What became of a resource on one side, as far as it decides which findings explain it. */
type SideEnd =
  | { readonly state: 'listed' | 'refused' | 'skipped' }
  | { readonly state: 'failed'; readonly failure: Pick<Failure, 'code'> }

interface Ends {
  readonly resource: Resource
  readonly agent: SideEnd
  readonly app: SideEnd
}

type RunFacts = Pick<Comparison, 'agent' | 'app' | 'sameAgent' | 'findings'>

/**
 * The findings that say why a resource has the verdict it has, in the order of the comparison: its
 * own, and of those about a whole side or run the ones that took its list away. No surface says "no
 * reason" of a resource that has one.
 */
export const reasonsFor = (run: RunFacts, ends: Ends): readonly Finding[] => {
  const bearing = new Set([...generalReasons(run, ends, 'agent'), ...generalReasons(run, ends, 'app')])
  return run.findings.filter((finding) => isAbout(finding, ends.resource) || bearing.has(finding))
}

/** Where {@link reasonsFor} finds them among the findings of the run. */
export const reasonIndexes = (run: RunFacts, ends: Ends): readonly number[] =>
  reasonsFor(run, ends).map((finding) => run.findings.indexOf(finding))

/** Why a whole side gets nothing, as `SideFacts.rootCause` names it. */
const ROOT_CAUSES: ReadonlySet<Finding['code']> = new Set([
  'connection.no-scope',
  'connection.not-an-agent',
  'agent.disabled',
  'application.inactive',
  'application.no-login',
])

const generalReasons = (run: RunFacts, ends: Ends, side: 'agent' | 'app'): readonly Finding[] => {
  const end = ends[side]
  const other = side === 'agent' ? 'app' : 'agent'
  switch (end.state) {
    case 'listed':
      return []
    case 'refused':
      return isExplained(run, ends.resource, side) ? [] : rootCauses(run, side)
    case 'failed':
      if (run[side].state === 'failed') return ofFailedSide(run, side)
      return end.failure.code === 'request.cancelled' ? ofRun(run) : []
    case 'skipped':
      return run[other].state === 'failed' ? ofFailedSide(run, other) : ofRun(run)
  }
}

const isExplained = ({ findings }: RunFacts, resource: Resource, side: 'agent' | 'app'): boolean =>
  findings.some(
    (finding) =>
      isAbout(finding, resource) &&
      (finding.side === side || (finding.side === 'both' && finding.code === 'data.unexplained')),
  )

/** A disabled agent of both sides is reported once, of the app side. */
const rootCauses = ({ findings, sameAgent }: RunFacts, side: 'agent' | 'app'): readonly Finding[] =>
  findings.filter(
    (finding) =>
      finding.resource === null &&
      ROOT_CAUSES.has(finding.code) &&
      (finding.side === side || (sameAgent === true && finding.code === 'agent.disabled')),
  )

/** Of a side that could not connect nothing else is reported than that. */
const ofFailedSide = ({ findings }: RunFacts, side: 'agent' | 'app'): readonly Finding[] =>
  findings.filter((finding) => finding.resource === null && (finding.side === side || isOfPair(finding)))

const isOfPair = ({ code }: Finding): boolean => code === 'identity.same-application'

const ofRun = ({ findings }: RunFacts): readonly Finding[] =>
  findings.filter(
    ({ resource, resources, code, side }) =>
      resource === null && resources === undefined && side === 'both' && code === 'data.incomplete',
  )

/** A finding inside other words, by which it is found in the list of all: "… could not connect (connection.tls)." */
export const reasonSentence = ({ code, message }: Finding): string =>
  `${message.replace(/\.$/, '')} (${code}).`

/** What a side's failure is called: it did not connect, or is no counterpart to the other side. */
export const sideFailureWords = ({ failure }: Extract<SideResult, { state: 'failed' }>): string =>
  `${failure.code === 'identity.same-application' ? 'Not compared' : 'Not connected'}: ${failure.message}`
