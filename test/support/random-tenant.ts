import fc from 'fast-check'
import { compareResource } from '../../src/core/comparison/compare'
import type { Change } from '../../src/core/access/change'
import type { Comparison, SideResult } from '../../src/core/comparison/comparison'
import { coverageOf } from '../../src/core/comparison/coverage'
import { explained } from '../../src/core/causes/explained'
import type { Observation } from '../../src/core/comparison/observation'
import type { Resource } from '../../src/core/halo/resource'
import { accessTo, sees } from '../../src/demo/access'
import { agentDetail } from '../../src/demo/agent-rows'
import { API_AGENT_ID, type DemoAgent, type DemoTenant, type Row } from '../../src/demo/model'
import { pathOf, SERVED } from '../../src/demo/resources'
import { buildTenant, wholeAgent } from '../../src/demo/tenant'
import { agentPermissionsOf } from '../../src/main/adapters/halo/agent-mapping'
import { recordOf } from '../../src/main/adapters/halo/record-mapping'

/**
 * Random tenants on the demo tenant's own rules, which were written apart from the product's:
 * what the demo serves is the truth that explanations, predictions and fixes are held against.
 */

/** Every resource of which it is known which scope governs it: of the others little can be predicted. */
export const ASKED = (Object.keys(SERVED) as Resource[]).filter((resource) => SERVED[resource].area !== null)

export interface RandomTenant {
  readonly tenant: DemoTenant
  readonly agent: DemoAgent
  readonly scopes: readonly string[]
}

const CLIENTS = 12
const MOST_TICKETS = 60
const MOST_OTHERS = 16

/** A few clients and what belongs to them: so few that a random agent's three are among them. */
const smallTenant = (): DemoTenant => {
  const whole = buildTenant(300)
  const clients = (whole.rows.get('client') ?? []).slice(0, CLIENTS)
  const kept = new Set(clients.map(({ id }) => id))
  const isKept = ({ client_id: client }: Row) => client === undefined || kept.has(client as Row['id'])
  const rows = [...whole.rows].map(([path, all]): [string, Row[]] => [
    path,
    all.filter(isKept).slice(0, path === 'tickets' ? MOST_TICKETS : MOST_OTHERS),
  ])
  return { ...whole, rows: new Map([...rows, ['client', clients]]) }
}

export const BASE = smallTenant()
const AREAS = [...new Set(ASKED.flatMap((resource) => SERVED[resource].area ?? []))]
/** Codes of the levels that govern them. */
export const LEVELS = [...new Set(ASKED.flatMap((resource) => SERVED[resource].level ?? []))]
const idsOf = (path: string): readonly number[] => (BASE.rows.get(path) ?? []).map(({ id }) => Number(id))

const flag = fc.constantFrom('0', '1')
const some = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: 3 })
const types = (path: string) =>
  fc.uniqueArray(fc.record({ id: fc.constantFrom(...idsOf(path)), canView: fc.boolean() }), {
    maxLength: 3,
    selector: ({ id }) => id,
  })

export const anAgent: fc.Arbitrary<DemoAgent> = fc
  .record({
    claims: fc.record({
      Fc: flag,
      Ft: flag,
      Fa: flag,
      l8: flag,
      l9: flag,
    }),
    levels: fc.record(
      Object.fromEntries(LEVELS.map((level) => [level, fc.constantFrom('0', '2', '2', '2', '2')])),
    ),
    teams: fc.uniqueArray(
      fc.record({
        teamId: fc.constantFrom(...BASE.teams.map(({ id }) => id)),
        unassignedAccess: fc.boolean(),
        otherAgentAccess: fc.boolean(),
      }),
      { maxLength: 3, selector: ({ teamId }) => teamId },
    ),
    departments: some(BASE.departments.map(({ id }) => id)),
    disabled: fc.constantFrom(...Array<boolean>(9).fill(false), true),
    clients: some(idsOf('client')),
    ticketTypes: types('tickettype'),
    assetTypes: types('assettype'),
  })
  .map(({ claims, levels, ...rest }) => {
    const whole = wholeAgent(API_AGENT_ID, 'API - Reporting', true)
    return { ...whole, ...rest, claims: { ...whole.claims, ...claims, ...levels } }
  })

export const someScopes = fc.oneof(
  fc.constant(['all']),
  // None at all among them: such a token is refused everything.
  fc.subarray(AREAS.map((area) => (area === 'assets' ? 'edit:assets' : `read:${area}`))),
)

export const aRandomTenant: fc.Arbitrary<RandomTenant> = fc
  .record({ agent: anAgent, scopes: someScopes, tickets: fc.integer({ min: 5, max: 60 }) })
  .map(({ agent, scopes, tickets }) => ({
    agent,
    scopes,
    tenant: {
      ...BASE,
      agents: BASE.agents.map((other) => (other.id === API_AGENT_ID ? agent : other)),
      rows: new Map([...BASE.rows, ['tickets', (BASE.rows.get('tickets') ?? []).slice(0, tickets)]]),
    },
  }))

/** A tenant whose app reads tickets and clients only, as an agent of one team that may not see unassigned tickets. */
export const restrictedTenant = (): RandomTenant => {
  const whole = wholeAgent(API_AGENT_ID, 'API - Reporting', true)
  const agent = {
    ...whole,
    claims: { ...whole.claims, l9: '0', Sx: '0' },
    teams: [{ teamId: 1, unassignedAccess: false, otherAgentAccess: false }],
    departments: [],
  }
  return { agent, scopes: ['read:tickets', 'read:customers'], tenant: { ...BASE, agents: [agent] } }
}

const rowsOf = (tenant: DemoTenant, resource: Resource): readonly Row[] =>
  tenant.rows.get(pathOf(resource)) ?? []

/** Ids the demo tenant would serve; null: refused. */
export const servedIds = (
  { tenant, agent, scopes }: RandomTenant,
  resource: Resource,
): ReadonlySet<string> | null => {
  const path = pathOf(resource)
  if (accessTo(path, scopes, agent) === 'refused') return null
  return new Set(
    rowsOf(tenant, resource)
      .filter((row) => sees(tenant, agent, path, row))
      .map(({ id }) => String(id)),
  )
}

/** What a comparison of such a tenant with somebody who sees everything observes. */
export const comparisonOf = (random: RandomTenant): Comparison => {
  const { tenant, agent, scopes } = random
  const resources = ASKED.map((resource) => {
    const served = servedIds(random, resource)
    const records = rowsOf(tenant, resource).flatMap((row) => recordOf(resource, row) ?? [])
    const observe = (ids: ReadonlySet<string> | null): Observation => {
      if (ids === null) return { state: 'refused', status: 403 }
      const seen = records.filter(({ id }) => ids.has(id))
      return { state: 'listed', records: seen, total: seen.length, complete: true, incompleteReason: null }
    }
    return compareResource(
      resource,
      observe(new Set(records.map(({ id }) => id))),
      observe(served),
      new Set(),
    )
  })
  const facts = {
    tenant: { name: 'Random', url: 'https://random.halopsa.com', version: null },
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:00:21.000Z',
    complete: true,
    cancelled: false,
    requests: { agent: 1, app: 1, inspector: 1, throttled: 0 },
    agent: side('7', 'Tim Bowers', ['all']),
    app: side(String(API_AGENT_ID), agent.name, scopes),
    sameAgent: false,
    sameApplication: false,
    configuration: {
      agentSide: null,
      appSide: agentPermissionsOf(agentDetail(tenant, agent)),
      application: null,
      teams: tenant.teams.map(({ id, name, departmentId }) => ({
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
  }
  return explained(facts)
}

const side = (agentId: string, name: string, scopes: readonly string[]): SideResult => ({
  state: 'connected',
  identity: { agentId, name, administrator: false, scopes, requestedScopes: ['all'] },
  identityFailure: null,
})

/** The tenant with a change really made in it. */
export const withChange = (random: RandomTenant, change: Change): RandomTenant => {
  if (change.kind === 'scope') {
    const others = random.scopes.filter((scope) => scope !== change.scope)
    return { ...random, scopes: change.op === 'add' ? [...others, change.scope] : others }
  }
  const agent = structuredClone(random.agent)
  changeAgent(agent, change)
  return { ...random, agent }
}

const changeAgent = (agent: DemoAgent, change: Exclude<Change, { kind: 'scope' }>): void => {
  if (change.kind === 'claim') {
    agent.claims[change.code] = change.value
    return
  }
  if (change.kind === 'disabled') {
    agent.disabled = change.value
    return
  }
  const id = Number(change.id)
  const isAdded = change.kind !== 'agent' && change.op === 'add'
  const put = <T>(list: readonly T[], idOf: (entry: T) => number, entry: T): T[] => {
    const others = list.filter((other) => idOf(other) !== id)
    if (!isAdded) return others
    return others.length < list.length ? [...list] : [...others, entry]
  }
  const own = (value: number) => value
  const viewable = (list: DemoAgent['ticketTypes']) => {
    const others = list.filter((entry) => entry.id !== id)
    return isAdded ? [...others, { id, canView: true }] : others
  }
  switch (change.kind) {
    case 'team':
      agent.teams = put(agent.teams, ({ teamId }) => teamId, {
        teamId: id,
        unassignedAccess: false,
        otherAgentAccess: false,
      })
      break
    case 'department':
      agent.departments = put(agent.departments, own, id)
      break
    case 'client':
      agent.clients = put(agent.clients, own, id)
      break
    case 'ticket-type':
      agent.ticketTypes = viewable(agent.ticketTypes)
      break
    case 'asset-type':
      agent.assetTypes = viewable(agent.assetTypes)
      break
    case 'team-unassigned':
    case 'team-others':
      for (const team of agent.teams) {
        if (team.teamId !== id) continue
        if (change.kind === 'team-unassigned') team.unassignedAccess = isAdded
        else team.otherAgentAccess = isAdded
      }
      break
    case 'agent':
      throw new Error('Nominating another agent is tried with two whole comparisons')
  }
}

/** Any single change to what the app side of a random tenant may see. */
export const aChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('scope' as const),
    op: fc.constant('add' as const),
    scope: fc.constantFrom(...AREAS.map((area) => `read:${area}`)),
  }),
  ...(
    [
      ['team', BASE.teams.map(({ id }) => id)],
      ['department', BASE.departments.map(({ id }) => id)],
      ['client', idsOf('client').slice(0, 6)],
      ['ticket-type', idsOf('tickettype')],
      ['asset-type', idsOf('assettype')],
      ['team-unassigned', BASE.teams.map(({ id }) => id)],
      ['team-others', BASE.teams.map(({ id }) => id)],
    ] as const
  ).map(([kind, ids]) =>
    fc.record({
      kind: fc.constant(kind),
      op: fc.constantFrom('add' as const, 'remove' as const),
      id: fc.constantFrom(...ids.map(String)),
      name: fc.constant('any'),
    }),
  ),
  fc.record({ kind: fc.constant('disabled' as const), value: fc.boolean() }),
  fc.record({
    kind: fc.constant('claim' as const),
    code: fc.constantFrom('Fc', 'Ft', 'Fa', 'l8', 'l9', ...LEVELS),
    value: flag,
  }),
)
