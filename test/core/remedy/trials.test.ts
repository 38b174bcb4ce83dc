import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeContextOf } from '../../../src/core/access/access'
import type { Change } from '../../../src/core/access/change'
import { judgeFor } from '../../../src/core/access/judge'
import { isKnown, sideFacts } from '../../../src/core/access/side-facts'
import { explained } from '../../../src/core/causes/explained'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { alternativesFor } from '../../../src/core/remedy/alternatives'
import { needsOf, trialsFor, type Trials } from '../../../src/core/remedy/trials'
import { aRandomTenant, comparisonOf } from '../../support/random-tenant'
import { aScene } from '../support/arbitraries'
import { aComparison } from '../support/builders'

/** Each change left out in turn, and tried on all records: of thousands of clients that takes minutes. */
const oneByOne = (changes: readonly Change[], works: Trials['works']): readonly Change[] =>
  changes.reduce((kept, change) => {
    const fewer = kept.filter((other) => other !== change)
    return works(fewer) ? fewer : kept
  }, changes)

/** Sets of alternatives for what is hidden, one of each kind of cause; `pick` says which. */
const tried = (
  comparison: Comparison,
  pick: number,
  check: (trials: Trials, set: readonly Change[]) => void,
) => {
  const app = sideFacts(comparison, 'app')
  for (const view of app.views.filter(isKnown)) {
    const needs = needsOf(view, judgeFor(app), null).filter(
      ({ causes, undecided }) => causes.length > 0 && undecided.length === 0,
    )
    const { departmentOf } = changeContextOf(comparison)
    const teams = new Set(comparison.configuration.appSide?.teams?.map(({ teamId }) => teamId))
    const kinds = alternativesFor(needs, view.resource, (_kind, id) => id, departmentOf, teams)
    check(
      trialsFor(comparison, view, needs),
      kinds.flatMap((options, index) => options[(pick >> index) % options.length] ?? []),
    )
  }
}

const scenes = aScene(fc.constantFrom('7', '42', null)).map((scene) => explained(aComparison(scene)))

describe.each([
  ['random tenants', aRandomTenant.map(comparisonOf), 40],
  ['any observation of any settings', scenes, 800],
])('changes that are needed, of %s', (_name, comparisons, numRuns) => {
  it('are those that trying each by itself leaves', () => {
    const met = { lists: 0, needless: 0 }
    fc.assert(
      fc.property(comparisons, fc.nat({ max: 511 }), (comparison, pick) => {
        tried(comparison, pick, ({ works, needed }, set) => {
          if (set.length === 0 || !works(set)) return
          const kept = needed(set)
          expect(kept).toEqual(oneByOne(set, works))
          met.lists += kept.some(({ kind }) => kind === 'client' || kind.endsWith('-type')) ? 1 : 0
          met.needless += kept.length < set.length ? 1 : 0
        })
      }),
      { numRuns, seed: 20261126 },
    )
    for (const [name, count] of Object.entries(met)) expect(count, name).toBeGreaterThan(1)
  })
})
