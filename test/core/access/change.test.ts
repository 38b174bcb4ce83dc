import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, changeKey, type AccessFacts, type Change } from '../../../src/core/access/change'
import { anAgent, aTeam } from '../support/builders'

const OTHER = anAgent({ agentId: '8', name: 'Other agent' })
const CONTEXT = {
  departmentOf: (team: string) => (team === '5' ? '2' : null),
  agentOf: (id: string) => (id === '8' ? OTHER : undefined),
}
const FACTS: AccessFacts = {
  scopes: ['read:tickets'],
  permissions: anAgent({
    teams: [aTeam('3', 'Service Desk')],
    departments: [{ departmentId: '1', name: 'IT' }],
    clients: [{ clientId: '11', name: 'Contoso' }],
    ticketTypes: [{ typeId: '1', name: 'Incident', canView: false }],
    assetTypes: [{ typeId: '4', name: 'Server', canView: true }],
  }),
}
const after = (change: Change, facts = FACTS) => applyChanges(facts, [change], CONTEXT)
const LISTS = ['team', 'department', 'client', 'ticket-type', 'asset-type'] as const
const named = (id: string) => ({ id, name: `Name ${id}` })

describe('a change', () => {
  it('puts a scope in once, and takes it out', () => {
    expect(after({ kind: 'scope', op: 'add', scope: 'read:assets' }).scopes).toEqual([
      'read:tickets',
      'read:assets',
    ])
    expect(after({ kind: 'scope', op: 'add', scope: 'read:tickets' }).scopes).toEqual(['read:tickets'])
    expect(after({ kind: 'scope', op: 'remove', scope: 'read:tickets' }).scopes).toEqual([])
  })

  it('puts things into the lists of the agent, once, and takes them out', () => {
    const ids = (change: Change) => {
      const { permissions } = after(change)
      return {
        team: permissions?.teams?.map(({ teamId }) => teamId),
        department: permissions?.departments?.map(({ departmentId }) => departmentId),
        client: permissions?.clients?.map(({ clientId }) => clientId),
        'ticket-type': permissions?.ticketTypes?.map(({ typeId }) => typeId),
        'asset-type': permissions?.assetTypes?.map(({ typeId }) => typeId),
      }
    }
    for (const [kind, held] of [
      ['team', '3'],
      ['department', '1'],
      ['client', '11'],
      ['ticket-type', '1'],
      ['asset-type', '4'],
    ] as const) {
      expect(ids({ kind, op: 'add', ...named('99') })[kind]).toEqual([held, '99'])
      expect(ids({ kind, op: 'add', ...named(held) })[kind]).toEqual([held])
      expect(ids({ kind, op: 'remove', ...named(held) })[kind]).toEqual([])
      expect(ids({ kind, op: 'remove', ...named('99') })[kind]).toEqual([held])
    }
  })

  it('keeps what is there of a membership, and begins a new one without rights, in its department', () => {
    const teams = after({ kind: 'team', op: 'add', ...named('5') }).permissions?.teams
    expect(teams?.[1]).toEqual({
      teamId: '5',
      name: 'Name 5',
      departmentId: '2',
      unassignedAccess: false,
      otherAgentAccess: false,
    })
    expect(after({ kind: 'team', op: 'add', ...named('3') }).permissions?.teams?.[0]?.name).toBe(
      'Service Desk',
    )
  })

  it('makes a type visible that was in the list without that right', () => {
    const change = { kind: 'ticket-type', op: 'add', ...named('1') } as const
    expect(after(change).permissions?.ticketTypes).toEqual([{ typeId: '1', name: 'Name 1', canView: true }])
  })

  it('gives and takes a team’s own rights, of the teams that the agent is in', () => {
    const right = (kind: 'team-unassigned' | 'team-others', op: 'add' | 'remove', id: string) =>
      after({ kind, op, ...named(id) }).permissions?.teams?.[0]
    expect(right('team-unassigned', 'add', '3')).toMatchObject({
      unassignedAccess: true,
      otherAgentAccess: false,
    })
    expect(right('team-others', 'add', '3')).toMatchObject({
      unassignedAccess: false,
      otherAgentAccess: true,
    })
    expect(right('team-others', 'remove', '3')).toMatchObject({ otherAgentAccess: false })
    expect(right('team-others', 'add', '4')).toMatchObject({ otherAgentAccess: false })
  })

  it('sets claims and the switch of the agent, and puts another in its place', () => {
    expect(after({ kind: 'claim', code: 'l9', value: '0' }).permissions?.claims).toMatchObject({ l9: '0' })
    expect(after({ kind: 'disabled', value: true }).permissions?.disabled).toBe(true)
    expect(after({ kind: 'agent', ...named('8') }).permissions).toBe(OTHER)
    expect(after({ kind: 'agent', ...named('9') }).permissions).toBeNull()
  })

  it.each<Change>([
    { kind: 'scope', op: 'add', scope: 'all' },
    { kind: 'claim', code: 'l9', value: '1' },
    { kind: 'disabled', value: false },
    { kind: 'team', op: 'add', ...named('3') },
  ])('makes nothing known that is not: %j', (change) => {
    const unknown = { scopes: null, permissions: null }
    expect(after(change, unknown)).toEqual(unknown)
  })

  it.each(['team', 'department', 'client', 'ticket-type', 'asset-type', 'team-others'] as const)(
    'leaves an unknown list of the agent unknown: %s',
    (kind) => {
      const permissions = anAgent({
        teams: null,
        departments: null,
        clients: null,
        ticketTypes: null,
        assetTypes: null,
      })
      expect(after({ kind, op: 'add', ...named('1') }, { scopes: null, permissions })).toEqual({
        scopes: null,
        permissions,
      })
    },
  )

  it('of many is what one after the other is, on lists that hold an id twice as well', () => {
    const id = fc.constantFrom('', '1', '2', '3')
    const op = fc.constantFrom('add' as const, 'remove' as const)
    const aChange: fc.Arbitrary<Change> = fc.oneof(
      fc.record({ kind: fc.constant('scope' as const), op, scope: id }),
      fc.record({
        kind: fc.constantFrom(...LISTS, 'team-unassigned' as const, 'team-others' as const),
        op,
        id,
        name: fc.constantFrom('a', 'b'),
      }),
      fc.record({ kind: fc.constant('claim' as const), code: fc.constantFrom('Fc', 'l9'), value: id }),
      fc.record({ kind: fc.constant('disabled' as const), value: fc.boolean() }),
      fc.record({ kind: fc.constant('agent' as const), id: fc.constantFrom('8', '9'), name: id }),
    )
    const list = <T>(make: (id: string) => T) =>
      fc.option(fc.array(id.map(make), { maxLength: 5 }), { nil: null })
    const facts: fc.Arbitrary<AccessFacts> = fc.record(
      {
        scopes: list((scope) => scope),
        permissions: fc.option(
          fc
            .record({
              claims: fc.constantFrom(null, { l9: '0' }),
              teams: list((team) => aTeam(team, 'Held')),
              departments: list((departmentId) => ({ departmentId, name: 'Held' })),
              clients: list((clientId) => ({ clientId, name: 'Held' })),
              ticketTypes: list((typeId) => ({ typeId, name: 'Held', canView: false })),
              assetTypes: list((typeId) => ({ typeId, name: 'Held', canView: null })),
            })
            .map(anAgent),
          { nil: null },
        ),
        gate: fc.record({ inactive: fc.constantFrom(null, true), noLogin: fc.boolean() }),
      },
      { requiredKeys: ['scopes', 'permissions'] },
    )
    fc.assert(
      fc.property(facts, fc.array(aChange, { maxLength: 12 }), (before, changes) => {
        const oneByOne = changes.reduce((each, change) => after(change, each), before)
        expect(applyChanges(before, changes, CONTEXT)).toEqual(oneByOne)
      }),
      { numRuns: 1000 },
    )
  })

  it('is told from every other, whatever names it shows', () => {
    const all: readonly Change[] = [
      { kind: 'scope', op: 'add', scope: 'all' },
      { kind: 'scope', op: 'remove', scope: 'all' },
      { kind: 'claim', code: 'l9', value: '1' },
      { kind: 'claim', code: 'l9', value: '0' },
      { kind: 'disabled', value: true },
      { kind: 'disabled', value: false },
      { kind: 'agent', ...named('1') },
      ...(['team', 'team-others', 'client'] as const).flatMap((kind): readonly Change[] => [
        { kind, op: 'add', ...named('1') },
        { kind, op: 'remove', ...named('1') },
        { kind, op: 'add', ...named('2') },
      ]),
    ]
    expect(new Set(all.map(changeKey)).size).toBe(all.length)
    expect(changeKey({ kind: 'agent', id: '1', name: 'A' })).toBe(
      changeKey({ kind: 'agent', id: '1', name: 'B' }),
    )
  })
})
