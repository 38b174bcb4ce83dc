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
  const order = orderOfTexts(table.labels)
  return order.map((place, row) => (shown[table.seenBy[row] ?? SEEN_BY.length] === true ? place : 0))
}

const orderOfFacet = (table: RowTable, facet: Facet): RowOrder => {
  const { values, of } = table.facets[facet]
  const ofValue = orderOfTexts(values.map(([id, name]) => facetText(facet, { id, name })))
  return of.map((value) => ofValue[value] ?? 0)
}

/** The place of each text among all of them, from 1; empty ones have none, and texts that read the same have one. */
const orderOfTexts = (texts: readonly string[]): RowOrder => {
  const known = new Map<string, number>()
  const distinct: string[] = []
  const of = Uint32Array.from(texts, (text) => {
    if (text === '') return 0
    const composed = text.normalize()
    const before = known.get(composed)
    if (before !== undefined) return before
    const number = distinct.push(composed)
    known.set(composed, number)
    return number
  })
  // Plainly first, by keys that nearly say the order: the exact way of comparing, which takes long, is then asked about once
  // of each text instead of many times.
  const keys = distinct.map(keyOf)
  const textAt = (at: number): string => distinct[at] ?? ''
  const ordered = [...distinct.keys()]
    .sort((a, b) => byUnit(keys[a] ?? '', keys[b] ?? ''))
    .sort((a, b) => collator.compare(textAt(a), textAt(b)))
  const places = new Uint32Array(distinct.length + 1)
  for (const [place, at] of ordered.entries()) places[at + 1] = place + 1
  return of.map((number) => places[number] ?? 0)
}

/** Small letters, and numbers as long as most are. */
const keyOf = (text: string): string =>
  text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(10, '0'))

const byUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const orderOfNumbers = (numbers: Float64Array): RowOrder => {
  const distinct = Float64Array.from(new Set(numbers.filter((number) => !Number.isNaN(number)))).sort()
  const places = new Map<number, number>()
  for (const [at, number] of distinct.entries()) places.set(number, at + 1)
  return Uint32Array.from(numbers, (number) => places.get(number) ?? 0)
}
