import {
  profileInputSchema,
  type ApplicationConnection,
  type FurtherApp,
  type ProfileInput,
  type TenantProfile,
} from '../../src/shared/files/profile'

/** The application of a tenant that has one. */
export const APP: ApplicationConnection = { kind: 'application', clientId: 'app-client', scope: 'all' }

/** A further app connection. */
export const REPORTING: FurtherApp = {
  ...APP,
  id: '33333333-3333-4333-8333-333333333333',
  name: 'Reporting',
  clientId: 'reporting-client',
}

/** What a person enters for a tenant with two applications. */
export const profileInput = (changes: Partial<ProfileInput> = {}): ProfileInput =>
  profileInputSchema.parse({
    name: 'Contoso',
    url: 'https://contoso.halopsa.com',
    app: APP,
    agent: { kind: 'application', clientId: 'agent-client' },
    ...changes,
  })

/** A stored tenant; `count` makes its id. */
export const storedProfile = (count: number, changes: Partial<TenantProfile> = {}): TenantProfile => ({
  ...profileInput({ name: `Tenant ${String(count)}` }),
  id: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
  createdAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  lastRun: null,
  ...changes,
})
