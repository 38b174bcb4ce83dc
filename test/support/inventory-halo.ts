import type { ServerResponse } from 'node:http'
import { createHaloConnector, type ConnectorDeps } from '../../src/main/adapters/halo/connector'
import { RESOURCES, resourceDefinition, type Resource } from '../../src/core/halo/resource'
import type { InventoryFacts } from '../../src/core/inventory/application'
import { readInventory, type ReadOptions } from '../../src/main/services/inventory/inventory-reader'
import type { InventoryPlan } from '../../src/main/services/inventory/inventory-plan'
import { applicationContext } from './application-context'
import { haloLike, json, startFaultServer, type FaultServer, type SeenRequest } from './fault-server'
import { createPassingTime } from './passing-time'

/** A tenant with as many applications as a test needs, on a server that fails where the test says. */

export interface InventoryHalo extends FaultServer {
  /** Paths below `/api` that were asked for, in their order, without `Agent/me` and discovery. */
  readonly asked: () => readonly string[]
  readonly plan: (resources?: readonly Resource[]) => InventoryPlan
  /** Reads it, in time that passes by waiting only. */
  readonly read: (
    options?: Partial<ReadOptions> & { resources?: readonly Resource[]; deps?: Partial<ConnectorDeps> },
  ) => Promise<InventoryFacts>
  /** Answers in the tenant's place where it returns true. */
  trouble: Trouble
}

export type Trouble = (path: string, response: ServerResponse, request: SeenRequest) => boolean | undefined

/** What stands in every secret-like field of a row; {@link guid} names it. */
type Secrets = Readonly<Record<string, unknown>>

export const guid = (kind: string, number: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`

const ADMIN = 1001

/** Applications 1 to `count`; every third of them shares its agent with the two before, and agents share two roles. */
export const startInventoryHalo = async ({
  count = 6,
  secrets = {},
}: { count?: number; secrets?: Secrets } = {}): Promise<InventoryHalo> => {
  const agentOf = (number: number): number => 40 + Math.floor((number - 1) / 3)
  const applications = Array.from({ length: count }, (_, index) =>
    applicationRow(index + 1, agentOf(index + 1)),
  )
  const server = await startFaultServer(
    haloLike((request, response) => {
      const path = pathOf(request)
      if (halo.trouble(path, response, request) === true) return
      const [, kind, id = ''] = path.split('/')
      if (path === '/Agent/me') json(response, { ...agentRow(ADMIN, true), ...secrets })
      else if (path === '/Application')
        json(
          response,
          applications.map((row) => ({ ...row, ...secrets })),
        )
      else if (kind === 'Application') {
        const row = applications.find((each) => each.id === id)
        if (row === undefined) response.writeHead(404).end()
        else json(response, { ...row, ...detail(row), ...secrets })
      } else if (kind === 'Agent' && id !== '') json(response, { ...agentRow(Number(id), false), ...secrets })
      else if (kind === 'Roles')
        json(response, {
          id,
          name: `Role ${id.slice(-1)}`,
          claims: [{ type: 'Tx', value: '1', ...secrets }],
          ...secrets,
        })
      else listAnswer(path, response, request, secrets)
    }),
  )
  const plan = (resources: readonly Resource[] = ['tickets', 'clients']): InventoryPlan => ({
    tenantName: 'Northwind MSP',
    url: server.url,
    inspector: applicationContext(server.url, 'inspector'),
    resources,
  })
  const halo: InventoryHalo = Object.assign(server, {
    trouble: (): boolean => false,
    asked: () =>
      server.seen
        .filter(({ url }) => url.startsWith('/api/'))
        .map(pathOf)
        .filter((path) => !/^\/(?:AuthInfo|InstanceInfo|Agent\/me)/.test(path)),
    plan,
    read: ({ resources, deps, ...options }: Parameters<InventoryHalo['read']>[0] = {}) => {
      const { clock, sleep } = createPassingTime()
      const connector = createHaloConnector({ clock, sleep, ...deps })
      return readInventory({ connector, clock }, plan(resources), {
        signal: new AbortController().signal,
        ...options,
      })
    },
  })
  return halo
}

const pathOf = ({ url }: SeenRequest): string => url.replace(/^\/api/, '').replace(/\?.*/, '')

const applicationRow = (number: number, agentId: number) => ({
  id: guid('a', number),
  clientId: guid('c', number),
  displayName: `Application ${number}`,
  grant_type: 'client_credentials',
  inactive: false,
  system_use: null,
  loginas_agent_id: agentId,
  loginas_agent_name: `API agent ${agentId}`,
  loginas_client_id: 0,
  loginas_supplier_id: 0,
})

const detail = ({ id }: { id: string }) => ({
  description: `What ${id} is for`,
  creation_date: '2026-03-01T09:30:00',
  createdby_agent: 'Tim Bowers',
  apikey1_date_generated: '1900-01-01T00:00:00',
  scopes: [{ id: 1, application_id: id, name: 'read:tickets' }],
})

const agentRow = (id: number, administrator: boolean) => ({
  id,
  name: `API agent ${id}`,
  isdisabled: false,
  isapiagent: true,
  is_admin: administrator,
  is_member_of_all_departments: true,
  claims: [
    ...['Tx', 'Ux', 'Fx', 'Dx'].map((type) => ({ type, value: '2' })),
    ...['l8', 'l9', 'Fc', 'Ft', 'Fa'].map((type) => ({ type, value: '1' })),
  ],
  teams: [
    {
      team_id: 1,
      team_name: 'Service Desk',
      department_id: 1,
      unassigned_access: true,
      otheragent_access: true,
    },
  ],
  departments: [{ department_id: 1, department_name: 'Support' }],
  clients: [],
  tickettypes: [],
  assettypes: [],
  roles: [
    // The same GUID, as one agent or another may spell it.
    { id: id % 2 === 0 ? guid('e', 1) : `{${guid('e', 1).toUpperCase()}}`, name: 'API role' },
    { id: guid('e', 2 + (id % 2)), name: 'Reader' },
  ],
})

const KEYS: ReadonlyMap<string, string | null> = new Map(
  RESOURCES.map((resource) => [resourceDefinition(resource).path, resourceDefinition(resource).listKey]),
)

/** 150 tickets in pages of 100, three rows of anything else. */
const listAnswer = (path: string, response: ServerResponse, { url }: SeenRequest, secrets: Secrets): void => {
  const total = path === '/Tickets' ? 150 : 3
  const page = Number(new URLSearchParams(url.split('?')[1]).get('page_no') ?? '1')
  const from = (page - 1) * 100
  const rows = Array.from({ length: Math.max(0, Math.min(100, total - from)) }, (_, index) => ({
    id: from + index + 1,
    name: `Row ${from + index + 1}`,
    client_id: 11,
    team_id: 1,
    agent_id: 40,
    tickettype_id: 1,
    ...secrets,
  }))
  const key = KEYS.get(path) ?? null
  json(response, key === null ? (page === 1 ? rows : []) : { record_count: total, [key]: rows })
}
