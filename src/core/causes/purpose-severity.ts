import { sideFacts, type ComparisonFacts, type SideFacts } from '../access/side-facts'
import { resourcesOf, type Finding } from '../comparison/finding'
import type { Recipe } from '../comparison/recipe'
import type { ReasonCode } from '../comparison/reason-code'
import { byWeight } from '../explain/explain'
import { labelOf } from '../explain/words'
import { resourceDefinition, type Resource } from '../halo/resource'
import { covers, scopeGrant } from '../halo/scope'
import { checkRecipe, includesScope } from '../policy/recipe-check'
import { neededResources } from './needed'
import { purposeFindings } from './purpose-findings'

/**
 * Findings as bad as the purpose makes them. What the app lacks of a resource that its purpose needs is an error;
 * what it lacks of another is information, since that is as intended. Faults of a connection, what is not known, and
 * what the app sees beyond the other side stay as they are: no purpose makes them better. To these come what the
 * recipe asks for and no finding tells yet, what of it is not known, and what was granted beyond it.
 *
 * Of a side that could not connect nothing else is told than that.
 * @param told of the same comparison, without regard to a purpose
 */
export const judgedByPurpose = (
  facts: ComparisonFacts,
  recipe: Recipe,
  told: readonly Finding[],
): readonly Finding[] => {
  const app = sideFacts(facts, 'app')
  if (app.result.state === 'failed') return told
  const needed = neededResources(recipe)
  const weighed = told.map((finding) => weigh(finding, app, recipe, needed))
  const more = purposeFindings(app, checkRecipe(recipe, facts), facts, weighed)
  return [...weighed, ...more].sort(byWeight)
}

/** What says that the app side gets nothing of a resource, or not all. */
const LOSSES: ReadonlySet<ReasonCode> = new Set([
  'connection.no-scope',
  'scope.missing',
  'agent.feature-level',
  'agent.no-team',
  'agent.team',
  'agent.client',
  'agent.ticket-type',
  'agent.asset-type',
  'agent.unassigned',
  'agent.others-tickets',
  'data.unexplained',
])

const weigh = (finding: Finding, app: SideFacts, recipe: Recipe, needed: ReadonlySet<Resource>): Finding => {
  const { code, side } = finding
  // Of both sides what one agent is refused everywhere.
  if (side === 'agent') return finding
  if (code === 'scope.not-granted')
    return lacksNeededScope(app, recipe, needed)
      ? { ...finding, severity: 'error' }
      : asIntended(finding, 'does not need it', 'have it')
  const about = resourcesOf(finding)
  if (about.length === 0 || !LOSSES.has(code)) return finding
  if (about.some((resource) => needed.has(resource))) return { ...finding, severity: 'error' }
  const what = about.length === 1 ? about.map(labelOf).join('') : 'them'
  return asIntended(finding, `does not need ${what}`, `see ${what}`)
}

/** Fixes are imperative sentences, whose first word is a verb. */
const asIntended = (finding: Finding, why: string, otherwise: string): Finding => ({
  ...finding,
  severity: 'info',
  message: `${finding.message} As intended: its purpose ${why}.`,
  fix: finding.fix && {
    ...finding.fix,
    text: `Nothing to do, unless it is to ${otherwise} all the same: ${finding.fix.text.charAt(0).toLowerCase()}${finding.fix.text.slice(1)}`,
  },
})

/** Whether a scope was asked for in vain whose area the purpose needs and the token does not cover otherwise. */
const lacksNeededScope = (
  { identity, scopes }: SideFacts,
  recipe: Recipe,
  needed: ReadonlySet<Resource>,
): boolean => {
  const granted = scopes ?? []
  const lacking = new Set([
    ...recipe.scopes
      .filter((scope) => !granted.some((each) => includesScope(each, scope)))
      .map((scope) => areaOf(scope)),
    ...[...needed].flatMap((resource) => {
      const { scopeArea } = resourceDefinition(resource)
      return scopeArea !== null && covers(granted, scopeArea) === false ? [scopeArea] : []
    }),
  ])
  return scopeGrant(identity?.requestedScopes ?? [], granted).notGranted.some((scope) =>
    lacking.has(areaOf(scope)),
  )
}

/** "tickets" of `read:tickets`. */
const areaOf = (scope: string): string => scope.slice(scope.indexOf(':') + 1)
