import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Drift, DriftEnd } from '../../../src/core/drift/drift'
import { driftOf } from '../../../src/core/drift/drift-of'
import { driftHeadline, moveText } from '../../../src/core/drift/drift-text'
import { aComparison, aTicket, anAgent, FABRIKAM, listed, type Scene } from '../support/builders'

const END: DriftEnd = { at: '2026-11-23T10:00:21.000Z', sha256: 'a'.repeat(64), complete: true }
const snapshot = (scene: Scene): Comparison => explained(aComparison(scene))
const between = (from: Scene, to: Scene): Drift =>
  driftOf(snapshot(from), snapshot(to), { from: END, to: END })

const ALL = [aTicket(1), aTicket(2, FABRIKAM), aTicket(3, FABRIKAM)]
const LIMITED = { ...anAgent().claims, Fc: '0' }
const BOTH = [
  { clientId: '11', name: 'Contoso' },
  { clientId: '12', name: 'Fabrikam Ltd' },
]

describe('drift of two comparisons', () => {
  it('names the client that was removed, and the tickets that vanished because of it', () => {
    const drift = between(
      {
        configuration: { appSide: anAgent({ claims: LIMITED, clients: BOTH }) },
        observed: { tickets: [listed(ALL), listed(ALL)] },
      },
      {
        configuration: { appSide: anAgent({ claims: LIMITED, clients: BOTH.slice(0, 1) }) },
        observed: { tickets: [listed(ALL), listed(ALL.slice(0, 1))] },
      },
    )
    expect(drift.settings).toEqual([
      {
        what: 'agent.client',
        side: 'app',
        of: 'API Agent',
        ofId: '42',
        change: 'removed',
        value: 'Fabrikam Ltd (12)',
        before: null,
        message: 'Fabrikam Ltd (12) was removed from the clients of API Agent.',
      },
    ])
    expect(drift.resources).toMatchObject([
      {
        resource: 'tickets',
        side: 'app',
        state: 'compared',
        appeared: [],
        vanished: ['2', '3'],
        because: [0],
        moves: [{ how: 'vanished', ids: ['2', '3'], because: [0], record: null }],
      },
    ])
    expect(drift.findings.new.map(({ code }) => code)).toEqual(['agent.client'])
    expect(driftHeadline(drift)).toMatchInlineSnapshot(`"1 setting changed; 2 records vanished for the app side; 1 new finding; not all settings could be read."`)
    const [tickets] = drift.resources
    expect(
      tickets && tickets.moves.map((move) => moveText(move, tickets, drift.settings)),
    ).toMatchInlineSnapshot(`
      [
        "2 tickets vanished, because: Fabrikam Ltd (12) was removed from the clients of API Agent.",
      ]
    `)
  })
})
