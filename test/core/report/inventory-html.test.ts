import { beforeAll, describe, expect, it } from 'vitest'
import type { InventoryFacts } from '../../../src/core/inventory/application'
import { assessor, type AssessInput } from '../../../src/core/inventory/assess'
import { reviewCounts } from '../../../src/core/inventory/review-counts'
import { INVENTORY_TABLES, inventoryTables } from '../../../src/core/report/inventory-csv'
import { renderInventoryHtml } from '../../../src/core/report/inventory-html'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { buildInventoryReport } from '../../../src/core/report/inventory-model'
import type { ReportedInventory } from '../../../src/main/services/reports/reported-inventory'
import { manyApplications, reported, reviewBefore, someDecisions } from '../../support/reviewed-tenant'
import { aFailure, failedSide, refused } from '../support/builders'

const facts = (count: number, over: Partial<InventoryFacts> = {}) => reported(manyApplications(count, over))
const reviewed = (plain: ReportedInventory): ReportedInventory => ({
  ...plain,
  review: someDecisions(plain.inventory.facts.applications),
  last: reviewBefore(plain),
})

const failure = aFailure('request.failed', { message: 'Halo said no.' })
const RECIPE: Recipe = {
  name: 'board',
  title: 'A board of tickets',
  description: 'Reads tickets.',
  source: { title: 'Ours', url: null, date: '2026-11-01' },
  scopes: ['read:tickets'],
  permissions: [{ feature: 'Tickets', verbs: ['read'] }],
  membership: true,
  settings: [{ code: 'l9', value: '1', why: 'view unassigned' }],
  unchecked: ['That somebody looks at it'],
}

/** The same facts with a purpose and an owner for each, and what real comparisons said. */
const noted = async (input: Partial<AssessInput>): Promise<ReportedInventory> => {
  const plain = await facts(60)
  const { facts: read } = plain.inventory
  const notes = Object.fromEntries(
    read.applications.map(({ clientId }, at) => [
      clientId ?? '',
      {
        purpose: at % 4 === 0 ? null : at % 4 === 1 ? 'gone' : RECIPE.name,
        owner: at % 3 === 0 ? null : 'Ada Keller',
        nextReview: at % 5 === 0 ? '2027-01-31' : null,
      },
    ]),
  )
  const [first] = read.applications
  const agreed = {
    applicationId: first?.id ?? '',
    comparedAt: '2026-11-20T09:00:00.000Z',
    predicted: 2,
    seen: 2,
  }
  const { inventory } = assessor(read, {
    notes,
    recipes: [RECIPE],
    compared: [],
    calibration: {
      contradicted: [
        {
          code: 'agent.client',
          resource: 'assets',
          records: 3,
          application: 'Board',
          administratorsOnly: false,
          message: 'Board got 3 assets that agent.client would hide.',
        },
      ],
      agreement: [
        {
          ...agreed,
          resource: 'clients',
          agreed: 2,
          onlyPredicted: [],
          onlySeen: [],
          undecided: 0,
          undecidedSeen: 0,
        },
        {
          ...agreed,
          resource: 'tickets',
          agreed: 1,
          onlyPredicted: ['4'],
          onlySeen: ['5'],
          undecided: 3,
          undecidedSeen: 0,
        },
        {
          ...agreed,
          applicationId: 'gone',
          resource: 'assets',
          agreed: 1,
          onlyPredicted: ['4'],
          onlySeen: [],
          undecided: 1,
          undecidedSeen: 1,
        },
      ],
    },
    ...input,
  })
  return { ...plain, inventory: inventory() }
}

const KINDS: Readonly<Record<string, () => Promise<ReportedInventory>>> = {
  'without a review': () => facts(60),
  reviewed: async () => reviewed(await facts(60)),
  'reviewed, and not read whole': async () => reviewed(await facts(60, { cancelled: true })),
  'without an application': () => facts(0),
  'whose list was refused': () => facts(0, { listFailure: failure }),
  'of half a list': () => facts(20, { listFailure: failure }),
  'whose inspector did not connect': () =>
    facts(0, { inspector: failedSide(aFailure('connection.tls')), lists: [] }),
  'without any list of records': () => facts(20, { lists: [] }),
  'whose lists were refused': () => facts(20, { lists: [{ resource: 'tickets', observation: refused() }] }),
  'with purposes, owners and what was compared': () => noted({}),
  'whose recipes are not known': async () => reviewed(await noted({ recipes: [] })),
  redacted: async () => ({ ...reviewed(await facts(45)), redacted: true }),
  'of which everything is decided, and more': async () => {
    const plain = await facts(45)
    const keep = {
      decision: 'keep',
      by: 'Ada',
      on: '2026-11-24',
      reason: null,
      ticket: null,
      until: null,
    } as const
    const ids = ['gone', ...plain.inventory.facts.applications.map(({ id }) => id)]
    return {
      ...plain,
      review: { reviewer: null, decisions: Object.fromEntries(ids.map((id) => [id, keep])) },
    }
  },
  'decided about, whose list was refused': async () => ({
    ...(await facts(0, { listFailure: failure })),
    review: someDecisions(manyApplications(5).applications),
  }),
  'without a risk': async () => {
    const read = manyApplications(11)
    const { inventory } = assessor(
      { ...read, applications: read.applications.slice(10), lists: read.lists.slice(0, 3) },
      {
        notes: Object.fromEntries(
          read.applications.map(({ clientId }) => [
            clientId ?? '',
            { purpose: RECIPE.name, owner: 'Ada Keller', nextReview: null },
          ]),
        ),
        recipes: [RECIPE],
        compared: [],
      },
    )
    return { ...(await facts(1)), inventory: inventory() }
  },
  'with gaps, and requests that waited': () =>
    facts(20, { gaps: ['The role API could not be read.'], throttled: 3, agents: [] }),
}

const words = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe.each(Object.entries(KINDS))('an inventory %s', (_name, make) => {
  let of: ReportedInventory
  beforeAll(async () => {
    of = await make()
  })

  it('is printed with the numbers of the inventory, each application once, and nothing left out of a sentence', () => {
    const report = buildInventoryReport(of.inventory, of)
    const text = words(renderInventoryHtml(report))
    expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object/)
    const { applications } = reviewCounts(of.inventory, of.review)
    expect(applications).toBe(of.inventory.facts.applications.filter(({ system }) => !system).length)
    // Halo's own stand in a line of their own.
    expect(report.applications).toHaveLength(applications)
    for (const sum of report.review?.sums ?? []) {
      const [whole = 0, ...parts] = (sum.match(/\d+/g) ?? []).map(Number)
      expect(parts.reduce((all, part) => all + part, 0)).toBe(whole)
    }
  })

  it('never says of an application that it sees or saw anything', () => {
    const text = words(renderInventoryHtml(buildInventoryReport(of.inventory, of)))
    for (const [sentence] of text.matchAll(/[^.;:]*\b(?:sees|saw)\b[^.;:]*/g))
      expect(sentence).toMatch(/inspector|predicted|compared for real/)
  })

  it('is a folder of tables, each row as wide as its head', () => {
    const tables = inventoryTables(of.inventory, of)
    expect(tables.map(({ name }) => name)).toEqual(INVENTORY_TABLES)
    for (const { header, rows } of tables) for (const row of rows) expect(row).toHaveLength(header.length)
  })
})
