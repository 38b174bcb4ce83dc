import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import type { Finding } from '../../../src/core/comparison/finding'
import { RESOURCES, type Resource } from '../../../src/core/halo/resource'
import { explained } from '../../../src/core/causes/explained'
import type { NoWayCode } from '../../../src/core/remedy/no-way'
import { smallestFixes, type SmallestFixes } from '../../../src/core/remedy/smallest-fix'
import { aRandomTenant, ASKED, comparisonOf } from '../../support/random-tenant'
import { aScene } from '../support/arbitraries'
import { aComparison } from '../support/builders'

/**
 * *Why?* and *fix* are two readers of one judge: the one names a cause exactly where the other knows a
 * way, or says why there is none. Disabled agents, tokens without scopes, settings that were not read,
 * and the same agent on both sides are among the tenants.
 */

interface Asked {
  readonly resource: Resource
  /** Of this resource and of the app side as a whole. */
  readonly findings: readonly Finding[]
  readonly fixes: SmallestFixes
}

const askedOf = (comparison: Comparison, resource: Resource): Asked => ({
  resource,
  findings: comparison.findings.filter(
    ({ side, resource: about }) => side === 'app' && (about === resource || about === null),
  ),
  fixes: smallestFixes(comparison, resource, null),
})

const each = (comparison: Comparison, check: (asked: Asked) => void): void => {
  if (comparison.app.state === 'failed') return
  for (const { resource, app } of comparison.resources)
    if (app.state === 'refused' || (app.state === 'listed' && app.complete))
      check(askedOf(comparison, resource))
}

const SIDE_CAUSES = ['connection.no-scope', 'connection.not-an-agent']

/** Findings that name what hides something; a disabled agent that sees records is none of them. */
const causesIn = ({ findings, resource }: Asked): readonly Finding[] =>
  findings.filter(
    ({ code, resource: about, severity }) =>
      SIDE_CAUSES.includes(code) ||
      (code === 'agent.disabled' && severity === 'error') ||
      (about === resource && (code === 'scope.missing' || code.startsWith('agent.'))),
  )

const reasonsOf = ({ fixes }: Asked, ...codes: readonly NoWayCode[]): readonly string[] =>
  fixes.reasons.filter(({ code }) => codes.includes(code)).flatMap(({ records }) => records)

const isLacking = (comparison: Comparison, resource: Resource): boolean => {
  const compared = comparison.resources.find((each) => each.resource === resource)
  return compared?.app.state === 'refused' || (compared?.onlyAgent.length ?? 0) > 0
}

const scenes = aScene(fc.constantFrom('7', '42', null)).map((scene): Comparison => {
  const facts = aComparison(scene)
  return explained(facts)
})
const tenants = aRandomTenant.map(comparisonOf)

describe.each([
  ['any observation of any settings', scenes, 800],
  ['random tenants', tenants, 50],
])('one judge, for %s', (_name, comparisons, numRuns) => {
  it('names a cause where a way is known, and none where no cause is known', () => {
    const met = { way: 0, noCause: 0, undecided: 0, notAnAgent: 0, disabled: 0, noScope: 0 }
    fc.assert(
      fc.property(comparisons, (comparison) => {
        each(comparison, (asked) => {
          const { fixes, resource } = asked
          const causes = causesIn(asked)
          if (fixes.ways.length > 0) expect(causes.map(({ code }) => code)).not.toEqual([])
          const noCause = fixes.reasons.some(({ code }) => code === 'no-cause')
          if (noCause && fixes.ways.length === 0 && fixes.reasons.length === 1)
            expect(causes.filter(({ confidence }) => confidence !== 'observed')).toEqual([])
          if (isLacking(comparison, resource) && causes.length > 0)
            expect(fixes.ways.length + fixes.reasons.length).toBeGreaterThan(0)
          met.way += fixes.ways.length > 0 ? 1 : 0
          met.noCause += noCause ? 1 : 0
          met.undecided += fixes.reasons.some(({ code }) => code === 'undecided') ? 1 : 0
          met.notAnAgent += fixes.reasons.some(({ code }) => code === 'not-an-agent') ? 1 : 0
          met.disabled += causes.some(({ code }) => code === 'agent.disabled') ? 1 : 0
          met.noScope += causes.some(({ code }) => code === 'connection.no-scope') ? 1 : 0
        })
      }),
      { numRuns, seed: 20261126 },
    )
    // The property says something only where its cases come up.
    for (const name of ['way', 'disabled', 'noScope'] as const) expect(met[name], name).toBeGreaterThan(5)
    if (comparisons === scenes)
      for (const name of ['noCause', 'undecided', 'notAnAgent'] as const)
        expect(met[name], name).toBeGreaterThan(5)
  })

  it('agrees record by record on lists', () => {
    fc.assert(
      fc.property(comparisons, (comparison) => {
        each(comparison, (asked) => {
          const compared = comparison.resources.find(({ resource }) => resource === asked.resource)
          if (compared?.app.state !== 'listed') return
          const covered = new Set(causesIn(asked).flatMap(({ records }) => records))
          const computed = new Set(
            causesIn(asked)
              .filter(({ confidence, code }) => confidence !== 'observed' || code === 'connection.no-scope')
              .flatMap(({ records }) => records),
          )
          const unexplained = new Set(
            asked.findings
              .filter(({ code }) => code === 'data.unexplained')
              .flatMap(({ records }) => records),
          )
          const withoutWay = new Set(asked.fixes.open)
          const noCause = reasonsOf(asked, 'no-cause')
          const isRoot = comparison.findings.some(
            ({ code, side, resource, severity }) =>
              side === 'app' && resource === null && code === 'agent.disabled' && severity === 'error',
          )
          for (const id of compared.onlyAgent) {
            if (!withoutWay.has(id)) expect(covered.has(id) || isRoot).toBe(true)
            if (unexplained.has(id)) expect(withoutWay.has(id)).toBe(true)
          }
          expect(noCause.filter((id) => computed.has(id))).toEqual([])
          expect(noCause.filter((id) => !unexplained.has(id))).toEqual([])
        })
      }),
      { numRuns },
    )
  })

  it('gives a reason for every record without a way, once', () => {
    fc.assert(
      fc.property(comparisons, (comparison) => {
        for (const resource of comparisons === tenants ? ASKED : RESOURCES) {
          const { open, reasons } = smallestFixes(comparison, resource, null)
          expect([...open].sort()).toEqual(reasons.flatMap(({ records }) => records).sort())
          expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length)
          for (const { message } of reasons) expect(message).toMatch(/^[A-Z].*\.$/)
        }
      }),
      { numRuns: Math.min(numRuns, 300) },
    )
  })
})
