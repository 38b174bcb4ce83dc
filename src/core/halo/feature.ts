/**
 * Halo's features with the scope area and the agent's level code that govern each, and what each
 * level lets an agent do (halo-api.md sections 3.2 and 4.3).
 */

export const VERBS = ['read', 'create', 'update', 'delete'] as const
export type Verb = (typeof VERBS)[number]

export interface Feature {
  readonly name: string
  /** The agent's level, by Halo's claim code. */
  readonly code: string
  /** `read:{area}` and `edit:{area}`; null: no scope is known to govern it. */
  readonly area: string | null
  readonly ladder: Ladder
}

interface Ladder {
  /** What each level is called, 0 first. */
  readonly levels: readonly string[]
  readonly read: number
  readonly update: number | null
  /** null: which level it takes is not known. */
  readonly delete: number | null
}

const BASIC: Ladder = {
  levels: ['No Access', 'Read Only', 'Read and Modify'],
  read: 1,
  update: 2,
  delete: null,
}
/** Names Only is no reading of the record: a list with names is all there is. */
const WITH_NAMES: Ladder = {
  levels: ['No Access', 'View (Names Only)', 'Read Only', 'Read and Modify'],
  read: 2,
  update: 3,
  delete: null,
}
const WITH_REMOVE: Ladder = {
  levels: ['No Access', 'Read Only', 'Read and Modify', 'Read, Modify and Remove'],
  read: 1,
  update: 2,
  delete: 3,
}
/** 1 to 3 are about whose; what "All" adds is not known. */
const TIMESHEETS: Ladder = {
  levels: ['No Access', 'Own', 'Managed', 'Read Only', 'All'],
  read: 1,
  update: null,
  delete: null,
}
const LISTS: Ladder = {
  levels: ['No Access', 'Read Only', 'Read and Send', 'Read and Modify'],
  read: 1,
  update: 3,
  delete: null,
}

const feature = (name: string, code: string, area: string | null, ladder: Ladder = BASIC): Feature => ({
  name,
  code,
  area,
  ladder,
})

export const FEATURES: readonly Feature[] = [
  feature('Tickets', 'Tx', 'tickets'),
  feature('Clients/Customers', 'Ux', 'customers', WITH_NAMES),
  feature('Users', 'Fx', 'customers', WITH_NAMES),
  feature('Assets', 'Dx', 'assets', WITH_REMOVE),
  feature('Calendars & Appointments', 'Ax', 'calendar'),
  feature('CRM', 'Ex', 'crm'),
  feature('Timesheets', 'Hx', 'timesheets', TIMESHEETS),
  feature('Client Contracts', 'Cx', 'contracts'),
  feature('Suppliers', 'Sx', 'suppliers'),
  feature('Items', 'Ix', 'items', WITH_NAMES),
  feature('Projects', 'Px', 'projects'),
  feature('Sales', 'Ox', 'sales'),
  feature('Quotations', 'Qx', 'quotes'),
  feature('Sales Orders', 'Yx', 'sos'),
  feature('Purchase Orders', 'Zx', 'pos'),
  feature('Invoices', 'Xx', 'invoices', WITH_REMOVE),
  feature('Reporting', 'Rx', 'reporting'),
  feature('Knowledge Base', 'Bx', 'kb'),
  feature('Services', 'Vx', null),
  feature('Software Releases', 'Wx', 'software'),
  feature('Software Licencing', 'Lx', 'softwarelicensing'),
  feature('Distribution Lists', 'Kx', 'distributionlists', LISTS),
]

/** The feature with a level code, or undefined. */
export const featureOfCode = (code: string): Feature | undefined =>
  FEATURES.find((candidate) => candidate.code === code)

/** "Read Only", or "level 7" for one that nobody described. */
export const levelName = ({ ladder }: Feature, level: number): string =>
  ladder.levels[level] ?? `level ${level}`
