import { featureOf, type LevelCode } from './feature'
import type { ScopeArea } from './scope'

/**
 * The resources Crossview compares. Everything that tells one from another stands here and nowhere
 * else: a resource is added by its line, and a line that lacks something does not compile.
 *
 * Source: halo-api.md section 5 (paths and list keys observed on a live tenant, scopes inferred
 * unless noted there). `null` means "not found": the code treats it as unknown and says so.
 */
export interface ResourceDefinition extends Rows, Special {
  /** What a person calls it, plural, sentence case: "Ticket types". */
  readonly label: string
  /** One of them, inside a sentence: "ticket type". */
  readonly one: string
  /** Path below `{base}/api`, with Halo's own casing. */
  readonly path: string
  /** Property that holds the rows, or null for a bare array. */
  readonly listKey: string | null
  /** The feature that governs it, by the code of the agent's level. null: none known. */
  readonly levelCode: LevelCode | null
  /** `read:{area}` or `edit:{area}` covers it, as its feature. null: no scope is known to govern it. */
  readonly scopeArea: ScopeArea | null
}

/** What its rows are, which decides what limits them and what their ids name. */
interface Rows {
  /** What each row is, where rows of other lists name the same things by id. */
  readonly kind: NameKind | null
  /** Whether they belong to clients, so that the clients of an agent limit them. */
  readonly byClient: boolean
  /** One entity with tickets to Halo: an agent's teams, and whose they are, limit them. */
  readonly ticketLike: boolean
  /** What their type is; null: they have none. */
  readonly typeKind: 'ticket type' | 'asset type' | null
}

/** What only few resources have. */
interface Special {
  /** Parameters sent on both sides besides paging and order; only ones Halo documents. */
  readonly query: Readonly<Record<string, string>>
  /**
   * A scope of which it is contested whether it governs the resource: without it the list comes
   * empty instead of refused (halo-api.md sections 2.7 and 12).
   */
  readonly contestedScope: string | null
}

/** Kinds of things that rows of several lists name by their ids. */
export type NameKind = 'client' | 'site' | 'team' | 'department' | 'ticket type' | 'asset type' | 'agent'

const define = (
  label: string,
  one: string,
  path: string,
  listKey: string | null,
  levelCode: LevelCode | null,
  rows: Rows,
  special: Partial<Special> = {},
): ResourceDefinition => ({
  label,
  one,
  path,
  listKey,
  levelCode,
  scopeArea: levelCode === null ? null : featureOf(levelCode).area,
  ...rows,
  query: {},
  contestedScope: null,
  ...special,
})

const PLAIN: Rows = { kind: null, byClient: false, ticketLike: false, typeKind: null }
const OF_CLIENTS: Rows = { ...PLAIN, byClient: true }
const TICKET_LIKE: Rows = { ...OF_CLIENTS, ticketLike: true, typeKind: 'ticket type' }

const DEFINITIONS = {
  tickets: define('Tickets', 'ticket', '/Tickets', 'tickets', 'Tx', TICKET_LIKE),
  clients: define('Clients', 'client', '/Client', 'clients', 'Ux', { ...OF_CLIENTS, kind: 'client' }),
  sites: define('Sites', 'site', '/Site', 'sites', 'Ux', { ...OF_CLIENTS, kind: 'site' }),
  users: define('Users', 'user', '/Users', 'users', 'Fx', OF_CLIENTS),
  assets: define('Assets', 'asset', '/Asset', 'assets', 'Dx', { ...OF_CLIENTS, typeKind: 'asset type' }),
  // `all:teams` is the UI's "Read Teams and Members": no feature is claimed to govern teams.
  teams: define(
    'Teams',
    'team',
    '/Team',
    null,
    null,
    { ...PLAIN, kind: 'team' },
    { contestedScope: 'all:teams' },
  ),
  'ticket-types': define('Ticket types', 'ticket type', '/TicketType', null, 'Tx', {
    ...PLAIN,
    kind: 'ticket type',
  }),
  agents: define(
    'Agents',
    'agent',
    '/Agent',
    'results',
    null,
    { ...PLAIN, kind: 'agent' },
    { query: { includeapiagents: 'true' } },
  ),
  statuses: define('Statuses', 'status', '/Status', null, 'Tx', PLAIN),
  priorities: define('Priorities', 'priority', '/Priority', null, 'Tx', PLAIN),
  categories: define('Categories', 'category', '/Category', null, 'Tx', PLAIN),
  contracts: define('Contracts', 'contract', '/ClientContract', 'contracts', 'Cx', OF_CLIENTS),
  suppliers: define('Suppliers', 'supplier', '/Supplier', 'suppliers', 'Sx', PLAIN),
  items: define('Items', 'item', '/Item', 'items', 'Ix', PLAIN),
  invoices: define('Invoices', 'invoice', '/Invoice', 'invoices', 'Xx', OF_CLIENTS),
  'recurring-invoices': define(
    'Recurring invoices',
    'recurring invoice',
    '/RecurringInvoice',
    'invoices',
    'Xx',
    OF_CLIENTS,
  ),
  quotes: define('Quotes', 'quote', '/Quotation', 'quotes', 'Qx', OF_CLIENTS),
  'sales-orders': define('Sales orders', 'sales order', '/SalesOrder', 'salesorders', 'Yx', OF_CLIENTS),
  'purchase-orders': define(
    'Purchase orders',
    'purchase order',
    '/PurchaseOrder',
    'purchaseorders',
    'Zx',
    PLAIN,
  ),
  opportunities: define('Opportunities', 'opportunity', '/Opportunities', 'tickets', 'Ox', TICKET_LIKE),
  projects: define('Projects', 'project', '/Projects', 'tickets', 'Px', TICKET_LIKE),
  articles: define('Articles', 'article', '/KBArticle', 'articles', 'Bx', PLAIN),
  reports: define('Reports', 'report', '/Report', 'reports', 'Rx', PLAIN),
  services: define('Services', 'service', '/Service', 'services', 'Vx', PLAIN),
  'software-licences': define(
    'Software licences',
    'software licence',
    '/SoftwareLicence',
    'licences',
    'Lx',
    OF_CLIENTS,
  ),
  appointments: define('Appointments', 'appointment', '/Appointment', 'appointments', 'Ax', OF_CLIENTS),
} satisfies Readonly<Record<string, ResourceDefinition>>

export type Resource = keyof typeof DEFINITIONS

/** In the order in which they are compared and shown. */
export const RESOURCES = Object.keys(DEFINITIONS) as readonly Resource[] // the keys of the table, whose type it is

/** The definition of a resource. */
export const resourceDefinition = (resource: Resource): ResourceDefinition => DEFINITIONS[resource]

/** Whether a text names a resource in docs/cli.md's spelling. */
export const isResource = (text: string): text is Resource => Object.hasOwn(DEFINITIONS, text)
