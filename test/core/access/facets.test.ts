import fc from 'fast-check'
import { expect, it } from 'vitest'
import { facetIndex } from '../../../src/core/access/facets'
import { judgeFor } from '../../../src/core/access/judge'
import { sideFacts } from '../../../src/core/access/side-facts'
import type { Resource } from '../../../src/core/halo/resource'
import { aScene, somePermissions, someScopes, worldOf } from '../support/arbitraries'
import { aComparison, connected, listed } from '../support/builders'

const RESOURCES: readonly Resource[] = ['tickets', 'clients', 'assets', 'teams', 'ticket-types', 'services']

const aCase = fc.record({
  permissions: fc.option(somePermissions('42'), { nil: null, freq: 8 }),
  scopes: fc.option(someScopes, { nil: null, freq: 8 }),
  inactive: fc.constantFrom(false, false, false, true, null),
  noLogin: fc.constantFrom(false, false, false, true),
  inspectorId: fc.constantFrom('7', '42', null),
  contradicted: fc.subarray([
    'agent.client',
    'agent.team',
    'agent.no-team',
    'agent.unassigned',
    'scope.missing',
  ] as const),
  administratorsOnly: fc.boolean(),
  teams: fc.constantFrom(null, [{ teamId: '3', name: 'Three', departmentId: '1' }]),
  seed: fc.integer({ min: 1, max: 50 }),
  ids: fc.uniqueArray(fc.integer({ min: 1, max: 60 }).map(String), { maxLength: 40 }),
  resource: fc.constantFrom(...RESOURCES),
})

it('judges all records of a list at once as it judges each of them', () => {
  const judgements = new Set<string>()
  fc.assert(
    fc.property(aCase, ({ permissions, scopes, seed, ids, resource, ...over }) => {
      const list = listed(ids.map(worldOf(seed)))
      const facts = sideFacts(
        {
          ...aComparison({
            agent: connected({ agentId: over.inspectorId }),
            configuration: {
              appSide: permissions,
              teams: over.teams,
              application: {
                id: 'a',
                name: 'A',
                inactive: over.inactive,
                loginAgentId: '42',
                loginAgentName: null,
                scopes,
              },
            },
            observed: { [resource]: [list, { state: 'skipped', reason: 'Nobody logged in.' }] },
          }),
          predicted: {
            applicationId: 'a',
            applicationName: 'A',
            noLogin: over.noLogin,
            scopesUnknown: false,
            contradicted: over.contradicted.map((code) => ({
              code,
              resource,
              administratorsOnly: over.administratorsOnly,
            })),
            limits: [],
          },
        },
        'app',
      )
      const [view] = facts.views
      if (view === undefined) throw new Error('One resource is asked about')
      const judge = judgeFor(facts)
      const { groups, of } = judge.all(view, facetIndex(resource, list.records))
      const told = (codes: Iterable<string>) => [...new Set(codes)].sort().join(' ')
      for (const [place, record] of list.records.entries()) {
        const one = judge.record(view, record)
        const group = groups[of[place] ?? -1]
        const expected = `${told(one.causes.map(({ code }) => code))} / ${told(one.undecided)}`
        expect(`${told(group?.causes ?? [])} / ${told(group?.undecided ?? [])}`).toBe(expected)
        judgements.add(expected)
      }
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(list.records.length)
    }),
    { numRuns: 1500 },
  )
  expect(judgements.size).toBeGreaterThan(100)
})

it('judges all records of a list after a change as it judges each of them', () => {
  let changed = 0
  fc.assert(
    fc.property(
      aScene(fc.constantFrom('42', '7')),
      fc.option(somePermissions('42'), { nil: null, freq: 8 }),
      someScopes,
      (scene, permissions, scopes) => {
        const facts = sideFacts(aComparison(scene), 'app')
        const judge = judgeFor(facts)
        const after = judge.after({ scopes, permissions })
        for (const view of facts.views) {
          const before = judge.all(view, facetIndex(view.resource, view.unseen))
          const { groups, of } = after.all(view, facetIndex(view.resource, view.unseen))
          const told = (codes: Iterable<string>) => [...new Set(codes)].sort().join(' ')
          const text = (group: (typeof groups)[number] | undefined) =>
            `${told(group?.causes ?? [])} / ${told(group?.undecided ?? [])}`
          for (const [place, record] of view.unseen.entries()) {
            const one = after.record(view, record)
            expect(text(groups[of[place] ?? -1])).toBe(
              `${told(one.causes.map(({ code }) => code))} / ${told(one.undecided)}`,
            )
            if (text(groups[of[place] ?? -1]) !== text(before.groups[before.of[place] ?? -1])) changed += 1
          }
        }
      },
    ),
    { numRuns: 500 },
  )
  expect(changed).toBeGreaterThan(500)
})
