import {
  jsonOf,
  rowsIn,
  type ClientRow,
  type Credentials,
  type Listed,
  type PublicClient,
} from './public-client'

const PATHS: Readonly<Record<Listed, string>> = {
  agents: '/api/agent',
  tickets: '/api/tickets',
  clients: '/api/client',
  sites: '/api/site',
  assets: '/api/asset',
  users: '/api/users',
}

/**
 * The Python module `pyhaloapi` (greenlighttec/pyhaloapi, no licence stated): `connecthaloapi.py` at
 * commit 50d2dd8b, `haloget.py` at 8974b0e6. It asks `/api/authinfo/`, needs a `refresh_token` in the token answer (hence
 * `offline_access`), and writes parameters as Python prints them: `includeapiagents=True`. Its own functions do not page; `haloget` takes any parameters.
 */
export const connectPyHaloApi = async ({ url, clientId, secret }: Credentials): Promise<PublicClient> => {
  const info = await fetch(`${url}/api/authinfo/`)
  if (info.status !== 200) throw new Error('Not connected.')
  const answer = await fetch(`${String((await jsonOf(info))['auth_url'])}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_secret: secret,
      client_id: clientId,
      grant_type: 'client_credentials',
      scope: 'all offline_access',
    }),
  })
  const token = await jsonOf(answer)
  for (const key of ['expires_in', 'access_token', 'refresh_token'])
    if (!(key in token)) throw new Error(`KeyError: '${key}'`)
  const headers = {
    Authorization: `Bearer ${String(token['access_token'])}`,
    'Content-Type': 'application/json',
  }

  /** Prints any status but 200 and 201, and hands on None. */
  const haloget = async (resource: string, query: Readonly<Record<string, unknown>>) => {
    const parameters = Object.entries(query).map(([key, value]) => `${key}=${inPython(value)}`)
    const response = await fetch(`${url}${resource}?${parameters.join('&')}`, { headers })
    return response.status === 200 || response.status === 201 ? jsonOf(response) : null
  }
  const list = async (
    what: Listed,
    parameters: Readonly<Record<string, unknown>> = {},
    key: string = what,
  ) => {
    const rows: ClientRow[] = []
    for (let page = 1; ; page++) {
      const query = { ...parameters, pageinate: true, page_size: 100, page_no: page }
      const found = rowsIn((await haloget(PATHS[what], query)) ?? {}, key)
      if (found.length === 0) return rows
      rows.push(...found)
    }
  }
  return {
    lists: {
      agents: async () => rowsIn((await haloget(PATHS.agents, { includeapiagents: true })) ?? {}, 'results'),
      tickets: () => list('tickets'),
      clients: () => list('clients', { showallobjects: true }),
      sites: () => list('sites'),
      assets: () => list('assets'),
      users: () => list('users', { showallobjects: true }),
    },
    one: (what, id) => haloget(`${PATHS[what]}/${id}`, { showallobjects: true }),
  }
}

const inPython = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
