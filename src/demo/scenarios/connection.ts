import { madeUpSecret } from '../made-up'
import { fault, type Scenario } from './scenario'

/** Faults of the connection, and of who it turns out to be. */
export const CONNECTION_SCENARIOS: readonly Scenario[] = [
  fault(
    'connection.invalid-client',
    'Wrong secret',
    'The application’s secret is not the one Halo knows.',
    () => ({
      appSecret: madeUpSecret(),
    }),
  ),
  fault(
    'connection.invalid-scope',
    'Unknown scope',
    'The token request names a scope that Halo does not know.',
    () => ({
      appScope: 'read:tickets read:users',
    }),
  ),
  fault(
    'connection.no-scope',
    'Token without scope',
    'No scope is ticked for the application: every call is refused.',
    (_tenant, { app }) => {
      app.scopes = []
      return undefined
    },
  ),
  fault(
    'connection.not-an-agent',
    'Login type not set',
    'The application logs in as nobody: calls are refused.',
    (_tenant, { app }) => {
      app.agentId = null
      return undefined
    },
  ),
  fault('connection.not-halo', 'Wrong address', 'The address answers with a web page.', ({ behaviour }) => {
    behaviour.servesWebPage = true
    return undefined
  }),
  fault(
    'connection.unreachable',
    'Nobody answers',
    'Every connection is cut before an answer comes.',
    ({ behaviour }) => {
      behaviour.cutsConnections = true
      return undefined
    },
  ),
  fault(
    'connection.rate-limited',
    'Too many calls',
    'Record lists answer 429 until the client gives up.',
    ({ behaviour }) => {
      behaviour.throttles = { retryAfter: '1' }
      return undefined
    },
  ),
  fault(
    'identity.different-agent',
    'Two different agents',
    'Both see the same, but are not the same agent.',
    () => undefined,
  ),
  fault(
    'identity.unknown',
    'Agent/me refused',
    'Halo does not say who the application runs as.',
    ({ behaviour }) => {
      behaviour.refusesWhoAmI = true
      return undefined
    },
  ),
]
