import { describe, expect, it } from 'vitest'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import type { InventoryFacts } from '../../../src/core/inventory/application'
import { inspectorLimits } from '../../../src/core/inventory/limits'
import {
  aFailure,
  anAgent,
  aTicket,
  connected,
  failedSide,
  listed,
  refused,
  truncated,
} from '../support/builders'
import { inspectorLists, inventoryFacts } from '../support/inventory-builders'

const ADMIN = anAgent({ agentId: '1001', administrator: true, allDepartments: true })

const limits = (agent: Partial<AgentPermissions> | null, facts: Partial<InventoryFacts> = {}) =>
  inspectorLimits(inventoryFacts({ inspectorAgent: agent && { ...ADMIN, ...agent }, ...facts }))

const claims = (over: Record<string, string>) => ({ ...ADMIN.claims, ...over })
const without = (code: string) =>
  Object.fromEntries(Object.entries(ADMIN.claims ?? {}).filter(([name]) => name !== code))

describe('an inspector that sees everything', () => {
  it('has no limit', () => {
    expect(limits({})).toEqual([])
    expect(limits({ allDepartments: false, departments: [{ departmentId: '1', name: 'Support' }] })).toEqual(
      [],
    )
  })
})

describe('an inspector that is limited', () => {
  const client = [{ clientId: '11', name: 'Contoso' }]
  const type = [{ typeId: '1', name: 'Incident', canView: true }]
  const team = { teamId: '3', name: 'Service Desk', departmentId: '1' }
  const access = (over: object) => [{ ...team, unassignedAccess: false, otherAgentAccess: false, ...over }]
  it.each([
    ['disabled', { disabled: true }, /agent is disabled/],
    ['certain clients', { claims: claims({ Fc: '0' }), clients: client }, /limited to 1 client:/],
    [
      'clients, not known',
      { claims: without('Fc'), clients: null },
      /Whether .* certain clients is not known/,
    ],
    ['certain ticket types', { claims: claims({ Ft: '0' }), ticketTypes: type }, /limited to 1 ticket type:/],
    [
      'ticket types, not known',
      { claims: without('Ft'), ticketTypes: null },
      /Whether .* ticket types is not known/,
    ],
    [
      'a team less',
      { allDepartments: false, teams: [], departments: [{ departmentId: '9', name: 'x' }] },
      /not a member of 1 of 1 team:/,
    ],
    ['no team', { allDepartments: false, teams: [], departments: [] }, /member of no team/],
    [
      'teams, not known',
      { allDepartments: null, teams: null },
      /Whether .* member of every team is not known/,
    ],
    ['no unassigned', { claims: claims({ l9: '0' }), teams: access({}) }, /may not see unassigned tickets:/],
    [
      'no unassigned, without teams',
      { claims: claims({ l9: '0' }), teams: [] },
      /may not see unassigned tickets:/,
    ],
    ['no others', { claims: claims({ l8: '0' }), teams: access({}) }, /may not see tickets of other agents:/],
    [
      'others of some teams',
      {
        claims: claims({ l8: '0' }),
        teams: [...access({}), ...access({ teamId: '4', otherAgentAccess: true })],
      },
      /tickets of other agents of 1 of its teams:/,
    ],
    ['others, not known', { claims: without('l8') }, /Whether .* tickets of other agents is not known/],
  ] as const)('by %s says so', (_name, agent, sentence) => {
    const said = limits(agent)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(sentence)
    // Nothing of the tenant is named.
    expect(said[0]).not.toMatch(/Contoso|Incident|Service Desk/)
  })

  it('is told for what was asked alone', () => {
    const lists = inspectorLists({ items: listed([]) })
    expect(
      limits(
        { claims: claims({ Ix: '2', Fc: '0', Ft: '0' }), clients: client, ticketTypes: type },
        { lists },
      ),
    ).toEqual([])
    const assets = inspectorLists({ assets: listed([]) })
    expect(limits({ claims: claims({ Fa: '0' }), assetTypes: type }, { lists: assets })).toEqual([
      expect.stringMatching(/limited to 1 asset type:/),
    ])
  })

  it('by a team that only another agent was seen in says so', () => {
    const other = {
      ...team,
      teamId: '77',
      departmentId: null,
      unassignedAccess: null,
      otherAgentAccess: null,
    }
    const agents = [{ agentId: '42', state: 'read' as const, permissions: anAgent({ teams: [other] }) }]
    expect(limits({ allDepartments: false }, { agents })).toEqual([
      expect.stringMatching(/not a member of 1 of 2 teams/),
    ])
  })
})

describe('an inspector that may not read applications', () => {
  it.each([
    [
      'refused the list',
      {},
      { listFailure: aFailure('request.failed', { message: 'Refused.' }) },
      'Refused.',
    ],
    ['no administrator', { administrator: false }, {}, /not a Halo administrator/],
    [
      'perhaps no administrator',
      { administrator: null },
      { inspector: connected({ administrator: null }) },
      /Whether .* Halo administrator/,
    ],
    ['not known', null, {}, /may see is not known/],
    [
      'not connected',
      {},
      { inspector: failedSide(aFailure('connection.tls')), listFailure: aFailure('connection.tls') },
      /could not connect/,
    ],
    ['cancelled', {}, { cancelled: true }, /cancelled/],
  ] as const)('%s: it is said first', (_name, agent, facts, sentence) => {
    const said = limits(agent, facts)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(sentence)
  })

  it('says so before what it is limited to', () => {
    const said = limits(
      { disabled: true },
      { listFailure: aFailure('request.failed', { message: 'Refused.' }) },
    )
    expect(said).toEqual(['Refused.', expect.stringMatching(/disabled/)])
  })
})

describe('a list that is not there', () => {
  const some = listed([aTicket(1)])
  it.each([
    ['for lack of a scope', { suppliers: refused() }, ['read:tickets'], {}, /lacks a scope for Suppliers/],
    [
      'for lack of a scope, though it came empty',
      { items: listed([]) },
      ['read:tickets'],
      {},
      /lacks a scope for Items/,
    ],
    ['for its level', { tickets: refused() }, ['all'], { Tx: '0' }, /level No Access for Tickets/],
    [
      'refused for no known reason',
      { tickets: refused(), clients: refused() },
      ['all'],
      {},
      /refused Tickets and Clients/,
    ],
    ['skipped', { tickets: { state: 'skipped', reason: 'x' } }, ['all'], {}, /Tickets was not read/],
    [
      'failed',
      { tickets: { state: 'failed', failure: aFailure('request.failed') } },
      ['all'],
      {},
      /Tickets could not be listed: It went wrong/,
    ],
    [
      'half',
      { tickets: truncated([aTicket(1)], 5) },
      ['all'],
      {},
      /Tickets could not be listed whole.*1 of 5 rows/,
    ],
  ] as const)('%s: it is told once', (_name, observed, scopes, over, sentence) => {
    const said = limits(
      { claims: claims({ Ix: '1', Sx: '1', ...over }) },
      { lists: inspectorLists(observed), inspector: connected({ administrator: true, scopes }) },
    )
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(sentence)
  })

  it('is not told of one that has rows whatever the rules say', () => {
    expect(limits({ claims: claims({ Tx: '0' }) }, { lists: inspectorLists({ tickets: some }) })).toEqual([])
  })
})
