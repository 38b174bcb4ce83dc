import type { AppSide } from './app-side'
import { changeContextOf } from '../access/access'
import type { Change } from '../access/change'
import { valuesByCount, type SettingValue } from '../causes/cause-fix'
import type { HiddenView } from '../causes/hidden'
import { scopeOf, settingKey, type SettingCode } from '../causes/setting'
import type { Cause } from '../comparison/cause'
import { shownNames } from '../comparison/names'
import { featureOfCode } from '../halo/feature'
import { resourceDefinition, type Resource } from '../halo/resource'

/** While a list lacks no more than so many, they are named; beyond it the switch for all of them is one change. */
const FEW = 5

type IsWanted = (group: HiddenView['groups'][number], resource: Resource) => boolean

/**
 * The change that takes a cause away for all its records, as what-if applies it. Empty: none that can be tried, as
 * where the agent's settings were not read, or the application has to be given a login first.
 * @param isWanted which of the records that it hides are to be shown
 */
export const changesFor = (
  app: AppSide,
  cause: Cause,
  isWanted: IsWanted = () => true,
): readonly Change[] => {
  // A cause of findings, whose code is that of a setting.
  const code = cause.code as SettingCode
  const resource = cause.resources[0]?.resource ?? null
  if (code === 'connection.no-scope') return scopesFor(app.hidden, isWanted)
  if (code === 'scope.missing') {
    const scope = scopeOf(resource)
    return scope === null ? [] : [{ kind: 'scope', op: 'add', scope }]
  }
  if (code === 'agent.feature-level') return levelFor(resource)
  // Of settings that were not read no change can be worked out.
  return app.facts.permissions === null ? [] : settingChanges(app, code, isWanted)
}

const settingChanges = (
  { comparison, hidden }: AppSide,
  code: SettingCode,
  isWanted: IsWanted,
): readonly Change[] => {
  const values = () => valuesByCount(code, hidden, isWanted)
  const nameOf = shownNames(comparison)
  const listed = (kind: 'client' | 'ticket-type' | 'asset-type', everything: string): readonly Change[] => {
    const found = values()
    return found.length <= FEW
      ? found.map((value) => ({ kind, op: 'add', id: value.id, name: nameOf(value.kind, value.id) }))
      : [{ kind: 'claim', code: everything, value: '1' }]
  }
  switch (code) {
    case 'agent.client':
      return listed('client', 'Fc')
    case 'agent.ticket-type':
      return listed('ticket-type', 'Ft')
    case 'agent.asset-type':
      return listed('asset-type', 'Fa')
    case 'agent.unassigned':
      return [{ kind: 'claim', code: 'l9', value: '1' }]
    case 'agent.others-tickets':
      return [{ kind: 'claim', code: 'l8', value: '1' }]
    case 'agent.disabled':
      return [{ kind: 'disabled', value: false }]
    case 'agent.team':
    case 'agent.no-team':
      return memberships(values(), changeContextOf(comparison).departmentOf).map(({ kind, id }) => ({
        kind,
        op: 'add',
        id,
        name: nameOf(kind, id),
      }))
    default:
      return []
  }
}

/** The scope of each resource; where none is known to govern one, `all` surely does. */
const scopesFor = (hidden: readonly HiddenView[], isWanted: IsWanted): readonly Change[] => {
  const key = settingKey('connection.no-scope', null)
  const areas = new Set(
    hidden
      .filter(({ view, groups }) =>
        groups.some((group) => group.settings.includes(key) && isWanted(group, view.resource)),
      )
      .map(({ view }) => resourceDefinition(view.resource).scopeArea),
  )
  const scopes = areas.has(null) ? ['all'] : [...areas].map((area) => `read:${area ?? ''}`)
  return scopes.map((scope) => ({ kind: 'scope', op: 'add', scope }))
}

/** The lowest level that reads. */
const levelFor = (resource: Resource | null): readonly Change[] => {
  const levelCode = resource === null ? null : resourceDefinition(resource).levelCode
  if (levelCode === null) return []
  const level = featureOfCode(levelCode)?.ladder.read ?? 1
  return [{ kind: 'claim', code: levelCode, value: String(level) }]
}

interface Membership {
  readonly kind: 'team' | 'department'
  readonly id: string
}

/** The teams while they are few, else a department for all teams of it. */
const memberships = (
  values: readonly SettingValue[],
  departmentOf: (teamId: string) => string | null,
): readonly Membership[] => {
  const each = values.map(({ kind, id }): Membership => ({
    kind: kind === 'department' ? 'department' : 'team',
    id,
  }))
  if (each.length <= FEW) return each
  const joined = each.map((one): Membership => {
    const department = one.kind === 'team' ? departmentOf(one.id) : null
    return department === null ? one : { kind: 'department', id: department }
  })
  return [...new Map(joined.map((one) => [`${one.kind} ${one.id}`, one])).values()]
}
