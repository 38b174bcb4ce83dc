import type { AccessFacts } from '../access/change'
import type { ComparisonFacts } from '../access/side-facts'
import { effectivePermissions, type PermissionCell, type PermissionRow } from '../access/effective'
import { accessFactsOf } from '../access/access'
import type { Finding } from '../comparison/finding'
import { rankOf } from '../halo/claim'
import { FEATURES, type Verb } from '../halo/feature'
import { opensRecords } from '../halo/scope'
import type { Recipe } from '../comparison/recipe'

export interface RecipeCheck {
  readonly recipe: Recipe
  /** `unknown` where something needed could not be told; never `meets` then. */
  readonly result: 'meets' | 'missing' | 'unknown'
  readonly items: readonly RecipeItem[]
  /** Granted and not needed, riskiest first. */
  readonly excess: readonly RecipeExcess[]
}

export interface RecipeItem {
  readonly what: string
  readonly state: 'met' | 'missing' | 'unknown'
  readonly why: string
}

type Risk = 'high' | 'medium' | 'low'

interface RecipeExcess {
  readonly what: string
  readonly risk: Risk
  readonly why: string
  /** The scope, where it is one; null for a right of the agent. */
  readonly scope: string | null
}

/** One thing that a recipe asks for. */
export type RecipeNeed =
  | { readonly kind: 'scope'; readonly scope: string }
  | { readonly kind: 'permission'; readonly feature: string; readonly verb: Verb }
  | { readonly kind: 'membership' }
  | { readonly kind: 'setting'; readonly setting: Recipe['settings'][number] }

/** Everything that a recipe asks for, in the order of the items of a check. */
export const needsOf = (recipe: Recipe): readonly RecipeNeed[] => [
  ...recipe.scopes.map((scope) => ({ kind: 'scope' as const, scope })),
  ...recipe.permissions.flatMap(({ feature, verbs }) =>
    verbs.map((verb) => ({ kind: 'permission' as const, feature, verb })),
  ),
  ...(recipe.membership ? [{ kind: 'membership' as const }] : []),
  ...recipe.settings.map((setting) => ({ kind: 'setting' as const, setting })),
]

/** Checks the app side of a comparison against a recipe. */
export const checkRecipe = (recipe: Recipe, comparison: ComparisonFacts): RecipeCheck => {
  const facts = accessFactsOf(comparison)
  return checkFacts(recipe, facts, effectivePermissions({ ...facts, roles: comparison.configuration.roles }))
}

/**
 * The same for an application of which the facts are known, whether or not anybody logged in as it.
 * @param table its effective permissions
 */
export const checkFacts = (
  recipe: Recipe,
  facts: AccessFacts,
  table: readonly PermissionRow[],
): RecipeCheck => {
  const items = needsOf(recipe).map((need) => itemOf(need, facts, table))
  const states = items.map(({ state }) => state)
  return {
    recipe,
    // What needs nothing was not checked against anything.
    result: states.includes('missing')
      ? 'missing'
      : states.includes('unknown') || states.length === 0
        ? 'unknown'
        : 'meets',
    items,
    excess: excessOf(recipe, facts, table),
  }
}

const itemOf = (need: RecipeNeed, facts: AccessFacts, table: readonly PermissionRow[]): RecipeItem => {
  switch (need.kind) {
    case 'scope':
      return scopeItem(need.scope, facts)
    case 'permission':
      return permissionItem(need.feature, need.verb, table)
    case 'membership':
      return membershipItem(facts)
    case 'setting':
      return settingItem(need.setting, facts)
  }
}

const scopeItem = (scope: string, { scopes }: AccessFacts): RecipeItem => {
  const what = `scope ${scope}`
  if (scopes === null) return { what, state: 'unknown', why: 'the scopes are not known' }
  const giver = scopes.find((granted) => includesScope(granted, scope))
  if (giver !== undefined)
    return { what, state: 'met', why: giver === scope ? 'granted' : `granted through ${giver}` }
  return scopes.includes('all:standard')
    ? { what, state: 'unknown', why: 'Halo does not publish what all:standard holds' }
    : { what, state: 'missing', why: 'not granted' }
}

/** `all` is whatever the agent may; `edit:x` includes reading x (halo-api.md section 3.1). */
export const includesScope = (granted: string, needed: string): boolean =>
  granted === needed || granted === 'all' || granted === needed.replace(/^read:/, 'edit:')

const permissionItem = (feature: string, verb: Verb, table: readonly PermissionRow[]): RecipeItem => {
  const what = `${verb} ${feature}`
  const row = table.find((each) => each.feature === feature && each.verb === verb)
  if (row === undefined)
    return { what, state: 'unknown', why: 'Halo has no such feature, as far as is known' }
  const { allowed, provenance }: PermissionCell = row.effective
  const state = allowed === true ? 'met' : allowed === false ? 'missing' : 'unknown'
  return { what, state, why: provenance.join('; ') }
}

const membershipItem = ({ permissions }: AccessFacts): RecipeItem => {
  const what = 'member of a team or department'
  if (permissions === null || permissions.teams === null || permissions.departments === null)
    return { what, state: 'unknown', why: 'the teams of the agent were not read' }
  const names = [...permissions.teams, ...permissions.departments].map(({ name }) => name)
  if (names.length > 0) return { what, state: 'met', why: names.join(', ') }
  return permissions.allDepartments === true
    ? { what, state: 'met', why: 'member of all departments' }
    : { what, state: 'missing', why: 'member of none' }
}

const settingItem = (
  { code, value, why }: Recipe['settings'][number],
  { permissions }: AccessFacts,
): RecipeItem => {
  const what = `${why} (${code})`
  const is = permissions?.claims?.[code]
  if (is === undefined) return { what, state: 'unknown', why: 'not reported' }
  // Halo writes a switch as a number or in a word.
  const isAsNeeded = is === value || (rankOf(is) !== null && rankOf(is) === rankOf(value))
  return { what, state: isAsNeeded ? 'met' : 'missing', why: `is ${is}, needs ${value}` }
}

// --- Excess -------------------------------------------------------------------------------------

const excessOf = (
  recipe: Recipe,
  { scopes, permissions }: AccessFacts,
  table: readonly PermissionRow[],
): readonly RecipeExcess[] => {
  const excess: RecipeExcess[] = (scopes ?? [])
    .filter((scope) => opensRecords(scope) && !isNeeded(scope, recipe))
    .map((scope) => ({ what: `scope ${scope}`, scope, ...riskOf(scope) }))
  if (permissions?.administrator === true) {
    excess.push({
      what: 'the agent is a Halo administrator',
      risk: 'high',
      why: 'it may change the configuration of the whole tenant',
      scope: null,
    })
  }
  excess.push(...FEATURES.flatMap(({ name }) => featureExcess(name, recipe, table)))
  const order: readonly Risk[] = ['high', 'medium', 'low']
  return excess.sort((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk))
}

/** What the agent may change of a feature beyond the recipe; less of a risk where no scope reaches it. */
const featureExcess = (
  feature: string,
  { permissions }: Recipe,
  table: readonly PermissionRow[],
): readonly RecipeExcess[] => {
  const needed = permissions.find((each) => each.feature === feature)?.verbs ?? []
  const rows = table.filter(
    (row) =>
      row.feature === feature &&
      row.verb !== 'read' &&
      row.agent.allowed === true &&
      !needed.includes(row.verb),
  )
  if (rows.length === 0) return []
  const reached = rows.filter(({ application }) => application.allowed !== false)
  const verbs = (reached.length > 0 ? reached : rows).map(({ verb }) => verb)
  return [
    {
      what: `the agent may ${verbs.join(', ')} ${feature}`,
      risk: reached.length === 0 ? 'low' : verbs.includes('delete') ? 'high' : 'medium',
      why: [
        ...new Set(rows.flatMap(({ agent }) => agent.provenance)),
        ...(reached.length === 0 ? ['no scope of the application reaches it'] : []),
      ].join('; '),
      scope: null,
    },
  ]
}

/** Needed as `edit:x`, `read:x` adds nothing; needed as `read:x`, granted as `edit:x`, writing is excess. */
const isNeeded = (granted: string, { scopes }: Recipe): boolean =>
  scopes.includes(granted) || scopes.includes(granted.replace(/^read:/, 'edit:'))

const riskOf = (scope: string): { readonly risk: Risk; readonly why: string } => {
  if (scope === 'all' || scope.startsWith('admin'))
    return { risk: 'high', why: 'it covers everything that the agent may, configuration included' }
  if (scope.startsWith('edit')) return { risk: 'medium', why: 'it can change records' }
  return { risk: 'low', why: 'it can read records' }
}

/** Findings for scopes that were granted and that the chosen recipe does not need. */
export const excessFindings = ({ recipe, excess }: RecipeCheck): readonly Finding[] =>
  excess.flatMap(({ scope, risk, why }): readonly Finding[] =>
    scope === null
      ? []
      : [
          {
            code: 'scope.excess',
            severity: risk === 'high' ? 'warning' : 'info',
            side: 'app',
            resource: null,
            records: [],
            confidence: 'computed',
            message: `The app holds ${scope}, which “${recipe.title}” does not need: ${why}.`,
            evidence: [
              { what: 'scope', value: scope },
              { what: 'recipe', value: recipe.name },
              { what: 'risk', value: risk },
            ],
            fix: {
              text: `Untick ${scope} for the application${scope === 'all' ? ` and tick ${recipe.scopes.join(', ')}` : ''}.`,
              path: 'Configuration > Integrations > Halo API > Applications',
            },
          },
        ],
  )
