import { describe, expect, it } from 'vitest'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import { aTeam } from '../support/builders'
import { LIMITED, CONTOSO, BOTH, ofAgent, told, CLAIMS } from './support'

describe('settings that changed', () => {
  it.each<[string, Partial<AgentPermissions>, Partial<AgentPermissions>, ReturnType<typeof told>[number]]>([
    [
      'a client removed',
      { claims: LIMITED, clients: BOTH },
      { claims: LIMITED, clients: [CONTOSO] },
      {
        what: 'agent.client',
        change: 'removed',
        value: 'Fabrikam Ltd (12)',
        before: null,
        message: 'Fabrikam Ltd (12) was removed from the clients of API Agent.',
      },
    ],
    [
      'limited to clients for the first time',
      { claims: LIMITED, clients: [] },
      { claims: LIMITED, clients: BOTH },
      {
        what: 'agent.client',
        change: 'changed',
        value: '2 clients: Contoso (11), Fabrikam Ltd (12)',
        before: 'all clients',
        message:
          'API Agent is limited to 2 clients (Contoso (11) and Fabrikam Ltd (12)) now; before, its list of clients was empty, which means all.',
      },
    ],
    [
      'limited no longer, which all clients makes moot',
      { clients: [CONTOSO] },
      { clients: [] },
      {
        what: 'agent.client',
        change: 'changed',
        value: 'all clients',
        before: '1 client: Contoso (11)',
        message:
          'API Agent is no longer limited to 1 client (Contoso (11)): its list of clients is empty, which means all. Its right to all clients makes that of no matter.',
      },
    ],
    [
      'all clients switched off',
      { clients: BOTH },
      { claims: LIMITED, clients: BOTH },
      {
        what: 'agent.client',
        change: 'changed',
        value: 'all clients: off',
        before: 'all clients: on',
        message: '“All clients” was switched off for API Agent.',
      },
    ],
    [
      'a ticket type that may be viewed no longer',
      {
        ticketTypes: [
          { typeId: '1', name: 'Incident', canView: true },
          { typeId: '2', name: 'Change', canView: false },
        ],
      },
      { ticketTypes: [{ typeId: '1', name: 'Incident', canView: false }] },
      {
        what: 'agent.ticket-type',
        change: 'removed',
        value: 'Incident (1)',
        before: null,
        message: 'API Agent may no longer view the ticket type Incident (1).',
      },
    ],
    [
      'a list of asset types none of which may be viewed',
      { assetTypes: [] },
      { assetTypes: [{ typeId: '5', name: 'Server', canView: false }] },
      {
        what: 'agent.asset-type',
        change: 'changed',
        value: 'no asset type',
        before: 'all asset types',
        message:
          'API Agent is limited to no asset type now; before, its list of asset types was empty, which means all. Its right to all asset types makes that of no matter.',
      },
    ],
    [
      'a level',
      {},
      { claims: { ...CLAIMS, Tx: '1' } },
      {
        what: 'agent.feature-level',
        change: 'changed',
        value: 'Tickets: Read Only',
        before: 'Tickets: Read and Modify',
        message: 'The level of API Agent for Tickets is Read Only now, before it was Read and Modify.',
      },
    ],
    [
      'whose appointments it sees, absent being its own',
      {},
      { claims: { ...CLAIMS, lz: '3' } },
      {
        what: 'agent.feature-level',
        change: 'changed',
        value: 'Appointments of: all',
        before: 'Appointments of: own',
        message: 'API Agent sees these appointments now: all; before: own.',
      },
    ],
    [
      'a team',
      {},
      { teams: [] },
      {
        what: 'agent.team',
        change: 'removed',
        value: 'Service Desk (3)',
        before: null,
        message: 'API Agent was taken out of the team Service Desk (3).',
      },
    ],
    [
      'a right in a team',
      {},
      { teams: [aTeam('3', 'Service Desk', { unassignedAccess: true })] },
      {
        what: 'agent.unassigned',
        change: 'added',
        value: 'Service Desk (3)',
        before: null,
        message: 'API Agent may view unassigned tickets of the team Service Desk (3) now.',
      },
    ],
    [
      'a department',
      {},
      { departments: [{ departmentId: '2', name: 'Field Services' }] },
      {
        what: 'agent.team',
        change: 'added',
        value: 'Field Services (2)',
        before: null,
        message: 'API Agent was made a member of the department Field Services (2).',
      },
    ],
    [
      'all departments',
      { allDepartments: true },
      { allDepartments: false },
      {
        what: 'agent.team',
        change: 'changed',
        value: 'its departments only',
        before: 'all departments',
        message: 'API Agent is a member of its own departments only now, before of all.',
      },
    ],
    [
      'a role',
      {},
      { roles: [{ id: 'ed765761-9274-485a-8d81-1f513545523b', name: 'Technician' }] },
      {
        what: 'agent.feature-level',
        change: 'added',
        value: 'Technician (ed765761-9274-485a-8d81-1f513545523b)',
        before: null,
        message: 'API Agent was given the role Technician (ed765761-9274-485a-8d81-1f513545523b).',
      },
    ],
    [
      'disabled',
      {},
      { disabled: true },
      {
        what: 'agent.disabled',
        change: 'changed',
        value: 'disabled',
        before: 'enabled',
        message: 'API Agent was disabled.',
      },
    ],
    [
      'no longer API-only',
      {},
      { apiOnly: false },
      {
        what: 'application.person',
        change: 'changed',
        value: 'not API-only',
        before: 'API-only',
        message: 'API Agent is not API-only any more.',
      },
    ],
    [
      'an administrator',
      {},
      { administrator: true },
      {
        what: 'agent.administrator',
        change: 'changed',
        value: 'administrator',
        before: 'no administrator',
        message: 'API Agent is a Halo administrator now.',
      },
    ],
  ])('%s', (_name, from, to, expected) => {
    expect(told(ofAgent(from, to))).toEqual([expected])
    expect(ofAgent(to, from).settings).toHaveLength(1)
  })

  it('are none where something is only renamed, in another order, or another spelling of the same', () => {
    const drift = ofAgent(
      {
        claims: { ...LIMITED, Fa: '0', SA: 'false' },
        clients: BOTH,
        roles: [{ id: '{ED765761-9274-485A-8D81-1F513545523B}', name: 'Café' }],
        allDepartments: null,
      },
      {
        name: 'API AGENT',
        claims: { l9: 'true', l8: ' 1 ', Tx: '2', Ux: '3', Fx: '3', Dx: '3', Ft: 'TRUE' },
        clients: [...BOTH].reverse().map((client) => ({ ...client, name: `${client.name} plc` })),
        roles: [{ id: 'ed765761-9274-485a-8d81-1f513545523b', name: 'Cafe\u0301' }],
        allDepartments: false,
        ticketTypes: [],
      },
    )
    expect(drift.settings).toEqual([])
    expect(drift.resources).toEqual([])
  })

  it('are not known where either end did not read them', () => {
    const drift = ofAgent(
      { teams: null, clients: null, allDepartments: null, disabled: null, claims: { Tx: '2' } },
      {
        teams: null,
        allDepartments: true,
        roles: null,
        claims: { Tx: '2', l9: '1' },
        ticketTypes: [{ typeId: '', name: 'Incident', canView: true }],
      },
    )
    expect(drift.settings.map(({ what }) => what)).toEqual(['agent.ticket-type'])
    expect(drift.unread.slice(0, 3)).toEqual([
      'Of API Agent these were not read in the earlier snapshot: whether it is disabled, “view unassigned tickets”, its clients, whether it is in all departments.',
      'Of API Agent these were not read in the later snapshot: its roles.',
      'Of API Agent these were read in neither snapshot: its teams.',
    ])
  })

  it('do not take a thing without its id for another one', () => {
    const nameless = { clientId: '', name: 'Fabrikam Ltd' }
    const drift = ofAgent(
      { claims: LIMITED, clients: BOTH },
      { claims: LIMITED, clients: [CONTOSO, nameless, nameless] },
    )
    expect(drift.settings).toEqual([])
    expect(drift.unread).toContain(
      'Of API Agent these cannot be told from one another: clients that are named without an id.',
    )
  })
})

describe('a claim that nobody described', () => {
  it.each(['x', '', 'perhaps'])('is not read, and no change: %j', (value) => {
    const odd = { claims: { ...CLAIMS, Fc: value } }
    for (const [from, to] of [
      [{}, odd],
      [odd, {}],
    ] as const) {
      const drift = ofAgent(from, to)
      expect(told(drift)).toEqual([])
      expect(drift.unread.join()).toContain('all clients')
    }
  })
})
