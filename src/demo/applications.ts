import { randomUUID } from 'node:crypto'
import { DEMO_SECRET_MARK } from './contract'
import {
  API_AGENT_ID,
  INSPECTOR_AGENT_ID,
  PERSON_AGENT_ID,
  type DemoApplication,
  type DemoTenant,
} from './model'

/** The applications every scenario has: the one under test, the reference, the inspector. */
export interface DemoSides {
  readonly app: DemoApplication
  readonly reference: DemoApplication
  readonly inspector: DemoApplication
}

/** Of the shape of Halo's own, behind the mark of the demo. */
export const madeUpSecret = (): string => `${DEMO_SECRET_MARK}${randomUUID()}-${randomUUID()}`

/** Adds the three applications, with secrets made up now. */
export const addApplications = (tenant: DemoTenant): DemoSides => {
  const application = (name: string, agentId: number, scopes: string[]): DemoApplication => {
    const made = {
      id: randomUUID(),
      clientId: randomUUID(),
      name,
      secret: madeUpSecret(),
      apiKey: madeUpSecret(),
      scopes,
      inactive: false,
      agentId,
      redirectUris: [],
    }
    tenant.applications.push(made)
    return made
  }
  return {
    app: application('Reporting sync', API_AGENT_ID, ['all']),
    reference: application('Crossview reference', PERSON_AGENT_ID, ['all']),
    inspector: application('Crossview inspector', INSPECTOR_AGENT_ID, ['all', 'admin']),
  }
}

/** The native application for signing in with PKCE; a person logs in as themselves. */
export const addSignInApplication = (tenant: DemoTenant): void => {
  tenant.applications.push({
    id: randomUUID(),
    clientId: SIGN_IN_CLIENT_ID,
    name: 'Crossview sign-in',
    secret: null,
    apiKey: null,
    scopes: ['all'],
    inactive: false,
    agentId: PERSON_AGENT_ID,
    redirectUris: ['http://127.0.0.1:8765/callback', 'http://localhost:8765/callback'],
  })
}

/** Not a secret: native applications have none. Fixed, so that a config file can name it. */
export const SIGN_IN_CLIENT_ID = '5f0c7a52-6f0e-4d7c-9a53-2b1f6b1c0de0'
