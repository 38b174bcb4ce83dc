import type { Cause } from '../comparison/cause'
import type { Comparison } from '../comparison/comparison'
import {
  resourcesOf,
  type Accepted,
  type Evidence,
  type Finding,
  type FindingSide,
} from '../comparison/finding'
import { knownNames } from '../comparison/names'
import { UNASSIGNED } from '../comparison/record'
import type { NameKind } from '../halo/resource'
import { coverBy, isOfTenant, outcomeOf, type Coverable, type Covered } from './cover'
import type { Exception, ExceptionsOutcome } from './exception'

/** A result with what is accepted in it, and what became of the exceptions. */
export interface AcceptedIn<T> {
  readonly result: T
  readonly exceptions: ExceptionsOutcome
}

/**
 * A comparison with what somebody accepted marked as accepted. Nothing of it is left out.
 * @param today `YYYY-MM-DD`, UTC
 */
export const acceptedComparison = (
  comparison: Comparison,
  exceptions: readonly Exception[],
  today: string,
): AcceptedIn<Comparison> => {
  const own = exceptions.filter((exception) => isOfTenant(exception, comparison.tenant))
  const cover = coverBy(own, today)
  const describe = coverableFinding(comparison)
  const covered = comparison.findings.map((finding) => cover(describe(finding)))
  const findings = comparison.findings.map((finding, at) => withAccepted(finding, covered[at]))
  return {
    result: {
      ...comparison,
      findings,
      causes: comparison.causes.map((cause) => acceptedCause(cause, findings)),
    },
    exceptions: outcomeOf(own, { findings: covered, settings: [] }),
  }
}

/** Marks what is covered; the rest stays as it is. */
export const withAccepted = <T extends { readonly accepted?: Accepted }>(
  found: T,
  covered: Covered | undefined,
): T => (covered?.accepted == null ? found : { ...found, accepted: covered.accepted })

const acceptedCause = (cause: Cause, findings: readonly Finding[]): Cause => {
  const all = cause.findings.map((at) => findings[at]?.accepted ?? null)
  const first = firstToEnd(all)
  return first === null ? cause : { ...cause, accepted: first }
}

/** Of what belongs together, what is accepted for the shortest; null: some of it is not accepted. */
export const firstToEnd = (all: readonly (Accepted | null)[]): Accepted | null => {
  const accepted = all.filter((each) => each !== null)
  if (accepted.length < all.length) return null
  return accepted.reduce<Accepted | null>(
    (first, each) => (first === null || each.until < first.until ? each : first),
    null,
  )
}

// --- What an exception may name of a finding ------------------------------------------------------

/** @param comparison that it is of: whose settings they are, and what things are called */
export const coverableFinding = (comparison: Comparison): ((finding: Finding) => Coverable) => {
  const owners = { agent: ownersOf(comparison, 'agent'), app: ownersOf(comparison, 'app') }
  const known = new Map<NameKind, ReadonlyMap<string, string>>()
  const idsOf = (kind: NameKind): ReadonlyMap<string, string> => {
    const ids = known.get(kind) ?? new Map(knownNames(comparison, kind).map(({ id, shown }) => [shown, id]))
    known.set(kind, ids)
    return ids
  }
  return (finding) => ({
    code: finding.code,
    side: finding.side,
    resources: resourcesOf(finding),
    of: finding.side === 'both' ? [...owners.agent, ...owners.app] : owners[finding.side],
    values: finding.evidence.flatMap((evidence) => valueOf(evidence, idsOf)),
  })
}

const ownersOf = (comparison: Comparison, side: Exclude<FindingSide, 'both'>): readonly string[] => {
  const result = comparison[side]
  const { configuration } = comparison
  const permissions = side === 'app' ? configuration.appSide : configuration.agentSide
  const application = side === 'app' ? configuration.application : null
  return [
    ...(result.state === 'connected' ? [result.identity.name, result.identity.agentId] : []),
    permissions?.name,
    permissions?.agentId,
    application?.name,
    application?.id,
  ].filter((name) => name != null)
}

/** Evidence that names what a setting keeps away, with the kind of its names where it has ids. */
const VALUES: ReadonlyMap<string, NameKind | null> = new Map<string, NameKind | null>([
  ['client', 'client'],
  ['ticket type', 'ticket type'],
  ['asset type', 'asset type'],
  ['team', 'team'],
  ['assigned to', 'agent'],
  ['scope', null],
  ['scope needed', null],
  ['unknown scope', null],
])

/** By its name as it is shown, behind which a count may stand, and by its id. None where it is no such value. */
const valueOf = (
  { what, value }: Evidence,
  idsOf: (kind: NameKind) => ReadonlyMap<string, string>,
): Coverable['values'] => {
  const kind = VALUES.get(what)
  if (kind === undefined) return []
  if (kind === null) return [[value]]
  const shown = /^(.*) \([\d,]+\)$/s.exec(value)?.[1] ?? value
  const id = idsOf(kind).get(shown) ?? /^#(.+)$/s.exec(shown)?.[1]
  return [[shown, ...(id === undefined || shown === UNASSIGNED ? [] : [id, `${shown} (${id})`])]]
}
