import { describe, expect, it } from 'vitest'
import type { AgentPermissions, ApplicationSettings, Configuration } from '../../../src/core/halo/permission'
import type { Drift } from '../../../src/core/drift/drift'
import { driftHeadline, hasDrift, moveText, resourceDriftText } from '../../../src/core/drift/drift-text'
import {
  aComparison,
  aFailure,
  aTeam,
  aTicket,
  anAgent,
  API_AGENT,
  connected,
  FABRIKAM,
  failedSide,
  listed,
  refused,
  truncated,
  UNASSIGNED,
  type Scene,
} from '../support/builders'
import { between, driftBetween } from './support'

const ALL = [aTicket(1), aTicket(2, FABRIKAM), aTicket(3, FABRIKAM)]
const CLAIMS = anAgent().claims ?? {}
const LIMITED = { ...CLAIMS, Fc: '0' }
const CONTOSO = { clientId: '11', name: 'Contoso' }
const BOTH = [CONTOSO, { clientId: '12', name: 'Fabrikam Ltd' }]

const application = (over: Partial<ApplicationSettings> = {}): ApplicationSettings => ({
  id: '6a1c61e9-9b1f-4f5c-8d53-0b3a5d1f7e11',
  name: 'Reporting sync',
  inactive: false,
  loginAgentId: '42',
  loginAgentName: 'API Agent',
  scopes: ['all'],
  ...over,
})

const scene = (configuration: Partial<Configuration>, more: Scene = {}): Scene => ({
  configuration: { application: application(), ...configuration },
  observed: { tickets: [listed(ALL), listed(ALL)] },
  ...more,
})

/** The changes between two states of the app's agent, as they are told. */
const ofAgent = (from: Partial<AgentPermissions>, to: Partial<AgentPermissions>): Drift =>
  driftBetween(scene({ appSide: anAgent(from) }), scene({ appSide: anAgent(to) }))

const told = ({ settings }: Drift) =>
  settings.map(({ what, change, value, before, message }) => ({ what, change, value, before, message }))

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

describe('the application and who it logs in as', () => {
  const withScopes = (
    scopes: readonly string[],
    ticked: readonly string[] | null,
    requestedScopes: readonly string[] = ['all'],
  ): Scene =>
    scene(
      { application: application({ scopes: ticked }), appSide: anAgent() },
      { app: connected({ ...API_AGENT, scopes, requestedScopes }) },
    )

  it('tells a scope once that was ticked and is in the token', () => {
    const drift = driftBetween(
      withScopes(['read:tickets'], ['read:tickets']),
      withScopes(['read:items', 'read:tickets', 'openid'], ['read:tickets', 'read:items']),
    )
    expect(drift.settings).toEqual([
      {
        what: 'scope',
        side: 'app',
        of: 'Reporting sync',
        ofId: application().id,
        change: 'added',
        value: 'read:items',
        before: null,
        message: 'The scope read:items was ticked for Reporting sync.',
      },
    ])
  })

  it('says whether a scope was unticked, not asked for, or is only known to be gone from the token', () => {
    const message = (from: Scene, to: Scene) => driftBetween(from, to).settings.map((each) => each.message)
    const both = ['read:tickets', 'read:items']
    expect(message(withScopes(both, both), withScopes(['read:tickets'], ['read:tickets']))).toEqual([
      'The scope read:items was unticked for Reporting sync.',
    ])
    expect(message(withScopes(both, both), withScopes(['read:tickets'], both, ['read:tickets']))).toEqual([
      'The token of Reporting sync no longer holds the scope read:items: the later run did not ask for it.',
    ])
    expect(message(withScopes(['read:tickets'], both, ['read:tickets']), withScopes(both, both))).toEqual([
      'The token of Reporting sync holds the scope read:items now: the later run asked for it, the earlier one did not.',
    ])
    expect(message(withScopes(both, null), withScopes(['read:tickets'], null))).toEqual([
      'The token of Reporting sync no longer holds the scope read:items.',
    ])
    expect(message(withScopes(['read:tickets'], null), withScopes(both, null))).toEqual([
      'The token of Reporting sync holds the scope read:items now.',
    ])
  })

  it('takes another agent for one change, and not for thirty', () => {
    const other = anAgent({
      agentId: '51',
      name: 'Other agent',
      claims: { ...LIMITED, Tx: '0', l8: '0' },
      clients: BOTH,
      teams: [],
      administrator: true,
    })
    const drift = driftBetween(
      scene({ appSide: anAgent() }),
      scene(
        { appSide: other },
        {
          app: connected({ agentId: '51', name: 'Other agent' }),
          observed: { tickets: [listed(ALL), refused()] },
        },
      ),
    )
    expect(drift.settings).toEqual([
      {
        what: 'identity.different-agent',
        side: 'app',
        of: 'Reporting sync',
        ofId: application().id,
        change: 'changed',
        value: 'Other agent (51)',
        before: 'API Agent (42)',
        message: 'Reporting sync logs in as Other agent (51) now, before as API Agent (42).',
      },
    ])
    expect(drift.resources[0]).toMatchObject({ vanished: ['1', '2', '3'], because: [0] })
  })

  it('tells an application that became inactive, and another one in its place', () => {
    const inactive = driftBetween(
      scene({ appSide: anAgent() }),
      scene({ appSide: anAgent(), application: application({ inactive: true }) }),
    )
    expect(inactive.settings.map(({ what, message }) => [what, message])).toEqual([
      ['application.inactive', 'Reporting sync was made inactive.'],
    ])
    const other = driftBetween(
      withScopes(['read:tickets'], ['read:tickets']),
      scene({
        appSide: anAgent(),
        application: application({ id: '0b3a5d1f7e11', name: 'Other', scopes: ['all'] }),
      }),
    )
    expect(other.settings.map(({ what, message }) => [what, message])).toEqual([
      [
        'application',
        `The app side connects as another application now: Other (0b3a5d1f7e11), before Reporting sync (${application().id}).`,
      ],
    ])
  })

  it('knows nothing of a side that could not connect', () => {
    const drift = driftBetween(
      scene({ appSide: anAgent() }),
      scene(
        { appSide: null, application: null },
        {
          app: failedSide(aFailure('connection.invalid-client')),
          observed: {
            tickets: [listed(ALL), { state: 'skipped', reason: 'The app side could not connect.' }],
          },
        },
      ),
    )
    expect(drift.settings).toEqual([])
    expect(drift.unread).toContain(
      'The app side could not connect in the later snapshot: It went wrong (connection.invalid-client).',
    )
    expect(drift.resources.map(({ side, state }) => [side, state])).toEqual([['app', 'unknown']])
    expect(drift.findings.unknown.map(({ code }) => code)).toEqual(['identity.different-agent'])
    expect(drift.findings.new.map(({ code }) => code)).toEqual(['connection.invalid-client'])
  })

  it('tells the settings of one agent on both sides once, and both sides’ records because of it', () => {
    const same = (agent: AgentPermissions, seen = ALL): Scene =>
      scene(
        { appSide: agent, agentSide: agent },
        {
          agent: connected(API_AGENT),
          app: connected(API_AGENT),
          observed: { tickets: [listed(seen), listed(seen)] },
        },
      )
    const drift = driftBetween(
      same(anAgent({ claims: LIMITED, clients: BOTH })),
      same(anAgent({ claims: LIMITED, clients: [CONTOSO] }), ALL.slice(0, 1)),
    )
    expect(drift.settings).toHaveLength(1)
    // Neither side tells whether they are still there.
    expect(drift.resources).toMatchObject([
      {
        side: 'app',
        vanished: [],
        deleted: [],
        undecided: ['2', '3'],
        perhaps: [{ how: 'vanished', ids: ['2', '3'], because: [0] }],
      },
      {
        side: 'agent',
        vanished: [],
        deleted: [],
        undecided: ['2', '3'],
        perhaps: [{ how: 'vanished', ids: ['2', '3'], because: [0] }],
      },
    ])
    expect(driftHeadline(drift)).toContain('1 setting changed; 2 records are undecided')
    const [tickets] = drift.resources
    expect(tickets?.perhaps.map((move) => moveText(move, tickets, drift.settings, false))).toEqual([
      '2 tickets may have vanished, because: Fabrikam Ltd (12) was removed from the clients of API Agent.',
    ])
  })

  it('tells a team that moved to another department, of neither side', () => {
    const teams = (departmentId: string) => [{ teamId: '3', name: 'Service Desk', departmentId }]
    const member = anAgent({ teams: [], departments: [{ departmentId: '1', name: 'IT' }] })
    const row = (departmentId: string) => [aTicket(1, { departmentId })]
    const drift = driftBetween(
      scene(
        { appSide: member, teams: teams('1') },
        { observed: { tickets: [listed(row('1')), listed(row('1'))] } },
      ),
      scene(
        { appSide: member, teams: teams('2') },
        { observed: { tickets: [listed(row('2')), listed([])] } },
      ),
    )
    expect(drift.settings).toMatchObject([
      {
        what: 'agent.team',
        side: null,
        ofId: '3',
        change: 'changed',
        value: '#2',
        before: 'IT (1)',
        message: 'The team Service Desk (3) belongs to the department #2 now, before to IT (1).',
      },
    ])
    expect(drift.resources).toMatchObject([
      { side: 'app', vanished: ['1'], moves: [{ because: [0], record: null }] },
    ])
  })
})

describe('records', () => {
  const before = (agent: Partial<AgentPermissions>, ...tickets: Parameters<typeof listed>[0][]): Scene =>
    scene(
      { appSide: anAgent(agent) },
      { observed: { tickets: [listed(tickets[0] ?? []), listed(tickets[1] ?? [])] } },
    )

  it('vanished because of the client that was removed', () => {
    const drift = driftBetween(
      before({ claims: LIMITED, clients: BOTH }, ALL, ALL),
      before({ claims: LIMITED, clients: [CONTOSO] }, ALL, ALL.slice(0, 1)),
    )
    expect(drift.resources).toEqual([
      {
        resource: 'tickets',
        side: 'app',
        application: null,
        state: 'compared',
        reason: null,
        appeared: [],
        vanished: ['2', '3'],
        moves: [{ how: 'vanished', ids: ['2', '3'], because: [0], record: null }],
        because: [0],
        created: [],
        deleted: [],
        undecided: [],
        perhaps: [],
      },
    ])
    expect(drift.findings.new.map(({ code }) => code)).toEqual(['agent.client'])
    const [tickets] = drift.resources
    expect(tickets && resourceDriftText(tickets)).toBe('Tickets, app side: 2 vanished.')
    expect(driftHeadline(drift)).toBe(
      '1 setting changed; 2 records vanished for the app side; 1 new finding; not all settings could be read.',
    )
    expect(hasDrift(drift)).toBe(true)
  })

  it('need every setting that hides them, each of which is named', () => {
    const drift = driftBetween(
      before({}, [aTicket(1, { ...FABRIKAM, ...UNASSIGNED })], [aTicket(1, { ...FABRIKAM, ...UNASSIGNED })]),
      before(
        { claims: { ...LIMITED, l9: '0' }, clients: [CONTOSO] },
        [aTicket(1, { ...FABRIKAM, ...UNASSIGNED })],
        [],
      ),
    )
    expect(drift.settings.map(({ what, value }) => `${what} ${value}`)).toEqual([
      'agent.unassigned view unassigned tickets: off',
      'agent.client all clients: off',
      'agent.client 1 client: Contoso (11)',
    ])
    // Each of the two about clients alone opens them again.
    expect(drift.resources[0]?.moves).toEqual([
      { how: 'vanished', ids: ['1'], because: [0, 1, 2], record: null },
    ])
  })

  it('were reassigned, which is no setting', () => {
    const agent = { claims: LIMITED, clients: [CONTOSO] }
    const drift = driftBetween(
      before(agent, ALL, ALL.slice(0, 1)),
      before(agent, [...ALL.slice(0, 1), aTicket(2), ...ALL.slice(2)], [aTicket(1), aTicket(2)]),
    )
    expect(drift.settings).toEqual([])
    expect(drift.resources[0]?.moves).toEqual([
      { how: 'appeared', ids: ['2'], because: [], record: 'reassigned' },
    ])
    const [tickets] = drift.resources
    expect(tickets?.moves.map((move) => moveText(move, tickets, drift.settings))).toEqual([
      '1 ticket appeared, because: It has another client, team, type or agent in Halo now.',
    ])
  })

  it('moved for no reason that was read, which is said and not guessed', () => {
    const drift = driftBetween(before({}, ALL, ALL.slice(0, 1)), before({}, ALL, ALL))
    expect(drift.resources[0]?.moves).toEqual([
      { how: 'appeared', ids: ['2', '3'], because: [], record: null },
    ])
    const [tickets] = drift.resources
    expect(tickets?.moves.map((move) => moveText(move, tickets, drift.settings))).toEqual([
      '2 tickets appeared, and no setting that was read explains it.',
    ])
  })

  it('were created and deleted where both sides gained and lost them', () => {
    const drift = driftBetween(
      before({}, ALL, ALL),
      before({}, [...ALL.slice(1), aTicket(9)], [...ALL.slice(1), aTicket(9)]),
    )
    expect(
      drift.resources.map(({ side, created, deleted, undecided }) => ({ side, created, deleted, undecided })),
    ).toEqual([
      { side: 'app', created: ['9'], deleted: ['1'], undecided: [] },
      { side: 'agent', created: ['9'], deleted: ['1'], undecided: [] },
    ])
    expect(driftHeadline(drift)).toBe(
      '1 record was created; 1 record was deleted; not all settings could be read.',
    )
  })

  it('cannot be told of where the other side was refused, which says nothing of what there is', () => {
    const only = (...seen: Parameters<typeof listed>[0]): Scene =>
      scene({ appSide: anAgent() }, { observed: { tickets: [refused(), listed(seen)] } })
    expect(driftBetween(only(...ALL), only(aTicket(1))).resources).toMatchObject([
      { side: 'app', vanished: [], deleted: [], undecided: ['2', '3'] },
    ])
  })

  it('that changed while they were read are undecided', () => {
    const drift = driftBetween(before({}, ALL, ALL), { ...before({}, ALL, ALL.slice(0, 2)), changed: ['3'] })
    expect(drift.resources).toMatchObject([{ side: 'app', vanished: [], undecided: ['3'] }])
  })

  it('are unknown where a list is not whole, or was not asked for', () => {
    const part = driftBetween(
      before({}, ALL, ALL),
      scene({ appSide: anAgent() }, { observed: { tickets: [listed(ALL), truncated(ALL.slice(0, 1), 3)] } }),
    )
    expect(part.resources).toMatchObject([
      {
        side: 'app',
        state: 'unknown',
        reason: 'In the later snapshot the list is not whole: Halo returned 1 of 3 rows.',
        vanished: [],
        undecided: [],
      },
    ])
    expect(resourceDriftText(part.resources[0] ?? expect.fail())).toBe(
      'Tickets, app side: unknown. In the later snapshot the list is not whole: Halo returned 1 of 3 rows.',
    )
    expect(hasDrift({ ...part, findings: { new: [], fixed: [], still: [], unknown: [] } })).toBe(false)
    expect(
      driftHeadline({ ...part, unread: [], findings: { new: [], fixed: [], still: [], unknown: [] } }),
    ).toBe('Nothing changed that both snapshots tell of; 1 resource is unknown.')
    const more = scene(
      { appSide: anAgent() },
      {
        observed: {
          tickets: [listed(ALL), listed(ALL)],
          items: [{ state: 'failed', failure: aFailure('request.failed') }, refused()],
        },
      },
    )
    expect(driftBetween(before({}, ALL, ALL), more).resources.map(({ reason }) => reason)).toEqual([
      'Items were not asked for in the earlier snapshot.',
      'Items were not asked for in the earlier snapshot.',
    ])
    expect(driftBetween(more, before({}, ALL, ALL)).resources[0]?.reason).toBe(
      'Items were not asked for in the later snapshot.',
    )
    expect(driftBetween(more, more).resources.map(({ side, reason }) => [side, reason])).toEqual([
      [
        'agent',
        'In the earlier snapshot the list failed: It went wrong (request.failed). In the later snapshot the list failed: It went wrong (request.failed).',
      ],
    ])
  })
})

describe('findings', () => {
  const with_ = (agent: Partial<AgentPermissions> | null, seen = ALL, more: Scene = {}): Scene =>
    scene(
      { appSide: agent && anAgent(agent) },
      { observed: { tickets: [listed(ALL), listed(seen)] }, ...more },
    )
  const codes = ({ findings }: Drift) =>
    Object.fromEntries(
      Object.entries(findings).map(([what, list]: [string, Drift['findings']['new']]) => [
        what,
        list.map(({ code }) => code),
      ]),
    )

  it('are new, fixed and still there, whatever they are worded like', () => {
    const limited = { claims: LIMITED, clients: [CONTOSO] }
    const [open, shut] = [with_({}), with_(limited, ALL.slice(0, 1))]
    expect(codes(driftBetween(open, shut))).toMatchObject({ new: ['agent.client'], fixed: [], unknown: [] })
    expect(codes(driftBetween(shut, open))).toMatchObject({ new: [], fixed: ['agent.client'], unknown: [] })
    const renamed = with_(
      { ...limited, name: 'Another name', clients: [{ ...CONTOSO, name: 'Contoso plc' }] },
      ALL.slice(0, 1),
    )
    expect(codes(driftBetween(shut, renamed)).still).toContain('agent.client')
    expect(codes(driftBetween(shut, renamed))).toMatchObject({ new: [], fixed: [], unknown: [] })
  })

  it('are unknown where the other end could not read what decides them', () => {
    const shut = with_({ claims: LIMITED, clients: [CONTOSO] }, ALL.slice(0, 1))
    expect(
      codes(driftBetween(with_({}, [], { observed: { tickets: [listed(ALL), truncated([], 3)] } }), shut)),
    ).toMatchObject({ unknown: ['agent.client'] })
    expect(codes(driftBetween(with_(null), shut)).unknown).toContain('agent.client')
    expect(codes(driftBetween(shut, with_({}, [], { observed: {} }))).unknown).toContain('agent.client')
  })

  it('of scopes are about those scopes', () => {
    const asked = (...requestedScopes: string[]) =>
      with_({}, ALL, { app: connected({ ...API_AGENT, scopes: ['read:tickets'], requestedScopes }) })
    expect(
      codes(driftBetween(asked('read:tickets', 'read:items'), asked('read:tickets', 'read:quotes'))),
    ).toMatchObject({ new: ['scope.not-granted'], fixed: ['scope.not-granted'] })
    expect(
      codes(driftBetween(asked('read:tickets', 'read:items'), asked('read:items', 'read:quotes'))).still,
    ).toContain('scope.not-granted')
  })

  it('leave out what came and went while one run lasted', () => {
    expect(codes(driftBetween(with_({}), { ...with_({}, ALL.slice(0, 2)), changed: ['3'] }))).toMatchObject({
      new: [],
      unknown: [],
    })
  })

  it('are judged by the later purpose: that one was chosen is no change', () => {
    const from = aComparison(with_({}))
    expect(codes(between(from, { ...from, purpose: null }))).toMatchObject({ new: [], fixed: [] })
  })
})
