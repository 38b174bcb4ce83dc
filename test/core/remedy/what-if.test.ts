import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/core/access/change'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { whatIf } from '../../../src/core/remedy/what-if'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aRecord,
  aTeam,
  aTicket,
  connected,
  FABRIKAM,
  failedSide,
  listed,
  refused,
  truncated,
  UNASSIGNED,
  type Scene,
} from '../support/builders'

const comparisonOf = (scene: Scene) => ({ ...aComparison(scene), findings: [], causes: [] })

/** An agent limited to Contoso, who sees one of three tickets. */
const LIMITED: Scene = {
  app: connected({ ...API_AGENT, scopes: ['all'] }),
  configuration: {
    agentSide: anAgent({ agentId: '7', name: 'Tim Bowers' }),
    appSide: anAgent({
      claims: { Tx: '2', Ux: '3', Fc: '0', Ft: '1', Fa: '1', l8: '1', l9: '1' },
      clients: [{ clientId: '11', name: 'Contoso' }],
      departments: [],
    }),
  },
  observed: {
    tickets: [listed([aTicket(1), aTicket(2, FABRIKAM), aTicket(10, FABRIKAM)]), listed([aTicket(1)])],
  },
}
const FABRIKAM_ADDED: Change = { kind: 'client', op: 'add', id: '12', name: 'Fabrikam Ltd' }

const ofTickets = (scene: Scene, ...changes: readonly Change[]) =>
  whatIf(comparisonOf(scene), changes).resources.find(({ resource }) => resource === 'tickets')

describe('what if', () => {
  it('tells what would appear and disappear, by number', () => {
    expect(ofTickets(LIMITED, FABRIKAM_ADDED)).toMatchObject({
      appears: ['2', '10'],
      disappears: [],
      unknown: [],
    })
    expect(ofTickets(LIMITED, { kind: 'disabled', value: true })).toMatchObject({
      appears: [],
      disappears: ['1'],
    })
    expect(ofTickets(LIMITED, { kind: 'scope', op: 'remove', scope: 'all' })).toMatchObject({
      disappears: ['1'],
    })
  })

  it('counts what the app sees, would see and could see', () => {
    const known = (least: number) => ({ least, exact: true })
    expect(ofTickets(LIMITED, FABRIKAM_ADDED)).toMatchObject({
      before: known(1),
      after: known(3),
      of: known(3),
    })
    const { total, workedOut } = whatIf(comparisonOf(LIMITED), [FABRIKAM_ADDED])
    expect([total, workedOut]).toEqual([{ before: known(1), after: known(3), of: known(3) }, 1])
    expect(ofTickets({ ...LIMITED, changed: ['10'] }, FABRIKAM_ADDED)).toMatchObject({ of: known(2) })
  })

  it('counts nothing that may be or not, and says so', () => {
    const { appSide } = LIMITED.configuration ?? {}
    const unread = {
      ...LIMITED,
      configuration: {
        appSide: appSide && { ...appSide, ticketTypes: null, claims: { ...appSide.claims, Ft: '0' } },
      },
    } as Scene
    expect(ofTickets(unread, FABRIKAM_ADDED)).toMatchObject({
      before: { least: 1, exact: true },
      after: { least: 1, exact: false },
      of: { least: 3, exact: true },
    })
    const nobody: Change = { kind: 'agent', id: '99', name: 'Nobody known' }
    expect(ofTickets(LIMITED, nobody)).toMatchObject({ after: { least: 0, exact: false } })
    // Where the agent side has no whole list there may be more.
    const partial: Scene = {
      ...LIMITED,
      observed: { tickets: [truncated([aTicket(1), aTicket(2, FABRIKAM)], 9), listed([aTicket(1)])] },
    }
    expect(ofTickets(partial, { kind: 'disabled', value: true })).toMatchObject({
      before: { least: 1, exact: true },
      after: { least: 0, exact: false },
      of: { exact: false },
    })
  })

  it('leaves out records that changed while they were read', () => {
    expect(ofTickets({ ...LIMITED, changed: ['10'] }, FABRIKAM_ADDED)).toMatchObject({ appears: ['2'] })
  })

  it('lets what the app sees disprove a rule', () => {
    const sees = {
      ...LIMITED,
      observed: {
        tickets: [listed([aTicket(1, FABRIKAM), aTicket(2, FABRIKAM)]), listed([aTicket(1, FABRIKAM)])],
      },
    } as const
    // Fabrikam's ticket 1 is seen, so that it is not the client that hides ticket 2.
    expect(ofTickets(sees, FABRIKAM_ADDED)).toBeUndefined()
    expect(smallestFixes(comparisonOf(sees), 'tickets', null)).toMatchObject({ ways: [], open: ['2'] })
  })

  it('calls unknown what rests on something that was not read', () => {
    const { appSide } = LIMITED.configuration ?? {}
    const unread = {
      ...LIMITED,
      configuration: {
        appSide: appSide && { ...appSide, ticketTypes: null, claims: { ...appSide.claims, Ft: '0' } },
      },
    } as Scene
    expect(ofTickets(unread, FABRIKAM_ADDED)).toMatchObject({ appears: [], unknown: ['2', '10'] })
    expect(smallestFixes(comparisonOf(unread), 'tickets', null)).toMatchObject({
      ways: [],
      open: ['2', '10'],
    })
  })

  it('takes nothing that one agent was seen to see for another’s right', () => {
    const change: Change = { kind: 'agent', id: '7', name: 'Tim Bowers' }
    const outlook = whatIf(comparisonOf(LIMITED), [change])
    expect(outlook.resources).toMatchObject([{ resource: 'tickets', appears: ['2', '10'] }])
    expect(outlook.limits.length).toBeGreaterThan(
      whatIf(comparisonOf(LIMITED), [FABRIKAM_ADDED]).limits.length,
    )
    const nobody: Change = { kind: 'agent', id: '99', name: 'Nobody known' }
    expect(ofTickets(LIMITED, nobody)).toMatchObject({ appears: [], unknown: ['1', '2', '10'] })
  })

  it('shows which permissions would differ', () => {
    const { permissions } = whatIf(comparisonOf(LIMITED), [{ kind: 'claim', code: 'Tx', value: '0' }])
    expect(
      permissions.map(({ before, after }) => [before.feature, before.verb, after.effective.allowed]),
    ).toContainEqual(['Tickets', 'read', false])
    expect(whatIf(comparisonOf(LIMITED), []).permissions).toEqual([])
  })

  it('says what it cannot work out', () => {
    const limits = (scene: Scene, ...changes: readonly Change[]) =>
      whatIf(comparisonOf(scene), changes).limits.join('\n')
    const partial: Scene = {
      ...LIMITED,
      observed: {
        tickets: [listed([aTicket(1)]), truncated([aTicket(1)], 2)],
        assets: [listed([aRecord(1)]), { state: 'failed', failure: aFailure('request.failed') }],
        clients: [listed([aRecord(11)]), refused()],
      },
    }
    expect(limits(partial)).toContain('tickets, assets.')
    expect(limits({ ...LIMITED, app: failedSide(aFailure('connection.tls')) })).toContain('scopes')
    expect(limits({ ...LIMITED, configuration: {} }, FABRIKAM_ADDED)).toContain('were not read')
    expect(
      limits({ ...LIMITED, configuration: {} }, { kind: 'scope', op: 'add', scope: 'all' }),
    ).not.toContain('were not read')
  })
})

const waysOf = (
  scene: Scene,
  resource: Parameters<typeof smallestFixes>[1] = 'tickets',
  chosen: readonly string[] | null = null,
) =>
  smallestFixes(comparisonOf(scene), resource, chosen).ways.map(({ changes }) =>
    changes.map(
      (change) =>
        `${change.kind} ${'id' in change ? change.id : 'code' in change ? `${change.code}=${change.value}` : 'scope' in change ? change.scope : String(change.value)}`,
    ),
  )
const withAgent = (agent: Parameters<typeof anAgent>[0], tickets = [aTicket(1)]): Scene => ({
  app: connected({ ...API_AGENT, scopes: ['all'] }),
  configuration: {
    appSide: anAgent(agent),
    teams: [
      { teamId: '3', name: 'Service Desk', departmentId: '1' },
      { teamId: '4', name: 'Second Line', departmentId: '1' },
      { teamId: '5', name: 'Alone', departmentId: null },
    ],
  },
  observed: { tickets: [listed(tickets), listed([])] },
})
const WHOLE = { Tx: '2', Fc: '1', Ft: '1', Fa: '1', l8: '1', l9: '1' }

describe('the smallest fixes', () => {
  it('offer the client rather than all clients where both do the same, and another agent; what opens least first', () => {
    expect(waysOf(LIMITED)).toEqual([['client 12'], ['agent 7']])
    const one = smallestFixes(comparisonOf(LIMITED), 'tickets', ['2'])
    expect(one.ways[0]).toMatchObject({ opens: 1, opened: [{ resource: 'tickets', records: ['10'] }] })
  })

  it('offer a scope, a level, the agent’s switch', () => {
    expect(
      waysOf({ ...withAgent({ claims: WHOLE }), app: connected({ ...API_AGENT, scopes: ['read:assets'] }) }),
    ).toEqual([['scope read:tickets']])
    expect(waysOf(withAgent({ claims: { ...WHOLE, Tx: '0' } }))).toEqual([['claim Tx=1']])
    expect(waysOf(withAgent({ claims: WHOLE, disabled: true }))).toEqual([['disabled false']])
  })

  it('offer a team or its department, and a department for its teams together', () => {
    const elsewhere = { claims: WHOLE, teams: [aTeam('9', 'Other')], departments: [] }
    expect(waysOf(withAgent(elsewhere))).toEqual([['team 3']])
    const two = [aTicket(1), aTicket(2, { teamId: '4', teamName: 'Second Line' })]
    expect(waysOf(withAgent(elsewhere, two))).toEqual([['department 1']])
    const alone = [aTicket(1, { teamId: '5', teamName: 'Alone', departmentId: null })]
    expect(waysOf(withAgent(elsewhere, alone))).toEqual([['team 5']])
  })

  it('offer a type, and a right for one team or for all', () => {
    expect(
      waysOf(
        withAgent({
          claims: { ...WHOLE, Ft: '0' },
          ticketTypes: [{ typeId: '2', name: 'Change', canView: true }],
        }),
      ),
    ).toEqual([['ticket-type 1']])
    expect(waysOf(withAgent({ claims: { ...WHOLE, l9: '0' } }, [aTicket(1, UNASSIGNED)]))).toEqual([
      ['team-unassigned 3'],
    ])
    const asset = aRecord(1, { typeId: '4', typeName: 'Server', clientId: '11' })
    expect(
      waysOf(
        {
          app: connected({ ...API_AGENT, scopes: ['all'] }),
          configuration: {
            appSide: anAgent({
              claims: { ...WHOLE, Dx: '1', Fa: '0' },
              assetTypes: [{ typeId: '2', name: 'Phone', canView: true }],
            }),
          },
          observed: { assets: [listed([asset]), listed([])] },
        },
        'assets',
      ),
    ).toEqual([['asset-type 4']])
  })

  it('are none for what is seen, was not compared, or has no cause', () => {
    expect(smallestFixes(comparisonOf(LIMITED), 'tickets', ['1'])).toMatchObject({ ways: [], open: [] })
    expect(smallestFixes(comparisonOf(LIMITED), 'assets', ['5'])).toMatchObject({ ways: [], open: ['5'] })
    expect(smallestFixes(comparisonOf(LIMITED), 'assets', null)).toMatchObject({ ways: [], open: [] })
    expect(smallestFixes(comparisonOf(withAgent({ claims: WHOLE })), 'tickets', null)).toMatchObject({
      ways: [],
      open: ['1'],
    })
  })

  it('blame no setting of the agent where both sides are that agent', () => {
    const same = { ...LIMITED, agent: connected({ ...API_AGENT, scopes: ['all'] }) }
    expect(smallestFixes(comparisonOf(same), 'tickets', null)).toMatchObject({ ways: [], open: ['2', '10'] })
    const scoped = {
      ...same,
      app: connected({ ...API_AGENT, scopes: ['read:assets'] }),
      observed: { tickets: [listed([aTicket(1)]), refused()] },
    } as const
    expect(waysOf(scoped)).toEqual([['scope read:tickets']])
  })
})
