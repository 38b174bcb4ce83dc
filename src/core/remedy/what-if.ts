import { accessFactsOf, causeKey, changeContextOf } from '../access/access'
import { applyChanges, type AccessFacts, type Change } from '../access/change'
import { effectivePermissions, type PermissionRow } from '../access/effective'
import { judgeFor, type Judge } from '../access/judge'
import { isKnown, sideFacts, type ResourceView } from '../access/side-facts'
import { roleFloor, roleNames } from '../access/role-floor'
import type { Comparison, ResourceComparison } from '../comparison/comparison'
import type { Count } from '../comparison/outcome'
import { reasonSentence, reasonsFor } from '../comparison/reasons'
import { compareIds, type RecordSummary } from '../comparison/record'
import { rankOf } from '../halo/claim'
import { featureOfCode } from '../halo/feature'
import type { AgentPermissions } from '../halo/permission'
import { resourceDefinition, type Resource } from '../halo/resource'

/** What would be different for the app side if changes were made; nothing is changed anywhere. */
export interface WhatIf {
  readonly resources: readonly ResourceOutlook[]
  /** Resources of which it is known what the app side sees; of all others nothing is said. */
  readonly workedOut: number
  /** Over those resources. */
  readonly total: SeenCounts
  /** Effective permissions that would differ. */
  readonly permissions: readonly PermissionChange[]
  /** What this answer cannot know, in sentences. */
  readonly limits: readonly string[]
}

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

/** Ids in the order of `compareIds`. Resources without any id are left out. */
export interface ResourceOutlook extends SeenCounts {
  readonly resource: Resource
  readonly appears: readonly string[]
  readonly disappears: readonly string[]
  /** May appear or disappear: a rule that decides it rests on something unknown. */
  readonly unknown: readonly string[]
}

interface PermissionChange {
  readonly before: PermissionRow
  readonly after: PermissionRow
}

/** Predicts the effect of changes from a comparison alone. */
export const whatIf = (comparison: Comparison, changes: readonly Change[]): WhatIf => {
  const before = accessFactsOf(comparison)
  const after = applyChanges(before, changes, changeContextOf(comparison))
  const agentChanged = isOtherAgent(before, after)
  const outlooks = outlookFor(comparison)(after)
  return {
    resources: outlooks.filter(
      ({ appears, disappears, unknown }) => appears.length + disappears.length + unknown.length > 0,
    ),
    workedOut: outlooks.length,
    total: {
      before: summed(outlooks.map((outlook) => outlook.before)),
      after: summed(outlooks.map((outlook) => outlook.after)),
      of: summed(outlooks.map((outlook) => outlook.of)),
    },
    permissions: permissionChanges(comparison, before, after),
    limits: limitsOf(comparison, before, changes, agentChanged),
  }
}

const summed = (counts: readonly Count[]): Count => ({
  least: counts.reduce((sum, { least }) => sum + least, 0),
  exact: counts.every(({ exact }) => exact),
})

const isOtherAgent = (before: AccessFacts, after: AccessFacts): boolean =>
  before.permissions?.agentId !== after.permissions?.agentId

/** Prepares a comparison for asking about several sets of changes. */
export const outlookFor = (comparison: Comparison) => {
  const app = sideFacts(comparison, 'app')
  const before = accessFactsOf(comparison)
  const judge = judgeFor(app)
  const views = app.views.filter(isKnown)
  return (after: AccessFacts): readonly ResourceOutlook[] => {
    const judged = { was: judge, is: judge.after(after), agentChanged: isOtherAgent(before, after) }
    return views.map((view) => outlookOf(view, judged))
  }
}

interface Judged {
  readonly was: Judge
  readonly is: Judge
  readonly agentChanged: boolean
}

const outlookOf = (view: ResourceView, judged: Judged): ResourceOutlook => {
  const unseen = view.unseen.map((record) => ({ record, fate: fateOfUnseen(view, record, judged) }))
  const seen = view.seen.map((record) => ({ record, fate: fateOfSeen(view, record, judged) }))
  const undecided = view.undecided.map((record) => ({ record, fate: fateOfUndecided(view, record, judged) }))
  const fates = [...unseen, ...seen, ...undecided]
  const of = (wanted: Fate) =>
    fates
      .filter(({ fate }) => fate === wanted)
      .map(({ record }) => record.id)
      .sort(compareIds)
  const appears = of('appears')
  const unknown = of('unknown')
  // What the other side has no whole list of may hold more, and the change may show it.
  const exact = view.other.state === 'listed' && view.other.complete
  const isDecided = undecided.length === 0
  return {
    resource: view.resource,
    before: { least: seen.length, exact: isDecided },
    after: {
      least: appears.length + seen.filter(({ fate }) => fate === 'stays').length,
      exact: exact && isDecided && unknown.length === 0,
    },
    of: { least: fates.length, exact },
    appears,
    disappears: of('disappears'),
    unknown,
  }
}

type Fate = 'appears' | 'disappears' | 'unknown' | 'stays'

/** Appears when something that hid it is gone and nothing is left that hides or may hide it. */
const fateOfUnseen = (view: ResourceView, record: RecordSummary, judged: Judged): Fate => {
  const was = judged.was.record(view, record)
  const is = judged.is.record(view, record)
  if (is.causes.length > 0) return 'stays'
  const hadCauses = was.causes.length > 0
  const settled = was.undecided.some((code) => !is.undecided.includes(code))
  // Hidden for no known reason: it stays so unless what was undecided is decided now.
  if (!hadCauses && !settled && !judged.agentChanged) return 'stays'
  return is.undecided.length > 0 || !hadCauses ? 'unknown' : 'appears'
}

const fateOfSeen = (view: ResourceView, record: RecordSummary, judged: Judged): Fate => {
  // Seen, so that by the rules alone, not by what was observed, a cause is new.
  const had = new Set(judged.was.rules(view.resource, record).causes.map(causeKey))
  const was = judged.was.record(view, record)
  const is = judged.is.record(view, record)
  if (is.causes.some((cause) => judged.agentChanged || !had.has(causeKey(cause)))) return 'disappears'
  const doubts = is.undecided.filter((code) => judged.agentChanged || !was.undecided.includes(code))
  return doubts.length > 0 ? 'unknown' : 'stays'
}

/** Neither seen nor unseen before: a change that bears on the record may show it or hide it. */
const fateOfUndecided = (view: ResourceView, record: RecordSummary, judged: Judged): Fate => {
  const was = judged.was.record(view, record)
  const is = judged.is.record(view, record)
  const isSame =
    is.causes.length === 0 &&
    is.undecided.length === was.undecided.length &&
    is.undecided.every((code) => was.undecided.includes(code))
  return isSame && !judged.agentChanged ? 'stays' : 'unknown'
}

const permissionChanges = (
  comparison: Comparison,
  before: AccessFacts,
  after: AccessFacts,
): readonly PermissionChange[] => {
  const roles = comparison.configuration.roles
  const rows = effectivePermissions({ ...before, roles })
  const later = effectivePermissions({ ...after, roles })
  return rows.flatMap((row, index) => {
    const next = later[index]
    return next !== undefined && next.effective.allowed !== row.effective.allowed
      ? [{ before: row, after: next }]
      : []
  })
}

/** What took whole lists away, once for all of them. */
const generalReasons = (
  comparison: Comparison,
  unlisted: readonly ResourceComparison[],
): readonly string[] => {
  const reasons = new Set(unlisted.flatMap((compared) => reasonsFor(comparison, compared)))
  return [...reasons].filter(({ resource }) => resource === null).map(reasonSentence)
}

/** What Halo would not let an agent be set to, since a role that it holds gives more (halo-api.md section 4.4). */
const belowRoles = (
  agent: AgentPermissions,
  { configuration: { roles } }: Comparison,
  changes: readonly Change[],
): readonly string[] =>
  changes.flatMap((change) => {
    const wanted = change.kind === 'claim' ? rankOf(change.value) : null
    if (change.kind !== 'claim' || wanted === null) return []
    const { code } = change
    if (wanted >= (rankOf(agent.claims?.[code]) ?? 0)) return []
    const floor = roleFloor(agent, roles, code)
    const name = featureOfCode(code)?.name ?? `the setting ${code}`
    if (wanted < floor.rank)
      return [
        `Of ${name} ${roleNames(floor.roles)} gives more, and Halo sets no agent below a role that it holds: the role has to change too, for all who hold it.`,
      ]
    return floor.open
      ? [`Whether a role gives more of ${name} was not read; Halo sets no agent below a role that it holds.`]
      : []
  })

const limitsOf = (
  comparison: Comparison,
  { scopes, permissions }: AccessFacts,
  changes: readonly Change[],
  agentChanged: boolean,
): readonly string[] => {
  const unlisted = comparison.resources.filter(
    ({ app }) => app.state !== 'refused' && !(app.state === 'listed' && app.complete),
  )
  return [
    comparison.predicted === null
      ? 'Records that neither side saw are not counted: a change may show those too.'
      : 'Records that the inspector does not get are not counted: a change may show those too.',
    ...(permissions === null && changes.some(({ kind }) => kind !== 'scope')
      ? ['The settings of the app’s agent were not read, so changes to them cannot be worked out.']
      : []),
    ...(scopes === null ? ['The scopes of the token are not known.'] : []),
    ...(agentChanged || permissions === null ? [] : belowRoles(permissions, comparison, changes)),
    ...(agentChanged ? ['Another agent may be limited in ways that this comparison did not observe.'] : []),
    ...(comparison.predicted?.limits ?? []),
    ...(unlisted.length > 0
      ? [
          `Not worked out, because ${comparison.predicted === null ? 'the app side has no whole list' : 'nothing decides what the app would get'}: ${unlisted
            .map(({ resource }) => resourceDefinition(resource).label.toLowerCase())
            .join(', ')}.`,
          ...generalReasons(comparison, unlisted),
        ]
      : []),
  ]
}

/** What is said where no record appears or disappears: that may be for want of any list. */
export const nothingMoves = ({ workedOut }: Pick<WhatIf, 'workedOut'>): string =>
  workedOut === 0
    ? 'Nothing can be worked out: it is not known of any resource what the app side gets.'
    : 'No record appears or disappears, as far as this comparison knows.'
