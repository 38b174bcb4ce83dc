import { describe, expect, it } from 'vitest'
import {
  exitOfCheck,
  exitOfComparison,
  exitOfExpectations,
  exitOfInventory,
  worstExit,
} from '../../../src/core/fleet/exit'
import { fleetToJson } from '../../../src/core/fleet/fleet-json'
import { fleetOf } from '../../../src/core/fleet/fleet-of'
import { aTicket, aFailure, failedSide, listed, refused } from '../support/builders'
import { aPart, aSetting, compared } from '../support/fleet-builders'
import { anEntry, anInventory, aRisk } from '../support/inventory-builders'
import { baselineWords, fleetTimeWords } from '../../../src/core/fleet/fleet-words'

describe('a fleet', () => {
  const parts = ['C', 'A', 'B'].map((name, index) =>
    aPart(name, {
      startedAt: `2026-11-26T10:00:0${String(index)}.000Z`,
      finishedAt: `2026-11-26T10:00:2${String(2 - index)}.000Z`,
      settings: [aSetting({ value: name === 'B' ? 'limited' : 'all' })],
    }),
  )

  it('is the same in whatever order its parts come', () => {
    const fleet = fleetOf(parts)
    expect(fleetOf([...parts].reverse())).toEqual(fleet)
    expect(fleet).toMatchObject({
      startedAt: '2026-11-26T10:00:00.000Z',
      finishedAt: '2026-11-26T10:00:22.000Z',
      baseline: 'majority',
      missing: [],
    })
    expect(fleet.tenants.map(({ name }) => name)).toEqual(['A', 'B', 'C'])
    expect(fleet.outliers.map(({ tenant }) => tenant)).toEqual(['B'])
  })

  it('of no tenant has no times', () => {
    expect(fleetOf([])).toMatchObject({ startedAt: null, finishedAt: null, tenants: [], outliers: [] })
  })

  it('names a baseline of which nothing is known, once', () => {
    expect(fleetOf(parts, 'D').missing).toMatchObject([
      { part: 'D', reason: expect.stringContaining('baseline') },
    ])
    const missing = [{ part: 'D', reason: 'It is not there.' }]
    expect(fleetOf(parts, 'D', missing).missing).toEqual(missing)
    expect(fleetOf(parts, 'b').missing).toEqual([])
  })

  it('in JSON has everything but what its outliers were drawn from', () => {
    const json = fleetToJson(fleetOf(parts))
    expect(Object.keys(json)).toEqual([
      'schema',
      'startedAt',
      'finishedAt',
      'baseline',
      'tenants',
      'outliers',
      'missing',
    ])
    expect(json.tenants[0]).not.toHaveProperty('settings')
    expect(json.tenants[0]).toMatchObject({ name: 'A', exit: 0, counts: { requests: 31 } })
  })
})

describe('exit statuses', () => {
  it('of a check, a comparison, an inventory and policy tests', () => {
    expect(exitOfCheck({ steps: [{ state: 'failed' }], findings: [] })).toBe(1)
    expect(exitOfCheck({ steps: [{ state: 'passed' }], findings: [] })).toBe(0)
    const same = listed([aTicket(1)])
    expect(exitOfComparison(compared(['all'], { observed: { tickets: [same, same] } }))).toBe(0)
    expect(exitOfComparison(compared(['all'], { observed: { tickets: [refused(), refused()] } }))).not.toBe(0)
    expect(exitOfComparison({ ...compared(['all']), complete: false })).toBe(3)
    // Refused everything, and nothing is an error: an answer, and no comparison.
    expect(
      exitOfComparison({
        ...compared(['all'], { observed: { tickets: [refused(), refused()] } }),
        findings: [],
      }),
    ).toBe(3)
    expect(
      exitOfComparison(compared([], { app: failedSide(aFailure('connection.invalid-client')) })),
    ).not.toBe(0)
    expect(exitOfInventory(anInventory())).toBe(0)
    expect(exitOfInventory(anInventory([anEntry({}, { risks: [aRisk({ severity: 'error' })] })]))).toBe(1)
    expect(exitOfInventory(anInventory([], { complete: false }))).toBe(3)
    expect(exitOfExpectations([])).toBe(0)
    expect(exitOfExpectations([{ state: 'unknown' }, { state: 'failed' }])).toBe(1)
    expect(exitOfExpectations([{ state: 'unknown' }, { state: 'passed' }])).toBe(3)
  })

  it('of several: 3 over 1 over 0', () => {
    expect([worstExit([]), worstExit([0, 1]), worstExit([1, 3, 0])]).toEqual([0, 1, 3])
  })
})

describe('what is said of a run over many tenants', () => {
  it('names the baseline, and when it was', () => {
    expect(baselineWords('majority')).toBe('what most tenants have')
    expect(baselineWords('Contoso')).toBe('the tenant Contoso')
    expect(fleetTimeWords({ startedAt: null, finishedAt: null })).toBe('no tenant was run')
    expect(fleetTimeWords({ startedAt: '2026-11-26T10:00:00.000Z', finishedAt: null })).toBe(
      'no tenant was run',
    )
    expect(
      fleetTimeWords({ startedAt: '2026-11-26T10:00:00.000Z', finishedAt: '2026-11-26T10:05:00.000Z' }),
    ).toBe('2026-11-26 10:00:00 to 2026-11-26 10:05:00 UTC')
  })
})
