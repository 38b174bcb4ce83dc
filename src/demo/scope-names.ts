const AREAS = [
  'tickets', 'customers', 'assets', 'calendar', 'crm', 'timesheets', 'contracts', 'suppliers', 'items', 'projects', 'sales', 'quotes',
  'sos', 'pos', 'invoices', 'reporting', 'software', 'softwarelicensing', 'kb', 'distributionlists',
]

/** Scope names the demo tenant knows (halo-api.md section 3.2); any other refuses the request. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  'all', 'all:standard', 'all:teams', 'admin', 'admin:webhooks', 'editMine:timesheets', 'read:mailcampaign', 'read:events',
  'access:chat', 'access:adpasswordreset', 'openid', 'email', 'profile', 'offline_access', 'roles',
  ...AREAS.flatMap((area) => [`read:${area}`, `edit:${area}`]),
])
