import fc from 'fast-check'
import type { Observation } from '../../src/core/comparison/observation'
import type { RecordSummary } from '../../src/core/comparison/record'
import { RESOURCES, type Resource } from '../../src/core/halo/resource'
import type { ApplicationFacts, InventoryFacts } from '../../src/core/inventory/application'
import { accessTo, sees } from '../../src/demo/access'
import { agentDetail } from '../../src/demo/agent-rows'
import { API_AGENT_ID, INSPECTOR_AGENT_ID, PERSON_AGENT_ID } from '../../src/demo/model'
import type { DemoAgent, DemoTenant, Row } from '../../src/demo/model'
import { pathOf } from '../../src/demo/resources'
import { wholeAgent } from '../../src/demo/tenant'
import { agentPermissionsOf } from '../../src/main/adapters/halo/agent-mapping'
import { recordOf } from '../../src/main/adapters/halo/record-mapping'
import { anAgent, BASE, someScopes } from './random-tenant'

/**
 * Random tenants with several applications, on the demo tenant's own rules: what it serves to each of them is the
 * truth that predictions are held against.
 */
export interface RandomInventory {
  readonly facts: InventoryFacts
  /** What the demo tenant serves to an application, of what it serves to the inspector; null: refused. */
  readonly served: (application: ApplicationFacts, resource: Resource) => ReadonlySet<string> | null
}

/** What stands between an application and its prediction, besides scopes and agents. */
interface Gaps {
  /** By place: applications of which no scopes, and agents of which no settings, could be read. */
  readonly scopes: readonly number[]
  readonly agents: readonly number[]
}

const AGENT_IDS = [API_AGENT_ID, PERSON_AGENT_ID, 3] as const

interface DemoInstallation {
  readonly agent: number | null
  readonly scopes: readonly string[]
  readonly inactive: boolean
}

const anApplication: fc.Arbitrary<DemoInstallation> = fc.record({
  agent: fc.constantFrom(0, 0, 1, 1, 2, 2, 2, null),
  scopes: fc
    .tuple(someScopes, fc.constantFrom([], [], ['all:teams']))
    .map(([scopes, teams]) => [...scopes, ...teams]),
  inactive: fc.constantFrom(false, false, false, false, true),
})

const NO_GAPS: Gaps = { scopes: [], agents: [] }
const someGaps: fc.Arbitrary<Gaps> = fc.record({
  scopes: fc.subarray([0, 1, 2, 3]),
  agents: fc.subarray([0, 1, 2]),
})

const inventoriesWith = (gaps: fc.Arbitrary<Gaps>): fc.Arbitrary<RandomInventory> =>
  fc
    .record({
      agents: fc.tuple(anAgent, anAgent, anAgent),
      applications: fc.array(anApplication, { minLength: 1, maxLength: 4 }),
      inspector: fc.constantFrom<'whole' | 0 | 1>('whole', 'whole', 'whole', 0, 1),
      tickets: fc.integer({ min: 0, max: 60 }),
      gaps,
    })
    .map(({ agents: drawn, applications, inspector, tickets, gaps: missing }) => {
      const agents = drawn.map((agent, place) => ({
        ...agent,
        id: AGENT_IDS[place] ?? 0,
        name: `Agent ${place}`,
      }))
      const tenant: DemoTenant = {
        ...BASE,
        agents: BASE.agents.map((other) => agents.find(({ id }) => id === other.id) ?? other),
        rows: new Map([...BASE.rows, ['tickets', (BASE.rows.get('tickets') ?? []).slice(0, tickets)]]),
      }
      const reader =
        inspector === 'whole'
          ? wholeAgent(INSPECTOR_AGENT_ID, 'API - Inspector', true)
          : agentAt(agents, inspector)
      return inventoryOf(tenant, agents, applications, reader, missing)
    })

/** Everything was read. */
export const aReadInventory = inventoriesWith(fc.constant(NO_GAPS))

/** Scopes and settings may be missing. */
export const aPartlyReadInventory = inventoriesWith(someGaps)

const agentAt = (agents: readonly DemoAgent[], place: number): DemoAgent => {
  const agent = agents[place]
  if (agent === undefined) throw new Error(`No agent ${place}`)
  return agent
}

const rowsOf = (tenant: DemoTenant, resource: Resource): readonly Row[] =>
  tenant.rows.get(pathOf(resource)) ?? []

/** Ids that the demo tenant serves to a token; null: refused. */
const servedTo = (
  tenant: DemoTenant,
  agent: DemoAgent,
  scopes: readonly string[],
  resource: Resource,
): ReadonlySet<string> | null => {
  const path = pathOf(resource)
  const access = accessTo(path, scopes, agent)
  if (access === 'refused') return null
  const rows = access === 'empty' ? [] : rowsOf(tenant, resource)
  return new Set(rows.filter((row) => sees(tenant, agent, path, row)).map(({ id }) => String(id)))
}

/** The rows are the same in every tenant: each is read once. */
const known = new Map<Row, RecordSummary | null>()

const recordFor = (resource: Resource, row: Row): RecordSummary | null => {
  const before = known.get(row)
  if (before !== undefined) return before
  const record = recordOf(resource, row)
  known.set(row, record)
  return record
}

const listOf = (tenant: DemoTenant, agent: DemoAgent, resource: Resource): Observation => {
  const ids = servedTo(tenant, agent, ['all'], resource)
  if (ids === null) return { state: 'refused', status: 403 }
  const records = rowsOf(tenant, resource)
    .flatMap((row) => recordFor(resource, row) ?? [])
    .filter(({ id }) => ids.has(id))
  return { state: 'listed', records, total: records.length, complete: true, incompleteReason: null }
}

const factsOf = (
  { agent, scopes, inactive }: DemoInstallation,
  place: number,
  agents: readonly DemoAgent[],
  hasScopes: boolean,
): ApplicationFacts => ({
  id: `application-${place}`,
  clientId: `client-${place}`,
  name: `Application ${place}`,
  description: null,
  system: false,
  inactive,
  method: 'client-credentials',
  methodText: null,
  login:
    agent === null
      ? { type: 'unset', agentId: null, name: null }
      : { type: 'agent', agentId: String(agentAt(agents, agent).id), name: agentAt(agents, agent).name },
  scopes: hasScopes ? scopes : null,
  createdAt: null,
  createdBy: null,
  apiKeys: [],
  detail: hasScopes ? { state: 'read' } : { state: 'refused', status: 403 },
})

const inventoryOf = (
  tenant: DemoTenant,
  agents: readonly DemoAgent[],
  installed: readonly DemoInstallation[],
  inspector: DemoAgent,
  gaps: Gaps,
): RandomInventory => {
  const failure = { code: 'request.failed' as const, message: 'It went wrong.', advice: [], status: null }
  const applications = installed.map((each, place) =>
    factsOf(each, place, agents, !gaps.scopes.includes(place)),
  )
  return {
    facts: {
      tenant: { name: 'Random', url: 'https://random.halopsa.com', version: null },
      startedAt: '2026-11-26T10:00:00.000Z',
      finishedAt: '2026-11-26T10:00:21.000Z',
      cancelled: false,
      requests: 40,
      throttled: 0,
      inspector: {
        state: 'connected',
        identity: {
          agentId: String(inspector.id),
          name: inspector.name,
          administrator: inspector.administrator,
          scopes: ['all'],
          requestedScopes: ['all'],
        },
        identityFailure: null,
      },
      inspectorClientId: null,
      inspectorAgent: agentPermissionsOf(agentDetail(tenant, inspector)),
      listFailure: null,
      applications,
      agents: agents.map((agent, place) =>
        gaps.agents.includes(place)
          ? { agentId: String(agent.id), state: 'failed', failure }
          : {
              agentId: String(agent.id),
              state: 'read',
              permissions: present(agentPermissionsOf(agentDetail(tenant, agent))),
            },
      ),
      roles: [],
      teams: tenant.teams.map(({ id, name, departmentId }) => ({
        teamId: String(id),
        name,
        departmentId: String(departmentId),
      })),
      ticketTypes: null,
      lists: RESOURCES.map((resource) => ({ resource, observation: listOf(tenant, inspector, resource) })),
      gaps: [],
    },
    served: ({ id }, resource) => {
      const place = applications.findIndex((application) => application.id === id)
      const application = installed[place]
      if (application === undefined || application.inactive || application.agent === null) return null
      return servedTo(tenant, agentAt(agents, application.agent), application.scopes, resource)
    },
  }
}

const present = <T>(value: T | null): T => {
  if (value === null) throw new Error('The demo tenant sends whole agents')
  return value
}
