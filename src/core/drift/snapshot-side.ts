import { applicationGate, sideFacts, tokenScopes, type SideFacts, type SideName } from '../access/side-facts'
import type { Comparison, SideResult } from '../comparison/comparison'
import { seenName } from '../comparison/name-text'
import type { AgentPermissions, ApplicationSettings } from '../halo/permission'
import type { SideState } from './setting-difference'

/** One side at one of the two ends. */
export interface SnapshotSide {
  readonly side: SideName
  readonly comparison: Comparison
  readonly result: SideResult
  readonly facts: SideFacts
  readonly state: SideState
  readonly permissions: AgentPermissions | null
  /** The application record; of the app side only. */
  readonly application: ApplicationSettings | null
  /** Who it acts as; null: not known. */
  readonly agent: { readonly id: string; readonly name: string | null } | null
}

export const snapshotSide = (comparison: Comparison, side: SideName): SnapshotSide => {
  const { configuration } = comparison
  const permissions = side === 'app' ? configuration.appSide : configuration.agentSide
  const application = side === 'app' ? configuration.application : null
  const result = comparison[side]
  const gate = side === 'app' ? applicationGate(comparison) : null
  return {
    side,
    comparison,
    result,
    facts: sideFacts(comparison, side),
    state: {
      access: { scopes: tokenScopes(comparison, side), permissions, ...(gate && { gate }) },
      teams: configuration.teams,
    },
    permissions,
    application,
    agent: agentOf(result, permissions, application),
  }
}

/** Who the token acts as, where it says so; else whose settings were read, or who is nominated. */
const agentOf = (
  result: SideResult,
  permissions: AgentPermissions | null,
  application: ApplicationSettings | null,
): SnapshotSide['agent'] => {
  const identity = result.state === 'connected' ? result.identity : null
  const known = [
    identity?.agentId != null ? { id: identity.agentId, name: identity.name } : null,
    permissions === null ? null : { id: permissions.agentId, name: permissions.name },
    application?.loginAgentId != null
      ? { id: application.loginAgentId, name: application.loginAgentName }
      : null,
  ].filter((one) => one !== null)
  const [first] = known
  if (first === undefined) return null
  const name = known.find(({ id, name: called }) => id === first.id && seenName(called) !== null)?.name
  return { id: first.id, name: name ?? null }
}
