import type { FleetCheck } from '../../../../core/fleet/fleet'
import type { FleetProgress, FleetRun, FleetTenantProgress } from '../../../../shared/ipc/fleet'

/** Which tenants and checks the matrix shows, and in which order. */

/** `failing`: a check fails; `unknown`: one is unknown; `gaps`: failed, incomplete or not run. */
export type MatrixShow = 'all' | 'failing' | 'unknown' | 'gaps'

/** `name`, `state` or a check's name. */
export interface MatrixSorting {
  readonly column: string
  readonly descending: boolean
}

export interface MatrixLook {
  readonly search: string
  readonly tag: string | null
  readonly show: MatrixShow
  /** The one check that is looked at; null: all. */
  readonly check: string | null
  readonly sorting: MatrixSorting
}

export const ALL_ROWS = { search: '', tag: null, show: 'all', check: null } as const
export const FIRST_SORTING: MatrixSorting = { column: 'name', descending: false }

/** The run with what a report changes. Tenants that it does not name stay the objects they were. */
export const withProgress = (run: FleetRun, { fleetId, phase, tenants }: FleetProgress): FleetRun => {
  if (fleetId !== run.fleetId) return run
  const changed = new Map(tenants.map((tenant) => [tenant.profileId, tenant]))
  return {
    ...run,
    phase,
    tenants:
      changed.size === 0 ? run.tenants : run.tenants.map((tenant) => changed.get(tenant.profileId) ?? tenant),
  }
}

/** The checks of a tenant; none before it ended. */
export const checksOf = (tenant: FleetTenantProgress): readonly FleetCheck[] =>
  tenant.phase === 'ended' ? tenant.part.checks : []

export const checkOf = (tenant: FleetTenantProgress, name: string): FleetCheck | undefined =>
  checksOf(tenant).find((check) => check.name === name)

/** Kinds of checks from the one that others rest on. */
const KINDS: readonly string[] = [
  'connect',
  'scopes',
  'comparison',
  'purpose',
  'sees',
  'applications',
  'risk',
  'expect',
]

const kindOf = (name: string): number => {
  const at = KINDS.indexOf(name.split(' ', 1)[0] ?? '')
  return at < 0 ? KINDS.length : at
}

// A fixed locale: the same data reads the same on every machine.
const collator = new Intl.Collator('en', { numeric: true })

/** Every check that some tenant has, by kind and name: one that comes in late moves no other kind. */
export const checkNames = (tenants: readonly FleetTenantProgress[]): readonly string[] =>
  [...new Set(tenants.flatMap((tenant) => checksOf(tenant).map(({ name }) => name)))].sort(
    (a, b) => kindOf(a) - kindOf(b) || collator.compare(a, b),
  )

/** How many tenants fail each check. */
export const failingOf = (tenants: readonly FleetTenantProgress[]): ReadonlyMap<string, number> => {
  const failing = new Map<string, number>()
  for (const { name, state } of tenants.flatMap(checksOf))
    if (state === 'fails') failing.set(name, (failing.get(name) ?? 0) + 1)
  return failing
}

/**
 * The tenants that fit, sorted; the order is stable.
 * @param tagsOf of a stored tenant; none of one that is not stored any more
 */
export const matrixRows = (
  tenants: readonly FleetTenantProgress[],
  { search, tag, show, check, sorting }: MatrixLook,
  tagsOf: (profileId: string) => readonly string[],
): readonly FleetTenantProgress[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const keyed = tenants
    .filter((tenant) => {
      const tags = tagsOf(tenant.profileId)
      if (tag !== null && !tags.includes(tag)) return false
      if (!fits(tenant, show, check)) return false
      const text = [tenant.name, ...tags].join('\n').toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .map((tenant) => ({ tenant, key: keyOf(tenant, sorting.column) }))
  const sign = sorting.descending ? -1 : 1
  return keyed
    .sort((a, b) => byKey(a.key, b.key, sign) || collator.compare(a.tenant.name, b.tenant.name))
    .map(({ tenant }) => tenant)
}

const fits = (tenant: FleetTenantProgress, show: MatrixShow, name: string | null): boolean => {
  const checks = checksOf(tenant).filter((check) => name === null || check.name === name)
  switch (show) {
    case 'all':
      return true
    case 'failing':
      return checks.some(({ state }) => state === 'fails')
    case 'unknown':
      return checks.some(({ state }) => state === 'unknown')
    case 'gaps':
      return isMissing(tenant)
  }
}

/** Whether it is not done: it failed, is incomplete, or has not ended. */
export const isMissing = (tenant: FleetTenantProgress): boolean =>
  tenant.phase !== 'ended' || tenant.part.state !== 'done'

/** null: nothing to sort by; last whichever way the column is sorted. */
type Key = string | number | null

const byKey = (a: Key, b: Key, sign: number): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  return sign * collator.compare(String(a), String(b))
}

const STATE_RANK = { done: 0, incomplete: 1, failed: 2 } as const
const FAILURE_RANK = { info: 2, warning: 3, error: 4 } as const

const keyOf = (tenant: FleetTenantProgress, column: string): Key => {
  if (column === 'name') return tenant.name
  if (column === 'state') return tenant.phase === 'ended' ? STATE_RANK[tenant.part.state] : null
  const check = checkOf(tenant, column)
  if (check === undefined) return null
  return check.state === 'fails' ? FAILURE_RANK[check.severity] : check.state === 'unknown' ? 1 : 0
}
