/**
 * Halo's allowance of a tenant: 700 requests in any 300 s, over all its API applications (halo-api.md section 7). Production
 * integrations share it, so at most a part of it is used.
 */
export const HALO_LIMIT = 700

/** The part that Crossview proposes, above 0 to 1. */
export const PROPOSED_SHARE = 0.6
