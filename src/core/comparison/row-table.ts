import { seenName } from './name-text'
import { toldApart } from './names'
import { compareIds, UNASSIGNED, UNASSIGNED_AGENT_ID, unnamed } from './record'
import {
  FacetPlaces,
  FACETS,
  ofFacets,
  SEEN_BY,
  type Facet,
  type FacetColumn,
  type RowColumns,
} from './row-columns'
import { filterOf, type ComparedRow, type RowFilter } from './rows'

/**
 * All rows of a resource, by columns: a hundred thousand take a tenth of what they take as objects, and are
 * filtered and grouped in a few milliseconds. A row is its place here; rows are places in ascending order.
 */
export interface RowTable {
  readonly ids: readonly string[]
  readonly labels: readonly string[]
  /** Places in `SEEN_BY`. */
  readonly seenBy: Uint8Array
  readonly facets: Readonly<Record<Facet, FacetColumn<Uint32Array>>>
  /** As in `DateColumn`; NaN: it has none. */
  readonly dates: Float64Array
  /** 1 where the date is UTC. */
  readonly datesUtc: Uint8Array
}

/** One row of it. */
export interface TableRow {
  readonly id: string
  readonly label: string
  readonly seenBy: ComparedRow['seenBy']
  readonly facets: Readonly<Record<Facet, { readonly id: string | null; readonly name: string | null }>>
  /** When it was opened; null: it does not say. */
  readonly date: RowDate | null
}

export interface RowDate {
  /** From 1970 to what the date reads, as if that were UTC. */
  readonly seconds: number
  /** Whether it is UTC; of any other Halo says no zone. */
  readonly utc: boolean
}

export interface RowGroup {
  /** The id grouped by; null for the records that have none. */
  readonly id: string | null
  /** What to show: a name, "#12" where only the id is known, "None" or "Unassigned". */
  readonly name: string
  readonly rows: Uint32Array
}

export interface RowCounts {
  readonly all: number
  readonly agent: number
  readonly app: number
  readonly both: number
  readonly changed: number
  /** Seen by one side, and not known whether by the other. */
  readonly unknown: number
}

/** Puts the pages of a resource together, in their order. */
export const rowTable = (pages: readonly RowColumns[]): RowTable => {
  const length = pages.reduce((sum, { ids }) => sum + ids.length, 0)
  const seenBy = new Uint8Array(length)
  const dates = new Float64Array(length).fill(NaN)
  const datesUtc = new Uint8Array(length)
  let start = 0
  for (const page of pages) {
    seenBy.set(page.seenBy, start)
    for (const [row, second] of page.dates.seconds.entries()) if (second !== null) dates[start + row] = second
    for (const row of page.dates.utc) datesUtc[start + row] = 1
    start += page.ids.length
  }
  const facet = (name: Facet): FacetColumn<Uint32Array> => {
    const places = new FacetPlaces()
    const of = new Uint32Array(length)
    let at = 0
    for (const { facets } of pages) {
      const column = facets[name]
      const here = column.values.map((value) => places.of(value))
      for (const place of column.of) of[at++] = here[place] ?? 0
    }
    return { values: places.values, of }
  }
  return {
    ids: pages.flatMap(({ ids }) => ids),
    labels: pages.flatMap(({ labels }) => labels),
    seenBy,
    facets: ofFacets(facet),
    dates,
    datesUtc,
  }
}

/** @returns undefined where the table has no such row */
export const rowAt = (
  { ids, labels, seenBy, facets, dates, datesUtc }: RowTable,
  row: number,
): TableRow | undefined => {
  const id = ids[row]
  const seen = SEEN_BY[seenBy[row] ?? SEEN_BY.length]
  if (id === undefined || seen === undefined) return undefined
  const seconds = dates[row] ?? NaN
  return {
    id,
    label: labels[row] ?? '',
    seenBy: seen,
    facets: ofFacets((facet) => {
      const { values, of } = facets[facet]
      const [facetId, name] = values[of[row] ?? 0] ?? [null, null]
      return { id: facetId, name }
    }),
    date: Number.isNaN(seconds) ? null : { seconds, utc: datesUtc[row] === 1 },
  }
}

/** The words of a search, as they are looked for. */
export const searchWords = (search: string): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean)

/**
 * The rows in which every word of the search occurs, in the id, the label or the name of a facet; letter
 * case does not matter. A name that many rows share is looked through once.
 */
export const findRows = (table: RowTable, search: string): Uint32Array => {
  const words = searchWords(search)
  const { ids, labels } = table
  if (words.length === 0) return Uint32Array.from(ids, (_id, row) => row)
  const named = words.map((word) =>
    FACETS.map((facet) => {
      const { values, of } = table.facets[facet]
      return { of, has: values.map(([, name]) => name?.toLowerCase().includes(word) === true) }
    }),
  )
  const found = new Uint32Array(ids.length)
  let count = 0
  for (const [row, id] of ids.entries()) {
    const texts = [id.toLowerCase(), (labels[row] ?? '').toLowerCase()]
    const isFound = words.every(
      (word, at) =>
        texts.some((text) => text.includes(word)) ||
        named[at]?.some(({ of, has }) => has[of[row] ?? 0] === true) === true,
    )
    if (isFound) found[count++] = row
  }
  return found.slice(0, count)
}

/** The rows of one kind among some; `all` includes changed ones. */
export const filterRows = ({ seenBy }: RowTable, rows: Uint32Array, show: RowFilter): Uint32Array => {
  if (show === 'all') return rows
  const shows = SEEN_BY.map((seen) => filterOf(seen) === show)
  return rows.filter((row) => shows[seenBy[row] ?? SEEN_BY.length])
}

/** How many of some rows each choice of the filter would show. */
export const countRows = ({ seenBy }: RowTable, rows: Uint32Array): RowCounts => {
  const bySeen = new Uint32Array(SEEN_BY.length)
  for (const row of rows) {
    const seen = seenBy[row] ?? 0
    bySeen[seen] = (bySeen[seen] ?? 0) + 1
  }
  const counts = { all: rows.length, agent: 0, app: 0, both: 0, changed: 0, unknown: 0 }
  for (const [place, seen] of SEEN_BY.entries()) counts[filterOf(seen) ?? 'changed'] += bySeen[place] ?? 0
  return counts
}

/**
 * Rows by a facet, groups in the order of their names, the group without a value last. Within a group the rows keep
 * the order that they come in.
 */
export const groupRows = (table: RowTable, rows: Uint32Array, by: Facet): readonly RowGroup[] => {
  const { values, of } = table.facets[by]
  const members = new Map<string | null, number[]>()
  // Several pairs may have one id: where names of one thing differ.
  const ofPlace: number[][] = []
  for (const row of rows) {
    const place = of[row] ?? 0
    let group = ofPlace[place]
    if (group === undefined) {
      const id = values[place]?.[0] ?? null
      group = members.get(id) ?? []
      members.set(id, group)
      ofPlace[place] = group
    }
    group.push(row)
  }
  const nameOf = (row: number) => seenName(values[of[row] ?? 0]?.[1])
  const named = [...members].map(([id, group]) => {
    const first = group.find((row) => nameOf(row) !== null)
    return {
      id,
      name: groupName(id, by, first === undefined ? null : nameOf(first)),
      rows: Uint32Array.from(group),
    }
  })
  const shown = toldApart(named.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }])))
  return named.map((group) => ({ ...group, name: shown.get(group.id ?? '') ?? group.name })).sort(byName)
}

/** @param name the first that was read of it */
const groupName = (id: string | null, by: Facet, name: string | null): string => {
  if (id === null) return 'None'
  return by === 'assignee' && id === UNASSIGNED_AGENT_ID ? UNASSIGNED : (name ?? unnamed(id))
}

/** How names are ordered. A fixed locale: the same data reads the same on every machine. */
export const collator = new Intl.Collator('en', { numeric: true })

const byName = (a: RowGroup, b: RowGroup): number => {
  if (a.id === null || b.id === null) return Number(a.id === null) - Number(b.id === null)
  return collator.compare(a.name, b.name) || compareIds(a.id, b.id)
}
