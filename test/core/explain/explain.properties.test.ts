import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/core/explain/explain'
import { compareIds } from '../../../src/core/comparison/record'
import { compareResource } from '../../../src/core/comparison/compare'
import type { ComparisonFacts } from '../../../src/core/access/side-facts'
import type { Observation } from '../../../src/core/comparison/observation'
import { aScene } from '../support/arbitraries'
import { aComparison } from '../support/builders'

const anyAgent = fc.constantFrom('7', '42', null)
const RUNS = { numRuns: 400 }

const withRows = (input: ComparisonFacts, change: (side: Observation) => Observation): ComparisonFacts => ({
  ...input,
  resources: input.resources.map(({ resource, agent, app, changed }) =>
    compareResource(resource, change(agent), change(app), new Set(changed)),
  ),
})

describe('explain, for any comparison', () => {
  it('covers every record that one side misses', () => {
    fc.assert(
      fc.property(aScene(anyAgent), (scene) => {
        const input = aComparison(scene)
        const findings = explain(input)
        for (const { resource, verdict, onlyAgent, onlyApp, changed } of input.resources) {
          if (verdict === 'unknown' || input.app.state === 'failed' || input.agent.state === 'failed')
            continue
          const covered = new Set(
            findings.filter((finding) => finding.resource === resource).flatMap(({ records }) => records),
          )
          expect([...onlyAgent, ...onlyApp, ...changed].filter((id) => !covered.has(id))).toEqual([])
        }
      }),
      RUNS,
    )
  })

  it('names only records that differ or changed, in order, each once in a finding', () => {
    fc.assert(
      fc.property(aScene(anyAgent), (scene) => {
        const input = aComparison(scene)
        for (const { code, side, resource, records } of explain(input)) {
          const compared = input.resources.find((comparison) => comparison.resource === resource)
          const differing = new Set([
            ...(compared?.onlyAgent ?? []),
            ...(compared?.onlyApp ?? []),
            ...(compared?.changed ?? []),
          ])
          const own = side === 'both' ? undefined : compared?.[side]
          const seen = own?.state === 'listed' ? own.records.map(({ id }) => id) : []
          // That one finding is about what is seen although a rule would hide it.
          const covered = code === 'data.contradicts-rule' ? new Set(seen) : differing
          expect(records.filter((id) => !covered.has(id))).toEqual([])
          expect([...records]).toEqual([...new Set(records)].sort(compareIds))
        }
      }),
      RUNS,
    )
  })

  it('never blames an agent for a difference when both sides are the same agent', () => {
    fc.assert(
      fc.property(aScene(fc.constant('7')), (scene) => {
        const input = aComparison(scene)
        fc.pre(input.sameAgent === true)
        const bothRefused = input.resources
          .filter(({ agent, app }) => agent.state === 'refused' && app.state === 'refused')
          .map(({ resource }) => resource)
        const blamed = explain(input).filter(
          ({ code, resource }) =>
            code.startsWith('agent.') && resource !== null && !bothRefused.includes(resource),
        )
        expect(blamed).toEqual([])
      }),
      RUNS,
    )
  })

  it('blames a scope only where the scopes do not cover the resource and nothing of it is seen', () => {
    fc.assert(
      fc.property(aScene(anyAgent), (scene) => {
        const input = aComparison(scene)
        for (const { code, side, resource } of explain(input)) {
          if (code !== 'scope.missing' || side === 'both') continue
          const result = input[side]
          expect(result.state === 'connected' && result.identity.scopes.includes('all')).toBe(false)
          const own = input.resources.find((comparison) => comparison.resource === resource)?.[side]
          expect(own?.state === 'refused' || (own?.state === 'listed' && own.records.length === 0)).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(aScene(anyAgent), (scene) => {
        const input = aComparison(scene)
        const reversed = withRows(input, (side) =>
          side.state === 'listed' ? { ...side, records: side.records.toReversed() } : side,
        )
        expect(explain(reversed)).toEqual(explain(input))
      }),
      RUNS,
    )
  })

  it('says one thing once: no two findings share code, side, resource, confidence and words', () => {
    fc.assert(
      fc.property(aScene(anyAgent), (scene) => {
        const keys = explain(aComparison(scene)).map(({ code, side, resource, confidence, message }) =>
          [code, side, resource, confidence, resource === null ? message : ''].join('|'),
        )
        expect(keys).toEqual([...new Set(keys)])
      }),
      RUNS,
    )
  })

  it('puts the worst first', () => {
    fc.assert(
      fc.property(aScene(anyAgent), (scene) => {
        const severities = explain(aComparison(scene)).map(({ severity }) =>
          ['error', 'warning', 'info'].indexOf(severity),
        )
        expect(severities).toEqual(severities.toSorted((a, b) => a - b))
      }),
      RUNS,
    )
  })
})
