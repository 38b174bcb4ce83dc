import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/core/access/change'
import { explained } from '../../../src/core/causes/explained'
import { neededResources } from '../../../src/core/causes/needed'
import type { Recipe } from '../../../src/core/comparison/recipe'
import type { Resource } from '../../../src/core/halo/resource'
import { buildSummary } from '../../../src/core/summary/build-summary'
import type { ResourceRecords } from '../../../src/core/summary/summary'
import {
  aRandomTenant,
  ASKED,
  comparisonOf,
  servedIds,
  withChange,
  type RandomTenant,
} from '../../support/random-tenant'

const RECIPE: Recipe = {
  name: 'some',
  title: 'Some',
  description: '',
  source: { title: '', url: null, date: '2026-11' },
  scopes: ['read:tickets', 'read:assets'],
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
}

const ALL: ReadonlySet<Resource> = new Set(ASKED)

/** What really appears between two tenants, by resource. */
const appearing = (before: RandomTenant, after: RandomTenant, of: ReadonlySet<Resource>) =>
  new Map(
    ASKED.filter((resource) => of.has(resource)).flatMap((resource) => {
      const was = servedIds(before, resource) ?? new Set()
      const count = [...(servedIds(after, resource) ?? [])].filter((id) => !was.has(id)).length
      return count === 0 ? [] : [[resource, count] as const]
    }),
  )

const changed = (random: RandomTenant, changes: readonly Change[]): RandomTenant =>
  changes.reduce(withChange, random)

const asMap = (adds: readonly ResourceRecords[]) =>
  new Map(adds.map(({ resource, records }) => [resource, records] as const))

const total = (counts: ReadonlyMap<Resource, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

describe('the plan for a random tenant', () => {
  it('shows at each step what it says, as much as can be there, and nothing of it can be left out', () => {
    let steps = 0
    let together = 0
    fc.assert(
      fc.property(aRandomTenant, fc.boolean(), (random, hasPurpose) => {
        const comparison = explained({ ...comparisonOf(random), purpose: hasPurpose ? RECIPE : null })
        const summary = buildSummary(comparison)
        const wanted = hasPurpose ? neededResources(RECIPE) : ALL
        const plan = hasPurpose ? summary.purpose : summary.everything
        if (plan === null) throw new Error('There is a purpose')
        let now = random
        for (const [place, step] of plan.steps.entries()) {
          const after = changed(now, step.changes)
          const adds = appearing(now, after, wanted)
          expect(asMap(step.adds)).toEqual(adds)
          expect(step.records).toBe(total(adds))
          // Nothing that comes later would show more here.
          for (const later of plan.steps.slice(place + 1))
            expect(total(appearing(now, changed(now, later.changes), wanted))).toBeLessThanOrEqual(step.records)
          if (step.records === 0) together += 1
          steps += 1
          now = after
        }
        // Of these tenants everything was read: so everything can be shown, by changes each of which is needed.
        expect(plan.open).toBe(0)
        expect(total(appearing(random, now, wanted))).toBe(plan.wanted)
        const all = plan.steps.flatMap(({ changes }) => changes)
        for (const change of all) {
          const fewer = changed(
            random,
            all.filter((other) => other !== change),
          )
          expect(total(appearing(random, fewer, wanted))).toBeLessThan(plan.wanted)
        }
      }),
      { numRuns: 400, seed: 20261130 },
    )
    expect(steps).toBeGreaterThan(800)
    expect(together).toBeGreaterThan(30)
  })

  it('names single changes by what each shows by itself', () => {
    fc.assert(
      fc.property(aRandomTenant, (random) => {
        const { singles } = buildSummary(comparisonOf(random))
        expect(singles.length).toBeLessThanOrEqual(5)
        for (const { changes, adds, records } of singles) {
          const shown = appearing(random, changed(random, changes), ALL)
          expect(asMap(adds)).toEqual(shown)
          expect(records).toBe(total(shown))
          expect(records).toBeGreaterThan(0)
        }
        const counts = singles.map(({ records }) => records)
        expect(counts).toEqual([...counts].sort((a, b) => b - a))
      }),
      { numRuns: 300, seed: 20261131 },
    )
  })
})
