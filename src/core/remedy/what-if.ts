import {
  accessFactsOf,
  accessFor,
  appViewsOf,
  causeKey,
  changeContextOf,
  holdingCauses,
  type AccessTest,
  type AppView,
} from '../access/access'
import { applyChanges, type AccessFacts, type Change } from '../access/change'
import type { Comparison } from '../comparison/comparison'
import { effectivePermissions, type PermissionRow } from '../access/effective'
import { compareIds, type RecordSummary } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'

/** What would be different for the app side if changes were made; nothing is changed anywhere. */
export interface WhatIf {
  readonly resources: readonly ResourceOutlook[]
  /** Effective permissions that would differ. */
  readonly permissions: readonly PermissionChange[]
  /** What this answer cannot know, in sentences. */
  readonly limits: readonly string[]
}

/** Ids in the order of `compareIds`. Resources without any id are left out. */
export interface ResourceOutlook {
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
  const outlook = outlookFor(comparison, before)
  const agentChanged = before.permissions?.agentId !== after.permissions?.agentId
  return {
    resources: outlook(after, agentChanged).filter(
      ({ appears, disappears, unknown }) => appears.length + disappears.length + unknown.length > 0,
    ),
    permissions: permissionChanges(comparison, before, after),
    limits: limitsOf(comparison, before, changes, agentChanged),
  }
}

/** Prepares a comparison for asking about several sets of changes. */
export const outlookFor = (comparison: Comparison, before: AccessFacts) => {
  const { teams } = comparison.configuration
  const accessBefore = accessFor(before, teams)
  const views = appViewsOf(comparison, accessBefore)
  return (after: AccessFacts, agentChanged = false): readonly ResourceOutlook[] => {
    const accessAfter = accessFor(after, teams)
    return views.map((view) => outlookOf(view, accessBefore, accessAfter, agentChanged))
  }
}

const outlookOf = (
  view: AppView,
  before: AccessTest,
  after: AccessTest,
  agentChanged: boolean,
): ResourceOutlook => {
  const { resource, seen, unseen } = view
  const sorted = (records: readonly RecordSummary[]) => records.map(({ id }) => id).sort(compareIds)
  // What was seen of one agent's rights says nothing about another's.
  const known = agentChanged ? { ...view, disproved: scopesOnly(view.disproved) } : view
  const fates = [
    ...unseen.map((record) => ({ record, fate: fateOfUnseen(known, record, before, after, agentChanged) })),
    ...seen.map((record) => ({ record, fate: fateOfSeen(known, record, before, after, agentChanged) })),
  ]
  const of = (wanted: Fate) => sorted(fates.filter(({ fate }) => fate === wanted).map(({ record }) => record))
  return { resource, appears: of('appears'), disappears: of('disappears'), unknown: of('unknown') }
}

type Fate = 'appears' | 'disappears' | 'unknown' | 'stays'

const scopesOnly = (keys: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...keys].filter((key) => key.startsWith('scope.')))

/** Appears when something that hid it is gone and nothing is left that hides or may hide it. */
const fateOfUnseen = (
  view: AppView,
  record: RecordSummary,
  before: AccessTest,
  after: AccessTest,
  agentChanged: boolean,
): Fate => {
  const was = before(view.resource, record)
  const is = after(view.resource, record)
  if (holdingCauses(is, view).length > 0) return 'stays'
  const hadCauses = holdingCauses(was, view).length > 0
  const settled = was.undecided.some((code) => !is.undecided.includes(code))
  // Hidden for no known reason: it stays so unless what was undecided is decided now.
  if (!hadCauses && !settled && !agentChanged) return 'stays'
  return is.undecided.length > 0 || !hadCauses ? 'unknown' : 'appears'
}

const fateOfSeen = (
  view: AppView,
  record: RecordSummary,
  before: AccessTest,
  after: AccessTest,
  agentChanged: boolean,
): Fate => {
  const was = before(view.resource, record)
  const is = after(view.resource, record)
  const had = new Set(was.causes.map(causeKey))
  const isNew = holdingCauses(is, view).some((cause) => agentChanged || !had.has(causeKey(cause)))
  if (isNew) return 'disappears'
  const doubts = is.undecided.filter((code) => agentChanged || !was.undecided.includes(code))
  return doubts.length > 0 ? 'unknown' : 'stays'
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
    'Records that neither side saw are not counted: a change may show those too.',
    ...(permissions === null && changes.some(({ kind }) => kind !== 'scope')
      ? ['The settings of the app’s agent were not read, so changes to them cannot be worked out.']
      : []),
    ...(scopes === null ? ['The scopes of the token are not known.'] : []),
    ...(agentChanged ? ['Another agent may be limited in ways that this comparison did not observe.'] : []),
    ...(unlisted.length > 0
      ? [
          `Not worked out, because the app side has no whole list: ${unlisted
            .map(({ resource }) => resourceDefinition(resource).label.toLowerCase())
            .join(', ')}.`,
        ]
      : []),
  ]
}
