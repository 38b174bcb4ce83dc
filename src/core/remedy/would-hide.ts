import { accessFactsOf, changeContextOf } from '../access/access'
import { applyChanges, type Change } from '../access/change'
import { judgeFor } from '../access/judge'
import { sideFacts } from '../access/side-facts'
import { assignmentOf, clientOf, teamOf, typeOf } from '../access/visibility'
import type { Comparison } from '../comparison/comparison'
import { shownNames } from '../comparison/names'
import { resourceDefinition, type NameKind, type Resource } from '../halo/resource'

/**
 * What keeps a record in the app's sight: changes that would each hide it by the rules, tried by applying them. None for
 * a record that the app does not see, or where its agent's settings were not read.
 */
export const wouldHide = (comparison: Comparison, resource: Resource, id: string): readonly Change[] => {
  const app = sideFacts(comparison, 'app')
  const record = app.views.find((view) => view.resource === resource)?.seen.find((each) => each.id === id)
  if (record === undefined) return []
  const facts = accessFactsOf(comparison)
  const { scopes, permissions } = facts
  const nameOf = shownNames(comparison)
  const remove = (
    kind: 'client' | 'ticket-type' | 'asset-type' | 'team' | 'department',
    names: NameKind,
    of: string | null | undefined,
  ): readonly Change[] => (of == null ? [] : [{ kind, op: 'remove', id: of, name: nameOf(names, of) }])
  const { typeKind, kind } = resourceDefinition(resource)
  const type = typeOf(resource, record)
  const isAssetType = (typeKind ?? kind) === 'asset type'
  const team = teamOf(resource, record)
  const department = record.departmentId ?? app.teams?.find(({ teamId }) => teamId === team)?.departmentId
  const right = record.agentId === null ? null : assignmentOf(record.agentId, permissions?.agentId ?? null)
  const candidates: readonly Change[] = [
    ...(scopes ?? []).map((scope): Change => ({ kind: 'scope', op: 'remove', scope })),
    ...remove('client', 'client', clientOf(resource, record)),
    ...(isAssetType ? remove('asset-type', 'asset type', type) : remove('ticket-type', 'ticket type', type)),
    ...remove('team', 'team', team),
    ...remove('department', 'department', department),
    ...(right === null
      ? []
      : [{ kind: 'claim', code: right === 'agent.unassigned' ? 'l9' : 'l8', value: '0' } as const]),
  ]
  const judge = judgeFor(app)
  const context = changeContextOf(comparison)
  // What was seen has the last word on the rules as they are; of a change only what the rules add is new.
  const before = new Set(judge.rules(resource, record).causes.map(({ code }) => code))
  return candidates.filter((change) =>
    judge
      .after(applyChanges(facts, [change], context))
      .rules(resource, record)
      .causes.some(({ code }) => !before.has(code)),
  )
}
