import type { ConnectionContext } from '../../src/main/ports'

/** An API application of a tenant at this address, for tests of what the tenant answers; each side has its own. */
export const applicationContext = (
  url: string,
  role: ConnectionContext['role'] = 'app',
): ConnectionContext => ({
  role,
  url,
  tenant: null,
  ca: null,
  connection: { kind: 'application', clientId: role === 'app' ? 'client' : `${role}-client`, scope: 'all' },
  readSecret: () => Promise.resolve('secret'),
})
