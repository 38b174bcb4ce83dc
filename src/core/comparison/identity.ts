/** Who a connection turns out to be: the token's scopes and the answer of `Agent/me`. */
export interface Identity {
  /** null when `Agent/me` was refused or failed. */
  readonly agentId: string | null
  readonly name: string | null
  readonly administrator: boolean | null
  /** Scopes granted, from the token answer; the cheapest truth about an application. */
  readonly scopes: readonly string[]
  /** Scopes the token request asked for. */
  readonly requestedScopes: readonly string[]
}

/** Same scopes on both sides, in whatever order they were granted? */
export const sameScopes = (agent: Identity, app: Identity): boolean =>
  agent.scopes.length > 0 && [...agent.scopes].sort().join(' ') === [...app.scopes].sort().join(' ')

/** Same agent on both sides? null when either side's agent is unknown. */
export const sameAgent = (agent: Identity | null, app: Identity | null): boolean | null =>
  agent?.agentId == null || app?.agentId == null ? null : agent.agentId === app.agentId
