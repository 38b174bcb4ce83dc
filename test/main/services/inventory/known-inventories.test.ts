import { expect, it } from 'vitest'
import type { InventoryFacts } from '../../../../src/core/inventory/application'
import {
  KnownInventories,
  type KnownInventory,
} from '../../../../src/main/services/inventory/known-inventories'
import type { RunTarget } from '../../../../src/shared/ipc/api'
import { aTicket, listed } from '../../../core/support/builders'
import { inventoryFacts, inspectorLists } from '../../../core/support/inventory-builders'

const profile = (profileId: string): RunTarget => ({ kind: 'profile', profileId })

const factsOf = (tickets: number): InventoryFacts =>
  // The same record again and again: only how many there are counts here.
  inventoryFacts({
    lists: inspectorLists({ tickets: listed(Array<ReturnType<typeof aTicket>>(tickets).fill(aTicket(1))) }),
  })

const knownOf = (...targets: readonly (RunTarget | null)[]) => {
  const dropped: string[] = []
  const known = new KnownInventories((id) => dropped.push(id))
  const add = (id: string, target: RunTarget | null, tickets = 1): KnownInventory => {
    const added = known.add(id, target)
    added.facts = factsOf(tickets)
    return added
  }
  targets.forEach((target, index) => add(String(index), target))
  const ids = () => known.all().map(({ id }) => id)
  return { known, dropped, add, ids }
}

it('keeps the last two of each tenant, whichever of its connections was meant, and every snapshot', () => {
  const demo: RunTarget = { kind: 'demo', scenario: 'mixed' }
  const withApp: RunTarget = { kind: 'profile', profileId: 'a', app: 'reporting' }
  const { known, dropped, ids } = knownOf(
    profile('a'),
    null,
    profile('b'),
    demo,
    withApp,
    null,
    profile('a'),
    { ...demo, scenario: 'healthy' },
    null,
  )
  known.trim()
  expect(dropped).toEqual(['0'])
  expect(ids()).toEqual(['8', '7', '6', '5', '4', '3', '2', '1'])
})

it('forgets the oldest of too many records, and never the newest, nor what is being read', () => {
  const { known, dropped, add, ids } = knownOf()
  add('first', profile('a'), 300_000)
  add('being read', profile('b'), 300_000).controller = new AbortController()
  add('third', profile('c'), 400_000)
  add('newest', profile('d'), 700_000)
  known.trim()
  expect(dropped).toEqual(['third', 'first'])
  expect(ids()).toEqual(['newest', 'being read'])
  add('huge', profile('e'), 2_000_000)
  known.trim()
  expect(ids()).toEqual(['huge', 'being read'])
})

it('knows which reading of a tenant is under way', () => {
  const { known, add } = knownOf(profile('a'))
  expect(known.underWayOf(profile('a'))).toBeUndefined()
  const reading = add('reading', profile('a'))
  reading.controller = new AbortController()
  expect(known.underWayOf(profile('a'))).toBe(reading)
  expect(known.underWayOf(profile('b'))).toBeUndefined()
})
