import { madeUpSecret } from './made-up'
import type { DemoApplication, DemoTenant, Row } from './model'

/** Halo writes an empty date like this (halo-api.md section 7). */
const NO_DATE = '1900-01-01T00:00:00'

/**
 * A row of `Application`: the 30 keys that were seen of one, and no scopes (halo-api.md sections 4.5 and 4.6).
 * What stands where Halo has secret-like texts opens nothing: nobody may ever find it outside this answer.
 */
const listRow = (tenant: DemoTenant, application: DemoApplication): Row => ({
  // A person who signs in with the browser is nobody that the record names.
  ...loginOf(tenant, application),
  id: application.id,
  clientId: application.clientId,
  displayName: application.name,
  grant_type: application.method,
  inactive: application.inactive,
  system_use: application.systemUse,
  credential_type: 0,
  allowagents: application.method === 'authorization_code',
  allowusers: application.method === 'implicit',
  loginentity: 0,
  organisation_id: 0,
  language_id: 0,
  redirecturi: application.redirectUris[0] ?? '',
  redirectUris: JSON.stringify(application.redirectUris),
  logoutredirecturi: '',
  postLogoutRedirectUris: null,
  cors_whitelist: '',
  authorizations: [{ id: madeUpSecret(), status: 'valid', type: 'permanent' }],
  concurrencyToken: madeUpSecret(),
  disable_windowsauth: false,
  disable_azure: false,
  disable_adfs: false,
  disable_okta: false,
  disable_centrify: false,
  disable_google: false,
  disable_anon: false,
})

const loginOf = (tenant: DemoTenant, { method, agentId, loginClientId }: DemoApplication) => {
  const agent = method === 'authorization_code' ? undefined : tenant.agents.find(({ id }) => id === agentId)
  return {
    loginas_agent_id: agent?.id ?? 0,
    loginas_agent_name: agent?.name ?? null,
    loginas_client_id: loginClientId ?? 0,
    loginas_supplier_id: 0,
  }
}

/** The record of one application; scopes, dates and the rest of the class with `includedetails` only. */
export const applicationRow = (tenant: DemoTenant, application: DemoApplication, details: boolean): Row => ({
  ...listRow(tenant, application),
  ...(details ? detailsOf(tenant, application) : {}),
})

const detailsOf = (tenant: DemoTenant, application: DemoApplication): Record<string, unknown> => ({
  description: application.description,
  createdby_agent_id: application.createdBy,
  createdby_agent: tenant.agents.find(({ id }) => id === application.createdBy)?.name ?? '',
  creation_date: application.createdAt,
  loginas_client_name:
    tenant.rows.get('client')?.find(({ id }) => id === application.loginClientId)?.name ?? null,
  loginas_supplier_name: null,
  scopes: application.scopes.map((name, index) => ({ id: index + 1, application_id: application.id, name })),
  ...keyDates(application, 1),
  ...keyDates(application, 2),
  apikey_expiry_days: 0,
  apikey_last_use_ip_address: '',
  use_jwt_assertion: false,
  use_cookie_auth: 0,
  issuer: '',
  public_key: '',
  jwt_certificate_id: '',
  federated_credentials: [],
  redirecturi_list: application.redirectUris.map((uri) => ({ value: uri, label: uri, isnew: false })),
  postlogoutredirecturi_list: [],
  cors_whitelist_list: [],
  organisation_name: null,
  consentType: 'implicit',
  permissions: JSON.stringify([`gt:${application.method}`]),
  properties: '{}',
  type: application.secret === null ? 'public' : 'confidential',
  clientSecret: madeUpSecret(),
  new_apikey1: madeUpSecret(),
  new_apikey2: madeUpSecret(),
  tokens: [
    {
      id: madeUpSecret(),
      payload: madeUpSecret(),
      creationDate: '2026-11-20T08:00:00',
      expirationDate: '2026-11-20T09:00:00',
      status: 'valid',
    },
  ],
  _warning: '',
  _issystem: application.systemUse !== null,
})

const keyDates = ({ apiKeys }: DemoApplication, number: 1 | 2): Record<string, unknown> => {
  const key = apiKeys[number - 1]
  return {
    [`apikey${number}_date_generated`]: key?.generatedAt ?? NO_DATE,
    [`apikey${number}_last_use_date`]: key?.lastUsedAt ?? NO_DATE,
    [`apikey${number}_expiry_date`]: key?.expiresAt ?? NO_DATE,
  }
}
