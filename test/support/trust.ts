/** A trust as secrets are kept with; its own value says nothing. */
export const TRUST = 'A'.repeat(43)
