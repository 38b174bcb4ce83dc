import { apiAgent, fault, type Scenario } from './scenario'

/** Faults of the agent that the application logs in as. */
export const AGENT_SCENARIOS: readonly Scenario[] = [
  fault(
    'agent.feature-level',
    'A feature with No Access',
    'The nominated agent’s level for assets is No Access.',
    (tenant) => {
      apiAgent(tenant).claims.Dx = '0'
      return undefined
    },
  ),
  fault(
    'agent.no-team',
    'Member of no team',
    'The nominated agent is in no team and no department.',
    (tenant) => {
      Object.assign(apiAgent(tenant), { teams: [], departments: [] })
      return undefined
    },
  ),
  fault(
    'agent.team',
    'Only some teams',
    'The nominated agent is a member of the service desk only.',
    (tenant) => {
      const agent = apiAgent(tenant)
      agent.departments = []
      agent.teams = [{ teamId: 1, unassignedAccess: true, otherAgentAccess: true }]
      return undefined
    },
  ),
  fault('agent.client', 'Only some clients', 'The nominated agent is limited to two clients.', (tenant) => {
    const agent = apiAgent(tenant)
    agent.claims.Fc = '0'
    agent.clients = [11, 12]
    return undefined
  }),
  fault(
    'agent.ticket-type',
    'Only some ticket types',
    'The nominated agent may view incidents only.',
    (tenant) => {
      const agent = apiAgent(tenant)
      agent.claims.Ft = '0'
      agent.ticketTypes = [
        { id: 1, canView: true },
        { id: 2, canView: false },
      ]
      return undefined
    },
  ),
  fault(
    'agent.asset-type',
    'Only some asset types',
    'The nominated agent may view workstations and servers only.',
    (tenant) => {
      const agent = apiAgent(tenant)
      agent.claims.Fa = '0'
      agent.assetTypes = [1, 2].map((id) => ({ id, canView: true }))
      return undefined
    },
  ),
  fault(
    'agent.unassigned',
    'No unassigned tickets',
    'The nominated agent may not see unassigned tickets.',
    (tenant) => {
      const agent = apiAgent(tenant)
      agent.claims.l9 = '0'
      agent.teams = agent.teams.map((team) => ({ ...team, unassignedAccess: false }))
      return undefined
    },
  ),
  fault(
    'agent.others-tickets',
    'Own tickets only',
    'The API-only agent sees its own tickets only, and is never assigned any.',
    (tenant) => {
      const agent = apiAgent(tenant)
      Object.assign(agent.claims, { l8: '0', l9: '0' })
      agent.teams = agent.teams.map((team) => ({ ...team, unassignedAccess: false, otherAgentAccess: false }))
      return undefined
    },
  ),
  fault(
    'agent.disabled',
    'The agent is disabled',
    'The nominated agent was disabled; its calls are refused.',
    (tenant) => {
      apiAgent(tenant).disabled = true
      return undefined
    },
  ),
  fault(
    'agent.administrator',
    'An administrator as API agent',
    'The application runs as a Halo administrator.',
    (tenant) => {
      const agent = apiAgent(tenant)
      agent.administrator = true
      agent.claims.SA = 'true'
      return undefined
    },
  ),
]
