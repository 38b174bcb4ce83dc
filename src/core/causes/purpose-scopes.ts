import type { SideFacts } from '../access/side-facts'
import type { Evidence, Finding } from '../comparison/finding'
import type { Recipe } from '../comparison/recipe'
import { applicationOf, applicationPath, asObserved, scopesEvidence, subjectOf } from '../explain/words'
import { resourceDefinition } from '../halo/resource'
import { includesScope, type RecipeCheck } from '../policy/recipe-check'
import { listed, ofPurpose, titleOf } from './purpose-words'

/** Scopes that the purpose needs by name, unless a finding about a resource names the same one. */
export const missingScopes = (
  app: SideFacts,
  recipe: Recipe,
  lacking: readonly string[],
  errors: readonly Finding[],
): Finding | null => {
  // That the token holds none at all is told already.
  if (app.scopes?.length === 0) return null
  const told = new Set(
    errors.flatMap(({ code, resource }) =>
      code === 'scope.missing' && resource !== null
        ? [`read:${resourceDefinition(resource).scopeArea ?? ''}`]
        : [],
    ),
  )
  const scopes = lacking.filter((scope) => !told.has(scope))
  if (scopes.length === 0) return null
  return ofPurpose('scope.missing', recipe, {
    severity: 'error',
    message: `${subjectOf(app)} ${asObserved(app, 'has a token', 'would have a token')} without ${listed(scopes)}, which ${titleOf(recipe)} needs${asObserved(app, '', ' (predicted)')}.`,
    evidence: [scopesEvidence(app), ...scopes.map((value) => ({ what: 'scope needed', value }))],
    fix: scopesFix(app, scopes),
  })
}

const scopesFix = (app: SideFacts, scopes: readonly string[]): Finding['fix'] => {
  const without = (held: readonly string[]) =>
    scopes.filter((scope) => !held.some((each) => includesScope(each, scope)))
  const toTick = without(app.application?.scopes ?? [])
  const toAsk = without(app.identity?.requestedScopes ?? [])
  if (toTick.length === 0 && toAsk.length > 0)
    return {
      text: `Ask for ${listed(toAsk)} in the token request: ticked, but not asked for.`,
      path: null,
    }
  const ask =
    toAsk.length === 0 ? '' : ` and ask for ${toAsk.length === 1 ? 'it' : 'them'} in the token request`
  return {
    text: `Tick ${listed(toTick.length === 0 ? scopes : toTick)} for ${applicationOf(app)}${ask}; tokens issued from then on have ${scopes.length === 1 ? 'it' : 'them'}.`,
    path: applicationPath(app, 'Permissions'),
  }
}

/** Scopes of high risk are worth a warning; those that read or change records beyond the purpose are information. */
export const excessOf = (app: SideFacts, { recipe, excess }: RecipeCheck): readonly Finding[] => {
  const scopes = excess.flatMap(({ scope, risk, why }) => (scope === null ? [] : [{ scope, risk, why }]))
  const left = (app.scopes ?? []).filter((held) => !scopes.some(({ scope }) => scope === held))
  return (['warning', 'info'] as const).flatMap((severity) => {
    const group = scopes.filter(({ risk }) => (risk === 'high') === (severity === 'warning'))
    if (group.length === 0) return []
    const names = group.map(({ scope }) => scope)
    // What goes with them and is needed has to be ticked by itself.
    const instead = recipe.scopes.filter(
      (needed) =>
        names.some((held) => includesScope(held, needed)) &&
        !left.some((held) => includesScope(held, needed)),
    )
    return [
      ofPurpose('scope.excess', recipe, {
        severity,
        message: `${subjectOf(app)} ${asObserved(app, 'holds', 'would hold')} ${listed(names)}, which ${titleOf(recipe)} does not need.`,
        evidence: group.map(({ scope, risk, why }): Evidence => ({
          what: scope,
          value: `${risk} risk: ${why}`,
        })),
        fix: {
          text: `Untick ${listed(names)} for ${applicationOf(app)}${instead.length === 0 ? '' : ` and tick ${listed(instead)} instead`}.`,
          path: applicationPath(app, 'Permissions'),
        },
      }),
    ]
  })
}
