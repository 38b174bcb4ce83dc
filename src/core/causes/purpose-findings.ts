import { accessFactsOf } from '../access/access'
import { effectivePermissions } from '../access/effective'
import type { ComparisonFacts, SideFacts } from '../access/side-facts'
import type { Finding } from '../comparison/finding'
import { agentOf, nameSome, subjectOf } from '../explain/words'
import { FEATURES, type Feature, type Verb } from '../halo/feature'
import { includesScope, needsOf, type RecipeCheck } from '../policy/recipe-check'
import { missingMembership, missingRights, missingSettings } from './purpose-rights'
import { excessOf, missingScopes } from './purpose-scopes'
import { ofPurpose, titleOf, type Lacks } from './purpose-words'

/**
 * What a purpose adds to the findings of a comparison, all of them about the application as a whole and about no
 * record: what its recipe asks for and no other finding tells (errors), what of it is not known (a warning, for it is
 * no pass), and scopes that were granted beyond it. One finding for each code, so that a thing is told once; what the
 * agent may beyond the recipe is in the check alone, since no scope says it.
 * @param told the findings of the same comparison, weighed by the purpose
 */
export const purposeFindings = (
  app: SideFacts,
  check: RecipeCheck,
  facts: ComparisonFacts,
  told: readonly Finding[],
): readonly Finding[] => {
  const errors = told.filter(({ severity, side }) => severity === 'error' && side === 'app')
  const lacks = lacksOf(check, facts)
  return [
    missingScopes(app, check.recipe, lacks.scopes, errors),
    missingRights(app, check.recipe, lacks, errors),
    missingMembership(app, check.recipe, lacks.membership, errors),
    ...missingSettings(app, check.recipe, lacks.settings, errors),
    notKnown(app, check),
    ...excessOf(app, check),
  ].filter((finding) => finding !== null)
}

/** What a check found missing, by where in Halo it is set. */
const lacksOf = ({ recipe, items }: RecipeCheck, facts: ComparisonFacts): Lacks => {
  const access = accessFactsOf(facts)
  const table = effectivePermissions({ ...access, roles: facts.configuration.roles })
  const missing = needsOf(recipe).flatMap((need, index) => {
    const item = items[index]
    return item?.state === 'missing' ? [{ need, why: item.why }] : []
  })
  const scopes = missing.flatMap(({ need }) => (need.kind === 'scope' ? [need.scope] : []))
  const rights = new Map<Feature, readonly Verb[]>()
  for (const { need } of missing) {
    if (need.kind !== 'permission') continue
    const feature = FEATURES.find(({ name }) => name === need.feature)
    const row = table.find((each) => each.feature === need.feature && each.verb === need.verb)
    if (feature === undefined || row === undefined) continue
    // A disabled agent is told of as such.
    if (row.agent.allowed === false && access.permissions?.disabled !== true)
      rights.set(feature, [...(rights.get(feature) ?? []), need.verb])
    if (row.application.allowed === false && feature.area !== null)
      scopes.push(`${need.verb === 'read' ? 'read' : 'edit'}:${feature.area}`)
  }
  const distinct = [...new Set(scopes)]
  return {
    scopes: distinct.filter(
      (scope) => !distinct.some((other) => other !== scope && includesScope(other, scope)),
    ),
    rights,
    membership: missing.some(({ need }) => need.kind === 'membership'),
    settings: missing.flatMap(({ need, why }) =>
      need.kind === 'setting' ? [{ setting: need.setting, why }] : [],
    ),
  }
}

const notKnown = (app: SideFacts, { recipe, items }: RecipeCheck): Finding | null => {
  const open = items.filter(({ state }) => state === 'unknown')
  if (open.length === 0 && items.length > 0) return null
  return ofPurpose('data.incomplete', recipe, {
    severity: 'warning',
    message:
      open.length === 0
        ? `${titleOf(recipe)} asks for nothing that can be checked, so it is not known whether ${subjectOf(app).toLowerCase()} has what it needs.`
        : `It is not known whether ${subjectOf(app).toLowerCase()} has all that ${titleOf(recipe)} needs: ${nameSome(open.map(({ what }) => what))}.`,
    evidence: open.map(({ what, why }) => ({ what, value: why })),
    fix:
      app.permissions === null
        ? {
            text: `Add an inspector to the tenant profile, so that the settings of ${agentOf(app)} can be read.`,
            path: null,
          }
        : null,
  })
}
