import type { ConnectionContext } from '../../src/main/ports'

/** An API application of a tenant at this address, for tests of what the tenant answers; the agent side has its own. */
export const applicationContext = (
  url: string,
  role: ConnectionContext['role'] = 'app',
): ConnectionContext => ({
  role,
  url,
  tenant: null,
  ca: null,
  connection: { kind: 'application', clientId: role === 'agent' ? 'agent-client' : 'client', scope: 'all' },
  readSecret: () => Promise.resolve('secret'),
})
