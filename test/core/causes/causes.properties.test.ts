import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeFor } from '../../../src/core/access/judge'
import { isKnown, sideFacts } from '../../../src/core/access/side-facts'
import { causeRowsOf } from '../../../src/core/causes/cause-rows'
import { explained } from '../../../src/core/causes/explained'
import { keyOfCause, keyOfFinding, settingKey } from '../../../src/core/causes/setting'
import { buildSummary } from '../../../src/core/summary/build-summary'
import { aScene } from '../support/arbitraries'
import { aComparison } from '../support/builders'

const anyScene = aScene(fc.constantFrom('42', '42', '7', null))
const RUNS = { numRuns: 400 }

const CODES_OF_NO_SETTING =
  /^(data|identity|app|connection\.(invalid|not-halo|tls|unreachable|rate)|scope\.(not-granted|excess)|agent\.administrator)/

describe('causes, for any comparison', () => {
  it('hold every finding that hides records, each once, and no other', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { findings, causes, ...facts } = explained(aComparison(scene))
        for (const [index, finding] of findings.entries()) {
          const holding = causes.filter((cause) => cause.findings.includes(index))
          const side = finding.side
          const key = side === 'both' ? null : keyOfFinding(sideFacts(facts, side), finding)
          expect(holding.map(keyOfCause)).toEqual(key === null ? [] : [key])
          for (const cause of holding) expect(cause.side).toBe(side)
          // What names a resource and is in no cause hides nothing by a setting.
          if (holding.length === 0 && finding.resource !== null)
            expect(finding.code).toMatch(CODES_OF_NO_SETTING)
        }
      }),
      RUNS,
    )
  })

  it('agree with the findings on the records of lists', () => {
    let agreed = 0
    fc.assert(
      fc.property(anyScene, (scene) => {
        const comparison = explained(aComparison(scene))
        const { findings, causes } = comparison
        const rowsOf = causeRowsOf(comparison)
        for (const [index, cause] of causes.entries()) {
          const facts = sideFacts(comparison, cause.side)
          // Told once for the whole side, without what else hides the same.
          if (facts.scopes?.length === 0 || facts.rootCause === 'connection.not-an-agent') continue
          for (const view of facts.views) {
            if (view.own.state !== 'listed') continue
            const told = new Set(
              cause.findings
                .flatMap((each) => findings[each] ?? [])
                .filter(({ resource }) => resource === view.resource)
                .flatMap(({ records }) => records),
            )
            const rows = rowsOf(index).filter(({ resource }) => resource === view.resource)
            expect(new Set(rows.map(({ record }) => record.id))).toEqual(told)
            agreed += told.size
          }
        }
      }),
      RUNS,
    )
    expect(agreed).toBeGreaterThan(200)
  })

  it('leave no record out that the judge has a cause of, and count it in the picture once', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const comparison = explained(aComparison(scene))
        const { causes } = comparison
        const rowsOf = causeRowsOf(comparison)
        const facts = sideFacts(comparison, 'app')
        const judge = judgeFor(facts)
        const told = new Map<string, readonly string[]>()
        for (const [index, { side }] of causes.entries())
          if (side === 'app')
            for (const row of rowsOf(index))
              told.set(
                `${row.resource} ${row.record.id}`,
                row.causes.map((cause) => keyOfCause(causes[cause] as (typeof causes)[number]) ?? ''),
              )
        let hidden = 0
        for (const view of facts.result.state === 'failed' ? [] : facts.views.filter(isKnown))
          for (const record of view.unseen) {
            hidden += 1
            const keys = judge
              .record(view, record)
              .causes.map(({ code }) => settingKey(code, view.resource))
            expect(told.get(`${view.resource} ${record.id}`) ?? []).toEqual(expect.arrayContaining(keys))
          }
        const summary = buildSummary(comparison)
        expect(summary.hidden).toEqual({ records: hidden, explained: told.size })
        const sum = (counts: readonly { readonly records: number }[]) =>
          counts.reduce((all, { records }) => all + records, 0)
        expect(sum(summary.overlaps)).toBe(told.size)
        for (const overlap of summary.overlaps) {
          expect(sum(overlap.resources)).toBe(overlap.records)
          expect(overlap.causes).toEqual([...overlap.causes].sort((a, b) => a - b))
        }
        for (const [index, cause] of causes.entries()) {
          expect(sum(cause.resources)).toBe(cause.records)
          if (cause.side !== 'app') continue
          const of = summary.overlaps.filter((overlap) => overlap.causes.includes(index))
          expect(sum(of)).toBe(cause.records)
          expect(of.reduce((all, { undecided }) => all + undecided, 0)).toBe(cause.undecided)
          const single = of.filter((overlap) => overlap.causes.length === 1)
          expect(single.reduce((all, { records, undecided }) => all + records - undecided, 0)).toBe(cause.alone)
        }
      }),
      RUNS,
    )
  })

  it('tell each setting of a side once, the weakest of what they rest on, in a sentence', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const { causes, findings } = explained(aComparison(scene))
        const keys = causes.map((cause) => `${cause.side} ${keyOfCause(cause) ?? ''}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const cause of causes) {
          expect(cause.message).toMatch(/^\P{Ll}.*\.$/u)
          expect(cause.message).not.toMatch(/undefined|null|\(\)| {2}/)
          const sure = cause.findings.map((index) => findings[index]?.confidence)
          if (sure.includes('observed')) expect(cause.confidence).toBe('observed')
          if (sure.includes('computed')) expect(cause.confidence).not.toBe('documented')
        }
      }),
      RUNS,
    )
  })
})
