import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftOf } from '../../../src/core/drift/drift-of'
import type { Drift } from '../../../src/core/drift/drift'
import { inventoryDrift } from '../../../src/core/drift/inventory-drift'
import { assessor } from '../../../src/core/inventory/assess'
import type { Resource } from '../../../src/core/halo/resource'
import { SEED } from '../../support/counts'
import { aPartlyReadInventory, aReadInventory, type RandomInventory } from '../../support/random-inventory'

/** Drift of random pairs of inventories, against what the demo tenant really serves to each application at both ends. */

const END = { at: '2026-11-26T10:00:21.000Z', sha256: 'a'.repeat(64), complete: true }

const endOf = ({ facts }: RandomInventory) => {
  const made = assessor(facts, { notes: {}, recipes: [], compared: [] })
  return { inventory: made.inventory(), predictor: made.predictor }
}
const driftBetween = (from: RandomInventory, to: RandomInventory): Drift =>
  inventoryDrift(endOf(from), endOf(to), { from: END, to: END }, driftOf, () => []).drift

const listedIn = ({ facts }: RandomInventory, resource: Resource): ReadonlySet<string> | null => {
  const list = facts.lists.find((each) => each.resource === resource)?.observation
  return list?.state === 'listed' ? new Set(list.records.map(({ id }) => id)) : null
}

describe('the drift of random inventories', () => {
  it('is what changed of what is served, record by record, and nothing else', () => {
    const told = { moved: 0, undecided: 0, unknown: 0, still: 0 }
    fc.assert(
      fc.property(aReadInventory, aReadInventory, (from, to) => {
        const drift = driftBetween(from, to)
        for (const application of to.facts.applications) {
          const before = from.facts.applications.find(({ id }) => id === application.id)
          if (before === undefined) continue
          for (const { resource } of to.facts.lists) {
            const [was, is] = [listedIn(from, resource), listedIn(to, resource)]
            const view = drift.resources.find(
              (each) => each.resource === resource && each.application?.id === application.id,
            )
            if (view?.state === 'unknown') told.unknown += 1
            if (was === null || is === null || view?.state === 'unknown') continue
            const [then, now] = [from.served(before, resource), to.served(application, resource)]
            const [appeared, vanished] = [new Set(view?.appeared), new Set(view?.vanished)]
            const undecided = new Set(view?.undecided)
            for (const id of was) {
              if (!is.has(id)) continue
              const [saw, sees] = [then?.has(id) === true, now?.has(id) === true]
              if (undecided.has(id)) told.undecided += 1
              else {
                expect([id, appeared.has(id), vanished.has(id)]).toEqual([id, !saw && sees, saw && !sees])
                told[saw === sees ? 'still' : 'moved'] += 1
              }
            }
            for (const id of [...appeared, ...vanished])
              expect([id, was.has(id), is.has(id)]).toEqual([id, true, true])
          }
        }
      }),
      { numRuns: 60, seed: SEED },
    )
    // It would hold as well if everything were undecided.
    expect(told.moved).toBeGreaterThan(1_000)
    expect(told.still).toBeGreaterThan(1_000)
    expect(told.undecided).toBeLessThan(told.moved + told.still)
  })

  it('is nothing between equal ones, whatever of them could not be read', () => {
    fc.assert(
      fc.property(aPartlyReadInventory, (one) => {
        const drift = driftBetween(one, { ...one, facts: structuredClone(one.facts) })
        expect(drift.settings).toEqual([])
        expect(drift.findings).toMatchObject({ new: [], fixed: [], unknown: [] })
        for (const { appeared, vanished, created, deleted } of drift.resources)
          expect([appeared, vanished, created, deleted]).toEqual([[], [], [], []])
      }),
      { numRuns: 60, seed: SEED },
    )
  })

  it('calls nothing a change that one of them could not read', () => {
    fc.assert(
      fc.property(aReadInventory, aPartlyReadInventory, (from, to) => {
        const drift = driftBetween(from, to)
        const unread = to.facts.applications.filter(({ scopes }) => scopes === null)
        for (const { id } of unread) {
          expect(drift.settings.filter(({ what, ofId }) => what === 'scope' && ofId === id)).toEqual([])
        }
        const agents = to.facts.agents.filter(({ state }) => state === 'failed').map(({ agentId }) => agentId)
        expect(
          drift.settings.filter(
            ({ what, ofId }) => what.startsWith('agent.') && ofId !== null && agents.includes(ofId),
          ),
        ).toEqual([])
      }),
      { numRuns: 60, seed: SEED },
    )
  })
})
