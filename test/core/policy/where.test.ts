import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { checkExpectations, type Expectation } from '../../../src/core/policy/expectation'
import type { Where } from '../../../src/core/policy/where'
import {
  aComparison,
  aFailure,
  aRecord,
  aTicket,
  listed,
  refused,
  truncated,
  type Scene,
} from '../support/builders'

const comparisonOf = (scene: Scene): Comparison => ({ ...aComparison(scene), findings: [], causes: [] })
const LINES = [
  aTicket(1, { teamId: '3', teamName: '1st Line' }),
  aTicket(2, { teamId: '12', teamName: '1st Line' }),
]
const sees = (
  where: Where,
  scene: Scene,
  { resource = 'tickets', least = 0, most = 0 }: Partial<Extract<Expectation, { kind: 'sees' }>> = {},
) => {
  const [result] = checkExpectations(
    [{ name: 'x', kind: 'sees', side: 'app', resource, where, least, most }],
    comparisonOf(scene),
    [],
  )
  if (result === undefined) throw new Error('There is no result')
  return result
}

describe('a name of more than one', () => {
  const teams = {
    observed: { tickets: [listed(LINES), listed([])] as const },
    configuration: {
      teams: [
        { teamId: '3', name: '1st Line', departmentId: '1' },
        { teamId: '12', name: '1ST LINE', departmentId: '2' },
      ],
    },
  } satisfies Scene

  it('is unknown, never passed, and says how they are told apart', () => {
    expect(sees({ team: '1st Line' }, teams)).toMatchObject({
      state: 'unknown',
      message: '“1st Line” is more than one team: 3 (department #1), 12 (department #2). Name one by its id.',
    })
    expect(sees({ team: '3' }, teams).state).toBe('passed')
  })

  it('is told apart by client, or by nothing but the id', () => {
    const site = (id: number, clientName: string) =>
      aTicket(id, { siteId: String(id), siteName: 'Main', clientName, clientId: String(id + 20) })
    const sites = { observed: { tickets: [listed([site(1, 'A'), site(2, 'B')]), listed([])] as const } }
    expect(sees({ site: 'main' }, sites).message).toContain('1 (client A), 2 (client B)')
    const agents = [
      aTicket(1, { agentId: '7', agentName: 'Kim' }),
      aTicket(2, { agentId: '8', agentName: 'Kim' }),
    ]
    expect(
      sees({ assignee: 'Kim' }, { observed: { tickets: [listed(agents), listed([])] } }).message,
    ).toContain('7, 8.')
    const clients = [aRecord(11, { label: 'Acme' }), aRecord(12, { label: 'Acme' })]
    const named = {
      observed: {
        clients: [listed(clients), listed([])] as const,
        tickets: [listed([]), listed([])] as const,
      },
    }
    expect(sees({ client: 'ACME' }, named).state).toBe('unknown')
    expect(sees({ client: '12' }, named).state).toBe('passed')
  })

  it('is also what is the id of one and the name of another', () => {
    const clients = [aRecord(7, { label: 'Acme' }), aRecord(12, { label: '7' })]
    const scene = { observed: { clients: [listed(clients), listed(clients)] as const } }
    const result = sees({ client: '7' }, scene, { resource: 'clients' })
    expect(result.state).toBe('unknown')
    expect(result.message).toContain('7 (Acme), 12. “7” is the id of one and the name of another')
    expect(sees({ client: '007' }, scene, { resource: 'clients' }).message).toContain(
      'No client called “007”',
    )
  })
})

describe('a record that does not say whose it is', () => {
  const nobody = aTicket(9, { teamId: null, teamName: null })
  const scene = (...records: readonly ReturnType<typeof aTicket>[]): Scene => ({
    observed: { tickets: [listed([aTicket(1)]), listed(records)] },
  })

  it('leaves open what turns on it, and no more', () => {
    const team = { team: 'Service Desk' }
    expect(sees(team, scene(nobody)).state).toBe('unknown')
    expect(sees(team, scene(nobody), { least: 1, most: null }).state).toBe('unknown')
    expect(sees(team, scene(nobody), { least: 2, most: null }).state).toBe('failed')
    expect(sees(team, scene(nobody, aTicket(1)), { least: 1, most: null }).state).toBe('passed')
    expect(sees(team, scene(nobody, aTicket(1))).state).toBe('failed')
    expect(sees({ ...team, client: 'Contoso' }, scene({ ...nobody, clientId: '12' })).state).toBe('unknown')
  })

  it('is meant by the name that it carries without an id', () => {
    const named = { ...nobody, teamName: 'service desk' }
    expect(sees({ team: 'Service Desk' }, scene(named)).state).toBe('failed')
    expect(
      sees({ team: 'Projects' }, scene({ ...nobody, teamName: 'Projects' }), { least: 1, most: 1 }).state,
    ).toBe('passed')
  })

  it('is every record of a list that has no such thing', () => {
    const statuses = {
      observed: {
        tickets: [listed([aTicket(1)]), listed([])] as const,
        statuses: [listed([]), listed([aRecord(1)])] as const,
      },
    }
    expect(sees({ client: 'Contoso' }, statuses, { resource: 'statuses' }).state).toBe('unknown')
  })
})

/** Whatever is expected: what was not seen whole never passes, and what was passes only if it is so. */
it('never passes on a gap', () => {
  const records = fc.array(fc.constantFrom('Contoso', 'Fabrikam', null), { maxLength: 6 }).map((names) =>
    names.map((name, at) =>
      aTicket(at + 1, {
        clientId: name === null ? null : name === 'Contoso' ? '11' : '12',
        clientName: name,
      }),
    ),
  )
  const state = fc.constantFrom('listed', 'truncated', 'refused', 'failed', 'absent')
  const bound = fc.nat({ max: 6 })
  fc.assert(
    fc.property(records, state, bound, fc.option(bound, { nil: null }), (all, is, least, most) => {
      const observed = {
        listed: listed(all),
        truncated: truncated(all, all.length + 3),
        refused: refused(),
        failed: { state: 'failed' as const, failure: aFailure('connection.unreachable') },
        absent: null,
      }[is]
      const clients = [aRecord(11, { label: 'Contoso' }), aRecord(12, { label: 'Fabrikam' })]
      const scene: Scene = {
        observed: {
          clients: [listed(clients), listed(clients)],
          ...(observed === null ? {} : { tickets: [listed(all), observed] }),
        },
      }
      const { state: result } = sees({ client: 'Contoso' }, scene, { least, most })
      const certain = all.filter(({ clientName }) => clientName === 'Contoso').length
      const possible = certain + all.filter(({ clientName }) => clientName === null).length
      if (result === 'passed') {
        expect(is).toBe('listed')
        expect(certain).toBeGreaterThanOrEqual(least)
        expect(possible).toBeLessThanOrEqual(most ?? Infinity)
      }
      if (result === 'failed') expect(certain > (most ?? Infinity) || possible < least).toBe(true)
      if (is === 'refused' || is === 'failed' || is === 'absent') expect(result).toBe('unknown')
    }),
  )
})
