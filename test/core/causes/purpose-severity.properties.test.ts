import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { neededResources } from '../../../src/core/causes/needed'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { isAbout, resourcesOf } from '../../../src/core/comparison/finding'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { reasonIndexes } from '../../../src/core/comparison/reasons'
import { FEATURES, VERBS } from '../../../src/core/halo/feature'
import { KNOWN_SCOPES, opensRecords } from '../../../src/core/halo/scope'
import { checkRecipe } from '../../../src/core/policy/recipe-check'
import { aRandomTenant, comparisonOf } from '../../support/random-tenant'
import { aScene } from '../support/arbitraries'
import { aComparison } from '../support/builders'

const SCOPES = [...KNOWN_SCOPES].filter((scope) => opensRecords(scope) && scope !== 'all')

const aPurpose: fc.Arbitrary<Recipe> = fc
  .record({
    scopes: fc.oneof(
      { weight: 9, arbitrary: fc.subarray(SCOPES, { maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constant(['all']) },
    ),
    permissions: fc.uniqueArray(
      fc.record({
        feature: fc.constantFrom(...FEATURES.map(({ name }) => name)),
        verbs: fc.subarray([...VERBS], { minLength: 1 }),
      }),
      { maxLength: 3, selector: ({ feature }) => feature },
    ),
    membership: fc.boolean(),
    settings: fc
      .subarray(['l9', 'l8', 'Fc', 'Ft', 'Fa', 'l6', 'lf'], { maxLength: 3 })
      .map((codes) => codes.map((code) => ({ code, value: '1', why: `Setting ${code}` }))),
  })
  .map((needs) => ({
    name: 'some',
    title: 'Some purpose',
    description: '',
    source: { title: '', url: null, date: '2026-11' },
    unchecked: [],
    ...needs,
  }))

/** Tenants as the demo decides them, and small worlds in which everything goes wrong at once. */
const anyFacts: fc.Arbitrary<Comparison> = fc.oneof(
  aRandomTenant.map(comparisonOf),
  aScene(fc.constantFrom('7', '42', null)).map((scene) => explained(aComparison(scene))),
)

const isOfPurpose = ({ evidence }: Comparison['findings'][number]): boolean => evidence[0]?.what === 'recipe'

const RUNS = { numRuns: 250, seed: 20261126 }

const ofPair = (check: (before: Comparison, after: Comparison, purpose: Recipe) => void): void => {
  fc.assert(
    fc.property(anyFacts, aPurpose, (before, purpose) => {
      check(before, explained({ ...before, purpose }), purpose)
    }),
    RUNS,
  )
}

describe('a purpose, over random tenants', () => {
  it('has no error about a resource that it does not need', () => {
    ofPair((_before, { findings }, purpose) => {
      const needed = neededResources(purpose)
      // A fault of a connection is none of the application.
      const losses = findings.filter(({ code, side }) => side !== 'agent' && !code.startsWith('connection.'))
      for (const finding of losses.filter(({ severity }) => severity === 'error'))
        expect(resourcesOf(finding).filter((resource) => !needed.has(resource))).toEqual([])
    })
  })

  it('lets nothing that it needs and the app lacks be less than an error', () => {
    ofPair((_before, { app, agent, resources, findings }, purpose) => {
      if (app.state === 'failed' || agent.state === 'failed') return
      const errors = findings.filter(({ severity, side }) => severity === 'error' && side !== 'agent')
      const wholeSide = errors.some((finding) => resourcesOf(finding).length === 0 && !isOfPurpose(finding))
      for (const compared of resources) {
        if (!neededResources(purpose).has(compared.resource)) continue
        const own = errors.filter((finding) => isAbout(finding, compared.resource))
        const covered = new Set(own.flatMap(({ records }) => records))
        if (compared.app.state === 'refused') expect(own.length > 0 || wholeSide).toBe(true)
        else expect(compared.onlyAgent.filter((id) => !covered.has(id))).toEqual([])
      }
    })
  })

  it('has an error wherever its recipe is not met, and a warning where that is not known', () => {
    ofPair((_before, after, purpose) => {
      if (after.app.state === 'failed') return
      const { items } = checkRecipe(purpose, after)
      const has = (severity: string) => after.findings.some((finding) => finding.severity === severity)
      const isDisabled = after.findings.some(({ code }) => code === 'agent.disabled')
      if (items.some(({ state }) => state === 'missing')) expect(has('error') || isDisabled).toBe(true)
      const open = items.filter(({ state }) => state === 'unknown').map(({ what }) => what)
      const told = after.findings.find(
        (finding) => isOfPurpose(finding) && finding.code === 'data.incomplete',
      )
      expect(told?.evidence.slice(1).map(({ what }) => what) ?? []).toEqual(open)
      if (told !== undefined) expect(told.severity).toBe('warning')
    })
  })

  it('changes no verdict, count or record, and hides no finding', () => {
    ofPair((before, after) => {
      expect({ ...after, purpose: null, findings: [], causes: [] }).toEqual({
        ...before,
        findings: [],
        causes: [],
      })
      // What is told of several resources is told of those that are needed and of the others.
      const keys = (finding: Comparison['findings'][number]) => {
        const { code, side, records, confidence } = finding
        const about = resourcesOf(finding)
        return (about.length === 0 ? [null] : about).map((resource) =>
          JSON.stringify([code, side, resource, records, confidence]),
        )
      }
      const kept = after.findings.filter((finding) => !isOfPurpose(finding))
      expect(kept.flatMap(keys).sort()).toEqual(before.findings.flatMap(keys).sort())
      const counts = ({ causes }: Comparison) =>
        causes
          .map(({ code, side, records, alone, resources }) =>
            JSON.stringify([
              code,
              side,
              records,
              alone,
              resources.map(({ resource, records: of }) => `${resource} ${of}`).sort(),
            ]),
          )
          .sort()
      expect(counts(after)).toEqual(counts(before))
    })
  })

  it('puts the worst first, tells a thing once, and gives what it adds to no resource', () => {
    ofPair((before, after) => {
      const ranks = after.findings.map(({ severity }) => ['error', 'warning', 'info'].indexOf(severity))
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      const keys = after.findings
        .filter(isOfPurpose)
        .map(({ code, side, resource, confidence, severity }) =>
          [code, side, resource, confidence, code === 'scope.excess' ? severity : ''].join(' '),
        )
      expect(keys).toEqual([...new Set(keys)])
      for (const [index, compared] of after.resources.entries()) {
        const [then = compared] = before.resources.slice(index)
        expect(reasonIndexes(after, compared).length).toBe(reasonIndexes(before, then).length)
      }
    })
  })

  it('says of a side that could not connect nothing else than that', () => {
    ofPair((before, after) => {
      if (before.app.state === 'failed') expect(after.findings).toEqual(before.findings)
    })
  })
})
