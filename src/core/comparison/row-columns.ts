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

export const FACETS = ['client', 'site', 'team', 'type', 'assignee'] as const
export type Facet = (typeof FACETS)[number]

/** What rows have in one facet. */
export interface FacetColumn<Places> {
  /** Each pair of id and name once. */
  readonly values: readonly FacetValue[]
  /** For each row the place of its pair. */
  readonly of: Places
}

export type FacetValue = readonly [id: string | null, name: string | null]

/**
 * Rows by columns, as they are sent to the window: a fifth of what the rows are as objects, since what many
 * rows share is sent once. Departments and dates, which the window shows of no row, are left out.
 */
export interface RowColumns {
  readonly ids: readonly string[]
  readonly labels: readonly string[]
  /** Places in `SEEN_BY`. */
  readonly seenBy: readonly number[]
  readonly facets: Readonly<Record<Facet, FacetColumn<readonly number[]>>>
}

export const rowColumns = (rows: readonly ComparedRow[]): RowColumns => {
  const facet = (valueOf: (record: ComparedRow['record']) => FacetValue): FacetColumn<readonly number[]> => {
    const places = new FacetPlaces()
    const of = rows.map(({ record }) => places.of(valueOf(record)))
    return { values: places.values, of }
  }
  return {
    ids: rows.map(({ record }) => record.id),
    labels: rows.map(({ record }) => record.label),
    seenBy: rows.map(({ seenBy }) => SEEN_BY.indexOf(seenBy)),
    facets: {
      client: facet(({ clientId, clientName }) => [clientId, clientName]),
      site: facet(({ siteId, siteName }) => [siteId, siteName]),
      team: facet(({ teamId, teamName }) => [teamId, teamName]),
      type: facet(({ typeId, typeName }) => [typeId, typeName]),
      assignee: facet(({ agentId, agentName }) => [agentId, agentName]),
    },
  }
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
