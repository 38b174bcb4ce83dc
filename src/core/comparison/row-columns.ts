import { unnamed, type RecordSummary } from './record'
import type { ComparedRow } from './rows'

/** What a row says of who sees its record, by number. */
export const SEEN_BY = [
  'both',
  'agent',
  'app',
  'changed',
  'undecided',
  'agent-or-both',
  'app-or-both',
] as const satisfies readonly ComparedRow['seenBy'][]

export const FACETS = ['client', 'site', 'team', 'department', 'type', 'assignee'] as const
export type Facet = (typeof FACETS)[number]

/** The same of every facet. */
export const ofFacets = <T>(make: (facet: Facet) => T): Readonly<Record<Facet, T>> => ({
  client: make('client'),
  site: make('site'),
  team: make('team'),
  department: make('department'),
  type: make('type'),
  assignee: make('assignee'),
})

/** What rows have in one facet. */
export interface FacetColumn<Places> {
  /** Each pair of id and name once. */
  readonly values: readonly FacetValue[]
  /** For each row the place of its pair. */
  readonly of: Places
}

export type FacetValue = readonly [id: string | null, name: string | null]

/** When rows were opened. Both are empty where no row says. */
export interface DateColumn {
  /** For each row the seconds from 1970 to what its date reads, as if that were UTC; null: it has none. */
  readonly seconds: readonly (number | null)[]
  /** Places of the rows whose date came with its zone, and is UTC; Halo says of the others no zone. */
  readonly utc: readonly number[]
}

/**
 * Rows by columns, as they are sent to the window: a fifth of what the rows are as objects, since what many
 * rows share is sent once.
 */
export interface RowColumns {
  readonly ids: readonly string[]
  readonly labels: readonly string[]
  /** Places in `SEEN_BY`. */
  readonly seenBy: readonly number[]
  readonly facets: Readonly<Record<Facet, FacetColumn<readonly number[]>>>
  readonly dates: DateColumn
}

/** @param departmentName what a department is called, by its id: rows themselves do not say; null: not known */
export const rowColumns = (
  rows: readonly ComparedRow[],
  departmentName: (id: string) => string | null = () => null,
): RowColumns => ({
  ids: rows.map(({ record }) => record.id),
  labels: rows.map(({ record }) => record.label),
  seenBy: rows.map(({ seenBy }) => SEEN_BY.indexOf(seenBy)),
  facets: ofFacets((facet) => {
    const places = new FacetPlaces()
    const of = rows.map(({ record }) => places.of(facetOf(record, facet, departmentName)))
    return { values: places.values, of }
  }),
  dates: dateColumn(rows),
})

/** What a record has in a facet. */
const facetOf = (
  record: RecordSummary,
  facet: Facet,
  departmentName: (id: string) => string | null,
): FacetValue => {
  switch (facet) {
    case 'client':
      return [record.clientId, record.clientName]
    case 'site':
      return [record.siteId, record.siteName]
    case 'team':
      return [record.teamId, record.teamName]
    case 'department': {
      const name = record.departmentId === null ? null : departmentName(record.departmentId)
      // One that nobody named is known by its id alone, which is no name.
      return [record.departmentId, name === unnamed(record.departmentId ?? '') ? null : name]
    }
    case 'type':
      return [record.typeId, record.typeName]
    case 'assignee':
      return [record.agentId, record.agentName]
  }
}

/** Of `2026-09-30T08:12:00.0000000Z`, what says the second. */
const SECOND = '2026-09-30T08:12:00'.length

const dateColumn = (rows: readonly ComparedRow[]): DateColumn => {
  const seconds = rows.map(({ record: { date } }) => {
    const moment = date === null ? NaN : Date.parse(`${date.slice(0, SECOND)}Z`)
    return Number.isNaN(moment) ? null : moment / 1000
  })
  if (seconds.every((second) => second === null)) return { seconds: [], utc: [] }
  const utc: number[] = []
  for (const [row, { record }] of rows.entries()) if (record.date?.endsWith('Z') === true) utc.push(row)
  return { seconds, utc }
}

/** Gives each pair of id and name its place, in the order in which they are first seen. */
export class FacetPlaces {
  readonly values: FacetValue[] = []
  private readonly places = new Map<string | null, Map<string | null, number>>()

  of(value: FacetValue): number {
    const [id, name] = value
    const ofId = this.places.get(id) ?? new Map<string | null, number>()
    this.places.set(id, ofId)
    const known = ofId.get(name)
    if (known !== undefined) return known
    ofId.set(name, this.values.length)
    return this.values.push(value) - 1
  }
}
