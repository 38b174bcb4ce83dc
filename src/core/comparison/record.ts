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

/** The records in the order of {@link compareIds}. */
export const sortedById = (records: readonly RecordSummary[]): readonly RecordSummary[] =>
  [...records].sort((a, b) => compareIds(a.id, b.id))

/** Whether records are in the order of {@link compareIds}, each id once, as an observation holds them. */
export const isInOrder = (records: readonly RecordSummary[]): boolean =>
  records.every((record, at) => at === 0 || compareIds(records[at - 1]?.id ?? '', record.id) < 0)

/** The records in order, of those with one id the last; those in order already stay the array they are. */
const distinctInOrder = (records: readonly RecordSummary[]): readonly RecordSummary[] =>
  isInOrder(records)
    ? records
    : sortedById([...new Map(records.map((record) => [record.id, record])).values()])

/**
 * Goes through two sides' records together, in the order of {@link compareIds}: one step for each id. Neither sets
 * nor sorting are needed for lists in order.
 * @param visit gets the record of each side that has the id, of one side at least
 */
export const eachTogether = (
  agent: readonly RecordSummary[],
  app: readonly RecordSummary[],
  visit: (id: string, ofAgent: RecordSummary | undefined, ofApp: RecordSummary | undefined) => void,
): void => {
  const [some, others] = [distinctInOrder(agent), distinctInOrder(app)]
  for (let at = 0, other = 0; ;) {
    const [a, b] = [some[at], others[other]]
    if (a === undefined && b === undefined) return
    const order = a === undefined ? 1 : b === undefined ? -1 : a.id === b.id ? 0 : compareIds(a.id, b.id)
    if (order <= 0) at += 1
    if (order >= 0) other += 1
    visit((order <= 0 ? a : b)?.id ?? '', order <= 0 ? a : undefined, order >= 0 ? b : undefined)
  }
}

/**
 * Orders ids the way people expect: numbers by value, then everything else by code unit. Asked some hundred thousand
 * times of a large list, hence without a pattern.
 */
export const compareIds = (a: string, b: string): number => {
  const aNumber = isNumber(a)
  if (aNumber !== isNumber(b)) return aNumber ? -1 : 1
  return (aNumber ? a.length - b.length : 0) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Whether an id is digits and nothing else. */
const isNumber = (id: string): boolean => {
  for (let at = 0; at < id.length; at += 1) {
    const unit = id.charCodeAt(at)
    if (unit < 48 || unit > 57) return false
  }
  return id !== ''
}
