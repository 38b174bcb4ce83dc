/**
 * What the scopes of a token cover. A scope is one half of an effective permission; the other is
 * the agent's level. Source: halo-api.md section 3.
 */

/** Names that may appear in a token without giving access to any record. */
const SIGN_IN_SCOPES = ['openid', 'email', 'profile', 'offline_access', 'roles'] as const

/** What `read:{area}` and `edit:{area}` exist for. */
const AREAS_WITH_EDIT = [
  'tickets',
  'customers',
  'assets',
  'calendar',
  'crm',
  'timesheets',
  'contracts',
  'suppliers',
  'items',
  'projects',
  'sales',
  'quotes',
  'sos',
  'pos',
  'invoices',
  'reporting',
  'software',
  'softwarelicensing',
  'kb',
  'distributionlists',
] as const
export type ScopeArea = (typeof AREAS_WITH_EDIT)[number]

/**
 * Every scope name known to exist (halo-api.md section 3.2). A name outside it makes Halo refuse
 * the whole token request with `invalid_scope`.
 */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  'all',
  'all:standard',
  'all:teams',
  'admin',
  'admin:webhooks',
  ...AREAS_WITH_EDIT.flatMap((area) => [`read:${area}`, `edit:${area}`]),
  'editMine:timesheets',
  'read:mailcampaign',
  'read:events',
  'access:chat',
  'access:adpasswordreset',
  ...SIGN_IN_SCOPES,
])

/**
 * Whether the scopes let a token read an area (`tickets`, `customers` …). `edit:x` includes
 * reading x (observed). `unknown` where the area is, and for `all:standard`, whose contents Halo
 * does not publish: only that reporting is not among them.
 */
export const covers = (scopes: readonly string[], area: string | null): boolean | 'unknown' => {
  if (scopes.includes('all')) return true
  if (area === null) return 'unknown'
  if (scopes.includes(`read:${area}`) || scopes.includes(`edit:${area}`)) return true
  return scopes.includes('all:standard') && area !== 'reporting' ? 'unknown' : false
}

export interface ScopeGrant {
  /** Asked for by name and neither granted nor implied by what was. In the order asked. */
  readonly notGranted: readonly string[]
  /** `all` was asked for and a smaller set came: what is ticked for the application. No fault. */
  readonly narrowed: boolean
}

/** What became of a token request's scopes. Sign-in names are left out: they open no record. */
export const scopeGrant = (requested: readonly string[], granted: readonly string[]): ScopeGrant => ({
  notGranted: [...new Set(requested)].filter((scope) => opensRecords(scope) && !isGranted(scope, granted)),
  narrowed: requested.includes('all') && !granted.includes('all'),
})

/**
 * What a token holds whose answer did not say: what was asked for, as far as it is ticked for the
 * application; for `all`, all of that (halo-api.md section 2.4).
 */
export const grantableScopes = (
  requested: readonly string[],
  ticked: readonly string[],
): readonly string[] =>
  requested.includes('all') ? ticked : requested.filter((scope) => isGranted(scope, ticked))

/** Whether a name gives access to records at all. */
export const opensRecords = (scope: string): boolean => !(SIGN_IN_SCOPES as readonly string[]).includes(scope)

const isGranted = (scope: string, granted: readonly string[]): boolean => {
  // A narrowed `all` is the ticked set, not a refusal.
  if (scope === 'all' || granted.includes(scope) || granted.includes('all')) return true
  const area = /^read:(.+)$/.exec(scope)?.[1]
  return area !== undefined && granted.includes(`edit:${area}`)
}
