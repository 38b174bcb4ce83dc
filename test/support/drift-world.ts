import { compareResource } from '../../src/core/comparison/compare'
import type { Comparison, SideResult } from '../../src/core/comparison/comparison'
import { coverageOf, isComplete } from '../../src/core/comparison/coverage'
import { sameAgent } from '../../src/core/comparison/identity'
import type { Observation } from '../../src/core/comparison/observation'
import type { RecordSummary } from '../../src/core/comparison/record'
import { sortedById } from '../../src/core/comparison/record'
import { explained } from '../../src/core/causes/explained'
import type { Resource } from '../../src/core/halo/resource'
import { agentDetail } from '../../src/demo/agent-rows'
import type { DemoAgent, DemoTenant, Row } from '../../src/demo/model'
import { pathOf } from '../../src/demo/resources'
import { agentPermissionsOf } from '../../src/main/adapters/halo/agent-mapping'
import { recordOf } from '../../src/main/adapters/halo/record-mapping'
import { ASKED, servedIds } from './random-tenant'

/**
 * A demo tenant in which changes are really made, one after another: what it serves before and after is the truth that
 * drift is held against. It shares no rule with the product.
 */
export interface World {
  readonly tenant: DemoTenant
  readonly agents: ReadonlyMap<number, DemoAgent>
  /** Who the application logs in as, and who the agent side is. */
  readonly app: number
  readonly person: number
  readonly scopes: readonly string[]
  readonly inactive: boolean
}

/** A change that somebody makes in Halo. */
export type Mutation =
  | { readonly kind: 'scope'; readonly scope: string }
  | {
      readonly kind: 'client' | 'ticket-type' | 'asset-type' | 'team' | 'department'
      readonly agent: number
      readonly id: number
    }
  | {
      readonly kind: 'right'
      readonly agent: number
      readonly id: number
      readonly right: 'unassigned' | 'others-tickets'
    }
  | { readonly kind: 'claim'; readonly agent: number; readonly code: string; readonly value: string }
  | { readonly kind: 'disabled' | 'administrator'; readonly agent: number }
  | { readonly kind: 'role'; readonly agent: number; readonly id: string }
  | { readonly kind: 'nominate'; readonly id: number }
  | { readonly kind: 'inactive' }
  | { readonly kind: 'team-department'; readonly id: number; readonly department: number }
  | { readonly kind: 'create' | 'delete'; readonly path: string; readonly place: number }
  | { readonly kind: 'reassign'; readonly place: number; readonly field: string; readonly value: number }

/** The world after a change, and what was changed: the same for the same setting; null: nothing. */
export interface Made {
  readonly world: World
  readonly key: string | null
}

export const make = (world: World, mutation: Mutation): Made => {
  switch (mutation.kind) {
    case 'scope': {
      const { scope } = mutation
      const isOn = world.scopes.includes(scope)
      const scopes = isOn ? world.scopes.filter((each) => each !== scope) : [...world.scopes, scope]
      return { world: { ...world, scopes }, key: `scope/${scope}` }
    }
    case 'nominate':
      return mutation.id === world.app
        ? { world, key: null }
        : { world: { ...world, app: mutation.id }, key: 'nominate' }
    case 'inactive':
      return { world: { ...world, inactive: !world.inactive }, key: 'inactive' }
    case 'team-department': {
      const teams = world.tenant.teams.map((team) =>
        team.id === mutation.id ? { ...team, departmentId: mutation.department } : team,
      )
      const isSame = world.tenant.teams.every(
        ({ departmentId }, place) => departmentId === teams[place]?.departmentId,
      )
      return {
        world: { ...world, tenant: { ...world.tenant, teams } },
        key: isSame ? null : `team-department/${mutation.id}`,
      }
    }
    case 'create':
    case 'delete':
    case 'reassign':
      return makeInRecords(world, mutation)
    default:
      return makeInAgent(world, mutation)
  }
}

type RecordMutation = Extract<Mutation, { kind: 'create' | 'delete' | 'reassign' }>
type AgentMutation = Extract<Mutation, { agent: number }>

/** Ids of created records: far above those of the demo tenant. */
const FIRST_CREATED = 900_000

const makeInRecords = (world: World, mutation: RecordMutation): Made => {
  const path = mutation.kind === 'reassign' ? 'tickets' : mutation.path
  const rows = world.tenant.rows.get(path) ?? []
  const row = rows[mutation.place % Math.max(rows.length, 1)]
  if (row === undefined) return { world, key: null }
  const changed = (): readonly Row[] => {
    switch (mutation.kind) {
      case 'create':
        return [...rows, { ...row, id: FIRST_CREATED + rows.length }]
      case 'delete':
        return rows.filter((each) => each !== row)
      case 'reassign':
        return rows.map((each) => (each === row ? { ...row, [mutation.field]: mutation.value } : each))
    }
  }
  const tenant = { ...world.tenant, rows: new Map([...world.tenant.rows, [path, [...changed()]]]) }
  return { world: { ...world, tenant }, key: null }
}

const makeInAgent = (world: World, mutation: AgentMutation): Made => {
  const before = world.agents.get(mutation.agent)
  if (before === undefined) return { world, key: null }
  const agent = structuredClone(before)
  const key = changeAgent(agent, mutation)
  return {
    world: key === null ? world : { ...world, agents: new Map([...world.agents, [agent.id, agent]]) },
    key: key === null ? null : `${agent.id}/${key}`,
  }
}

const toggled = <T>(list: readonly T[], isOne: (entry: T) => boolean, entry: T): T[] =>
  list.some(isOne) ? list.filter((each) => !isOne(each)) : [...list, entry]

const changeAgent = (agent: DemoAgent, mutation: AgentMutation): string | null => {
  switch (mutation.kind) {
    case 'client': {
      const wasEmpty = agent.clients.length === 0
      agent.clients = toggled(agent.clients, (id) => id === mutation.id, mutation.id)
      return wasEmpty !== (agent.clients.length === 0) ? 'client list' : `client/${mutation.id}`
    }
    case 'ticket-type':
    case 'asset-type':
      return changeTypes(agent, mutation.kind, mutation.id)
    case 'team':
      agent.teams = toggled(agent.teams, ({ teamId }) => teamId === mutation.id, {
        teamId: mutation.id,
        unassignedAccess: true,
        otherAgentAccess: false,
      })
      return `team/${mutation.id}`
    case 'department':
      agent.departments = toggled(agent.departments, (id) => id === mutation.id, mutation.id)
      return `department/${mutation.id}`
    case 'right': {
      const team = agent.teams.find(({ teamId }) => teamId === mutation.id)
      if (team === undefined) return null
      if (mutation.right === 'unassigned') team.unassignedAccess = !team.unassignedAccess
      else team.otherAgentAccess = !team.otherAgentAccess
      return `right/${mutation.id}/${mutation.right}`
    }
    case 'claim': {
      if (agent.claims[mutation.code] === mutation.value) return null
      agent.claims[mutation.code] = mutation.value
      return `claim/${mutation.code}`
    }
    case 'disabled':
      agent.disabled = !agent.disabled
      return 'disabled'
    case 'administrator':
      agent.administrator = !agent.administrator
      return 'administrator'
    case 'role':
      agent.roleIds = toggled(agent.roleIds, (id) => id === mutation.id, mutation.id)
      return `role/${mutation.id}`
  }
}

/** What may be viewed may no longer, by taking it out of the list or not; and the other way round. */
const changeTypes = (agent: DemoAgent, kind: 'ticket-type' | 'asset-type', id: number): string => {
  const list = kind === 'ticket-type' ? 'ticketTypes' : 'assetTypes'
  const before = agent[list]
  const entry = before.find((each) => each.id === id)
  const others = before.filter((each) => each.id !== id)
  const isTaken = entry?.canView === true
  agent[list] = !isTaken
    ? [...others, { id, canView: true }]
    : id % 2 === 0
      ? others
      : [...others, { id, canView: false }]
  return (before.length === 0) !== (agent[list].length === 0) ? `${kind} list` : `${kind}/${id}`
}

// --- What a comparison of it reads --------------------------------------------------------------

export const rowsOf = ({ tenant }: World, resource: Resource): readonly Row[] =>
  tenant.rows.get(pathOf(resource)) ?? []

/** Ids the demo tenant serves to a side; null: refused. */
export const served = (
  world: World,
  side: 'agent' | 'app',
  resource: Resource,
): ReadonlySet<string> | null => {
  const agent = world.agents.get(side === 'app' ? world.app : world.person)
  if (agent === undefined) throw new Error('There is no such agent')
  return servedIds({ tenant: world.tenant, agent, scopes: side === 'app' ? world.scopes : ['all'] }, resource)
}

export const recordsIn = (world: World, resource: Resource): readonly RecordSummary[] =>
  sortedById(rowsOf(world, resource).flatMap((row) => recordOf(resource, withDepartment(world, row)) ?? []))

/** A row tells the department that its team is in by now. */
const withDepartment = ({ tenant }: World, row: Row): Row => {
  const team = tenant.teams.find(({ id }) => id === row.team_id)
  return team === undefined || row.department_id === undefined
    ? row
    : { ...row, department_id: team.departmentId }
}

const observed = (world: World, side: 'agent' | 'app', resource: Resource): Observation => {
  const ids = served(world, side, resource)
  if (ids === null) return { state: 'refused', status: 403 }
  const records = recordsIn(world, resource).filter(({ id }) => ids.has(id))
  return { state: 'listed', records, total: records.length, complete: true, incompleteReason: null }
}

const sideOf = (
  agent: DemoAgent,
  scopes: readonly string[],
): Extract<SideResult, { state: 'connected' }> => ({
  state: 'connected',
  identity: {
    agentId: String(agent.id),
    name: agent.name,
    administrator: agent.administrator,
    scopes,
    requestedScopes: ['all'],
  },
  identityFailure: null,
})

/** Both sides with their settings read whole, as an inspector reads them. */
export const compareWorld = (world: World): Comparison => {
  const [app, person] = [world.agents.get(world.app), world.agents.get(world.person)]
  if (app === undefined || person === undefined) throw new Error('There is no such agent')
  const resources = ASKED.map((resource) =>
    compareResource(
      resource,
      observed(world, 'agent', resource),
      observed(world, 'app', resource),
      new Set(),
    ),
  )
  const [agentSide, appSide] = [sideOf(person, ['all']), sideOf(app, world.scopes)]
  return explained({
    tenant: { name: 'Random', url: 'https://random.halopsa.com', version: null },
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:00:21.000Z',
    complete: isComplete(resources),
    cancelled: false,
    requests: { agent: 1, app: 1, inspector: 1, throttled: 0 },
    agent: agentSide,
    app: appSide,
    sameAgent: sameAgent(agentSide.identity, appSide.identity),
    sameApplication: false,
    configuration: {
      agentSide: agentPermissionsOf(agentDetail(world.tenant, person)),
      appSide: agentPermissionsOf(agentDetail(world.tenant, app)),
      application: {
        id: '6a1c61e9-9b1f-4f5c-8d53-0b3a5d1f7e11',
        name: 'Reporting sync',
        inactive: world.inactive,
        loginAgentId: String(app.id),
        loginAgentName: app.name,
        scopes: world.scopes,
      },
      teams: world.tenant.teams.map(({ id, name, departmentId }) => ({
        teamId: String(id),
        name,
        departmentId: String(departmentId),
      })),
      ticketTypes: null,
      assetTypes: null,
      roles: null,
      gaps: [],
    },
    resources,
    coverage: coverageOf(resources),
    purpose: null,
    predicted: null,
  })
}
