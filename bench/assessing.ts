import type { InventoryFacts } from '../src/core/inventory/application'
import { assessor } from '../src/core/inventory/assess'
import type { ApplicationNotes } from '../src/core/inventory/inventory'
import { RESOURCES } from '../src/core/halo/resource'
import type { Recipe } from '../src/core/comparison/recipe'
import { largeInventory } from './large-inventory'

/** Works out everything about the applications of two large tenants, and opens one of them. */
export const run = (): void => {
  const few = largeInventory({ applications: 40, resources: ['tickets'], records: 100_000, scopes: scopesOf })
  report('40 applications, 100,000 tickets', few)
  const many = largeInventory({
    applications: 500,
    resources: RESOURCES,
    records: Math.round(20_000 / RESOURCES.length),
    scopes: scopesOf,
  })
  report(`500 applications, 20,000 records of ${RESOURCES.length} resources`, many)
}

const report = (title: string, facts: InventoryFacts): void => {
  const bare = timed(() => assessor(facts, { notes: {}, recipes: [RECIPE], compared: [] }).inventory())
  const made = assessor(facts, { notes: purposes(facts), recipes: [RECIPE], compared: [] })
  const full = timed(() => made.inventory())
  const reductions = full.value.entries.flatMap(({ purpose }) => purpose?.reductions ?? [])
  const [first] = facts.applications
  if (first === undefined) throw new Error('There are applications')
  const opened = timed(() => made.predictor.comparison(first))
  const lines = [
    title,
    `without purposes                 ${bare.seconds} s`,
    `with a purpose for each          ${full.seconds} s, ${reductions.length} reductions`,
    `one opened in                    ${opened.seconds} s`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

const timed = <T>(work: () => T): { readonly value: T; readonly seconds: string } => {
  const started = performance.now()
  const value = work()
  return { value, seconds: ((performance.now() - started) / 1000).toFixed(2) }
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
