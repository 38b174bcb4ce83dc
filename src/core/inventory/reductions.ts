import { countText, counted } from '../comparison/count-text'
import { applyChanges, type AccessFacts, type Change, type ChangeContext } from '../access/change'
import { effectivePermissions, type PermissionRow } from '../access/effective'
import { isolated } from '../comparison/name-text'
import { nameSome } from '../explain/words'
import { rankOf } from '../halo/claim'
import { FEATURES, levelName, type Feature } from '../halo/feature'
import type { RoleSettings } from '../halo/permission'
import type { Recipe } from '../comparison/recipe'
import { checkFacts, includesScope, type RecipeCheck } from '../policy/recipe-check'
import { changeSyntax } from '../remedy/change-syntax'
import type { PredictedView, Reduction } from './inventory'

/**
 * Changes that take from an application what its purpose does not need: all such scopes together, each by itself,
 * and the levels of its agent. Each is tried on the facts: the purpose must be met no less than before, and what
 * goes is what is predicted anew.
 */
export interface ReductionInput {
  readonly facts: AccessFacts
  /** Roles of its agent; null: not read. */
  readonly roles: readonly RoleSettings[] | null
  readonly recipe: Recipe
  readonly check: RecipeCheck
  readonly can: readonly PermissionRow[]
  readonly sees: readonly PredictedView[]
  /** What it would see after a change of its facts. */
  readonly seesAfter: (after: AccessFacts) => readonly PredictedView[]
  /** What its agent is called; null where its levels are not to be touched, since others act as it too. */
  readonly agent: string | null
}

export const reductionsOf = (input: ReductionInput): readonly Reduction[] => {
  const scopes = input.check.excess.flatMap(({ scope }) => scope ?? [])
  const each = scopes.filter((scope) => !isShadowed(scope, input.facts.scopes ?? []))
  const candidates = [
    ...(scopes.length > 1 ? [scopeChanges(scopes, input)] : []),
    ...each.map((scope) => scopeChanges([scope], input)),
    levelChanges(input),
  ]
  return candidates.flatMap((candidate) => {
    if (candidate.changes.length === 0) return []
    const after = applyChanges(input.facts, candidate.changes, NO_CONTEXT)
    return isWorse(after, input) ? [] : [reductionOf(candidate, after, input)]
  })
}

interface Candidate {
  readonly text: string
  readonly changes: readonly Change[]
}

/** No membership is added and no other agent named. */
const NO_CONTEXT: ChangeContext = { departmentOf: () => null, agentOf: () => undefined }

// --- Scopes -------------------------------------------------------------------------------------

/** Unticking it by itself takes nothing away: another scope gives the same. */
const isShadowed = (scope: string, held: readonly string[]): boolean =>
  held.some((other) => other !== scope && includesScope(other, scope) && scope !== 'all')

/** Unticks scopes, and ticks instead what the purpose needs of them. */
const scopeChanges = (unticked: readonly string[], { facts, recipe }: ReductionInput): Candidate => {
  const held = facts.scopes ?? []
  const kept = held.filter((scope) => !unticked.includes(scope))
  const ticked = neededScopes(recipe).filter(
    (scope) =>
      !kept.some((other) => includesScope(other, scope)) &&
      // What it does not have now it is not given here: that is no reduction.
      (held.includes('all:standard') || held.some((other) => includesScope(other, scope))),
  )
  const instead = ticked.length === 0 ? '' : ` and tick ${ticked.join(', ')}`
  return {
    text:
      unticked.length === 1
        ? `Untick ${unticked.join('')}${instead}.`
        : `Untick these ${counted(unticked.length, 'scope')}: ${unticked.join(', ')}${instead}.`,
    changes: [
      ...unticked.map((scope) => ({ kind: 'scope', op: 'remove', scope }) as const),
      ...ticked.map((scope) => ({ kind: 'scope', op: 'add', scope }) as const),
    ],
  }
}

/** Those that the recipe names, and those that its permissions need where it names none. */
const neededScopes = ({ scopes, permissions }: Recipe): readonly string[] => {
  const ofPermissions = permissions.flatMap(({ feature, verbs }) => {
    const area = FEATURES.find(({ name }) => name === feature)?.area ?? null
    if (area === null) return []
    return verbs.some((verb) => verb !== 'read') ? [`edit:${area}`] : [`read:${area}`]
  })
  const all = [...new Set([...scopes, ...ofPermissions])]
  return all.filter((scope) => !all.some((other) => other !== scope && includesScope(other, scope)))
}

// --- Levels of the agent ------------------------------------------------------------------------

/** Lowers what the agent may change to what the purpose needs, as far as that is the agent's own setting. */
const levelChanges = ({ agent, facts, roles, recipe, check }: ReductionInput): Candidate => {
  const claims = facts.permissions?.claims ?? null
  const hasExcess = check.excess.some(({ scope }) => scope === null)
  if (agent === null || claims === null || !hasExcess) return { text: '', changes: [] }
  const lowered = FEATURES.flatMap((feature) => {
    const now = rankOf(claims[feature.code])
    const needed = neededLevel(feature, recipe)
    return now === null || needed === null || now <= needed || !isOwn(feature, now, facts, roles)
      ? []
      : [{ feature, needed }]
  })
  const texts = lowered.map(({ feature, needed }) => `${feature.name} to ${levelName(feature, needed)}`)
  return {
    text: `Lower the levels of ${isolated(agent)}: ${texts.join(', ')}.`,
    changes: lowered.map(({ feature, needed }) => ({
      kind: 'claim' as const,
      code: feature.code,
      value: countText(needed),
    })),
  }
}

/** null: it needs to change them, and no lower level is known to do. */
const neededLevel = (feature: Feature, recipe: Recipe): number | null => {
  const verbs = recipe.permissions.find(({ feature: name }) => name === feature.name)?.verbs ?? []
  const scopes = feature.area === null ? [] : recipe.scopes
  if (verbs.some((verb) => verb !== 'read') || scopes.includes(`edit:${feature.area ?? ''}`)) return null
  return verbs.length > 0 || scopes.includes(`read:${feature.area ?? ''}`) ? feature.ladder.read : 0
}

/** An agent cannot be set below a role it holds (halo-api.md section 4.4). */
const isOwn = (
  { code }: Feature,
  level: number,
  { permissions }: AccessFacts,
  roles: readonly RoleSettings[] | null,
): boolean => {
  const held = permissions?.roles ?? null
  if (held === null) return false
  return held.every(({ id }) => {
    const claims = roles?.find((role) => role.id === id)?.claims
    return claims != null && (rankOf(claims[code]) ?? 0) < level
  })
}

// --- What comes of it ---------------------------------------------------------------------------

/** Something the purpose needs would be met no more, or be known no more. */
const isWorse = (after: AccessFacts, { recipe, check, roles }: ReductionInput): boolean => {
  const { items } = checkFacts(recipe, after, effectivePermissions({ ...after, roles }))
  const rank = { missing: 0, unknown: 1, met: 2 }
  return items.some(({ state }, index) => rank[state] < rank[check.items[index]?.state ?? 'missing'])
}

const reductionOf = (candidate: Candidate, after: AccessFacts, input: ReductionInput): Reduction => {
  const later = new Map(input.seesAfter(after).map((view) => [view.resource, view]))
  const rows = effectivePermissions({ ...after, roles: input.roles })
  const hides = input.sees.flatMap((view) => goneOf(view, later.get(view.resource)))
  const unsaid = input.sees.filter(
    (view) => view.state === 'unknown' && later.get(view.resource)?.state === 'refused',
  )
  return {
    text: [
      candidate.text,
      input.check.result === 'meets' ? 'Nothing that its purpose needs is lost.' : '',
      unsaid.length === 0
        ? ''
        : `How much it would see of ${nameSome(unsaid.map(({ resource }) => resource))} is not known, and goes too.`,
    ]
      .filter((part) => part !== '')
      .join(' '),
    changes: candidate.changes.map(changeSyntax),
    hides,
    rights: input.can.flatMap(({ feature, verb, effective }, index) =>
      effective.allowed === true && rows[index]?.effective.allowed === false ? [`${verb} ${feature}`] : [],
    ),
  }
}

/** Scopes and levels open or close a resource as a whole, so that it goes, may go, or stays. */
const goneOf = (before: PredictedView, after: PredictedView | undefined): Reduction['hides'] => {
  if (before.state !== 'predicted' || after === undefined) return []
  const { resource, visible, unknown } = before
  if (after.state === 'refused')
    return visible + unknown === 0 ? [] : [{ resource, records: visible, unknown }]
  const left = after.state === 'predicted' ? after.visible : 0
  return left < visible ? [{ resource, records: 0, unknown: visible - left }] : []
}
