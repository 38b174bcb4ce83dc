import { describe, expect, it } from 'vitest'
import { driftResult } from '../../../src/core/drift/accepted-drift'
import type { Drift } from '../../../src/core/drift/drift'
import type { Finding } from '../../../src/core/comparison/finding'
import { aDrift, aMove, aResourceDrift, aSetting } from '../support/drift-builders'

const accepted = { reason: 'Pilot', by: 'Ann Lee', until: '2027-01-31' }
const finding: Finding = {
  ...{ code: 'agent.client', severity: 'error', side: 'app', resource: 'tickets', records: ['2'] },
  ...{ confidence: 'computed', message: 'Hidden.', evidence: [], fix: null },
}
const none: Drift['findings'] = { new: [], fixed: [], still: [], unknown: [] }
const moved = (over: Parameters<typeof aMove>[0]) => [
  aResourceDrift({ vanished: ['2'], moves: [aMove(over)] }),
]
const incomplete = { at: '2026-11-25T12:00:00.000Z', sha256: 'a'.repeat(64), complete: false }

describe('what a drift comes to', () => {
  it.each<[string, Partial<Drift>]>([
    ['a setting', { settings: [aSetting()] }],
    ['one of two settings', { settings: [aSetting({ accepted }), aSetting()] }],
    ['a move that nothing explains', { resources: moved({}) }],
    [
      'a move because of a setting',
      { settings: [aSetting({ accepted }), aSetting()], resources: moved({ because: [0, 1] }) },
    ],
    ['a new finding', { findings: { ...none, new: [finding] } }],
    ['a fixed finding', { findings: { ...none, fixed: [finding] } }],
    ['a setting, and something unknown', { settings: [aSetting()], unread: ['Not read.'], from: incomplete }],
  ])('is changed: %s', (_what, over) => {
    expect(driftResult(aDrift(over))).toBe('changed')
  })

  it.each<[string, Partial<Drift>]>([
    ['nothing', {}],
    [
      'what is accepted',
      { settings: [aSetting({ accepted })], findings: { ...none, new: [{ ...finding, accepted }] } },
    ],
    [
      'what accepted settings moved',
      { settings: [aSetting({ accepted })], resources: moved({ because: [0] }) },
    ],
    ['records that were reassigned', { resources: moved({ record: 'reassigned' }) }],
    [
      'records that were made and deleted',
      { resources: [aResourceDrift({ created: ['8'], deleted: ['9'] })] },
    ],
    ['findings that are still there', { findings: { ...none, still: [finding] } }],
    [
      'views that are beyond prediction',
      {
        kind: 'applications',
        resources: [aResourceDrift({ state: 'unknown', reason: 'It acts as whoever signs in.' })],
      },
    ],
  ])('is the same: %s', (_what, over) => {
    expect(driftResult(aDrift(over))).toBe('same')
  })

  it.each<[string, Partial<Drift>]>([
    ['an incomplete snapshot', { from: incomplete }],
    ['an incomplete snapshot', { to: incomplete }],
    ['a setting that was not read', { unread: ['Not read.'] }],
    ['a list that was not read', { resources: [aResourceDrift({ state: 'unknown', reason: 'Not read.' })] }],
    ['records that cannot be told apart', { resources: [aResourceDrift({ undecided: ['1'] })] }],
    ['a finding that cannot be told', { findings: { ...none, unknown: [finding] } }],
  ])('is unknown: %s', (_what, over) => {
    expect(driftResult(aDrift(over))).toBe('unknown')
  })
})
