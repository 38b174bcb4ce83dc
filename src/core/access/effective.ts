import type { AccessFacts } from './change'
import { rankOf } from '../halo/claim'
import { FEATURES, VERBS, levelName, type Feature, type Verb } from '../halo/feature'
import type { AgentPermissions, RoleSettings } from '../halo/permission'
import { covers } from '../halo/scope'
import { isolated } from '../comparison/name-text'
import { toldApart } from '../comparison/names'
import type { RuleBasis } from './visibility'

/** One half of a permission, or both together. */
export interface PermissionCell {
  readonly allowed: boolean | 'unknown'
  /** Where the rule comes from; the weaker of two for the effective cell. */
  readonly basis: RuleBasis
  /** What it rests on: "scope read:tickets", "Tickets: Read Only, from role API Read Only". */
  readonly provenance: readonly string[]
}

/** A feature and a verb: what the application may, what its agent may, and the cross of both. */
export interface PermissionRow {
  readonly feature: string
  readonly verb: Verb
  readonly application: PermissionCell
  readonly agent: PermissionCell
  readonly effective: PermissionCell
}

interface EffectiveInput extends AccessFacts {
  /** Claims of the agent's roles, to tell an inherited level from its own; null: not read. */
  readonly roles: readonly RoleSettings[] | null
}

/**
 * Effective permissions: the application's scopes crossed with its agent's levels (documented,
 * halo-api.md section 3.1), for every feature and verb. Unknown stays unknown, unless the other
 * half denies it anyway.
 */
export const effectivePermissions = ({
  scopes,
  permissions,
  roles,
  gate,
}: EffectiveInput): readonly PermissionRow[] => {
  const gates = gateCells(gate)
  return FEATURES.flatMap((feature) =>
    VERBS.map((verb) => {
      const application = applicationCell(scopes, feature, verb)
      const agent = agentCell(permissions, roles, feature, verb)
      const effective = cross([...gates, application, agent])
      return { feature: feature.name, verb, application, agent, effective }
    }),
  )
}

/** What keeps an application from everything, before its scopes and its agent matter (access.ts). */
const gateCells = (gate: EffectiveInput['gate']): readonly PermissionCell[] => {
  if (gate === undefined) return []
  return [
    ...(gate.inactive === true ? [cell(false, 'I', 'the application is inactive')] : []),
    ...(gate.inactive === null
      ? [cell('unknown', 'I', 'whether the application is active is not known')]
      : []),
    ...(gate.noLogin ? [cell(false, 'I', 'nobody is named for the application to log in as')] : []),
  ]
}

/** Denied by one is denied; unknown in one and allowed in the others is unknown. */
const cross = (halves: readonly PermissionCell[]): PermissionCell => {
  const denying = halves.filter(({ allowed }) => allowed === false)
  const open = halves.filter(({ allowed }) => allowed === 'unknown')
  const deciding = denying.length > 0 ? denying : open.length > 0 ? open : halves
  return {
    allowed: denying.length > 0 ? false : open.length > 0 ? 'unknown' : true,
    basis: weakest(deciding.map(({ basis }) => basis)),
    provenance: deciding.flatMap(({ provenance }) => provenance),
  }
}

const weakest = (bases: readonly RuleBasis[]): RuleBasis =>
  bases.includes('A') ? 'A' : bases.includes('I') ? 'I' : 'D'

const cell = (
  allowed: PermissionCell['allowed'],
  basis: RuleBasis,
  ...provenance: readonly string[]
): PermissionCell => ({ allowed, basis, provenance })

// --- The application's half ---------------------------------------------------------------------

const applicationCell = (
  scopes: readonly string[] | null,
  { area, name }: Feature,
  verb: Verb,
): PermissionCell => {
  if (scopes === null) return cell('unknown', 'D', 'the scopes are not known')
  if (scopes.includes('all')) return cell(true, 'D', 'scope all: whatever the agent may')
  if (area === null) return cell('unknown', 'D', `which scope governs ${name} is not known`)
  const read = `read:${area}`
  const edit = `edit:${area}`
  if (verb === 'read') {
    const covered = covers(scopes, area)
    if (covered === true) {
      return scopes.includes(read)
        ? cell(true, 'D', `scope ${read}`)
        : cell(true, 'I', `scope ${edit}, which includes reading`)
    }
    return covered === 'unknown'
      ? cell('unknown', 'D', 'scope all:standard, whose contents Halo does not publish')
      : cell(false, 'D', `no scope ${read} or ${edit}`)
  }
  if (scopes.includes(edit)) {
    return verb === 'delete'
      ? cell('unknown', 'I', `scope ${edit}; whether it covers deleting is not known`)
      : cell(true, 'D', `scope ${edit}`)
  }
  return scopes.includes('all:standard')
    ? cell('unknown', 'D', 'scope all:standard, whose contents Halo does not publish')
    : cell(false, 'D', `no scope ${edit}`)
}

// --- The agent's half ---------------------------------------------------------------------------

const agentCell = (
  agent: AgentPermissions | null,
  roles: readonly RoleSettings[] | null,
  feature: Feature,
  verb: Verb,
): PermissionCell => {
  if (agent === null) return cell('unknown', 'D', 'the settings of the agent were not read')
  if (agent.disabled === true) return cell(false, 'I', 'the agent is disabled')
  const level = rankOf(agent.claims?.[feature.code])
  if (level === null) return cell('unknown', 'D', `${feature.name} (${feature.code}): not reported`)
  const where = originOf(agent, roles, feature.code, level)
  const provenance = `${feature.name} (${feature.code}): ${levelName(feature, level)}${where}`
  if (level === 0) return cell(false, 'D', provenance)
  if (feature.code === 'Tx' && verb !== 'read' && verb !== 'update') {
    // Tickets have a right of their own for adding (l6) and removing (l4).
    return cellOfSwitch(agent, verb === 'create' ? 'l6' : 'l4', verb, level, provenance)
  }
  return cellOfLevel(feature, verb, level, provenance)
}

const cellOfLevel = ({ ladder }: Feature, verb: Verb, level: number, provenance: string): PermissionCell => {
  if (verb === 'read') {
    return level >= ladder.read
      ? cell(true, 'D', provenance)
      : cell('unknown', 'I', `${provenance}: names, and whether anything more is not known`)
  }
  // That "modify" includes adding is inferred: the ladder has no level of its own for it.
  const basis: RuleBasis = verb === 'create' ? 'I' : 'D'
  if (ladder.update !== null && level < ladder.update) return cell(false, basis, provenance)
  const needed = verb === 'delete' ? ladder.delete : ladder.update
  if (needed === null) return cell('unknown', 'I', `${provenance}; which level it takes is not known`)
  return cell(level >= needed, basis, provenance)
}

const cellOfSwitch = (
  agent: AgentPermissions,
  code: 'l6' | 'l4',
  verb: Verb,
  level: number,
  provenance: string,
): PermissionCell => {
  const right = code === 'l6' ? 'Add tickets (l6)' : 'Remove tickets (l4)'
  if (level < 2) return cell(false, verb === 'create' ? 'I' : 'D', provenance)
  const value = rankOf(agent.claims?.[code])
  if (value === null) return cell('unknown', 'D', provenance, `${right}: not reported`)
  return cell(value > 0, 'D', provenance, `${right}: ${value > 0 ? 'yes' : 'no'}`)
}

/** ", from role X" where a role alone gives the level; ", its own setting" where no role does. */
const originOf = (
  { roles: held }: AgentPermissions,
  settings: readonly RoleSettings[] | null,
  code: string,
  level: number,
): string => {
  if (held?.length === 0) return ', its own setting'
  if (settings === null) return ', from a role or its own setting: roles were not read'
  const ofAgent = settings.filter(({ id }) => held?.some((role) => role.id === id) ?? false)
  const called = toldApart(settings)
  const giving = ofAgent
    .filter(({ claims }) => rankOf(claims?.[code]) === level)
    .map(({ id, name }) => isolated(called.get(id) ?? name))
  if (giving.length > 0) return `, from role ${giving.join(', ')}`
  const open = held === null || ofAgent.length < held.length || ofAgent.some(({ claims }) => claims === null)
  return open ? ', from a role or its own setting' : ', its own setting'
}
