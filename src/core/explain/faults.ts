import { alikeText, extentOf, grouped, placeOf, withoutPath, type Extent, type Strike } from './alike'
import { identityUnknown } from './identity-findings'
import { connectionFailed } from './side-findings'
import { gotOf, labelOf, scopesText, sentence, subjectOf } from './words'
import type { SideFacts } from '../access/side-facts'
import { countText, gotWords } from '../comparison/count-text'
import type { Evidence, Finding } from '../comparison/finding'
import { failureTexts, reasonOf } from '../comparison/failure-text'
import type { Failure, Listed } from '../comparison/observation'
import type { Resource } from '../halo/resource'
import { SIDE_WORDS } from '../words/words'

/**
 * What kept sides from connecting, from saying who they are and from being listed. A fault is told once: what
 * struck several resources or both sides in the same words is one finding, that names them; what is particular to
 * one resource stays a finding of that resource.
 */
export const explainFaults = (sides: readonly SideFacts[]): readonly Finding[] => {
  const faults = sides.flatMap(faultsOf)
  const gaps = sides.flatMap(gapsOf).map((gap) => ({ gap, fault: faultBehind(gap, faults) }))
  const broken = gaps.flatMap(({ fault }) => fault ?? [])
  return [
    ...grouped([...faults, ...broken], faultKey).flatMap(faultFinding),
    ...grouped(
      gaps.flatMap(({ gap, fault }) => (fault === null ? [gap] : [])),
      gapKey,
    ).flatMap(gapFinding),
  ]
}

// --- What failed ---------------------------------------------------------------------------------

interface Fault {
  readonly facts: SideFacts
  readonly failure: Failure
  readonly what: 'connection' | 'identity' | 'list'
  /** null but for a list. */
  readonly resource: Resource | null
  /** What there is of the list, where the fault broke it off. */
  readonly part?: Listed
}

/** A side that could not connect has no lists, and nothing else is told of it. */
const faultsOf = (facts: SideFacts): readonly Fault[] => {
  const { result, views } = facts
  if (result.state === 'failed')
    return [{ facts, failure: result.failure, what: 'connection', resource: null }]
  const { identityFailure } = result
  return [
    ...(identityFailure === null
      ? []
      : [{ facts, failure: identityFailure, what: 'identity' as const, resource: null }]),
    ...views.flatMap(({ resource, own }) =>
      own.state === 'failed' && own.failure.code !== 'request.cancelled'
        ? [{ facts, failure: own.failure, what: 'list' as const, resource }]
        : [],
    ),
  ]
}

/** A list that another fault broke off in the middle was struck by it as well. */
const faultBehind = ({ facts, resource, own }: Gap, faults: readonly Fault[]): Fault | null => {
  const [, said] = /^Page \d+ failed: (.*)$/s.exec(own.incompleteReason ?? '') ?? []
  if (said === undefined) return null
  const same = faults.find(({ failure }) => alikeText(failureTexts(failure).message) === alikeText(said))
  return same === undefined ? null : { facts, failure: same.failure, what: 'list', resource, part: own }
}

/** What is about the application of each side: its secret, its scopes, its login. */
const OF_APPLICATION: ReadonlySet<Failure['code']> = new Set([
  'connection.invalid-client',
  'connection.invalid-scope',
  'connection.no-scope',
  'connection.not-an-agent',
  'identity.same-application',
  'identity.unknown',
])

const faultKey = ({ facts, failure, what }: Fault): string => {
  const { message, advice } = failureTexts(failure)
  const { code, status } = failure
  const isOwn = OF_APPLICATION.has(code) || (what === 'identity' && facts.rootCause !== null)
  const words = [code, status, ...[message, ...advice].map(alikeText)]
  return JSON.stringify(isOwn ? [...words, ownOf(facts, failure, what)] : words)
}

/** Two sides whose applications lead to the same advice cannot be told apart. */
const ownOf = (facts: SideFacts, failure: Failure, what: Fault['what']): unknown => {
  if (what !== 'connection') return [facts.side, what]
  const { evidence, fix } = connectionFailed(facts, failure, requestedBy(facts))
  return [evidence, fix]
}

const requestedBy = ({ result }: SideFacts): readonly string[] =>
  result.state === 'failed' ? result.requestedScopes : []

const faultFinding = (group: readonly Fault[]): readonly Finding[] => {
  const [first, second] = group
  if (first === undefined) return []
  if (second !== undefined || first.what === 'list') return [struck(group, first)]
  const { facts, failure, what } = first
  const finding =
    what === 'connection'
      ? connectionFailed(facts, failure, requestedBy(facts))
      : identityUnknown(facts, failure)
  return finding === null ? [] : [finding]
}

const failureEvidence = ({ status }: Failure, advice: readonly string[]): Finding['evidence'] => [
  ...(status === null ? [] : [{ what: 'HTTP status', value: String(status) }]),
  ...advice.map((value) => ({ what: 'check', value })),
]

const whatWasLost = (
  connections: readonly SideFacts[],
  extent: ReturnType<typeof extentOf>,
  lists: readonly Pick<Fault, 'part'>[],
  identities: readonly SideFacts[],
): string => {
  const read = lists.some(({ part }) => part) ? 'read whole' : 'read'
  const parts = [
    ...(connections.length === 0 ? [] : [connectText(connections)]),
    ...(lists.length === 0 ? [] : [listsText(extent, read)]),
    ...(identities.length === 0 ? [] : [agentsText(identities)]),
  ]
  return `${sentence(parts.join(', and '))}${lists.length === 0 ? '' : noVerdict(extent)}`
}

/** One finding for everything that a fault struck. */
const struck = (group: readonly Fault[], { facts, failure }: Fault): Finding => {
  const lists = group.flatMap((fault) =>
    fault.resource === null ? [] : [{ ...fault, resource: fault.resource }],
  )
  const extent = extentOf(lists)
  const connections = sidesOf(group, 'connection')
  const identities = sidesOf(group, 'identity')
  const [unconnected] = connections
  const own = unconnected && connectionFailed(unconnected, failure, requestedBy(unconnected))
  const { advice } = failureTexts(failure)
  return {
    code: reasonOf(failure.code),
    severity: own?.severity ?? (extent.isAll ? 'error' : 'warning'),
    side: group.every((fault) => fault.facts === facts) ? facts.side : 'both',
    ...placeOf(own === undefined ? extent.resources : facts.views.map(({ resource }) => resource)),
    records: [],
    confidence: 'observed',
    message: `${whatWasLost(connections, extent, lists, identities)}: ${saidBy(group)}`,
    evidence: [
      ...(extent.resources.length < 2 ? [] : extentEvidence(extent, lists)),
      ...lists.flatMap(({ part, ...list }) =>
        part === undefined ? [] : [partEvidence({ ...list, own: part }, '')],
      ),
      ...identities.map((side) => ({
        what: `granted scopes of ${subjectOf(side).toLowerCase()}`,
        value: scopesText(side.scopes),
      })),
      ...(own?.evidence ?? failureEvidence(failure, advice)),
    ],
    fix: own === undefined ? { text: advice[0] ?? again(facts, extent), path: null } : own.fix,
  }
}

const sidesOf = (group: readonly Fault[], what: Fault['what']): readonly SideFacts[] =>
  group.filter((fault) => fault.what === what).map(({ facts }) => facts)

const connectText = (sides: readonly SideFacts[]): string =>
  sides.length > 1 ? 'neither side could connect' : `${nameOf(sides)} could not connect`

const nameOf = (sides: readonly SideFacts[]): string => sides.map(subjectOf).join(' and ').toLowerCase()

const agentsText = (sides: readonly SideFacts[]): string =>
  sides.length > 1
    ? 'which agents the two sides act as is not known'
    : `which agent ${nameOf(sides)} acts as is not known`

const listsText = ({ isAll, isEven, subject, asked, where }: Extent, done: string): string =>
  isAll && isEven
    ? `none of the ${countText(asked)} resources could be ${done} ${where}`
    : `${subject} could not be ${done} ${where}`

const noVerdict = ({ isAll, isEven, resources }: Extent): string =>
  `, so there is no verdict${(isAll && isEven) || resources.length === 1 ? '' : ' on them'}`

/** The words that they have in common; of numbers those of the first. */
const saidBy = (group: readonly Fault[]): string => {
  const [message = '', ...others] = group.map(({ failure }) => failureTexts(failure).message)
  return others.every((other) => other === message) ? message : withoutPath(message)
}

const extentEvidence = ({ isEven, resources }: Extent, strikes: readonly Strike[]): readonly Evidence[] => {
  const named = (what: string, of: readonly Resource[]): readonly Evidence[] =>
    of.length === 0 ? [] : [{ what, value: of.map(labelOf).join(', ') }]
  if (isEven) return named('resources', resources)
  const on = (side: SideFacts['side']) =>
    new Set(strikes.filter(({ facts }) => facts.side === side).map(({ resource }) => resource))
  const [app, agent] = [on('app'), on('agent')]
  return [
    ...named(
      'resources, both sides',
      resources.filter((each) => app.has(each) && agent.has(each)),
    ),
    ...named(
      'resources, app side only',
      resources.filter((each) => !agent.has(each)),
    ),
    ...named(
      'resources, agent side only',
      resources.filter((each) => !app.has(each)),
    ),
  ]
}

// --- What came in part ---------------------------------------------------------------------------

interface Gap extends Strike {
  readonly own: Listed
}

const gapsOf = (facts: SideFacts): readonly Gap[] =>
  facts.result.state === 'failed'
    ? []
    : facts.views.flatMap(({ resource, own }) =>
        own.state === 'listed' && !own.complete ? [{ facts, resource, own }] : [],
      )

const gapKey = ({ own }: Gap): string => alikeText(own.incompleteReason ?? '')

const gapFinding = (group: readonly Gap[]): readonly Finding[] => {
  const [first] = group
  if (first === undefined) return []
  const extent = extentOf(group)
  const reasons = group.map(({ own }) => own.incompleteReason?.replace(/\.$/, '') ?? '')
  const isSame = new Set(reasons).size === 1
  return [
    {
      code: 'data.incomplete',
      severity: 'warning',
      side: extent.side,
      ...placeOf(extent.resources),
      records: [],
      confidence: 'observed',
      message: `${gapText(group, extent)}${reasonText(reasons, first)}.`,
      evidence: group.flatMap((gap, index) =>
        gapEvidence(gap, group.length === 1, isSame ? '' : (reasons[index] ?? '')),
      ),
      fix: { text: again(first.facts, extent), path: null },
    },
  ]
}

const gapText = (group: readonly Gap[], extent: Extent): string => {
  if (extent.resources.length > 1) return `${sentence(listsText(extent, 'listed whole'))}${noVerdict(extent)}`
  const got = group.map(
    ({ facts, resource, own }) => `${subjectOf(facts).toLowerCase()} got ${gotOf(resource, gotFrom(own))}`,
  )
  return `${sentence(got.join(' and '))}, so there is no verdict`
}

const gotFrom = ({ records, total }: Listed) => ({ fetched: records.length, total })

/** Where each has its own numbers, those of the first stand for all; evidence has each. */
const reasonText = ([first = '', ...others]: readonly string[], { resource }: Gap): string => {
  if (first === '') return ''
  return others.every((reason) => reason === first) ? `: ${first}` : `; of ${labelOf(resource)}: ${first}`
}

const gapEvidence = (gap: Gap, isOnly: boolean, reason: string): readonly Evidence[] => {
  const { fetched, total } = gotFrom(gap.own)
  return isOnly
    ? [
        { what: 'fetched', value: countText(fetched) },
        { what: 'total', value: total === null ? 'unknown' : countText(total) },
      ]
    : [partEvidence(gap, reason)]
}

/** "tickets, app side: 900 of 1500: Halo counts 1,500 but served 900" */
const partEvidence = ({ facts, resource, own }: Gap, reason: string): Evidence => ({
  what: `${labelOf(resource)}, ${SIDE_WORDS[facts.side].toLowerCase()}`,
  value: `${gotWords(gotFrom(own), { one: '', many: '' })}${reason === '' ? '' : `: ${reason}`}`,
})

const again = ({ isInspector }: SideFacts, { resources }: Extent): string => {
  if (isInspector) return 'Read the applications of the tenant again.'
  return `Run the comparison again for ${resources.length === 1 ? 'this resource' : 'these resources'}.`
}
