import { madeUpSecret } from './made-up'
import {
  API_AGENT_ID,
  INSPECTOR_AGENT_ID,
  PERSON_AGENT_ID,
  type DemoApplication,
  type DemoTenant,
} from './model'
import { createRandom, type Random } from './random'

/** The applications every scenario has besides: the one under test, the reference, the inspector. */
export interface DemoSides {
  readonly app: DemoApplication
  readonly reference: DemoApplication
  readonly inspector: DemoApplication
}

/** What an application is where nothing else is said. */
export interface Sketch extends Partial<Omit<DemoApplication, 'id' | 'name'>> {
  readonly name: string
}

/**
 * Adds applications to a tenant. Their ids are the same at every start, so that a review of the demo tenant fits
 * it again; their secrets never are.
 */
export const applicationAdder = (tenant: DemoTenant): ((sketch: Sketch) => DemoApplication) => {
  const random: Random = createRandom(20_261_126)
  return (sketch) => {
    const { method = 'client_credentials' } = sketch
    const made: DemoApplication = {
      id: random.guid(),
      clientId: random.guid(),
      description: '',
      method,
      secret: method === 'client_credentials' ? madeUpSecret() : null,
      password: method === 'password' ? madeUpSecret() : null,
      apiKeys: [],
      scopes: [],
      inactive: false,
      agentId: null,
      loginClientId: null,
      redirectUris: [],
      createdAt: '2026-03-01T09:14:27',
      createdBy: PERSON_AGENT_ID,
      systemUse: null,
      isDetailRefused: false,
      ...sketch,
    }
    tenant.applications.push(made)
    return made
  }
}

/** A key beside the secret, for clients that use one; that there is one shows nowhere. */
const hiddenKey = () => ({ value: madeUpSecret(), generatedAt: null, lastUsedAt: null, expiresAt: null })

/** Adds the three applications. */
export const addSides = (add: (sketch: Sketch) => DemoApplication): DemoSides => ({
  app: add({
    name: 'Reporting sync',
    description: 'Nightly export of tickets and customers for the reports.',
    agentId: API_AGENT_ID,
    scopes: ['all'],
    apiKeys: [hiddenKey()],
  }),
  reference: add({
    name: 'Crossview reference',
    agentId: PERSON_AGENT_ID,
    scopes: ['all'],
    createdAt: '2026-11-02T10:20:00',
    apiKeys: [hiddenKey()],
  }),
  inspector: add({
    name: 'Crossview inspector',
    agentId: INSPECTOR_AGENT_ID,
    scopes: ['all', 'admin'],
    createdAt: '2026-11-02T10:31:00',
    apiKeys: [hiddenKey()],
  }),
})

/** The native application for signing in with PKCE; a person logs in as themselves. */
export const addSignInApplication = (add: (sketch: Sketch) => DemoApplication): void => {
  add({
    name: 'Crossview sign-in',
    clientId: SIGN_IN_CLIENT_ID,
    method: 'authorization_code',
    agentId: PERSON_AGENT_ID,
    scopes: ['all'],
    createdAt: '2026-11-02T10:40:00',
    redirectUris: ['http://127.0.0.1:8765/callback', 'http://localhost:8765/callback'],
  })
}

/** Not a secret: native applications have none. Fixed, so that a config file can name it. */
export const SIGN_IN_CLIENT_ID = '5f0c7a52-6f0e-4d7c-9a53-2b1f6b1c0de0'
