import { describe, expect, it } from 'vitest'
import type { AgentPermissions, Configuration } from '../../../src/core/halo/permission'
import {
  becauseText,
  driftHeadline,
  driftVerdict,
  moveText,
  notKnownTexts,
} from '../../../src/core/drift/drift-words'
import {
  aFailure,
  aTicket,
  anAgent,
  connected,
  listed,
  refused,
  truncated,
  type Scene,
  FABRIKAM,
  UNASSIGNED,
} from '../support/builders'
import { ALL, LIMITED, CONTOSO, BOTH, scene, driftBetween } from './support'

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
    expect(tickets?.moves.map((move) => moveText(tickets, move))).toEqual(['2 tickets vanished (app side)'])
    expect(driftHeadline(drift).slice(0, 3)).toEqual([
      '1 setting changed.',
      'In the views of the two sides, 0 records appeared and 2 vanished.',
      expect.stringMatching(/^Findings: 1 new, 0 fixed, \d+ still there/),
    ])
    expect(driftVerdict(drift)).toBe('Changed.')
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
    expect(tickets?.moves.map(becauseText)).toEqual(['the records were reassigned in Halo'])
  })

  it('moved for no reason that was read, which is said and not guessed', () => {
    const drift = driftBetween(before({}, ALL, ALL.slice(0, 1)), before({}, ALL, ALL))
    expect(drift.resources[0]?.moves).toEqual([
      { how: 'appeared', ids: ['2', '3'], because: [], record: null },
    ])
    const [tickets] = drift.resources
    expect(tickets?.moves.map(becauseText)).toEqual(['no setting that was read explains it'])
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
    expect(driftHeadline(drift)[1]).toBe(
      'No record is known to have moved in the views of the two sides. 1 record was made in Halo and 1 deleted.',
    )
  })

  it('cannot be told of where the other side was refused, which says nothing of what there is', () => {
    const only = (...seen: Parameters<typeof listed>[0]): Scene =>
      scene({ appSide: anAgent() }, { observed: { tickets: [refused(), listed(seen)] } })
    expect(driftBetween(only(...ALL), only(aTicket(1))).resources).toMatchObject([
      { side: 'app', vanished: [], deleted: [], undecided: ['2', '3'] },
    ])
  })

  it('were not made for sure where the other side was another agent, of whom nothing was read', () => {
    const other = (agentSide: Configuration['agentSide'], agentId: string, records: typeof ALL) =>
      scene(
        { appSide: anAgent(), agentSide },
        {
          agent: connected({ agentId, name: 'Somebody' }),
          observed: { tickets: [listed(records), listed(records)] },
        },
      )
    const of = (from: Scene, to: Scene) =>
      driftBetween(from, to).resources.find(({ side }) => side === 'app') ?? expect.fail()
    const before = other(null, '7', ALL.slice(1))
    expect(of(before, other(anAgent({ agentId: '9' }), '9', ALL))).toMatchObject({
      created: [],
      undecided: ['1'],
    })
    expect(of(before, other(null, '7', ALL))).toMatchObject({ created: ['1'], undecided: [] })
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
    expect(notKnownTexts(part)).toEqual([
      'App side, tickets: In the later snapshot the list is not whole: Halo returned 1 of 3 rows.',
    ])
    const unfound = { ...part, unread: [], findings: { new: [], fixed: [], still: [], unknown: [] } }
    expect(driftVerdict(unfound)).toBe('Nothing is known to have changed, and not everything could be told.')
    expect(driftHeadline(unfound).at(-1)).toBe('Not known: 1 view of a resource.')
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
