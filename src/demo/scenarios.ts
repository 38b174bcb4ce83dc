import { randomUUID } from 'node:crypto'
import { DEMO_SECRET_MARK, type ScenarioInfo } from './contract'
import {
  API_AGENT_ID,
  INSPECTOR_AGENT_ID,
  PERSON_AGENT_ID,
  type DemoAgent,
  type DemoApplication,
  type DemoTenant,
} from './model'

/** The applications every scenario has: the one under test, the reference, the inspector. */
export interface DemoSides {
  readonly app: DemoApplication
  readonly reference: DemoApplication
  readonly inspector: DemoApplication
}

/** Scopes the app side asks for, where it is not `all`. */
interface Seeded {
  readonly appScope?: string
  /** What the app side is told as its secret, where it is not the right one. */
  readonly appSecret?: string
}

interface Scenario extends ScenarioInfo {
  readonly seed: (tenant: DemoTenant, sides: DemoSides) => Seeded | undefined
}

const agentOf = (tenant: DemoTenant, id: number): DemoAgent => {
  const agent = tenant.agents.find((candidate) => candidate.id === id)
  if (agent === undefined) throw new Error(`The demo tenant has no agent ${id}`)
  return agent
}

const apiAgent = (tenant: DemoTenant): DemoAgent => agentOf(tenant, API_AGENT_ID)

/** Both sides run as the API agent: then every difference is the application's doing. */
const sameAgent = (sides: DemoSides): void => {
  sides.reference.agentId = API_AGENT_ID
}

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

/** `name`, and the code it causes, are the same but for `healthy` and `mixed`. */
const fault = (code: string, title: string, description: string, seed: Scenario['seed']): Scenario => ({
  name: code,
  title,
  description,
  causes: [code],
  seed,
})

const list: readonly Scenario[] = [
  {
    name: 'mixed',
    title: 'A realistic mixture',
    description:
      'A reporting integration runs as an API-only agent that may see a few customers, types and teams only, with read scopes; a technician compares.',
    causes: [
      'identity.different-agent',
      'scope.missing',
      'agent.client',
      'agent.ticket-type',
      'agent.team',
      'agent.unassigned',
      'agent.feature-level',
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
    name: 'healthy',
    title: 'Nothing wrong',
    description: 'Both sides run as the same agent with all scopes and see the same.',
    causes: [],
    seed: (_tenant, sides) => {
      sameAgent(sides)
      return undefined
    },
  },
  fault(
    'connection.invalid-client',
    'Wrong secret',
    'The application’s secret is not the one Halo knows.',
    () => ({
      appSecret: madeUpSecret(),
    }),
  ),
  fault(
    'connection.invalid-scope',
    'Unknown scope',
    'The token request names a scope that Halo does not know.',
    () => ({
      appScope: 'read:tickets read:users',
    }),
  ),
  fault(
    'connection.no-scope',
    'Token without scope',
    'No scope is ticked for the application: every call is refused.',
    (_tenant, { app }) => {
      app.scopes = []
      return undefined
    },
  ),
  fault(
    'connection.not-an-agent',
    'Login type not set',
    'The application logs in as nobody: calls are refused.',
    (_tenant, { app }) => {
      app.agentId = null
      return undefined
    },
  ),
  fault('connection.not-halo', 'Wrong address', 'The address answers with a web page.', ({ behaviour }) => {
    behaviour.servesWebPage = true
    return undefined
  }),
  fault(
    'connection.unreachable',
    'Nobody answers',
    'Every connection is cut before an answer comes.',
    ({ behaviour }) => {
      behaviour.cutsConnections = true
      return undefined
    },
  ),
  fault(
    'connection.rate-limited',
    'Too many calls',
    'Record lists answer 429 until the client gives up.',
    ({ behaviour }) => {
      behaviour.throttles = { retryAfter: '1' }
      return undefined
    },
  ),
  fault(
    'identity.different-agent',
    'Two different agents',
    'Both see the same, but are not the same agent.',
    () => undefined,
  ),
  fault(
    'identity.unknown',
    'Agent/me refused',
    'Halo does not say who the application runs as.',
    ({ behaviour }) => {
      behaviour.refusesWhoAmI = true
      return undefined
    },
  ),
  fault(
    'scope.missing',
    'A scope is missing',
    'The application has no scope for assets, contracts and invoices.',
    (_tenant, sides) => {
      sameAgent(sides)
      sides.app.scopes = ['read:tickets', 'read:customers', 'all:teams']
      return undefined
    },
  ),
  fault(
    'scope.not-granted',
    'A scope is not granted',
    'The application asks for edit:assets, which is not ticked.',
    (_tenant, sides) => {
      sameAgent(sides)
      sides.app.scopes = ['read:tickets', 'read:customers']
      return { appScope: 'read:tickets read:customers edit:assets' }
    },
  ),
  fault(
    'scope.excess',
    'More scopes than needed',
    'A read-only integration was given edit scopes and all.',
    (_tenant, sides) => {
      sameAgent(sides)
      sides.app.scopes = ['all', 'edit:tickets', 'edit:customers', 'admin']
      return undefined
    },
  ),
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
  fault(
    'agent.client',
    'Only some customers',
    'The nominated agent is limited to two customers.',
    (tenant) => {
      const agent = apiAgent(tenant)
      agent.claims.Fc = '0'
      agent.clients = [11, 12]
      return undefined
    },
  ),
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
  fault(
    'app.more-than-person',
    'The app sees more than you',
    'The person comparing is limited to three customers, the application is not.',
    (tenant) => {
      const person = agentOf(tenant, PERSON_AGENT_ID)
      person.claims.Fc = '0'
      person.clients = [11, 12, 13]
      return undefined
    },
  ),
  fault(
    'data.incomplete',
    'A list that is cut short',
    'Halo counts more tickets than it serves.',
    ({ behaviour }) => {
      behaviour.ticketsServed = 1200
      return undefined
    },
  ),
  fault(
    'data.changed',
    'A ticket appears meanwhile',
    'A ticket is logged between the two sides’ lists.',
    (tenant, sides) => {
      sameAgent(sides)
      tenant.behaviour.ticketAppears = true
      return undefined
    },
  ),
  fault(
    'data.unexplained',
    'No cause to be found',
    'Some tickets are missing although nothing in the configuration says why.',
    (tenant, sides) => {
      sameAgent(sides)
      tenant.behaviour.hiddenFromApp = (path, row) => path === 'tickets' && Number(row.id) % 97 === 0
      return undefined
    },
  ),
]

/** All scenarios, the default one first. */
export const scenarios: readonly ScenarioInfo[] = list.map(({ seed: _seed, ...info }) => info)

/** Seeds the tenant; returns what the app side is to send. Throws for an unknown name. */
export const seedScenario = (name: string, tenant: DemoTenant, sides: DemoSides): Seeded => {
  const scenario = list.find((candidate) => candidate.name === name)
  if (scenario === undefined) throw new RangeError(`No demo scenario is called ${name}`)
  return scenario.seed(tenant, sides) ?? {}
}

/** Of the shape of Halo's own, behind the mark of the demo. */
const madeUpSecret = (): string => `${DEMO_SECRET_MARK}${randomUUID()}-${randomUUID()}`

/** Adds the three applications, with secrets made up now. */
export const addApplications = (tenant: DemoTenant): DemoSides => {
  const application = (name: string, agentId: number, scopes: string[]): DemoApplication => {
    const made = {
      id: randomUUID(),
      clientId: randomUUID(),
      name,
      secret: madeUpSecret(),
      scopes,
      inactive: false,
      agentId,
      redirectUris: [],
    }
    tenant.applications.push(made)
    return made
  }
  return {
    app: application('Reporting sync', API_AGENT_ID, ['all']),
    reference: application('Crossview reference', PERSON_AGENT_ID, ['all']),
    inspector: application('Crossview inspector', INSPECTOR_AGENT_ID, ['all', 'admin']),
  }
}

/** The native application for signing in with PKCE; a person logs in as themselves. */
export const addSignInApplication = (tenant: DemoTenant): void => {
  tenant.applications.push({
    id: randomUUID(),
    clientId: SIGN_IN_CLIENT_ID,
    name: 'Crossview sign-in',
    secret: null,
    scopes: ['all'],
    inactive: false,
    agentId: PERSON_AGENT_ID,
    redirectUris: ['http://127.0.0.1:8765/callback', 'http://localhost:8765/callback'],
  })
}

/** Not a secret: native applications have none. Fixed, so that a config file can name it. */
export const SIGN_IN_CLIENT_ID = '5f0c7a52-6f0e-4d7c-9a53-2b1f6b1c0de0'
