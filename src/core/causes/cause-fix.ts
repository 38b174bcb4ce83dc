import type { ToldSetting } from './setting-text'
import type { HiddenView } from './hidden'
import { settingKey, type SettingCode } from './setting'
import type { SideFacts } from '../access/side-facts'
import { clientOf, teamOf, typeOf, type AgentReason, type RecordReason } from '../access/visibility'
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

/** What tells the value of a record, and the rule that looks at no more of it than that. */
interface Valued {
  readonly rule: RecordReason
  readonly valueOf: ValueOf
}

const BY_TEAM: Valued = { rule: 'agent.team', valueOf: membershipOf }

const VALUES: Readonly<Partial<Record<AgentReason, Valued>>> = {
  'agent.client': { rule: 'agent.client', valueOf: valued('client', clientOf) },
  'agent.ticket-type': { rule: 'agent.ticket-type', valueOf: valued('ticket type', typeOf) },
  'agent.asset-type': { rule: 'agent.asset-type', valueOf: valued('asset type', typeOf) },
  'agent.team': BY_TEAM,
  'agent.no-team': BY_TEAM,
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
  const asked = VALUES[code as AgentReason]
  if (asked === undefined) return []
  const found = new Map<NameKind, Map<string, number>>()
  for (const one of hidden) {
    const { view, groups } = one
    const key = settingKey(code, view.resource)
    const isHidden = groups.map(
      (group) => group.settings.includes(key) && (counts === null || counts(group, view.resource)),
    )
    if (!isHidden.includes(true)) continue
    for (const [value, count] of valuesIn(one, asked, isHidden)) {
      const ofKind = found.get(value.kind) ?? new Map<string, number>()
      found.set(value.kind, ofKind.set(value.id, (ofKind.get(value.id) ?? 0) + count))
    }
  }
  return [...found]
    .flatMap(([kind, ofKind]) => [...ofKind].map(([id, count]) => ({ value: { kind, id }, count })))
    .sort((a, b) => b.count - a.count || (a.value.id < b.value.id ? -1 : 1))
    .map(({ value }) => value)
}

/** The values of the records of some groups, each class of records at once. */
const valuesIn = (
  { view, index, of }: HiddenView,
  { rule, valueOf }: Valued,
  isHidden: readonly boolean[],
): readonly (readonly [SettingValue, number])[] => {
  const classes = index.facets.get(rule)
  if (classes === undefined) return []
  const counts = new Uint32Array(classes.examples.length)
  const inOrder: number[] = []
  for (let at = 0; at < of.length; at += 1) {
    if (isHidden[of[at] ?? 0] !== true) continue
    const place = classes.of[at] ?? 0
    const count = counts[place] ?? 0
    if (count === 0) inOrder.push(place)
    counts[place] = count + 1
  }
  return inOrder.flatMap((place) => {
    const record = classes.examples[place]
    const value = record === undefined ? null : valueOf(view.resource, record)
    return value === null ? [] : [[value, counts[place] ?? 0] as const]
  })
}
