import type { ScopeArea } from './scope'

/**
 * Halo's features with the scope area and the agent's level code that govern each, and what each
 * level lets an agent do (halo-api.md sections 3.2 and 4.3).
 */

export const VERBS = ['read', 'create', 'update', 'delete'] as const
export type Verb = (typeof VERBS)[number]

export interface Feature {
  readonly name: string
  /** The agent's level, by Halo's claim code. */
  readonly code: LevelCode
  /** `read:{area}` and `edit:{area}`; null: no scope is known to govern it. */
  readonly area: ScopeArea | null
  readonly ladder: Ladder
  /** Paths that it governs besides those of resources, as integrations call them (halo-api.md 3.2). */
  readonly paths: readonly string[]
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

const feature = (
  name: string,
  area: ScopeArea | null,
  ladder: Ladder = BASIC,
  paths: readonly string[] = [],
): Omit<Feature, 'code'> => ({ name, area, ladder, paths })

/** By Halo's claim codes. */
const TABLE = {
  Tx: feature('Tickets', 'tickets', BASIC, ['/Actions', '/Attachment']),
  Ux: feature('Clients/Customers', 'customers', WITH_NAMES),
  Fx: feature('Users', 'customers', WITH_NAMES),
  Dx: feature('Assets', 'assets', WITH_REMOVE, ['/AssetType', '/AssetGroup']),
  Ax: feature('Calendars & Appointments', 'calendar'),
  Ex: feature('CRM', 'crm', BASIC, ['/CRMNote']),
  Hx: feature('Timesheets', 'timesheets', TIMESHEETS, ['/Timesheet', '/TimesheetEvent']),
  Cx: feature('Client Contracts', 'contracts'),
  Sx: feature('Suppliers', 'suppliers'),
  Ix: feature('Items', 'items', WITH_NAMES),
  Px: feature('Projects', 'projects'),
  Ox: feature('Sales', 'sales'),
  Qx: feature('Quotations', 'quotes'),
  Yx: feature('Sales Orders', 'sos'),
  Zx: feature('Purchase Orders', 'pos'),
  Xx: feature('Invoices', 'invoices', WITH_REMOVE),
  Rx: feature('Reporting', 'reporting'),
  Bx: feature('Knowledge Base', 'kb'),
  Vx: feature('Services', null),
  Wx: feature('Software Releases', 'software'),
  Lx: feature('Software Licencing', 'softwarelicensing'),
  Kx: feature('Distribution Lists', 'distributionlists', LISTS, ['/DistributionLists']),
} satisfies Readonly<Record<string, Omit<Feature, 'code'>>>

/** The feature an agent has a level for. */
export type LevelCode = keyof typeof TABLE

/** The feature of a level code. */
export const featureOf = (code: LevelCode): Feature => ({ code, ...TABLE[code] })

export const FEATURES: readonly Feature[] = Object.keys(TABLE).map((code) => featureOf(code as LevelCode)) // the keys of the table, whose type it is

/** The feature with a level code, or undefined. */
export const featureOfCode = (code: string): Feature | undefined =>
  FEATURES.find((candidate) => candidate.code === code)

/** "Read Only", or "level 7" for one that nobody described. */
export const levelName = ({ ladder }: Feature, level: number): string =>
  ladder.levels[level] ?? `level ${level}`
