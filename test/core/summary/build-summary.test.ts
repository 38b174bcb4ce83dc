import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { buildSummary } from '../../../src/core/summary/build-summary'
import { stepTexts } from '../../../src/core/summary/step-text'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aRecord,
  aTicket,
  connected,
  failedSide,
  listed,
  refused,
  type Scene,
} from '../support/builders'

const summaryOf = (scene: Scene) => {
  const comparison = explained(aComparison(scene))
  return { comparison, ...buildSummary(comparison) }
}

const client = (id: number) => ({ clientId: String(id), clientName: `Client ${id}` })
const CONTOSO = { clientId: '11', name: 'Contoso' }
const LIMITED = anAgent({
  claims: { Tx: '2', Ux: '3', Dx: '0', l8: '1', l9: '1', Fc: '0', Ft: '1' },
  clients: [CONTOSO],
})

const withClients = (...ids: readonly number[]): Scene => ({
  app: connected(API_AGENT),
  configuration: { appSide: LIMITED },
  observed: {
    tickets: [listed([aTicket(1), ...ids.map((id) => aTicket(id, client(id)))]), listed([aTicket(1)])],
  },
})

describe('the changes of a cause', () => {
  it('name what a list lacks while it is little, and open the whole list beyond that', () => {
    const { changes } = summaryOf(withClients(21, 22))
    expect(changes).toEqual([
      [
        { kind: 'client', op: 'add', id: '21', name: 'Client 21' },
        { kind: 'client', op: 'add', id: '22', name: 'Client 22' },
      ],
    ])
    expect(summaryOf(withClients(21, 22, 23, 24, 25, 26)).changes).toEqual([
      [{ kind: 'claim', code: 'Fc', value: '1' }],
    ])
  })

  it('are departments where the teams are many', () => {
    const teams = [21, 22, 23, 24, 25, 26].map((id) => ({
      teamId: String(id),
      name: `Team ${id}`,
      departmentId: id < 25 ? '8' : '9',
    }))
    const { changes } = summaryOf({
      app: connected(API_AGENT),
      configuration: { appSide: anAgent(), teams },
      observed: {
        tickets: [
          listed([
            aTicket(1),
            ...teams.map(({ teamId, departmentId }) => aTicket(teamId, { teamId, departmentId })),
          ]),
          listed([aTicket(1)]),
        ],
      },
    })
    expect(
      changes[0]?.map((change) => ('id' in change ? `${change.kind} ${change.id}` : change.kind)),
    ).toEqual(['department 8', 'department 9'])
  })

  it('are none where nothing can be tried: another login, settings that were not read', () => {
    const nobody = summaryOf({
      app: connected({ agentId: null, name: null }, aFailure('connection.not-an-agent', { status: 403 })),
      configuration: { appSide: LIMITED },
      observed: { tickets: [listed([aTicket(1, client(21))]), refused()] },
    })
    expect(nobody.comparison.causes[0]?.code).toBe('connection.not-an-agent')
    expect(nobody.changes[0]).toEqual([])
    // What else hides it cannot show it before somebody logs in.
    expect(nobody.everything).toEqual({ wanted: 1, steps: [], open: 1 })
    expect(nobody.singles).toEqual([])
    const unread = summaryOf({ ...withClients(21), configuration: {} })
    expect(unread.changes).toEqual([[]])
    expect(unread.everything).toEqual({ wanted: 1, steps: [], open: 1 })
  })

  it('are the scopes of what is wanted where the token holds none, all where no scope is known to do', () => {
    const scene = (observed: Scene['observed']): Scene => ({
      app: connected({ ...API_AGENT, scopes: [], requestedScopes: ['all'] }),
      configuration: {
        application: {
          id: 'a',
          name: 'A',
          inactive: false,
          loginAgentId: '42',
          loginAgentName: null,
          scopes: [],
        },
        appSide: anAgent(),
      },
      observed: observed ?? {},
    })
    const tickets = [listed([aTicket(1)]), refused()] as const
    expect(summaryOf(scene({ tickets })).changes).toEqual([
      [{ kind: 'scope', op: 'add', scope: 'read:tickets' }],
    ])
    expect(summaryOf(scene({ tickets, agents: [listed([aRecord(7)]), refused()] })).changes).toEqual([
      [{ kind: 'scope', op: 'add', scope: 'all' }],
    ])
  })
})

describe('the single changes', () => {
  it('name the agent of the other side to log in as, where its settings were read', () => {
    const scene = withClients(21, 22)
    const { singles } = summaryOf({
      ...scene,
      configuration: { appSide: LIMITED, agentSide: anAgent({ agentId: '7', name: 'Tim Bowers' }) },
    })
    expect(singles.map(({ cause, records }) => [cause, records])).toEqual([
      [0, 2],
      [null, 2],
    ])
    expect(singles[1]?.changes).toEqual([{ kind: 'agent', id: '7', name: 'Tim Bowers' }])
  })
})

describe('the plan', () => {
  it('leaves open what nothing decides, and says so', () => {
    const { everything, hidden, first } = summaryOf({
      app: connected(API_AGENT),
      configuration: { appSide: LIMITED },
      observed: {
        tickets: [
          listed([
            aTicket(1),
            aTicket(2, client(21)),
            aTicket(3, { ...client(21), teamId: null, departmentId: null }),
          ]),
          listed([aTicket(1)]),
        ],
      },
    })
    expect(hidden).toEqual({ records: 2, explained: 2 })
    expect(everything).toMatchObject({ wanted: 2, open: 1, steps: [{ records: 1 }] })
    expect(first).toEqual(['Add Client 21 to the clients of API Agent. This shows 1 ticket.'])
  })

  it('has no change that only what stays open would need', () => {
    const noTeam = { teamId: null, departmentId: null }
    const { changes, everything } = summaryOf({
      app: connected(API_AGENT),
      configuration: { appSide: LIMITED },
      observed: {
        tickets: [
          listed([
            aTicket(1),
            aTicket(2, client(21)),
            ...[22, 23, 24, 25, 26].map((id) => aTicket(id, { ...client(id), ...noTeam })),
          ]),
          listed([aTicket(1)]),
        ],
      },
    })
    expect(changes[0]).toEqual([{ kind: 'claim', code: 'Fc', value: '1' }])
    expect(everything.steps.map((step) => step.changes)).toEqual([
      [{ kind: 'client', op: 'add', id: '21', name: 'Client 21' }],
    ])
  })

  it('leaves a team out that comes with a department', () => {
    const teams = [
      { teamId: '3', name: 'Service Desk', departmentId: '1' },
      { teamId: '21', name: 'Field', departmentId: '8' },
    ]
    const { changes, everything } = summaryOf({
      app: connected(API_AGENT),
      configuration: { appSide: anAgent(), teams },
      observed: {
        tickets: [
          listed([
            aTicket(1),
            aTicket(2, { teamId: '21', departmentId: '8' }),
            aTicket(3, { teamId: null, departmentId: '8' }),
          ]),
          listed([aTicket(1)]),
        ],
      },
    })
    expect(changes[0]).toHaveLength(2)
    expect(everything.steps).toHaveLength(1)
    expect(everything.steps[0]?.changes).toMatchObject([{ kind: 'department', id: '8' }])
    expect(everything.open).toBe(0)
  })

  it('tells a scope as its cause does, which knows that it is ticked and only not asked for', () => {
    const { comparison, everything } = summaryOf({
      app: connected({ ...API_AGENT, scopes: ['read:assets'], requestedScopes: ['read:assets'] }),
      configuration: {
        application: {
          id: 'a',
          name: 'A',
          inactive: false,
          loginAgentId: '42',
          loginAgentName: null,
          scopes: ['all'],
        },
        appSide: anAgent(),
      },
      observed: { tickets: [listed([aTicket(1)]), refused()] },
    })
    const [step] = everything.steps
    expect(step && stepTexts(comparison, step)).toEqual([
      'Ask for read:tickets in the token request: it is ticked, but not asked for.',
    ])
  })
})

describe('what to do first', () => {
  it('is the fault of a side, then what was not compared', () => {
    const { first } = summaryOf({
      app: failedSide(aFailure('connection.invalid-client', { status: 401 })),
      observed: { tickets: [listed([aTicket(1)]), { state: 'skipped', reason: 'Not connected.' }] },
    })
    expect(first).toEqual([
      'The app could not connect: It went wrong (connection.invalid-client). Check the first thing.',
      '1 resource was not compared: compare it again before relying on the rest.',
    ])
  })

  it('is nothing where both see the same', () => {
    const { first } = summaryOf({ observed: { tickets: [listed([aTicket(1)]), listed([aTicket(1)])] } })
    expect(first).toEqual([
      'Nothing to do: the app side sees all that the agent side sees, as far as was compared.',
    ])
  })

  it('names what has no cause', () => {
    const { first } = summaryOf({
      app: connected(API_AGENT),
      configuration: { appSide: anAgent() },
      observed: { tickets: [listed([aTicket(1), aTicket(2)]), listed([aTicket(1)])] },
    })
    expect(first).toEqual(['For 1 hidden record no cause is known: see what the findings suggest.'])
  })
})
