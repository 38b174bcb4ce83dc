import type { DemoAgent, DemoTenant, Row } from './model'
import { servedAt } from './resources'

/**
 * What a token of the demo tenant may see: the application's scopes crossed with the agent's
 * permissions. Written on its own, from docs/product.md: a server that shared the product's rules
 * would agree with any mistake in them.
 */

const has = (scopes: readonly string[], area: string): boolean =>
  scopes.includes('all') || scopes.includes(`read:${area}`) || scopes.includes(`edit:${area}`)

export type Access = 'granted' | 'refused' | 'empty'

/** Whether a call passes at all. */
export const accessTo = (path: string, scopes: readonly string[], agent: DemoAgent): Access => {
  if (scopes.length === 0 || agent.disabled) return 'refused'
  if (path === 'team') return scopes.includes('all') || scopes.includes('all:teams') ? 'granted' : 'empty'
  if (path === 'webhook')
    return scopes.includes('all') || scopes.includes('admin:webhooks') ? 'granted' : 'refused'
  const governing = servedAt(path)
  if (governing === undefined) return 'granted'
  if (governing.area !== null && !has(scopes, governing.area)) return 'refused'
  if (governing.level !== null && agent.claims[governing.level] === '0') return 'refused'
  return 'granted'
}

/** Reading configuration takes an administrator and a broad token (inferred, halo-api.md 4.5). */
export const mayReadConfiguration = (scopes: readonly string[], agent: DemoAgent): boolean =>
  agent.administrator && (scopes.includes('all') || scopes.includes('admin'))

const TICKET_PATHS: ReadonlySet<string> = new Set(['tickets', 'opportunities', 'projects'])

/** Whether the agent sees this row. */
export const sees = (tenant: DemoTenant, agent: DemoAgent, path: string, row: Row): boolean => {
  if (!seesClient(agent, path, row)) return false
  if (path === 'asset') return seesType(agent.claims.Fa, agent.assetTypes, Number(row.assettype_id))
  if (path === 'tickettype') return seesType(agent.claims.Ft, agent.ticketTypes, Number(row.id))
  if (path === 'team') return belongsTo(tenant, agent, Number(row.id))
  if (!TICKET_PATHS.has(path)) return true
  return (
    seesType(agent.claims.Ft, agent.ticketTypes, Number(row.tickettype_id)) &&
    belongsTo(tenant, agent, Number(row.team_id)) &&
    seesAssignee(agent, row)
  )
}

const seesClient = (agent: DemoAgent, path: string, row: Row): boolean => {
  if (agent.claims.Fc === '1' || agent.clients.length === 0) return true
  const client = path === 'client' ? row.id : row.client_id
  return client === undefined || agent.clients.includes(Number(client))
}

const seesType = (
  all: string | undefined,
  types: readonly { id: number; canView: boolean }[],
  type: number,
): boolean => all === '1' || types.length === 0 || types.some(({ id, canView }) => id === type && canView)

const belongsTo = (tenant: DemoTenant, agent: DemoAgent, teamId: number): boolean => {
  const team = tenant.teams.find(({ id }) => id === teamId)
  return (
    agent.teams.some((membership) => membership.teamId === teamId) ||
    (team !== undefined && agent.departments.includes(team.departmentId))
  )
}

const seesAssignee = (agent: DemoAgent, row: Row): boolean => {
  const assignee = Number(row.agent_id)
  if (assignee === agent.id) return true
  const team = agent.teams.find(({ teamId }) => teamId === Number(row.team_id))
  return assignee === 1
    ? agent.claims.l9 === '1' || team?.unassignedAccess === true
    : agent.claims.l8 === '1' || team?.otherAgentAccess === true
}
