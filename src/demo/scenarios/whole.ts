import { apiAgent, sameAgent, type Scenario } from './scenario'

const READ_SCOPES = [
  'read:tickets',
  'read:customers',
  'read:assets',
  'read:contracts',
  'read:suppliers',
  'read:items',
  'read:calendar',
  'read:kb',
]

/** What is wrong with the applications of every demo tenant (`integrations.ts`). */
const APPLICATION_CODES = [
  'administrator',
  'all-scopes',
  'person',
  'shared-agent',
  'agent-disabled',
  'inactive',
  'no-login',
  'weak-method',
  'key-expiry',
  'unread',
  'no-purpose',
].map((code) => `application.${code}`)

/** Tenants with several faults, or with none. */
export const WHOLE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'mixed',
    title: 'A realistic mixture',
    description:
      'A reporting integration runs as an API-only agent that may see a few clients, types and teams only, with read scopes; a person compares.',
    causes: [
      'identity.different-agent',
      'scope.missing',
      'agent.client',
      'agent.ticket-type',
      'agent.team',
      'agent.unassigned',
      'agent.feature-level',
      ...APPLICATION_CODES,
    ],
    seed: (tenant, { app }) => {
      app.scopes = [...READ_SCOPES, 'read:invoices']
      const agent = apiAgent(tenant)
      Object.assign(agent.claims, { Fc: '0', Ft: '0', l9: '0', Sx: '0' })
      agent.clients = [11, 12, 13, 14, 15, 16, 17, 18, 31, 35, 36, 38, 45, 46]
      agent.ticketTypes = [1, 2, 3].map((id) => ({ id, canView: true }))
      agent.departments = []
      agent.teams = [1, 2, 4].map((teamId) => ({ teamId, unassignedAccess: false, otherAgentAccess: true }))
    },
  },
  {
    name: 'identity.same-application',
    title: 'The same application on both sides',
    description:
      'The agent side was given the client id and secret of the application that is to be looked at.',
    causes: ['identity.same-application'],
    seed: (_tenant, { app, reference }) => {
      Object.assign(reference, { clientId: app.clientId, secret: app.secret })
      return undefined
    },
  },
  {
    name: 'healthy',
    title: 'Nothing wrong',
    description: 'Both sides run as the same agent with all scopes and see the same.',
    causes: [],
    seed: (_tenant, sides) => {
      sameAgent(sides)
      return undefined
    },
  },
  {
    name: 'odd-answers',
    title: 'Nothing wrong, oddly told',
    description:
      'As where nothing is wrong, but in answers as some tenants give them: tokens that name no scopes, tickets that name their team only, odd dates, sites without a name, a low limit of calls.',
    causes: [],
    seed: (tenant, sides) => {
      sameAgent(sides)
      tenant.behaviour.oddAnswers = true
      return undefined
    },
  },
]
