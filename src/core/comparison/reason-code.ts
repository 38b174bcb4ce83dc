/** The reason codes of docs/product.md. Extend, never rename: scripts and reports depend on them. */
export const REASON_CODES = [
  'connection.invalid-client',
  'connection.invalid-scope',
  'connection.no-scope',
  'connection.not-an-agent',
  'connection.not-halo',
  'connection.tls',
  'connection.unreachable',
  'connection.rate-limited',
  'identity.different-agent',
  'identity.unknown',
  'scope.missing',
  'scope.not-granted',
  'scope.excess',
  'agent.feature-level',
  'agent.no-team',
  'agent.team',
  'agent.client',
  'agent.ticket-type',
  'agent.asset-type',
  'agent.unassigned',
  'agent.others-tickets',
  'agent.disabled',
  'agent.administrator',
  'app.more-than-person',
  'data.incomplete',
  'data.changed',
  'data.unexplained',
  // What was seen contradicts a visibility rule.
  'data.contradicts-rule',
] as const

export type ReasonCode = (typeof REASON_CODES)[number]
