import { z } from 'zod'
import type { AgentPermissions, RoleSettings } from '../../../core/halo/permission'
import { MOST_ENTRIES, TEXT } from '../../../shared/bounds'
import { guidText, keptText } from './answers/foreign-text'
import { anything, fieldsOf, flag, id, listOf, text, type Fields } from './answers/answer-fields'

/**
 * `Agent/me`, `Agent/{id}` and `Roles/{id}` as core types. Only the fields named here are kept:
 * the answers also carry secret-like ones (halo-api.md section 4.2), which are dropped, and
 * no recording has them: it keeps `AGENT_FIELDS` and its like, which are read off these very schemas.
 */

const ticketType = z
  .object({ tickettype_id: id, tickettype_name: text, canview: flag })
  .transform((type) => ({ typeId: type.tickettype_id, name: type.tickettype_name, canView: type.canview }))

const assetType = z
  .object({ assettype_id: id, assettype_name: text, canview: flag })
  .transform((type) => ({ typeId: type.assettype_id, name: type.assettype_name, canView: type.canview }))

/** A claim without a code, or with a value that is none, is no claim. */
const claim = z.object({
  type: anything.transform((type) => (typeof type === 'string' && type.length <= TEXT.id ? type : null)),
  value: anything.transform((value) =>
    typeof value === 'string'
      ? keptText(value)
      : ['number', 'boolean'].includes(typeof value)
        ? String(value)
        : null,
  ),
})

/** Claim code to value; null where none were sent. */
const claimsSchema = listOf(claim).transform(
  (claims) =>
    claims &&
    Object.fromEntries(
      claims.flatMap(({ type, value }) => (type === null || value === null ? [] : [[type, value] as const])),
    ),
)

/** A GUID, which an agent may hold in other letters than the role has. */
const roleId = anything.transform((value) => guidText(value) ?? '')

const agentSchema = z.object({
  id,
  name: text,
  isdisabled: flag,
  isapiagent: flag,
  is_admin: flag,
  is_member_of_all_departments: flag,
  claims: claimsSchema,
  teams: listOf(
    z
      .object({
        team_id: id,
        team_name: text,
        department_id: id,
        unassigned_access: flag,
        otheragent_access: flag,
      })
      .transform((team) => ({
        teamId: team.team_id,
        name: team.team_name,
        departmentId: team.department_id === '' ? null : team.department_id,
        unassignedAccess: team.unassigned_access,
        otherAgentAccess: team.otheragent_access,
      })),
  ),
  departments: listOf(
    z.object({ department_id: id, department_name: text }).transform((department) => ({
      departmentId: department.department_id,
      name: department.department_name,
    })),
  ),
  clients: listOf(
    z
      .object({ client_id: id, client_name: text })
      .transform((client) => ({ clientId: client.client_id, name: client.client_name })),
  ),
  tickettypes: listOf(ticketType),
  assettypes: listOf(assetType),
  roles: listOf(z.object({ id: roleId, name: text })),
})

/**
 * An agent's permissions; null when the answer is no agent. Claims are taken as effective, roles
 * included (inferred: one list without a source is sent, halo-api.md section 4.3).
 */
export const agentPermissionsOf = (value: unknown): AgentPermissions | null => {
  const parsed = agentSchema.safeParse(value)
  if (!parsed.success || parsed.data.id === '') return null
  const { data } = parsed
  const { claims } = data
  const claimedAdministrator =
    claims?.SA === undefined ? null : claims.SA.toLowerCase() === 'true' || claims.SA === '1'
  return {
    agentId: data.id,
    name: data.name,
    disabled: data.isdisabled,
    apiOnly: data.isapiagent,
    // Both mean the same (halo-api.md section 4.2): where they disagree, nobody is taken for less than one says.
    administrator: claimedAdministrator === true || (data.is_admin ?? claimedAdministrator),
    claims,
    teams: data.teams,
    departments: data.departments,
    allDepartments: data.is_member_of_all_departments,
    clients: data.clients,
    ticketTypes: data.tickettypes,
    assetTypes: data.assettypes,
    roles: data.roles,
  }
}

const roleSchema = z.object({ id: roleId, name: text, claims: claimsSchema })

/** The list of an agent, an application or a role that has more entries than are read; null when none has. */
export const overlongList = (value: unknown): string | null =>
  Object.entries(value ?? {}).find(
    ([, list]: [string, unknown]) => Array.isArray(list) && list.length > MOST_ENTRIES,
  )?.[0] ?? null

/** A role with its own claims; null when the answer is no role (halo-api.md section 4.1). */
export const roleOf = (value: unknown): RoleSettings | null => {
  const parsed = roleSchema.safeParse(value)
  return parsed.success && parsed.data.id !== '' ? parsed.data : null
}

/** What of each answer is looked at. */
export const AGENT_FIELDS: Fields = fieldsOf(agentSchema)
export const ROLE_FIELDS: Fields = fieldsOf(roleSchema)
