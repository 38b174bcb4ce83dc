import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeKey, type Change } from '../../../src/core/access/change'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { whatIf } from '../../../src/core/remedy/what-if'
import {
  aChange,
  aRandomTenant,
  ASKED,
  comparisonOf,
  servedIds,
  withChange,
  type RandomTenant,
} from '../../support/random-tenant'
import { visibleUnder } from '../../support/random-truth'

const RUNS = 1000

const without = (all: Iterable<string>, some: ReadonlySet<string> | null): ReadonlySet<string> =>
  new Set([...all].filter((id) => some?.has(id) !== true))

describe('random tenants', () => {
  it('are explained as the demo tenant decides, record by record and cause by cause', () => {
    fc.assert(
      fc.property(aRandomTenant, (random) => {
        const { findings, resources } = comparisonOf(random)
        for (const { resource, app, onlyAgent } of resources) {
          if (app.state !== 'listed') continue
          const mine = findings.filter((finding) => finding.resource === resource && finding.side === 'app')
          const under = visibleUnder(random, resource)
          for (const id of onlyAgent) {
            const told = mine.filter(({ records }) => records.includes(id)).map(({ code }) => code)
            const causes = told.map((code) => (code === 'agent.no-team' ? 'agent.team' : code)).sort()
            const truth = under.filter(({ visible }) => visible?.has(id) !== true).map(({ code }) => code)
            expect(causes).toEqual(truth.sort())
          }
        }
      }),
      { numRuns: RUNS, seed: 20261124 },
    )
  })

  it('behave after any two changes as what-if predicts', () => {
    fc.assert(
      fc.property(aRandomTenant, aChange, aChange, (random, first, second) => {
        const changes = [first, second]
        const { resources } = whatIf(comparisonOf(random), changes)
        const after = changes.reduce(withChange, random)
        for (const resource of ASKED) {
          const was = servedIds(random, resource)
          const is = servedIds(after, resource)
          const told = resources.find((outlook) => outlook.resource === resource)
          expect(new Set(told?.appears)).toEqual(without(is ?? [], was))
          expect(new Set(told?.disappears)).toEqual(without(was ?? [], is))
          expect(told?.unknown ?? []).toEqual([])
        }
      }),
      { numRuns: RUNS, seed: 20261125 },
    )
  })

  it('show the chosen records after each way to fix, and the count of what else it opens is right', () => {
    fc.assert(
      fc.property(aRandomTenant, fc.constantFrom(...ASKED), fc.nat({ max: 6 }), (random, resource, many) => {
        const comparison = comparisonOf(random)
        const lost = comparison.resources.find((each) => each.resource === resource)
        const unseen = [...allIds(lost)].filter((id) => servedIds(random, resource)?.has(id) !== true)
        const chosen = many === 0 ? null : unseen.slice(0, many)
        const { ways, open } = smallestFixes(comparison, resource, chosen)
        expect(open).toEqual([])
        const isRefused = servedIds(random, resource) === null
        // A refused resource of which nobody knows a record is opened as a whole.
        expect(ways.length > 0).toBe((chosen ?? unseen).length > 0 || (isRefused && chosen === null))
        for (const { changes, opens } of ways) {
          const after = changes.reduce(withChange, random)
          const shown = servedIds(after, resource)
          expect((chosen ?? unseen).filter((id) => shown?.has(id) !== true)).toEqual([])
          expect(opens).toBe(appearing(random, after) - (chosen ?? unseen).length)
        }
      }),
      { numRuns: RUNS, seed: 20261126 },
    )
  })

  it('have no smaller fix than the one with the fewest changes, trying all', () => {
    let tried = 0
    fc.assert(
      fc.property(
        aRandomTenant,
        fc.constantFrom('tickets' as const, 'assets' as const),
        (random, resource) => {
          const comparison = comparisonOf(random)
          const lost = comparison.resources.find((each) => each.resource === resource)
          const unseen = [...allIds(lost)].filter((id) => servedIds(random, resource)?.has(id) !== true)
          const chosen = unseen.slice(0, 2)
          const { ways } = smallestFixes(comparison, resource, chosen)
          const least = Math.min(...ways.map(({ changes }) => changes.length))
          fc.pre(chosen.length > 0 && least <= 3)
          for (const smaller of subsets(
            atoms(
              random,
              ways.flatMap(({ changes }) => changes),
            ),
            least - 1,
          )) {
            tried += 1
            const shown = servedIds(smaller.reduce(withChange, random), resource)
            expect(chosen.every((id) => shown?.has(id) === true)).toBe(false)
          }
        },
      ),
      { numRuns: 150, seed: 20261127 },
    )
    expect(tried).toBeGreaterThan(1000)
  })
})

const allIds = (
  compared: ReturnType<typeof comparisonOf>['resources'][number] | undefined,
): ReadonlySet<string> =>
  new Set(compared?.agent.state === 'listed' ? compared.agent.records.map(({ id }) => id) : [])

const appearing = (before: RandomTenant, after: RandomTenant): number =>
  ASKED.reduce((sum, resource) => {
    const was = servedIds(before, resource) ?? new Set()
    return sum + [...(servedIds(after, resource) ?? [])].filter((id) => !was.has(id)).length
  }, 0)

/** Every single change that could matter: those of the ways found and each kind's general ones. */
const atoms = (random: RandomTenant, found: readonly Change[]): readonly Change[] => {
  const general: readonly Change[] = [
    ...['Fc', 'Ft', 'Fa', 'l8', 'l9'].map((code): Change => ({ kind: 'claim', code, value: '1' })),
    ...['Tx', 'Dx', 'Ux'].map((code): Change => ({ kind: 'claim', code, value: '2' })),
    { kind: 'scope', op: 'add', scope: 'read:tickets' },
    { kind: 'scope', op: 'add', scope: 'read:assets' },
    ...random.tenant.teams.map(({ id, name }): Change => ({ kind: 'team', op: 'add', id: String(id), name })),
    ...random.tenant.departments.map(({ id, name }): Change => ({
      kind: 'department',
      op: 'add',
      id: String(id),
      name,
    })),
  ]
  return [...new Map([...found, ...general].map((change) => [changeKey(change), change])).values()]
}

const subsets = (all: readonly Change[], most: number): readonly (readonly Change[])[] => {
  if (most <= 0) return [[]]
  const smaller = subsets(all, most - 1)
  const longest = smaller.filter((set) => set.length === most - 1)
  return [
    ...smaller,
    ...longest.flatMap((set) =>
      all
        .filter((change) => all.indexOf(change) > Math.max(-1, ...set.map((other) => all.indexOf(other))))
        .map((change) => [...set, change]),
    ),
  ]
}
