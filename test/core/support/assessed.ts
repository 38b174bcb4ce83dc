import type { AgentReading, ApplicationFacts, InventoryFacts } from '../../../src/core/inventory/application'
import type { Observation } from '../../../src/core/comparison/observation'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import type { Resource } from '../../../src/core/halo/resource'
import { anAgent, connected } from './builders'

/** Applications and inventories with plausible defaults; a test names only what it is about. */

/** Logs in as the API agent 42 with read:tickets. */
export const anApplication = (
  over: Partial<Omit<ApplicationFacts, 'login'>> & { login?: Partial<ApplicationFacts['login']> } = {},
): ApplicationFacts => ({
  id: 'app-1',
  clientId: 'AAAA-1',
  name: 'Reporting sync',
  description: null,
  system: false,
  inactive: false,
  method: 'client-credentials',
  methodText: null,
  scopes: ['read:tickets'],
  createdAt: null,
  createdBy: null,
  apiKeys: [],
  detail: { state: 'read' },
  ...over,
  login: { type: 'agent', agentId: '42', name: 'API Agent', ...over.login },
})

export const readAgent = (over: Partial<AgentPermissions> = {}): AgentReading => {
  const permissions = anAgent(over)
  return { agentId: permissions.agentId, state: 'read', permissions }
}

export const READ_AT = '2026-11-26T12:00:00.000Z'

export const anInventory = (
  over: Partial<Omit<InventoryFacts, 'lists'>> & {
    lists?: Partial<Record<Resource, Observation>>
  } = {},
): InventoryFacts => ({
  tenant: { name: 'Northwind MSP', url: 'https://northwind.halopsa.com', version: '2.236.133' },
  startedAt: '2026-11-26T11:59:00.000Z',
  finishedAt: READ_AT,
  cancelled: false,
  requests: 12,
  throttled: 0,
  inspector: connected({ agentId: '1', name: 'Admin API', administrator: true }),
  inspectorClientId: null,
  inspectorAgent: anAgent({ agentId: '1', name: 'Admin API', administrator: true }),
  listFailure: null,
  applications: [anApplication()],
  agents: [readAgent()],
  roles: [],
  teams: null,
  ticketTypes: null,
  gaps: [],
  ...over,
  lists: Object.entries(over.lists ?? {}).map(([resource, observation]) => ({
    // Object.entries widens the keys, which are resources.
    resource: resource as Resource,
    observation,
  })),
})
