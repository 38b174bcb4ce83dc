import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessFactsOf, changeContextOf } from '../../../src/core/access/access'
import { applyChanges, changeKey, type Change } from '../../../src/core/access/change'
import { explained } from '../../../src/core/causes/explained'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { fewWays, type TriedWay } from '../../../src/core/remedy/fix-ways'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { outlookFor, whatIf } from '../../../src/core/remedy/what-if'
import { aRandomTenant, ASKED, comparisonOf } from '../../support/random-tenant'
import { anAgent } from '../support/builders'

const LEVELS = ['Tx', 'Ux', 'Fx', 'Dx', 'Sx', 'Cx', 'Ix', 'Jx']
const SWITCHES = ['Fc', 'Ft', 'Fa', 'l8', 'l9']

/** A person who sees everything, or whose clients are few: then another agent takes something away as well. */
const person = (clients: readonly string[]) =>
  anAgent({
    agentId: '7',
    name: 'Tim Bowers',
    claims: {
      ...Object.fromEntries(LEVELS.map((code) => [code, '2'])),
      ...Object.fromEntries(SWITCHES.map((code) => [code, '1'])),
      ...(clients.length > 0 && { Fc: '0' }),
    },
    clients: clients.map((clientId) => ({ clientId, name: '' })),
    allDepartments: true,
  })

const comparisons = fc
  .tuple(aRandomTenant, fc.constantFrom([], ['11'], ['12', '13']))
  .map(([random, clients]): Comparison => {
    const { configuration, ...facts } = comparisonOf(random)
    return explained({ ...facts, configuration: { ...configuration, agentSide: person(clients) } })
  })

const unseenOf = (comparison: Comparison, resource: (typeof ASKED)[number]): readonly string[] => {
  const compared = comparison.resources.find((each) => each.resource === resource)
  if (compared === undefined) return []
  if (compared.app.state === 'refused' && compared.agent.state === 'listed')
    return compared.agent.records.map(({ id }) => id)
  return compared.onlyAgent
}

describe('the ways to fix it', () => {
  it('are few and ranked, show what was chosen, and hold no needless change', () => {
    const met = { several: 0, agent: 0, hiding: 0, opening: 0 }
    fc.assert(
      fc.property(
        comparisons,
        fc.constantFrom(...ASKED),
        fc.nat({ max: 4 }),
        (comparison, resource, many) => {
          const unseen = unseenOf(comparison, resource)
          const chosen = many === 0 ? null : unseen.slice(0, many)
          const wanted = chosen ?? unseen
          const { ways, open } = smallestFixes(comparison, resource, chosen)
          const shown = (changes: readonly Change[]) =>
            new Set(whatIf(comparison, changes).resources.find((each) => each.resource === resource)?.appears)
          expect(ways.length).toBeLessThanOrEqual(4)
          const sets = ways.map(({ changes }) => changes.map(changeKey).sort().join(' '))
          expect(new Set(sets).size).toBe(ways.length)
          for (const [index, way] of ways.entries()) {
            const appears = shown(way.changes)
            expect(wanted.filter((id) => !appears.has(id) && !open.includes(id))).toEqual([])
            for (const left of wanted.length === 0 ? [] : way.changes) {
              const without = shown(way.changes.filter((change) => change !== left))
              expect(wanted.every((id) => without.has(id))).toBe(false)
            }
            const before = ways[index - 1]
            if (before === undefined || (before.hides === 0) !== (way.hides === 0)) continue
            expect(
              before.opens - way.opens || before.changes.length - way.changes.length,
            ).toBeLessThanOrEqual(0)
          }
          met.several += ways.length > 1 ? 1 : 0
          const byAgent = ways.filter(({ changes }) => changes.some(({ kind }) => kind === 'agent'))
          met.agent += byAgent.length
          met.hiding += byAgent.filter(({ hides }) => hides > 0).length
          met.opening += ways.some(({ opens }) => opens > 0) ? 1 : 0
        },
      ),
      { numRuns: 250, seed: 20261126 },
    )
    for (const [name, count] of Object.entries(met)) expect(count, name).toBeGreaterThan(5)
  })

  it('counts what a way opens and hides as what-if does', () => {
    fc.assert(
      fc.property(comparisons, fc.constantFrom(...ASKED), (comparison, resource) => {
        const wanted = new Set(unseenOf(comparison, resource))
        for (const { changes, opens, hides, opened } of smallestFixes(comparison, resource, null).ways) {
          const moved = whatIf(comparison, changes).resources
          const others = moved.flatMap((each) =>
            each.appears.filter((id) => each.resource !== resource || !wanted.has(id)),
          )
          expect(opens).toBe(others.length)
          expect(opened.flatMap(({ records }) => records)).toHaveLength(opens)
          expect(hides).toBe(moved.flatMap(({ disappears }) => disappears).length)
        }
      }),
      { numRuns: 60, seed: 20261127 },
    )
  })

  it('begin with one that opens no more than any that names single clients, types and teams', () => {
    let tried = 0
    fc.assert(
      fc.property(
        comparisons,
        fc.constantFrom('tickets' as const, 'assets' as const),
        (comparison, resource) => {
          const chosen = unseenOf(comparison, resource).slice(0, 2)
          const { ways, reasons } = smallestFixes(comparison, resource, chosen)
          fc.pre(chosen.length > 0 && reasons.length === 0)
          // Every cause taken away value by value; more of it than is needed opens no less.
          const changes = singleChanges(comparison, resource, chosen)
          const context = changeContextOf(comparison)
          const after = applyChanges(accessFactsOf(comparison), changes, context)
          const moved = outlookFor(comparison)(after)
          const appears = new Set(moved.find((each) => each.resource === resource)?.ids('appears'))
          if (!chosen.every((id) => appears.has(id))) return
          tried += 1
          const opens = moved.reduce((sum, each) => sum + each.count.appears, 0) - chosen.length
          expect(ways[0]?.opens).toBeLessThanOrEqual(opens)
        },
      ),
      { numRuns: 150, seed: 20261128 },
    )
    expect(tried).toBeGreaterThan(30)
  })
})

const singleChanges = (
  comparison: Comparison,
  resource: (typeof ASKED)[number],
  chosen: readonly string[],
): readonly Change[] => {
  const { agent } = comparison.resources.find((each) => each.resource === resource) ?? {}
  const records = agent?.state === 'listed' ? agent.records.filter(({ id }) => chosen.includes(id)) : []
  const { appSide } = comparison.configuration
  const isListed = (list: readonly unknown[] | null | undefined, code: string) =>
    (list?.length ?? 0) > 0 && appSide?.claims?.[code] === '0'
  const add = (kind: Exclude<Change['kind'], 'scope' | 'claim' | 'disabled' | 'agent'>, id: string | null) =>
    id === null ? [] : [{ kind, op: 'add', id, name: id } as const]
  const scope = resource === 'tickets' ? 'read:tickets' : 'read:assets'
  return [
    { kind: 'scope', op: 'add', scope },
    { kind: 'disabled', value: false },
    { kind: 'claim', code: resource === 'tickets' ? 'Tx' : 'Dx', value: '2' },
    ...records.flatMap((record): readonly Change[] => [
      ...(isListed(appSide?.clients, 'Fc') ? add('client', record.clientId) : []),
      ...(resource === 'tickets' && isListed(appSide?.ticketTypes, 'Ft')
        ? add('ticket-type', record.typeId)
        : []),
      ...(resource === 'assets' && isListed(appSide?.assetTypes, 'Fa')
        ? add('asset-type', record.typeId)
        : []),
      ...(resource === 'tickets'
        ? [
            ...add('team', record.teamId),
            ...add('team-unassigned', record.teamId),
            ...add('team-others', record.teamId),
          ]
        : []),
    ]),
  ]
}

describe('a few of many ways', () => {
  const way = (
    opens: number,
    changes: number,
    kind: 'settings' | 'agent' = 'settings',
    hides = 0,
  ): TriedWay => ({
    opens,
    hides,
    opened: () => [],
    changes: Array.from({ length: changes }, (_, index): Change =>
      kind === 'agent' && index === 0
        ? { kind: 'agent', id: '7', name: 'Tim Bowers' }
        : { kind: 'client', op: 'add', id: `${opens}-${index}`, name: '' },
    ),
  })
  const names = (...ways: readonly TriedWay[]) => fewWays(ways, false).map(({ name }) => name)

  it('is none that is larger and opens more than another', () => {
    expect(names(way(1008, 7), way(1008, 12), way(1010, 6), way(1010, 31), way(1015, 1, 'agent'))).toEqual([
      'Opens least: 7 changes, opens 1,008 more',
      'Fewest settings: 6 changes, opens 1,010 more',
      'Another agent: one change, opens 1,015 more',
    ])
  })

  it('is the least, the fewest, and the best compromise between them', () => {
    expect(names(way(0, 30), way(1, 29), way(5, 4), way(600, 3), way(900, 1))).toEqual([
      '30 changes, opens nothing else',
      '4 changes, opens 5 more',
      'One change, opens 900 more',
    ])
  })

  it('says of one alone what it does, and puts last what takes something away', () => {
    expect(names(way(0, 1))).toEqual(['One change, opens nothing else'])
    expect(names(way(0, 1, 'agent', 3), way(2, 2))).toEqual([
      'Opens least: 2 changes, opens 2 more',
      'Another agent: one change, opens nothing else, hides 3 that it sees now',
    ])
    expect(fewWays([way(0, 1, 'agent', 3)], true)[0]?.name).toContain('hides 3 that it would see now')
  })
})
