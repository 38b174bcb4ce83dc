import type { SideResult } from '../../../core/comparison/comparison'
import type { Failure } from '../../../core/comparison/observation'
import type { Identity } from '../../../core/comparison/identity'
import type { AgentPermissions } from '../../../core/halo/permission'
import { credentialHints } from '../../../shared/credential-look'
import type { ConnectionContext, HaloConnector, HaloSession } from '../../ports'

/** One side after connecting: its session, who it is, or why it could not be had. */
export interface OpenedSide {
  /** null when the side could not connect. The one who opened it closes it. */
  readonly session: HaloSession | null
  readonly result: SideResult
  /** What `Agent/me` told of the agent's own permissions. */
  readonly permissions: AgentPermissions | null
}

/**
 * Connects and asks `Agent/me`. A fault is part of the answer.
 * @param meanwhile what else is asked then, of which the session keeps the answer
 */
export const openSide = async (
  connector: HaloConnector,
  context: ConnectionContext,
  signal: AbortSignal,
  meanwhile: ((session: HaloSession) => Promise<unknown>) | null = null,
): Promise<OpenedSide> => {
  const connected = await connector.connect(context, signal)
  if (!connected.ok) {
    const requestedScopes = context.connection.scope.split(/\s+/).filter((scope) => scope !== '')
    return {
      session: null,
      result: { state: 'failed', failure: await withHints(connected.error, context), requestedScopes },
      permissions: null,
    }
  }
  const session = connected.value
  const [who] = await Promise.all([session.whoAmI(signal), meanwhile?.(session)])
  const unknown: Identity = {
    agentId: null,
    name: null,
    administrator: null,
    scopes: session.grantedScopes,
    requestedScopes: session.requestedScopes,
  }
  return {
    session,
    result: {
      state: 'connected',
      identity: who.ok ? who.value.identity : unknown,
      identityFailure: who.ok ? null : who.error,
    },
    permissions: who.ok ? who.value.permissions : null,
  }
}

/** Beside the refusal of a client id and secret, what can be seen of these: never a part of them. */
const withHints = async (
  failure: Failure,
  { connection, readSecret }: ConnectionContext,
): Promise<Failure> => {
  if (failure.code !== 'connection.invalid-client') return failure
  // What was just sent: a keychain that is asked again knows it.
  const secret = connection.kind === 'application' ? await readSecret() : null
  return { ...failure, advice: [...credentialHints(connection.clientId, secret), ...failure.advice] }
}

/** Who the side is; null when it could not connect. */
export const identityOf = (side: OpenedSide): Identity | null =>
  side.result.state === 'connected' ? side.result.identity : null
