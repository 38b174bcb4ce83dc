import type { RecordSummary } from '../src/core/comparison/record'
import type { AgentPermissions } from '../src/core/halo/permission'
import type { Resource } from '../src/core/halo/resource'
import type { ApplicationFacts, InventoryFacts } from '../src/core/inventory/application'
import { createRandom } from '../src/demo/random'

export const CLIENTS = 1_000
export const TEAMS = 30
export const ASSIGNEES = 60
const TYPES = 12

const random = createRandom(20_261_126)
const oneOf = (count: number): string => String(1 + random.below(count))
const some = (count: number, of: number): readonly string[] => [
  ...new Set(Array.from({ length: count }, () => oneOf(of))),
]

const aRecord = (id: string): RecordSummary => {
  const team = random.below(TEAMS)
  return {
    id,
    label: `Record ${id}`,
    clientId: oneOf(CLIENTS),
    clientName: null,
    siteId: null,
    siteName: null,
    teamId: String(team),
    teamName: null,
    departmentId: String(team % 4),
    typeId: oneOf(TYPES),
    typeName: null,
    agentId: oneOf(ASSIGNEES),
    agentName: null,
    date: null,
  }
}

const agent = (id: string): AgentPermissions => ({
  agentId: id,
  name: `Agent ${id}`,
  disabled: false,
  apiOnly: true,
  administrator: false,
  claims: { SA: 'false', Tx: '2', l8: '0', l9: '0', Fc: '0', Ft: '0', Fa: '1' },
  teams: some(12, TEAMS).map((teamId) => ({
    teamId,
    name: `Team ${teamId}`,
    departmentId: null,
    unassignedAccess: random.oneIn(2),
    otherAgentAccess: random.oneIn(2),
  })),
  departments: [],
  allDepartments: false,
  clients: some(400, CLIENTS).map((clientId) => ({ clientId, name: `Client ${clientId}` })),
  ticketTypes: some(8, TYPES).map((typeId) => ({ typeId, name: `Type ${typeId}`, canView: true })),
  assetTypes: [],
  roles: [],
})

const application = (place: number, scopes: Size['scopes']): ApplicationFacts => ({
  id: `application-${String(place)}`,
  clientId: `client-${String(place)}`,
  name: `Application ${String(place)}`,
  description: null,
  system: false,
  inactive: false,
  method: 'client-credentials',
  methodText: null,
  login: { type: 'agent', agentId: String(place + 100), name: null },
  scopes: scopes(place),
  createdAt: null,
  createdBy: null,
  apiKeys: [],
  detail: { state: 'read' },
})

interface Size {
  readonly applications: number
  readonly resources: readonly Resource[]
  /** In each list. */
  readonly records: number
  /** Of an application by its place. */
  readonly scopes: (place: number) => readonly string[]
}

/** Applications, each with an agent of its own, and the inspector's lists. */
export const largeInventory = ({ applications: count, resources, records, scopes }: Size): InventoryFacts => {
  const applications = Array.from({ length: count }, (_, place) => application(place, scopes))
  const inspectorAgent = {
    ...agent('99'),
    administrator: true,
    claims: { Tx: '2', l8: '1', l9: '1', Fc: '1', Ft: '1' },
    allDepartments: true,
  }
  return {
    tenant: { name: 'Large', url: 'https://large.halopsa.com', version: null },
    startedAt: '2026-11-26T10:00:00.000Z',
    finishedAt: '2026-11-26T10:20:00.000Z',
    cancelled: false,
    requests: 1_100,
    throttled: 0,
    inspector: {
      state: 'connected',
      identity: {
        agentId: '99',
        name: 'Inspector',
        administrator: true,
        scopes: ['all', 'admin'],
        requestedScopes: ['all'],
      },
      identityFailure: null,
    },
    inspectorClientId: null,
    inspectorAgent,
    listFailure: null,
    applications,
    agents: applications.map(({ login: { agentId } }) => ({
      agentId: agentId ?? '',
      state: 'read',
      permissions: agent(agentId ?? ''),
    })),
    roles: [],
    teams: null,
    ticketTypes: null,
    lists: resources.map((resource) => ({
      resource,
      observation: {
        state: 'listed',
        records: Array.from({ length: records }, (_, index) => aRecord(String(index + 1))),
        total: records,
        complete: true,
        incompleteReason: null,
      },
    })),
    gaps: [],
  }
}
