import type { Resource } from '../core/halo/resource'

/**
 * How the demo tenant serves each resource. The demo's own table, written from halo-api.md: the
 * product is tested against it, so it takes nothing but the names of the resources from there.
 */
interface Served {
  /** Path below `/api`, with Halo's casing (section 5). */
  readonly path: string
  /** Property that holds the rows; null: a bare array (sections 5 and 6.1). */
  readonly listKey: string | null
  /** `read:{area}` or `edit:{area}` opens it (sections 3.2 and 5); null: no scope is known. */
  readonly area: string | null
  /** Claim code of the agent's level for it (sections 4.3 and 5); null: none is known. */
  readonly level: string | null
}

const served = (path: string, listKey: string | null, area: string | null, level: string | null): Served => ({
  path,
  listKey,
  area,
  level,
})

export const SERVED: Readonly<Record<Resource, Served>> = {
  tickets: served('Tickets', 'tickets', 'tickets', 'Tx'),
  clients: served('Client', 'clients', 'customers', 'Ux'),
  sites: served('Site', 'sites', 'customers', 'Ux'),
  users: served('Users', 'users', 'customers', 'Fx'),
  assets: served('Asset', 'assets', 'assets', 'Dx'),
  // Empty rather than refused without its scope: see `accessTo` (section 2.7).
  teams: served('Team', null, null, null),
  // The look-up lists come with the tickets scope (section 3.2). That they follow the level for
  // tickets as well is inferred.
  'ticket-types': served('TicketType', null, 'tickets', 'Tx'),
  statuses: served('Status', null, 'tickets', 'Tx'),
  priorities: served('Priority', null, 'tickets', 'Tx'),
  categories: served('Category', null, 'tickets', 'Tx'),
  // `results` was seen on three live tenants (sections 4.1 and 12).
  agents: served('Agent', 'results', null, null),
  contracts: served('ClientContract', 'contracts', 'contracts', 'Cx'),
  suppliers: served('Supplier', 'suppliers', 'suppliers', 'Sx'),
  items: served('Item', 'items', 'items', 'Ix'),
  invoices: served('Invoice', 'invoices', 'invoices', 'Xx'),
  'recurring-invoices': served('RecurringInvoice', 'invoices', 'invoices', 'Xx'),
  quotes: served('Quotation', 'quotes', 'quotes', 'Qx'),
  'sales-orders': served('SalesOrder', 'salesorders', 'sos', 'Yx'),
  'purchase-orders': served('PurchaseOrder', 'purchaseorders', 'pos', 'Zx'),
  // One entity with tickets, and so one key (section 5).
  opportunities: served('Opportunities', 'tickets', 'sales', 'Ox'),
  projects: served('Projects', 'tickets', 'projects', 'Px'),
  articles: served('KBArticle', 'articles', 'kb', 'Bx'),
  reports: served('Report', 'reports', 'reporting', 'Rx'),
  // A scope for Service: not found (section 3.2).
  services: served('Service', 'services', null, 'Vx'),
  'software-licences': served('SoftwareLicence', 'licences', 'softwarelicensing', 'Lx'),
  appointments: served('Appointment', 'appointments', 'calendar', 'Ax'),
}

/** Halo's paths are found in any casing (section 12); the demo keeps its rows by the lower one. */
export const pathOf = (resource: Resource): string => SERVED[resource].path.toLowerCase()

const byPath = new Map(Object.values(SERVED).map((entry) => [entry.path.toLowerCase(), entry]))

/** What governs a path in lower case; undefined for paths that no comparison lists. */
export const servedAt = (path: string): Served | undefined => byPath.get(path)
