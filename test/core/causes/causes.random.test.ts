import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causeRowsOf } from '../../../src/core/causes/cause-rows'
import { keyOfCause } from '../../../src/core/causes/setting'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { resourceDefinition, type Resource } from '../../../src/core/halo/resource'
import { wholeAgent } from '../../../src/demo/tenant'
import { aRandomTenant, ASKED, comparisonOf, servedIds, type RandomTenant } from '../../support/random-tenant'
import { visibleUnder } from '../../support/random-truth'

const RUNS = 1000

/** What hides records of a resource, asked of the demo tenant one setting at a time: by key, with what it leaves. */
const settingsFor = (random: RandomTenant, resource: Resource) => {
  const { scopeArea, levelCode } = resourceDefinition(resource)
  const whole = wholeAgent(random.agent.id, random.agent.name, true)
  const scope = random.scopes.length === 0 ? 'connection.no-scope' : `scope.missing/read:${scopeArea ?? ''}`
  return [
    ...visibleUnder(random, resource).map(({ code, visible }) => ({
      key: code === 'agent.feature-level' ? `${code}/${levelCode ?? ''}` : code,
      visible,
    })),
    { key: scope, visible: servedIds({ ...random, agent: whole }, resource) },
    {
      key: 'agent.disabled',
      visible: servedIds(
        { ...random, agent: { ...whole, disabled: random.agent.disabled }, scopes: ['all'] },
        resource,
      ),
    },
  ]
}

const allIds = ({ resources }: Comparison, resource: Resource): readonly string[] => {
  const agent = resources.find((each) => each.resource === resource)?.agent
  return agent?.state === 'listed' ? agent.records.map(({ id }) => id) : []
}

describe('causes of random tenants', () => {
  it('are, record by record and also of refused resources, what the demo tenant hides it by', () => {
    let refused = 0
    fc.assert(
      fc.property(aRandomTenant, (random) => {
        const comparison = comparisonOf(random)
        const told = new Map<string, string[]>()
        const rowsOf = causeRowsOf(comparison)
        for (const [index, cause] of comparison.causes.entries())
          for (const { resource, record } of rowsOf(index))
            told.set(`${resource} ${record.id}`, [
              ...(told.get(`${resource} ${record.id}`) ?? []),
              keyOfCause(cause) ?? '',
            ])
        for (const resource of ASKED) {
          const served = servedIds(random, resource)
          if (served === null) refused += 1
          const under = settingsFor(random, resource)
          const lines = (keysOf: (id: string) => readonly string[]) =>
            allIds(comparison, resource).map((id) => `${id}: ${[...keysOf(id)].sort().join(' ')}`)
          const truth = lines((id) =>
            under
              .filter(({ visible }) => served?.has(id) !== true && visible?.has(id) !== true)
              .map(({ key }) => key),
          )
          expect(lines((id) => told.get(`${resource} ${id}`) ?? [])).toEqual(truth)
        }
      }),
      { numRuns: RUNS, seed: 20261128 },
    )
    expect(refused).toBeGreaterThan(1000)
  })

  it('add up: each setting once, records of its resources, and those that nothing else hides', () => {
    fc.assert(
      fc.property(aRandomTenant, (random) => {
        const comparison = comparisonOf(random)
        const { causes } = comparison
        expect(new Set(causes.map((cause) => `${cause.side} ${keyOfCause(cause) ?? ''}`)).size).toBe(
          causes.length,
        )
        const rowsOf = causeRowsOf(comparison)
        for (const [index, cause] of causes.entries()) {
          const rows = rowsOf(index)
          expect(rows).toHaveLength(cause.records)
          for (const { resource, records, refused } of cause.resources) {
            expect(rows.filter((row) => row.resource === resource)).toHaveLength(records)
            expect(refused).toBe(servedIds(random, resource) === null)
          }
          expect(rows.filter((row) => row.causes.length === 1)).toHaveLength(cause.alone)
          // Everything of these tenants was read.
          expect(cause.undecided).toBe(0)
        }
        const counts = causes.map(({ records }) => records)
        expect(counts).toEqual([...counts].sort((a, b) => b - a))
      }),
      { numRuns: 300, seed: 20261129 },
    )
  })
})
