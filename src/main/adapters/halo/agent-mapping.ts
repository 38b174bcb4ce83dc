import { z } from 'zod'
import type { AgentPermissions, ApplicationSettings, RoleSettings } from '../../../core/permission'
import { anything, idText } from './record-mapping'

/**
 * `Agent/me`, `Agent/{id}` and `Application` as core types. Only the fields named here are kept:
 * the answers also carry secret-like ones (halo-api.md sections 4.2 and 4.5), which are dropped.
 */

const text = anything.transform((value) => (typeof value === 'string' ? value : ''))
const flag = anything.transform((value) =>
  typeof value === 'boolean'
    ? value
    : value === 1 || value === 'true'
      ? true
      : value === 0 || value === 'false'
        ? false
        : null,
)
const id = anything.transform((value) => idText(value) ?? '')

/** A list whose entries may be broken: the good ones count; anything but a list is unknown. */
const listOf = <T>(entry: z.ZodType<T>) =>
  anything.transform((value): readonly T[] | null => {
    if (!Array.isArray(value)) return null
    return value.flatMap((item) => {
      const parsed = entry.safeParse(item)
      return parsed.success ? [parsed.data] : []
    })
  })

const typeEntry = (idName: string, nameName: string) =>
  z.looseObject({ canview: flag }).transform((entry) => ({
    typeId: idText(entry[idName]) ?? '',
    name: typeof entry[nameName] === 'string' ? entry[nameName] : '',
    canView: entry.canview,
  }))

/** Claim code to value; null where none were sent. */
const claimsSchema = listOf(
  z.object({ type: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).transform(String) }),
).transform(
  (claims) => claims && Object.fromEntries(claims.map((claim) => [claim.type, claim.value] as const)),
)

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
  tickettypes: listOf(typeEntry('tickettype_id', 'tickettype_name')),
  assettypes: listOf(typeEntry('assettype_id', 'assettype_name')),
  roles: listOf(z.object({ id, name: text })),
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
    administrator: data.is_admin ?? claimedAdministrator,
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

const applicationSchema = z.object({
  id,
  clientId: text,
  displayName: text,
  inactive: flag,
  loginas_agent_id: anything.transform((value) => {
    const agentId = idText(value)
    return agentId === '0' ? null : agentId
  }),
  loginas_agent_name: anything.transform((value) =>
    typeof value === 'string' && value !== '' ? value : null,
  ),
  scopes: listOf(z.object({ name: z.string() }).transform((scope) => scope.name)),
})

/** The application record, and its client id to find it by; null when the answer is none. */
export const applicationOf = (
  value: unknown,
): { readonly clientId: string; readonly settings: ApplicationSettings } | null => {
  const parsed = applicationSchema.safeParse(value)
  if (!parsed.success || parsed.data.id === '') return null
  const { data } = parsed
  return {
    clientId: data.clientId,
    settings: {
      id: data.id,
      name: data.displayName,
      inactive: data.inactive,
      loginAgentId: data.loginas_agent_id,
      loginAgentName: data.loginas_agent_name,
      scopes: data.scopes,
    },
  }
}

const roleSchema = z.object({ id, name: text, claims: claimsSchema })

/** A role with its own claims; null when the answer is no role (halo-api.md section 4.1). */
export const roleOf = (value: unknown): RoleSettings | null => {
  const parsed = roleSchema.safeParse(value)
  return parsed.success && parsed.data.id !== '' ? parsed.data : null
}
