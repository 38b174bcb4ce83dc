import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Resource } from '../../../src/core/halo/resource'
import type { ApplicationFacts } from '../../../src/core/inventory/application'
import { predictorFor } from '../../../src/core/inventory/predict'
import { aPartlyReadInventory, aReadInventory, type RandomInventory } from '../../support/random-inventory'
import { ASKED } from '../../support/random-tenant'

const UNCALIBRATED = { contradicted: [], agreement: [] }

const listedIds = ({ facts }: RandomInventory, resource: Resource): readonly string[] => {
  const list = facts.lists.find((each) => each.resource === resource)?.observation
  return list?.state === 'listed' ? list.records.map(({ id }) => id) : []
}

/** Each resource of each application: what is predicted, and what the demo tenant serves of the inspector's list. */
const casesOf = (random: RandomInventory) => {
  const predictor = predictorFor(random.facts, UNCALIBRATED)
  return random.facts.applications.flatMap((application: ApplicationFacts) => {
    const views = predictor.sees(application)
    return predictor.records(application).map((records, place) => {
      const view = views[place]
      if (view?.resource !== records.resource) throw new Error('Views and records are in one order')
      const served = random.served(application, records.resource)
      const listed = listedIds(random, records.resource)
      return {
        application,
        view,
        listed,
        served: served && listed.filter((id) => served.has(id)),
        visible: records.visible.map(({ id }) => id),
        unknown: records.unknown.map(({ id }) => id),
      }
    })
  })
}

describe('the predicted view of random tenants', () => {
  it('is what the demo tenant then serves, record by record, where everything was read', () => {
    let decided = 0
    fc.assert(
      fc.property(aReadInventory, (random) => {
        for (const { view, listed, served, visible, unknown } of casesOf(random)) {
          if (!ASKED.includes(view.resource)) continue
          if (view.state === 'refused') {
            expect(served, view.resource).toBeNull()
            continue
          }
          // Only the inspector's own refusal keeps it from being decided.
          if (view.state === 'unknown') {
            expect(view.reason).toMatch(/The inspector itself is refused/)
            continue
          }
          decided += 1
          expect(visible, view.resource).toEqual(served)
          expect(unknown).toEqual([])
          expect(view).toMatchObject({ visible: visible.length, of: listed.length, unknown: 0 })
        }
      }),
      { numRuns: 1000 },
    )
    expect(decided).toBeGreaterThan(10_000)
  }, 120_000)

  it('never says of a record that nothing decides that it would be visible or hidden', () => {
    fc.assert(
      fc.property(aPartlyReadInventory, (random) => {
        for (const { view, listed, served, visible, unknown } of casesOf(random)) {
          if (view.state === 'refused') expect(served ?? [], view.resource).toEqual([])
          if (view.state !== 'predicted') {
            expect(visible).toEqual([])
            continue
          }
          expect(view.visible + view.hidden + view.unknown).toBe(view.of)
          expect([visible.length, unknown.length, listed.length]).toEqual([
            view.visible,
            view.unknown,
            view.of,
          ])
          const open = new Set([...visible, ...unknown])
          expect(new Set(served ?? [])).toEqual(new Set((served ?? []).filter((id) => open.has(id))))
          expect(visible.filter((id) => !(served ?? []).includes(id))).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  }, 120_000)
})
