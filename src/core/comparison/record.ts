/**
 * One row of a Halo list, reduced to what comparing and explaining need. Ids are strings: Halo
 * sends ints, GUIDs and floats such as `12.0` for the same thing (halo-api.md section 7).
 */
export interface RecordSummary {
  /** Unique within its resource; `parent/child` where Halo numbers records inside a parent. */
  readonly id: string
  /** What a person recognises it by: a ticket's summary, a client's name. May be empty. */
  readonly label: string
  /** Facets by which visibility is decided. null: the row does not carry it, or it is empty. */
  readonly clientId: string | null
  readonly clientName: string | null
  readonly siteId: string | null
  readonly siteName: string | null
  readonly teamId: string | null
  readonly teamName: string | null
  readonly departmentId: string | null
  /** Ticket type for tickets, opportunities and projects; asset type for assets. */
  readonly typeId: string | null
  readonly typeName: string | null
  /** The agent it is assigned to. Halo's agent 1 is "unassigned" (inferred, halo-api.md 5.1). */
  readonly agentId: string | null
  readonly agentName: string | null
  /** When it was opened, ISO 8601 as Halo wrote it; tickets only. */
  readonly date: string | null
}

/** Halo's agent id for "nobody" (inferred, halo-api.md section 5.1). */
export const UNASSIGNED_AGENT_ID = '1'

/** What its assignee is called then. */
export const UNASSIGNED = 'Unassigned'

/** What a thing is called of which only the id is known. */
export const unnamed = (id: string): string => `#${id}`

/** The records in the order of {@link compareIds}; half a million of them in a fraction of a second. */
export const sortedById = (records: readonly RecordSummary[]): readonly RecordSummary[] => {
  const numbered: RecordSummary[] = []
  const named: RecordSummary[] = []
  for (const record of records) (/^\d+$/.test(record.id) ? numbered : named).push(record)
  const byText = (a: RecordSummary, b: RecordSummary) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  numbered.sort((a, b) => a.id.length - b.id.length || byText(a, b))
  return [...numbered, ...named.sort(byText)]
}

/** Orders ids the way people expect: numbers by value, then everything else by code unit. */
export const compareIds = (a: string, b: string): number => {
  const aNumber = /^\d+$/.test(a)
  const bNumber = /^\d+$/.test(b)
  if (aNumber && bNumber) return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
  if (aNumber !== bNumber) return aNumber ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
