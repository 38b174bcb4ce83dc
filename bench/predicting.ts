import type { RecordSummary } from '../src/core/comparison/record'
import type { AgentPermissions } from '../src/core/halo/permission'
import type { ApplicationFacts, InventoryFacts } from '../src/core/inventory/application'
import { calibrate } from '../src/core/inventory/calibrate'
import { predictorFor } from '../src/core/inventory/predict'
import { createRandom } from '../src/demo/random'

const APPLICATIONS = 40
const RECORDS = 100_000
const CLIENTS = 1_000
const TEAMS = 30
const TYPES = 12
const ASSIGNEES = 60

/** Works out what 40 applications, each with an agent and scopes of its own, would see of 100,000 tickets. */
export const run = (): void => {
  const facts = largeInventory()
  const calibrated = timed(() => calibrate(facts, []))
  const predictor = predictorFor(facts, calibrated.value)
  const predicted = timed(() => facts.applications.map((application) => predictor.sees(application)))
  const [first] = facts.applications
  if (first === undefined) throw new Error('There are applications')
  const one = timed(() => predictor.records(first))
  const compared = timed(() => predictor.comparison(first))
  const tickets = compared.value.resources.find(({ resource }) => resource === 'tickets')
  const lines = [
    `applications                     ${APPLICATIONS}, each with an agent of its own`,
    `tickets                          ${RECORDS}, ${CLIENTS} clients, ${TEAMS} teams, ${ASSIGNEES} agents`,
    `calibrated in                    ${calibrated.seconds} s`,
    `predicted in                     ${predicted.seconds} s, all of them`,
    `records of one told in           ${one.seconds} s`,
    `one as a comparison in           ${compared.seconds} s, ${tickets?.onlyAgent.length ?? 0} tickets hidden, explained`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const timed = <T>(work: () => T): { readonly value: T; readonly seconds: string } => {
  const started = performance.now()
  const value = work()
  return { value, seconds: ((performance.now() - started) / 1000).toFixed(2) }
}

const random = createRandom(20_261_126)
const oneOf = (count: number): string => String(1 + random.below(count))
const some = (count: number, of: number): readonly string[] => [
  ...new Set(Array.from({ length: count }, () => oneOf(of))),
]

const ticket = (id: string): RecordSummary => {
  const team = random.below(TEAMS)
  return {
    id,
    label: `Ticket ${id}`,
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

const application = (place: number): ApplicationFacts => ({
  id: `application-${String(place)}`,
  clientId: null,
  name: `Application ${String(place)}`,
  description: null,
  system: false,
  inactive: false,
  method: 'client-credentials',
  methodText: null,
  login: { type: 'agent', agentId: String(place + 100), name: null },
  scopes: ['read:tickets', `read:${place % 2 === 0 ? 'assets' : 'items'}`],
  createdAt: null,
  createdBy: null,
  apiKeys: [],
  detail: { state: 'read' },
})

const largeInventory = (): InventoryFacts => {
  const records = Array.from({ length: RECORDS }, (_, index) => ticket(String(index + 1)))
  const applications = Array.from({ length: APPLICATIONS }, (_, place) => application(place))
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
    lists: [
      {
        resource: 'tickets',
        observation: { state: 'listed', records, total: RECORDS, complete: true, incompleteReason: null },
      },
    ],
    gaps: [],
  }
}
