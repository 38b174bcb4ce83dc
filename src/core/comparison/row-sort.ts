import { UNASSIGNED, UNASSIGNED_AGENT_ID, unnamed } from './record'
import { FACETS, SEEN_BY, type Facet } from './row-columns'
import { collator, type RowTable, type TableRow } from './row-table'

/** What rows can be sorted by: what a side shows of a record, its number, who sees it, a facet, when it was opened. */
export const SORT_COLUMNS = ['agent', 'app', 'id', 'seenBy', ...FACETS, 'date'] as const
export type SortColumn = (typeof SORT_COLUMNS)[number]

/** Of each row of a table its place in an order; 0: it has nothing to be ordered by. Rows that are alike have one place. */
export type RowOrder = Uint32Array

/**
 * The order of all rows by a column: names as people order them, with numbers by value; ids as in `compareIds`. Made once
 * of a table: sorting any of its rows by it, either way, compares nothing any more.
 */
export const rowOrder = (table: RowTable, column: SortColumn): RowOrder => {
  switch (column) {
    case 'agent':
    case 'app':
      return orderOfSide(table, column)
    case 'id':
      // Tables are in this order.
      return Uint32Array.from(table.ids, (_id, row) => row + 1)
    case 'seenBy':
      return Uint32Array.from(table.seenBy, (seen) => seen + 1)
    case 'date':
      return orderOfNumbers(table.dates)
    default:
      return orderOfFacet(table, column)
  }
}

/** Rows in an order. Those that have nothing come last, both ways; those that are alike keep the order they come in. */
export const sortRows = (rows: Uint32Array, order: RowOrder, descending: boolean): Uint32Array => {
  let last = 0
  for (const row of rows) last = Math.max(last, order[row] ?? 0)
  // Counted, then put in their places: no row is compared with another.
  const bucketOf = (row: number): number => {
    const place = order[row] ?? 0
    if (place === 0) return last
    return descending ? last - place : place - 1
  }
  const starts = new Uint32Array(last + 2)
  for (const row of rows) {
    const next = bucketOf(row) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let bucket = 1; bucket < starts.length; bucket += 1)
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  const sorted = new Uint32Array(rows.length)
  for (const row of rows) {
    const bucket = bucketOf(row)
    const place = starts[bucket] ?? 0
    sorted[place] = row
    starts[bucket] = place + 1
  }
  return sorted
}

/** Which of the columns some row has anything in: no other is worth showing. */
export const filledColumns = (table: RowTable): ReadonlySet<SortColumn> => {
  const filled = new Set<SortColumn>(['agent', 'app', 'id', 'seenBy'])
  for (const facet of FACETS)
    if (table.facets[facet].values.some(([id, name]) => id !== null || name !== null)) filled.add(facet)
  if (table.dates.some((seconds) => !Number.isNaN(seconds))) filled.add('date')
  return filled
}

/** What a facet of a record reads: a name, "#12" where only the id is known, "Unassigned"; empty for none. */
export const facetText = (
  facet: Facet,
  { id, name }: { readonly id: string | null; readonly name: string | null },
): string => {
  if (facet === 'assignee' && id === UNASSIGNED_AGENT_ID) return UNASSIGNED
  return name ?? (id === null ? '' : unnamed(id))
}

/** Whether a side got a record, or may be shown it: what it has no record of is a gap. */
export const isShownOn = (seenBy: TableRow['seenBy'], side: 'agent' | 'app'): boolean =>
  seenBy === 'both' ||
  seenBy === 'changed' ||
  (seenBy === 'undecided' && side === 'agent') ||
  seenBy === side ||
  seenBy === `${side}-or-both`

const orderOfSide = (table: RowTable, side: 'agent' | 'app'): RowOrder => {
  const shown = SEEN_BY.map((seenBy) => isShownOn(seenBy, side))
  const places = placesOf(table.labels)
  return Uint32Array.from(table.labels, (label, row) =>
    shown[table.seenBy[row] ?? SEEN_BY.length] === true ? (places.get(label) ?? 0) : 0,
  )
}

const orderOfFacet = (table: RowTable, facet: Facet): RowOrder => {
  const { values, of } = table.facets[facet]
  const texts = values.map(([id, name]) => facetText(facet, { id, name }))
  const places = placesOf(texts)
  const ofValue = texts.map((text) => places.get(text) ?? 0)
  return of.map((value) => ofValue[value] ?? 0)
}

/** The place of each text among all of them, from 1; empty ones have none. */
const placesOf = (texts: readonly string[]): ReadonlyMap<string, number> => {
  // Plainly first: of texts that are nearly in order, the exact way of comparing, which takes long, is asked half as often.
  const distinct = [...new Set(texts)].filter((text) => text !== '').sort(byUnit)
  distinct.sort(collator.compare)
  const places = new Map<string, number>()
  let place = 0
  for (const [at, text] of distinct.entries()) {
    const before = distinct[at - 1]
    if (before === undefined || collator.compare(before, text) !== 0) place += 1
    places.set(text, place)
  }
  return places
}

const byUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const orderOfNumbers = (numbers: Float64Array): RowOrder => {
  const distinct = Float64Array.from(new Set(numbers.filter((number) => !Number.isNaN(number)))).sort()
  const places = new Map<number, number>()
  for (const [at, number] of distinct.entries()) places.set(number, at + 1)
  return Uint32Array.from(numbers, (number) => places.get(number) ?? 0)
}
