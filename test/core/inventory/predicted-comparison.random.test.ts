import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { comparedRows, filterOf } from '../../../src/core/comparison/rows'
import { resourceCounts, resourceOutcome, verdictTone } from '../../../src/core/comparison/outcome'
import { reasonsFor } from '../../../src/core/comparison/reasons'
import { compareResource } from '../../../src/core/comparison/compare'
import type { Resource } from '../../../src/core/halo/resource'
import type { Calibration } from '../../../src/core/inventory/inventory'
import { predictorFor, type Predictor } from '../../../src/core/inventory/predict'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { nothingMoves, whatIf } from '../../../src/core/remedy/what-if'
import { buildSummary } from '../../../src/core/summary/build-summary'
import { aPartlyReadInventory, type RandomInventory } from '../../support/random-inventory'
import { aChange } from '../../support/random-tenant'

const contradicted = fc
  .subarray(['agent.client', 'agent.team', 'agent.unassigned', 'scope.missing'] as const)
  .map((codes): Calibration => ({
    contradicted: codes.map((code) => ({
      code,
      resource: 'tickets' as const,
      records: 3,
      application: 'Application 0',
      administratorsOnly: false,
      message: `${code} is not used for tickets: Application 0 got 3 tickets that it would hide.`,
    })),
    agreement: [],
  }))

/** Every application of a random tenant as a comparison. */
const each = (
  random: RandomInventory,
  calibration: Calibration,
  check: (predicted: Comparison, predictor: Predictor) => void,
) => {
  const predictor = predictorFor(random.facts, calibration)
  for (const application of random.facts.applications) check(predictor.comparison(application), predictor)
}

/** Everything that is said of a predicted comparison, but of what the inspector itself really got. */
const textsOf = (comparison: Comparison, more: readonly string[]): readonly string[] => [
  ...comparison.findings
    .filter(({ side }) => side !== 'agent')
    .flatMap(({ message, evidence, fix }) => [
      message,
      ...evidence.flatMap(({ what, value }) => [what, value]),
      fix?.text ?? '',
      fix?.path ?? '',
    ]),
  ...comparison.causes
    .filter(({ side }) => side === 'app')
    .flatMap(({ message, setting, fix }) => [message, setting, fix?.text ?? '', fix?.path ?? '']),
  ...buildSummary(comparison).first,
  ...comparison.resources.flatMap(({ app }) => (app.state === 'skipped' ? [app.reason] : [])),
  ...(comparison.predicted?.limits ?? []),
  ...more,
]

const OBSERVED = /\b(sees|saw|seen|HTTP|observed)\b/

describe('a predicted comparison', () => {
  it('says of nothing that the application sees it, in findings, what-if and fixes', () => {
    const said = new Set<string>()
    fc.assert(
      fc.property(aPartlyReadInventory, contradicted, aChange, (random, calibration, change) => {
        each(random, calibration, (comparison) => {
          const outlook = whatIf(comparison, [change])
          const fixes = comparison.resources
            .slice(0, 3)
            .map(({ resource }) => smallestFixes(comparison, resource, null))
          const texts = textsOf(comparison, [
            ...outlook.limits,
            nothingMoves(outlook),
            ...fixes.flatMap(({ reasons }) => reasons.map(({ message }) => message)),
          ])
          for (const text of texts) {
            expect(text).not.toMatch(OBSERVED)
            said.add(text.replace(/\d+/g, 'n'))
          }
          const codes = comparison.findings.map(({ code }) => code)
          for (const code of ['data.unexplained', 'data.changed', 'data.contradicts-rule'])
            expect(codes).not.toContain(code)
          for (const { side, confidence } of comparison.findings)
            if (side === 'app') expect(confidence).not.toBe('observed')
        })
      }),
      { numRuns: 100 },
    )
    expect([...said].filter((text) => text.includes('(predicted)')).length).toBeGreaterThan(20)
  }, 120_000)

  it('gives a reason for each record that is hidden or undecided, and for each refusal', () => {
    fc.assert(
      fc.property(aPartlyReadInventory, contradicted, (random, calibration) => {
        each(random, calibration, (comparison) => {
          for (const compared of comparison.resources) {
            const reasons = reasonsFor(comparison, compared)
            const covered = new Set(reasons.flatMap(({ records }) => records))
            for (const id of [...compared.onlyAgent, ...compared.undecided])
              expect(covered.has(id), `${compared.resource} ${id}`).toBe(true)
            if (compared.app.state === 'refused')
              expect(reasons.filter(({ side }) => side !== 'agent')).not.toEqual([])
          }
        })
      }),
      { numRuns: 100 },
    )
  }, 120_000)

  it('keeps undecided records out of every number, and never looks the same with one', () => {
    let withUndecided = 0
    fc.assert(
      fc.property(aPartlyReadInventory, contradicted, (random, calibration) => {
        each(random, calibration, (comparison, predictor) => {
          const application = random.facts.applications.find(
            ({ id }) => id === comparison.predicted?.applicationId,
          )
          const views = application === undefined ? [] : predictor.sees(application)
          for (const [place, compared] of comparison.resources.entries()) {
            const view = views[place]
            if (view?.state !== 'predicted') continue
            const { both, onlyAgent, onlyApp, undecided } = compared
            expect([both, onlyAgent.length, undecided.length, onlyApp.length]).toEqual([
              view.visible,
              view.hidden,
              view.unknown,
              0,
            ])
            const unknown = comparedRows(compared).filter(({ seenBy }) => filterOf(seenBy) === 'unknown')
            expect(unknown.map(({ record }) => record.id)).toEqual(undecided)
            if (undecided.length === 0) continue
            withUndecided += 1
            expect(verdictTone(resourceOutcome(compared))).not.toBe('good')
            const counts = resourceCounts(resourceOutcome(compared))
            expect([counts.both.exact, counts.onlyAgent.exact]).toEqual([false, false])
            expect(counts.undecided).toEqual({ least: undecided.length, exact: true })
          }
        })
      }),
      { numRuns: 100 },
    )
    expect(withUndecided).toBeGreaterThan(5)
  }, 120_000)

  it('moves undecided records to "may" alone when something is changed', () => {
    fc.assert(
      fc.property(aPartlyReadInventory, contradicted, aChange, (random, calibration, change) => {
        each(random, calibration, (comparison) => {
          const undecided = new Map<Resource, ReadonlySet<string>>(
            comparison.resources.map((compared) => [compared.resource, new Set(compared.undecided)]),
          )
          for (const { resource, appears, disappears } of whatIf(comparison, [change]).resources)
            expect([...appears, ...disappears].filter((id) => undecided.get(resource)?.has(id))).toEqual([])
        })
      }),
      { numRuns: 80 },
    )
  }, 120_000)
})

it('is never called the same while a record is undecided', () => {
  const list = { state: 'listed' as const, records: [], total: 0, complete: true, incompleteReason: null }
  expect(compareResource('tickets', list, list, new Set()).verdict).toBe('same')
})
