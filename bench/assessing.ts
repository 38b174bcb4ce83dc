import type { InventoryFacts } from '../src/core/inventory/application'
import { assessor } from '../src/core/inventory/assess'
import type { ApplicationNotes } from '../src/core/inventory/inventory'
import { RESOURCES } from '../src/core/halo/resource'
import type { Recipe } from '../src/core/comparison/recipe'
import type { Benchmark, Figure } from './figure'
import { largeInventory } from './large-inventory'
import { cpuOf } from './on-records'

/** Works out everything about the applications of two large tenants, and opens one of them. */
export const run: Benchmark = () => {
  const few = largeInventory({ applications: 40, resources: ['tickets'], records: 100_000, scopes: scopesOf })
  const many = largeInventory({
    applications: 500,
    resources: RESOURCES,
    records: Math.round(20_000 / RESOURCES.length),
    scopes: scopesOf,
  })
  return Promise.resolve([
    ...figures('40 applications, 100,000 tickets', few),
    ...figures(`500 applications, 20,000 records of ${String(RESOURCES.length)} resources`, many),
  ])
}

const figures = (title: string, facts: InventoryFacts): readonly Figure[] => {
  const [first] = facts.applications
  if (first === undefined) throw new Error('There are applications')
  const bare = cpuOf(() => assessor(facts, { notes: {}, recipes: [RECIPE], compared: [] }).inventory())
  const made = assessor(facts, { notes: purposes(facts), recipes: [RECIPE], compared: [] })
  const full = cpuOf(() => made.inventory())
  const opened = cpuOf(() => made.predictor.comparison(first))
  const figure = (what: string, ours: number): Figure => ({
    what: `${title}: ${what}, time of the processor`,
    ours,
    unit: 'ms',
    reference: { what: 'without purposes', value: bare },
    aim: null,
    runs: 1,
  })
  return [figure('with a purpose for each', full), figure('one opened', opened)]
}

/** A few more than its purpose needs; every fifth may do everything. */
const scopesOf = (place: number): readonly string[] =>
  place % 5 === 0
    ? ['all']
    : [
        'edit:tickets',
        'read:customers',
        'edit:assets',
        'read:contracts',
        `read:${place % 2 === 0 ? 'kb' : 'items'}`,
      ]

const purposes = ({ applications }: InventoryFacts): ApplicationNotes =>
  Object.fromEntries(
    applications.map(({ clientId }) => [
      clientId ?? '',
      { purpose: RECIPE.name, owner: 'Ada', nextReview: null },
    ]),
  )

const RECIPE: Recipe = {
  name: 'tickets',
  title: 'Tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['edit:tickets'],
  permissions: [{ feature: 'Tickets', verbs: ['read', 'update'] }],
  membership: true,
  settings: [],
  unchecked: [],
}
