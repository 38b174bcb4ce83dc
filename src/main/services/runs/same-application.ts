import { sameClient } from '../../../core/halo/client-id'
import { SAME_CLIENT_ADVICE } from '../../../shared/same-client'
import type { HaloSession } from '../../ports'
import type { OpenedSide } from './opened-side'

interface PairSources {
  /** Client ids of both sides. */
  readonly clients: { readonly agent: string; readonly app: string }
  /** Whoever may read the list of applications; null: nobody is connected. */
  readonly reader: HaloSession | null
}

/**
 * Whether both sides turn out to be one application: by their client ids, and by the tenant's own list
 * of applications, where two ids may lead to one record.
 * @returns null when the list could be read and does not settle it. Where it cannot be read the client
 *   ids decide: each stands for one registration (RFC 6749 section 2.2)
 */
export const isSameApplication = async (
  { clients, reader }: PairSources,
  signal: AbortSignal,
): Promise<boolean | null> => {
  if (sameClient(clients.agent, clients.app)) return true
  const found = reader === null ? null : await reader.applicationIds([clients.agent, clients.app], signal)
  if (found === null || !found.ok) return false
  const [agent, app] = found.value
  return agent == null || app == null ? null : agent === app
}

/** An agent side that is the application itself is no counterpart, so nothing is asked of it. */
export const withoutCounterpart = (side: OpenedSide): OpenedSide => {
  if (side.result.state === 'failed') return side
  side.session?.close()
  return {
    session: null,
    permissions: null,
    result: {
      state: 'failed',
      requestedScopes: side.result.identity.requestedScopes,
      failure: {
        code: 'identity.same-application',
        message: 'Both sides are the same application, so there is nothing to compare.',
        advice: [SAME_CLIENT_ADVICE],
        status: null,
      },
    },
  }
}
