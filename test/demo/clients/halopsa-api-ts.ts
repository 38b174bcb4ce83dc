import { jsonOf, rowsIn, type ClientRow, type Credentials, type PublicClient } from './public-client'

/** More pages than the demo tenant has; the client itself would go on to 5,000,000. */
const MOST_PAGES = 100

/**
 * The Deno package `@qmexnetworks/halopsa-api` 0.1.8 (qmexnetworks/halopsa-api.ts, MIT): `clients.ts`
 * at commit 2ac4cb4f, `paginate.ts` at ff4d92c6. It is given a token; lists clients until a page is
 * empty, and keeps those with an `accountsid`; lists assets until an answer says `record_count: 0`.
 */
export const openDenoClient = async ({ url, clientId, secret }: Credentials): Promise<PublicClient> => {
  const { auth_url: authUrl } = await jsonOf(await fetch(`${url}/api/AuthInfo`))
  const token = await jsonOf(
    await fetch(`${String(authUrl)}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
        scope: 'all',
      }),
    }),
  )
  const headers = { Authorization: `Bearer ${String(token['access_token'])}` }
  const page = async (path: string, pageNo: number) => {
    const query = new URLSearchParams({ pageinate: 'true', page_size: '500', page_no: String(pageNo) })
    const response = await fetch(`${url}/api/${path}?${query.toString()}`, { headers })
    if (!response.ok) throw new Error(`Invalid response from HaloPSA: ${response.statusText}`)
    return jsonOf(response)
  }
  return {
    lists: {
      clients: async () => {
        const clients = new Map<unknown, ClientRow>()
        for (let pageNo = 1; ; pageNo++) {
          const rows = rowsIn(await page('client', pageNo), 'clients')
          if (rows.length === 0) return [...clients.values()]
          for (const row of rows) if (row['accountsid']) clients.set(row['accountsid'], row)
        }
      },
      assets: async () => {
        const assets: ClientRow[] = []
        for (let pageNo = 1; pageNo < MOST_PAGES; pageNo++) {
          const answer = await page('asset', pageNo)
          assets.push(...rowsIn(answer, 'assets'))
          if (answer['record_count'] === 0) return assets
        }
        throw new Error('No answer said that there is nothing more.')
      },
    },
  }
}
