import { describe, expect, it } from 'vitest'
import { keptPair, type Since } from '../../../../src/main/services/drift/kept-pair'
import { appError } from '../../../../src/shared/app-error'
import type { HistoryEntry, HistoryFault, HistoryState } from '../../../../src/shared/files/history'
import { err, ok } from '../../../../src/shared/result'

const TENANT = '0b8f2a44-5f0e-4c62-9c38-5b7b0a6f5d01'
const APP = '0b8f2a44-5f0e-4c62-9c38-5b7b0a6f5d02'

const entry = (day: number, over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `00000000-0000-4000-8000-${String(day).padStart(12, '0')}`,
  kind: 'comparison',
  at: `2026-11-${String(day).padStart(2, '0')}T06:00:00.000Z`,
  keptAt: `2026-11-${String(day).padStart(2, '0')}T06:00:01.000Z`,
  sha256: 'a'.repeat(64),
  bytes: 100,
  app: null,
  baseline: false,
  signed: false,
  counts: {
    ...{ complete: true, errors: 0, warnings: 0 },
    ...{ both: 1, onlyAgent: 0, onlyApp: 0, applications: null },
  },
  ...over,
})

const pairOf = async (
  entries: readonly HistoryEntry[],
  {
    since = null,
    app = null,
    state = { state: 'on' },
    faults = [],
  }: { since?: Since; app?: string | null; state?: HistoryState; faults?: readonly HistoryFault[] } = {},
) => {
  const pair = await keptPair({ id: TENANT, name: 'Contoso', app }, since, {
    state: () => Promise.resolve(state),
    list: (id) => Promise.resolve(id === TENANT ? { entries, faults } : { entries: [], faults: [] }),
    read: (_tenant, id) => Promise.resolve(ok(id)),
  })
  return pair.ok
    ? { from: Number(pair.value.from.text.slice(-2)), to: Number(pair.value.to.text.slice(-2)) }
    : { error: pair.error.message, advice: pair.error.advice.join('\n'), code: pair.error.code }
}

const FOUR = [entry(9), entry(20), entry(5), entry(14)]
const until = (moment: string): Since => ({ until: Date.parse(moment) })

describe('two kept snapshots', () => {
  it.each<[string, Since, number]>([
    ['the one before the newest', null, 14],
    ['so many before it', { place: 1 }, 14],
    ['so many before it', { place: 3 }, 5],
    ['the last by a moment', until('2026-11-14T06:00:00Z'), 14],
    ['the last by a moment', until('2026-11-14T05:59:59Z'), 9],
    ['the last by a moment', until('2026-12-31T00:00:00Z'), 14],
  ])('are the newest and %s', async (_what, since, from) => {
    expect(await pairOf(FOUR, { since })).toEqual({ from, to: 20 })
  })

  it('are of one app connection; inventories where nothing was compared', async () => {
    const others = [entry(21, { app: APP }), entry(22, { app: APP })]
    const inventories = [entry(23, { kind: 'applications' }), entry(24, { kind: 'applications' })]
    expect(await pairOf([...FOUR, ...others, ...inventories])).toEqual({ from: 14, to: 20 })
    expect(await pairOf([...FOUR, ...others, ...inventories], { app: APP })).toEqual({ from: 21, to: 22 })
    expect(await pairOf(inventories)).toEqual({ from: 23, to: 24 })
    expect(await pairOf(inventories, { app: APP })).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('where there are no two', () => {
  it.each<[HistoryState, string]>([
    [{ state: 'on' }, 'Compare once more'],
    [{ state: 'off' }, 'History is switched off'],
    [
      { state: 'unavailable', message: 'No keychain is here.', advice: ['Unlock one.'] },
      'No keychain is here.\nUnlock one.',
    ],
  ])('it says why: %o', async (state, advice) => {
    const none = await pairOf([], { state })
    expect(none.error).toBe('Of “Contoso” no snapshot is kept.')
    expect(none.advice).toContain(advice)
    const faults = [{ file: 'x', state: 'damaged' as const, reason: 'It is damaged.' }]
    expect((await pairOf([entry(3)], { state, faults })).error).toBe(
      'Of “Contoso” one snapshot is kept, and a drift is between two, besides 1 file that cannot be read.',
    )
  })

  it('it says how far back they go', async () => {
    expect(await pairOf(FOUR, { since: { place: 4 } })).toMatchObject({
      error:
        '4 snapshots of this tenant are kept, the oldest of 2026-11-05 06:00:00 UTC. That is further back than they go.',
      advice: '--since 1 to --since 3, or a later date.',
    })
    expect((await pairOf(FOUR, { since: until('2026-11-05T05:00:00Z') })).error).toContain(
      'None of them is of 2026-11-05 05:00:00 UTC or before.',
    )
  })

  it('it passes on what keeps one from being read', async () => {
    const fault = appError('INVALID_FILE', 'It is damaged.')
    const pair = await keptPair({ id: TENANT, name: 'Contoso', app: null }, null, {
      state: () => Promise.resolve({ state: 'on' }),
      list: () => Promise.resolve({ entries: FOUR, faults: [] }),
      read: (_tenant, id) => Promise.resolve(id === entry(20).id ? err(fault) : ok('{}')),
    })
    expect(pair).toEqual(err(fault))
  })
})
