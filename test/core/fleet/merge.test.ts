import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeParts, type FoundPart, type MergeRules } from '../../../src/core/fleet/merge'
import { aPart } from '../support/fleet-parts'

const NOW = Date.parse('2026-11-26T12:00:00.000Z')
const HOUR = 3_600_000

const found = (name: string, hoursAgo = 1, over: Partial<FoundPart['part']> = {}): FoundPart => ({
  part: aPart(name, { finishedAt: new Date(NOW - hoursAgo * HOUR).toISOString(), ...over }),
  place: `${name}-${String(hoursAgo)}`,
})
const merged = (
  parts: readonly FoundPart[],
  rules: Partial<MergeRules> = {},
  gaps: Parameters<typeof mergeParts>[1] = [],
) => {
  const { parts: kept, ...rest } = mergeParts(parts, gaps, {
    now: NOW,
    oldest: null,
    expected: [],
    ...rules,
  })
  return { places: kept.map(({ place }) => place), ...rest }
}

describe('parts of separate runs', () => {
  it('are all there, one a tenant', () => {
    expect(merged([found('A'), found('B')])).toEqual({ places: ['A-1', 'B-1'], missing: [], replaced: [] })
  })

  it('of one tenant are the newest, which is told and no gap', () => {
    const { places, missing, replaced } = merged([found('A', 5), found('A', 2), found('A', 9)])
    expect([places, missing]).toEqual([['A-2'], []])
    expect(replaced).toEqual([
      { part: 'A', reason: 'A newer one is in A-2: A-5.' },
      { part: 'A', reason: 'A newer one is in A-2: A-9.' },
    ])
  })

  it('take however a name is written for one, but not another tenant that has it', () => {
    expect(merged([found('Contoso', 2), found('CONTOSO ', 1)]).places).toEqual(['CONTOSO -1'])
    const other = merged([found('A', 2, { url: 'https://other.halopsa.com' }), found('A', 1)])
    expect(other.places).toEqual(['A-1'])
    expect(other.missing).toEqual([
      {
        part: 'A',
        reason: 'Another tenant of this name (https://contoso.halopsa.com) is newer, in A-1: A-2.',
      },
    ])
    expect(merged([found(' ', 1), found('\u200b', 2)]).places).toHaveLength(2)
  })

  it('that are older than asked are missing, and a newer one of the same tenant is not', () => {
    const { places, missing } = merged([found('A', 30), found('A', 2), found('B', 30)], {
      oldest: NOW - 24 * HOUR,
    })
    expect(places).toEqual(['A-2'])
    expect(missing).toEqual([
      { part: 'B', reason: 'It ended at 2026-11-25 06:00:00 UTC, before 2026-11-25 12:00:00 UTC: B-30.' },
    ])
  })

  it('whose time is yet to come are missing, and hide no other of that tenant', () => {
    const { places, missing } = merged([found('A', -48), found('A', 2), found('B', -2)])
    expect(places).toEqual(['A-2', 'B--2'])
    expect(missing.map(({ reason }) => reason)).toEqual([
      'It ended at 2026-11-28 12:00:00 UTC, which is yet to come: A--48.',
    ])
  })

  it('that are expected and not there are missing, each once', () => {
    const gaps = [
      { part: 'C', reason: 'Its file is damaged.' },
      { part: 'A', reason: 'It has not ended yet.' },
    ]
    const { missing } = merged([found('A')], { expected: ['a', 'B', 'b ', 'C', ' '] }, gaps)
    expect(missing).toEqual([
      { part: ' ', reason: 'It was expected, and nothing was found of it.' },
      { part: 'C', reason: 'Its file is damaged.' },
      { part: 'b ', reason: 'It was expected, and nothing was found of it.' },
    ])
  })

  it('come to the same in whatever order they are found', () => {
    const some = fc.array(
      fc
        .tuple(
          fc.constantFrom('A', 'B', 'a'),
          fc.constantFrom(1, 2, 30),
          fc.constantFrom('done', 'failed' as const),
        )
        .map(([name, hours, message]) => found(name, hours, { message })),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(some, fc.func(fc.nat()), (parts, orderOf) => {
        const shuffled = parts
          .map((part, at) => ({ part, at: orderOf(at) }))
          .sort((a, b) => a.at - b.at)
          .map(({ part }) => part)
        const result = (all: readonly FoundPart[]) => {
          const {
            parts: kept,
            missing,
            replaced,
          } = mergeParts(all, [], {
            now: NOW,
            oldest: NOW - 24 * HOUR,
            expected: ['A'],
          })
          const text = (each: readonly object[]) => each.map((one) => JSON.stringify(one)).sort()
          return [text(kept), text(missing), text(replaced)]
        }
        expect(result(shuffled)).toEqual(result(parts))
      }),
    )
  })
})
