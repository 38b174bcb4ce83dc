import type { ToldSetting } from './cause-text'
import type { HiddenView } from './hidden'
import { settingKey, type SettingCode } from './setting'
import type { SideFacts } from '../access/side-facts'
import { clientOf, teamOf, typeOf, type AgentReason } from '../access/visibility'
import type { Fix } from '../comparison/finding'
import type { NameOf } from '../comparison/names'
import type { RecordSummary } from '../comparison/record'
import { perhapsScopeFix, scopeFix } from '../explain/missing-scope'
import { membershipText, restrictionFix } from '../explain/restriction-fix'
import { featureOf } from '../explain/restriction-finding'
import { activeFix, loginFix, noScopeFix } from '../explain/side-findings'
import { resourceDefinition, type NameKind, type Resource } from '../halo/resource'

/** One change for all records of a setting, over all resources. */
export const causeFix = (
  { code, resources, sure }: ToldSetting,
  facts: SideFacts,
  hidden: readonly HiddenView[],
  nameOf: NameOf,
): Fix => {
  const [most] = resources
  switch (code) {
    case 'connection.no-scope':
      return noScopeFix(facts)
    case 'connection.not-an-agent':
    case 'application.no-login':
      return loginFix(facts)
    case 'application.inactive':
      return activeFix(facts)
    case 'scope.missing': {
      const area = most === undefined ? null : resourceDefinition(most.resource).scopeArea
      return area === null || !sure.has('documented')
        ? perhapsScopeFix(
            facts,
            resources.map(({ resource }) => resource),
          )
        : scopeFix(facts, area)
    }
    default:
      return restrictionFix(code, facts, {
        names: valuesByCount(code, hidden).map(({ kind, id }) => nameOf(kind, id)),
        feature: most === undefined ? '' : featureOf(most.resource),
        teams: () => {
          const values = valuesByCount(code, hidden)
          const called = (kind: NameKind) =>
            values.filter((value) => value.kind === kind).map(({ id }) => nameOf(kind, id))
          return membershipText(called('team'), called('department'))
        },
      })
  }
}

/** What of a record a setting would have to list, to show it. */
export interface SettingValue {
  readonly kind: NameKind
  readonly id: string
}

type ValueOf = (resource: Resource, record: RecordSummary) => SettingValue | null

const valued =
  (kind: NameKind, idOf: (resource: Resource, record: RecordSummary) => string | null): ValueOf =>
  (resource, record) => {
    const id = idOf(resource, record)
    return id === null ? null : { kind, id }
  }

/** Its team; its department where no team is known. */
const membershipOf: ValueOf = (resource, record) => {
  const team = teamOf(resource, record)
  if (team !== null) return { kind: 'team', id: team }
  return record.departmentId === null ? null : { kind: 'department', id: record.departmentId }
}

const VALUES: Readonly<Partial<Record<AgentReason, ValueOf>>> = {
  'agent.client': valued('client', clientOf),
  'agent.ticket-type': valued('ticket type', typeOf),
  'agent.asset-type': valued('asset type', typeOf),
  'agent.team': membershipOf,
  'agent.no-team': membershipOf,
}

/**
 * Distinct values of the records that a setting hides, the one of most records first.
 * @param counts whether records of a group are looked at; null: all that it hides
 */
export const valuesByCount = (
  code: SettingCode,
  hidden: readonly HiddenView[],
  counts: ((group: HiddenView['groups'][number], resource: Resource) => boolean) | null = null,
): readonly SettingValue[] => {
  const valueOf = VALUES[code as AgentReason]
  if (valueOf === undefined) return []
  const found = new Map<string, { readonly value: SettingValue; count: number }>()
  for (const { view, groups, of } of hidden) {
    const key = settingKey(code, view.resource)
    const isHidden = groups.map(
      (group) => group.settings.includes(key) && (counts === null || counts(group, view.resource)),
    )
    if (!isHidden.includes(true)) continue
    for (const [at, record] of view.unseen.entries()) {
      if (isHidden[of[at] ?? 0] !== true) continue
      const value = valueOf(view.resource, record)
      if (value === null) continue
      const name = `${value.kind} ${value.id}`
      const known = found.get(name)
      if (known === undefined) found.set(name, { value, count: 1 })
      else known.count += 1
    }
  }
  return [...found.values()]
    .sort((a, b) => b.count - a.count || (a.value.id < b.value.id ? -1 : 1))
    .map(({ value }) => value)
}
