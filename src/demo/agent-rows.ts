import type { DemoAgent, DemoTenant, Row } from './model'

/** Claims whose meaning nobody outside Halo knows; real answers carry about 108 in all. */
const OTHER_CLAIMS = Array.from({ length: 62 }, (_, index) => ({ type: `z${index}`, value: '0' }))

/** A row of `Agent`: no sub-lists, as lists are (halo-api.md section 4.2). */
export const agentListRow = (tenant: DemoTenant, agent: DemoAgent): Row => ({
  id: agent.id,
  name: agent.name,
  team: tenant.teams.find(({ id }) => id === agent.teams[0]?.teamId)?.name ?? '',
  isdisabled: agent.disabled,
  email: agent.email,
  is_agent: true,
  isapiagent: agent.apiOnly,
  one_client: 0,
  licence_type: agent.apiOnly ? 0 : 1,
})

/** `Agent/me` and `Agent/{id}?includedetails=true`. */
export const agentDetail = (tenant: DemoTenant, agent: DemoAgent): Row => ({
  ...agentListRow(tenant, agent),
  is_admin: agent.administrator,
  first_role_id: null,
  new_access_token: null,
  teams: agent.teams.map((membership, index) => {
    const team = tenant.teams.find(({ id }) => id === membership.teamId)
    return {
      id: agent.id * 100 + index,
      agent_id: agent.id,
      team_id: membership.teamId,
      team_name: team?.name,
      department_id: team?.departmentId,
      role_id: '',
      is_manager: false,
      in_section: true,
      unassigned_access: membership.unassignedAccess,
      otheragent_access: membership.otherAgentAccess,
      fortickets: true,
    }
  }),
  departments: agent.departments.map((id) => ({
    department_id: id,
    department_name: tenant.departments.find((department) => department.id === id)?.name,
    membershiplevel: 0,
    includeteamsintree: true,
  })),
  clients: agent.clients.map((id, index) => ({
    id: index + 1,
    agent_id: agent.id,
    client_id: id,
    client_name: tenant.rows.get('client')?.find((client) => client.id === id)?.name,
    role_id: '',
  })),
  tickettypes: agent.ticketTypes.map(({ id, canView }) => ({
    tickettype_id: id,
    tickettype_name: tenant.rows.get('tickettype')?.find((type) => type.id === id)?.name,
    cancreate: canView,
    canview: canView,
    canedit: canView,
  })),
  assettypes: agent.assetTypes.map(({ id, canView }) => ({
    assettype_id: id,
    cancreate: canView,
    canview: canView,
    canedit: canView,
  })),
  sites: null,
  roles: tenant.roles
    .filter(({ id }) => agent.roleIds.includes(String(id)))
    .map(({ id, id_int, name }) => ({ id, id_int, name })),
  access_control: null,
  claims: [...Object.entries(agent.claims).map(([type, value]) => ({ type, value })), ...OTHER_CLAIMS],
})
