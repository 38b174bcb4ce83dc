import { describe, expect, it } from 'vitest'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import { becauseText, driftHeadline, notKnownTexts } from '../../../src/core/drift/drift-words'
import {
  aFailure,
  aTicket,
  anAgent,
  API_AGENT,
  connected,
  failedSide,
  listed,
  refused,
  type Scene,
} from '../support/builders'
import { ALL, LIMITED, CONTOSO, BOTH, application, scene, driftBetween } from './support'

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
    // It went although the later run alone asked for it by name: that it was not asked for is no reason.
    expect(
      message(withScopes(both, both, ['read:tickets']), withScopes(['read:tickets'], both, both)),
    ).toEqual(['The token of Reporting sync no longer holds the scope read:items.'])
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
    expect(driftHeadline(drift)[0]).toBe('1 setting changed.')
    expect(notKnownTexts(drift)[0]).toBe(
      'App side: of 2 tickets it cannot be told whether they moved or were made or deleted.',
    )
    expect(drift.resources[0]?.perhaps.map((move) => becauseText({ ...move, record: null }))).toEqual([
      'setting 1',
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

describe('an application that was read in part', () => {
  const of = (from: ReturnType<typeof application> | null, to: ReturnType<typeof application> | null) => {
    const { settings, unread } = driftBetween(
      scene({ appSide: anAgent(), application: from }),
      scene({ appSide: anAgent(), application: to }),
    )
    return { settings, unread: unread.filter((sentence) => /record|active/.test(sentence)) }
  }

  it('is no change, and each end that lacks its record is named', () => {
    expect(of(null, application())).toEqual({
      settings: [],
      unread: [expect.stringMatching(/^Of Reporting sync .* earlier snapshot: the application record/)],
    })
    expect(of(application(), null)).toEqual({
      settings: [],
      unread: [expect.stringMatching(/^Of Reporting sync .* later snapshot: the application record/)],
    })
    expect(of(null, null)).toEqual({
      settings: [],
      unread: [expect.stringMatching(/^Of the application these were read in neither snapshot/)],
    })
  })

  it('is neither active nor inactive where that was not told', () => {
    const silent = application({ inactive: null })
    for (const [from, to, end] of [
      [silent, application(), 'earlier'],
      [application(), silent, 'later'],
      [silent, silent, 'neither'],
    ] as const) {
      const { settings, unread } = of(from, to)
      expect(settings).toEqual([])
      expect(unread.join()).toMatch(new RegExp(`${end} snapshot: .*whether it is active`))
    }
  })

  it('is called by its id where it has no name', () => {
    const [one, other] = [application({ name: '' }), application({ id: 'other', name: '' })]
    expect(of(one, other).settings.map(({ what, value }) => [what, value])).toEqual([
      ['application', '#other (other)'],
    ])
  })
})
