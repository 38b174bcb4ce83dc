import { buildTenant } from '../src/demo/tenant'

/** Halo's cap (halo-api.md section 6.2). */
const PAGE = 100

/** Pages of so many tickets, as a tenant sends them: those of the demo tenant, repeated under new ids. */
export const ticketBodies = (rows: number): readonly Buffer[] => {
  const tickets = buildTenant(300).rows.get('tickets') ?? []
  return Array.from({ length: Math.ceil(rows / PAGE) }, (_, page) => {
    const first = page * PAGE
    const own = Array.from({ length: Math.min(PAGE, rows - first) }, (_row, at) => {
      const ticket = tickets[(first + at) % tickets.length]
      return {
        ...ticket,
        id: first + at + 1,
        summary: `${String(ticket?.['summary'])} (${String(first + at)})`,
      }
    })
    return Buffer.from(
      JSON.stringify({ record_count: rows, page_no: page + 1, page_size: PAGE, tickets: own }),
    )
  })
}
