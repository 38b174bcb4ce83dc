import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, type AccessFacts, type Change } from '../access/change'
import { effectivePermissions, type PermissionRow } from '../access/effective'
import { roleFloor, roleNames } from '../access/role-floor'
import { judgeFor } from '../access/judge'
import { isKnown, sideFacts } from '../access/side-facts'
import type { Comparison, ResourceComparison } from '../comparison/comparison'
import type { Count } from '../comparison/outcome'
import { reasonSentence, reasonsFor } from '../comparison/reasons'
import { rankOf } from '../halo/claim'
import { featureOfCode } from '../halo/feature'
import type { AgentPermissions } from '../halo/permission'
import { resourceDefinition } from '../halo/resource'
import { fatesIn, type ResourceMoves, type ResourceOutlook, type SeenCounts } from './fates'

export type { ResourceOutlook, SeenCounts } from './fates'

/** What would be different for the app side if changes were made; nothing is changed anywhere. */
export interface WhatIf {
  /** Those of which nothing moves are left out. */
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
    resources: outlooks
      .filter(({ count }) => count.appears + count.disappears + count.unknown > 0)
      .map(({ resource, before: seen, after: willSee, of, ids }): ResourceOutlook => ({
        resource,
        before: seen,
        after: willSee,
        of,
        appears: ids('appears'),
        disappears: ids('disappears'),
        unknown: ids('unknown'),
      })),
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
  const fates = app.views.filter(isKnown).map((view) => fatesIn(view, judge))
  return (after: AccessFacts): readonly ResourceMoves[] => {
    const judged = { judge: judge.after(after), agentChanged: isOtherAgent(before, after) }
    return fates.map((fateOf) => fateOf(judged))
  }
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
