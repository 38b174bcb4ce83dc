import type { Row } from './model'

/**
 * Answers as some tenants were seen to give them (halo-api.md section 15): the same tenant, told in
 * another way. A client that reads them must come to the same result.
 */

/** Dates that mean none, besides 1900-01-01. */
const NO_DATES = ['0001-01-01T00:00:00', '1899-12-30T00:00:00', '1901-01-01T00:00:00']

/** The row of a list. Which rows are told oddly follows from their ids, so that it is the same each time. */
export const oddRow = (path: string, row: Row): Row => {
  const id = Number(row.id)
  // Seen in a ticket's details; that a list may leave it out as well is assumed.
  if (path === 'tickets') return { ...(id % 2 === 0 ? without(row, 'team_id') : row), ...oddDates(row, id) }
  return path === 'site' && id % 7 === 0 ? without(row, 'name') : row
}

/** A ticket's details name its team only. */
export const oddTicket = (ticket: Row): Row => without(oddRow('tickets', ticket), 'team_id')

/** Fractions of seven digits, as .NET writes them; one ticket in five has no date at all. */
const oddDates = ({ dateoccurred }: Row, id: number): Readonly<Record<string, unknown>> => ({
  dateoccurred: id % 5 === 0 ? NO_DATES[(id / 5) % NO_DATES.length] : `${String(dateoccurred)}.9746271Z`,
  deadlinedate: NO_DATES[id % NO_DATES.length],
})

const without = ({ id, ...row }: Row, field: string): Row => ({
  id,
  ...Object.fromEntries(Object.entries(row).filter(([name]) => name !== field)),
})
