import {
  jsonOf,
  rowsIn,
  type ClientRow,
  type Credentials,
  type Listed,
  type PublicClient,
} from './public-client'

/** Its default when no `-PageSize` is named (`HAPIDefaultPageSize`), in 1.9 as in 2026. */
const DEFAULT_PAGE_SIZE = 1000

const PATHS: Readonly<Record<Listed, string>> = {
  agents: 'agent',
  tickets: 'tickets',
  clients: 'client',
  sites: 'site',
  assets: 'asset',
  users: 'users',
}

/**
 * The PowerShell module `HaloAPI` 1.9.0 (homotechsual/HaloAPI, MIT): `Public/Connect-HaloAPI.ps1`,
 * `Private/New-HaloQuery.ps1` and `Private/New-HaloGETRequest.ps1` at commit 005ded51,
 * `Public/Get/Get-HaloAgent.ps1` at 8d599414. It asks `api/authinfo`, signs in with the tenant in the query, reads look-up list 11, sends
 * every name and value in lower case, and counts pages as `record_count` through the page size it asked for.
 */
export const connectHaloApi = async ({
  url,
  clientId,
  secret,
}: Credentials): Promise<
  PublicClient & { readonly list: (what: Listed, pageSize?: number) => Promise<readonly ClientRow[]> }
> => {
  const info = await jsonOf(await ask(`${url}/api/authinfo`))
  const token = await jsonOf(
    await ask(`${String(info['auth_url']).replace(/\/+$/, '')}/token?tenant=${String(info['tenant_id'])}`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
        scope: 'all',
      }),
    }),
  )
  const headers = { Authorization: `${String(token['token_type'])} ${String(token['access_token'])}` }
  const get = async (path: string, query: Readonly<Record<string, string>>) =>
    jsonOf(await ask(`${url}/api/${path}?${new URLSearchParams(query).toString()}`, { headers }))

  // Without these it is not connected.
  const lookups: unknown = await get('Lookup', { lookupid: '11' })
  if (!Array.isArray(lookups) || lookups.length === 0)
    throw new Error('Failed to retrieve Halo lookup types.')

  const list = async (what: Listed, pageSize = DEFAULT_PAGE_SIZE): Promise<readonly ClientRow[]> => {
    const rows: ClientRow[] = []
    let pages = 1
    for (let page = 1; page <= pages; page++) {
      const answer = await get(PATHS[what], {
        pageinate: 'true',
        page_size: String(pageSize),
        page_no: String(page),
      })
      pages = Math.ceil(Number(answer['record_count']) / pageSize)
      rows.push(...rowsIn(answer, what))
    }
    return rows
  }
  return {
    list,
    lists: {
      // Asked without paging. It looks for `agents`, and hands on the whole answer where that is missing.
      agents: async () => rowsIn(await get('agent', { includeapiagents: 'true' }), 'results'),
      // HaloAPI#90: with the default only the first 100 come, so name what a page holds.
      tickets: () => list('tickets', 100),
      clients: () => list('clients', 100),
      sites: () => list('sites', 100),
      users: () => list('users', 100),
      assets: () => list('assets', 50),
    },
    one: (what, id) => get(`${PATHS[what]}/${id}`, { includedetails: 'true' }),
  }
}

/** `Invoke-WebRequest`: throws for every status but those of success. */
const ask = async (address: string, init?: RequestInit): Promise<Response> => {
  const response = await fetch(address, init)
  if (!response.ok) throw new Error(`Response status code does not indicate success: ${response.status}`)
  return response
}
