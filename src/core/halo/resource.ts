/**
 * The resources Crossview compares: where Halo serves each, what it is called in a list answer,
 * and which scope and agent level govern it.
 *
 * Source: halo-api.md section 5 (paths and list keys observed on a live tenant, scopes inferred
 * unless noted there). `null` means "not found": the code treats it as unknown and says so.
 */

export const RESOURCES = [
  'tickets',
  'clients',
  'sites',
  'users',
  'assets',
  'teams',
  'ticket-types',
  'agents',
  'statuses',
  'priorities',
  'categories',
  'contracts',
  'suppliers',
  'items',
  'invoices',
  'recurring-invoices',
  'quotes',
  'sales-orders',
  'purchase-orders',
  'opportunities',
  'projects',
  'articles',
  'reports',
  'services',
  'software-licences',
  'appointments',
] as const

export type Resource = (typeof RESOURCES)[number]

/** The feature an agent has a level for, by Halo's claim code (halo-api.md section 4.3). */
export type LevelCode =
  | 'Tx'
  | 'Ux'
  | 'Fx'
  | 'Dx'
  | 'Cx'
  | 'Sx'
  | 'Ix'
  | 'Xx'
  | 'Qx'
  | 'Yx'
  | 'Zx'
  | 'Ox'
  | 'Px'
  | 'Bx'
  | 'Rx'
  | 'Vx'
  | 'Lx'
  | 'Ax'

export interface ResourceDefinition {
  readonly resource: Resource
  /** What a person calls it, plural, sentence case: "Ticket types". */
  readonly label: string
  /** Path below `{base}/api`, with Halo's own casing. */
  readonly path: string
  /** Property that holds the rows, or null for a bare array. */
  readonly listKey: string | null
  /** Scope area: `read:{area}` or `edit:{area}` covers it. null: no scope is known to govern it. */
  readonly scopeArea: string | null
  /** The agent's level code. null: none known. */
  readonly levelCode: LevelCode | null
  /** Parameters sent on both sides besides paging and order; only ones Halo documents. */
  readonly query: Readonly<Record<string, string>>
}

const define = (
  resource: Resource,
  label: string,
  path: string,
  listKey: string | null,
  scopeArea: string | null,
  levelCode: LevelCode | null,
  query: Readonly<Record<string, string>> = {},
): ResourceDefinition => ({ resource, label, path, listKey, scopeArea, levelCode, query })

const definitions: readonly ResourceDefinition[] = [
  define('tickets', 'Tickets', '/Tickets', 'tickets', 'tickets', 'Tx'),
  define('clients', 'Clients', '/Client', 'clients', 'customers', 'Ux'),
  define('sites', 'Sites', '/Site', 'sites', 'customers', 'Ux'),
  define('users', 'Users', '/Users', 'users', 'customers', 'Fx'),
  define('assets', 'Assets', '/Asset', 'assets', 'assets', 'Dx'),
  // `all:teams` is the UI's "Read Teams and Members"; whether it is needed is contested
  // (halo-api.md section 12), so no area is claimed here.
  define('teams', 'Teams', '/Team', null, null, null),
  define('ticket-types', 'Ticket types', '/TicketType', null, 'tickets', 'Tx'),
  define('agents', 'Agents', '/Agent', 'results', null, null, { includeapiagents: 'true' }),
  define('statuses', 'Statuses', '/Status', null, 'tickets', 'Tx'),
  define('priorities', 'Priorities', '/Priority', null, 'tickets', 'Tx'),
  define('categories', 'Categories', '/Category', null, 'tickets', 'Tx'),
  define('contracts', 'Contracts', '/ClientContract', 'contracts', 'contracts', 'Cx'),
  define('suppliers', 'Suppliers', '/Supplier', 'suppliers', 'suppliers', 'Sx'),
  define('items', 'Items', '/Item', 'items', 'items', 'Ix'),
  define('invoices', 'Invoices', '/Invoice', 'invoices', 'invoices', 'Xx'),
  define('recurring-invoices', 'Recurring invoices', '/RecurringInvoice', 'invoices', 'invoices', 'Xx'),
  define('quotes', 'Quotes', '/Quotation', 'quotes', 'quotes', 'Qx'),
  define('sales-orders', 'Sales orders', '/SalesOrder', 'salesorders', 'sos', 'Yx'),
  define('purchase-orders', 'Purchase orders', '/PurchaseOrder', 'purchaseorders', 'pos', 'Zx'),
  define('opportunities', 'Opportunities', '/Opportunities', 'tickets', 'sales', 'Ox'),
  define('projects', 'Projects', '/Projects', 'tickets', 'projects', 'Px'),
  define('articles', 'Articles', '/KBArticle', 'articles', 'kb', 'Bx'),
  define('reports', 'Reports', '/Report', 'reports', 'reporting', 'Rx'),
  define('services', 'Services', '/Service', 'services', null, 'Vx'),
  define('software-licences', 'Software licences', '/SoftwareLicence', 'licences', 'softwarelicensing', 'Lx'),
  define('appointments', 'Appointments', '/Appointment', 'appointments', 'calendar', 'Ax'),
]

const byResource = new Map(definitions.map((definition) => [definition.resource, definition]))

/** The definition of a resource. Every member of {@link RESOURCES} has one. */
export const resourceDefinition = (resource: Resource): ResourceDefinition => {
  const definition = byResource.get(resource)
  if (definition === undefined) throw new Error(`No definition for resource ${resource}`)
  return definition
}

/** Whether a text names a resource in docs/cli.md's spelling. */
export const isResource = (text: string): text is Resource => (RESOURCES as readonly string[]).includes(text)
