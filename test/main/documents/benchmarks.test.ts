import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../../../bench/figure'
import { filesIn, textOf } from '../../support/source-scan'

const ROOT = path.resolve(import.meta.dirname, '../../..')

type CaseResult = { name: string; figures: readonly Figure[] } | { name: string; fault: string }

/** Plain JavaScript, for `npm run bench`. */
const { benchmarksText, keptByHand, terminalTable } = (await import(
  pathToFileURL(path.join(ROOT, 'scripts/lib/bench-results.mjs')).href
)) as {
  benchmarksText: (results: readonly CaseResult[], machine: object, kept: string) => string
  keptByHand: (text: string | null) => string
  terminalTable: (results: readonly CaseResult[]) => string
}

const MACHINE = {
  date: '2026-11-26',
  commit: 'abc1234',
  processor: 'A processor, 2 cores',
  memory: 8e9,
  load: [1, 2.04],
  node: 'v24',
  hosts: [],
}

const figure = (more: Partial<Figure> = {}): Figure => ({
  what: 'compare 10,000 tickets a side',
  ours: 3.4567,
  unit: 's',
  reference: { what: 'a naive client', value: 12.3456 },
  aim: 'under 0.35 of it',
  runs: 5,
  ...more,
})

const rowOf = (more: Partial<Figure>): string =>
  benchmarksText([{ name: 'listing', figures: [figure(more)] }], MACHINE, '')
    .split('\n')
    .find((line) => line.startsWith(`| ${figure().what}`)) ?? ''

describe('docs/benchmarks.md', () => {
  it('holds each figure with its reference, ratio, aim and runs', () => {
    expect(rowOf({})).toBe(
      '| compare 10,000 tickets a side | 3.46 s | 12.3 s, a naive client | 0.28 | under 0.35 of it | 5 |',
    )
  })

  it('rounds what was measured, and never what was counted', () => {
    expect(rowOf({ ours: 123_456, unit: 'MB' })).toContain('| 123,000 MB |')
    expect(rowOf({ ours: 10_204, unit: 'requests' })).toContain('| 10,204 requests |')
  })

  it('has no ratio where there is nothing to compare with', () => {
    expect(rowOf({ reference: null })).toBe(
      '| compare 10,000 tickets a side | 3.46 s |  |  | under 0.35 of it | 5 |',
    )
    expect(rowOf({ reference: { what: 'the least', value: 0 } })).toContain('the least |  |')
  })

  it('says what could not be measured, and why, and of nothing else', () => {
    const results: CaseResult[] = [
      { name: 'window', figures: [figure({ ours: NaN, unmeasured: 'there is no Electron' })] },
      { name: 'printing', fault: 'it broke | badly' },
    ]
    const text = benchmarksText(results, MACHINE, '')
    expect(text).toContain(
      '- compare 10,000 tickets a side: there is no Electron\n- printing: it broke | badly',
    )
    expect(text).toContain('| not measured |')
    expect(text).not.toContain('NaN')
    expect(terminalTable(results)).toContain('printing: it broke | badly')
    expect(benchmarksText([], MACHINE, '')).toContain('Everything was.')
  })

  it('keeps what was written by hand, also when it is written again and again', () => {
    const first = benchmarksText([], MACHINE, keptByHand(null))
    const edited = first.replace('Nothing yet.', 'Threads: slower by a third.')
    const again = benchmarksText([], MACHINE, keptByHand(edited))
    expect(again).toBe(edited)
    expect(keptByHand(again)).toContain('Threads: slower by a third.')
  })

  it('is not written where the part that is kept by hand has gone', () => {
    expect(() => keptByHand('# Benchmarks\n')).toThrow('kept by hand')
  })

  it('is there, with its part kept by hand', () => {
    expect(keptByHand(textOf('docs/benchmarks.md'))).toContain('did not help')
  })
})

it('every case of the benchmark is a file, and every file with a case is in it', () => {
  const [, list = ''] = /const CASES = \[([^\]]*)\]/.exec(textOf('scripts/bench.mjs')) ?? []
  const named = [...list.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name)
  const there = filesIn('bench', /\.ts$/).filter((file) => /^export const run\b/m.test(textOf(file)))
  expect(there.map((file) => path.basename(file, '.ts')).sort()).toEqual(named)
})
