import type { Change } from '../access/change'
import { accessFactsOf } from '../access/access'
import { effectivePermissions, type PermissionRow } from '../access/effective'
import type { ComparisonFacts } from '../access/side-facts'
import { FEATURES, type Feature, type Verb } from '../halo/feature'
import { KNOWN_SCOPES } from '../halo/scope'
import { needsOf, type RecipeCheck, type RecipeNeed } from './recipe-check'

/**
 * What would give the app side each missing item of a check, beside `RecipeCheck.items`. Empty where nothing is
 * missing, and where no single change is known: any team will do for a membership.
 */
export const recipeChanges = (
  { recipe, items }: RecipeCheck,
  comparison: ComparisonFacts,
): readonly (readonly Change[])[] => {
  const facts = accessFactsOf(comparison)
  const table = effectivePermissions({ ...facts, roles: comparison.configuration.roles })
  const needs = needsOf(recipe)
  return items.map(({ state }, index) => {
    const need = needs[index]
    return state === 'missing' && need !== undefined ? changesFor(need, table) : []
  })
}

const changesFor = (need: RecipeNeed, table: readonly PermissionRow[]): readonly Change[] => {
  switch (need.kind) {
    case 'scope':
      return scopeChange(need.scope)
    case 'permission':
      return permissionChanges(need.feature, need.verb, table)
    case 'membership':
      return []
    case 'setting':
      return [{ kind: 'claim', code: need.setting.code, value: need.setting.value }]
  }
}

const scopeChange = (scope: string): readonly Change[] =>
  KNOWN_SCOPES.has(scope) ? [{ kind: 'scope', op: 'add', scope }] : []

/** Of the two halves those that deny it; nothing where one of them cannot be opened by a change that is known. */
const permissionChanges = (name: string, verb: Verb, table: readonly PermissionRow[]): readonly Change[] => {
  const row = table.find((each) => each.feature === name && each.verb === verb)
  const feature = FEATURES.find((each) => each.name === name)
  if (row === undefined || feature === undefined) return []
  const scope = row.application.allowed === false ? areaChange(feature, verb) : []
  const agent = row.agent.allowed === false ? levelChange(feature, verb) : []
  return scope === null || agent === null ? [] : [...scope, ...agent]
}

const areaChange = ({ area }: Feature, verb: Verb): readonly Change[] | null =>
  area === null ? null : scopeChange(`${verb === 'read' ? 'read' : 'edit'}:${area}`)

const levelChange = ({ code, ladder }: Feature, verb: Verb): readonly Change[] | null => {
  // Tickets have rights of their own for adding and removing (halo-api.md section 4.3).
  const right = code !== 'Tx' || verb === 'read' || verb === 'update' ? null : verb === 'create' ? 'l6' : 'l4'
  const level =
    verb === 'read' ? ladder.read : verb === 'delete' && right === null ? ladder.delete : ladder.update
  if (level === null) return null
  return [
    { kind: 'claim', code, value: String(level) },
    ...(right === null ? [] : [{ kind: 'claim' as const, code: right, value: '1' }]),
  ]
}

/** What takes each excess of a check away, beside `RecipeCheck.excess`: a scope that is unticked, and nothing else. */
export const excessChanges = ({ excess }: RecipeCheck): readonly (readonly Change[])[] =>
  excess.map(({ scope }) => (scope === null ? [] : [{ kind: 'scope', op: 'remove', scope }]))
