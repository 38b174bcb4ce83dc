import {
  jsonOf,
  rowsIn,
  type ClientRow,
  type Credentials,
  type Listed,
  type PublicClient,
} from './public-client'

/**
 * The Go package `halopsa-client-go` (bart-lute/halopsa-client-go, no licence stated):
 * `halopsa-client-go.go`, `asset.go`, `client.go` and `user.go` at commit 2b99bf93. It sends a static API key and no token, asks for
 * pages of 50 of assets, clients and users, keeps rows by their ids, and goes on until `page_no` times
 * `page_size`, both from the answer, reach `record_count`.
 */
export const openGoClient = ({ url, apiKey }: Credentials): PublicClient => {
  const list = async (path: string, key: Listed): Promise<readonly ClientRow[]> => {
    const rows = new Map<unknown, ClientRow>()
    let page = 1
    for (;;) {
      const query = new URLSearchParams({ pageinate: 'true', page_size: '50', page_no: String(page) })
      const response = await fetch(`${url}/api/${path}?${query.toString()}`, {
        headers: { 'X-Halo-Api-Key': apiKey },
      })
      if (response.status !== 200) throw new Error(`unexpected status code: ${response.status}`)
      const answer = await jsonOf(response)
      for (const row of rowsIn(answer, key)) rows.set(row['id'], row)
      // Numbers that are missing are 0 in Go.
      const [pageNo, pageSize, count] = ['page_no', 'page_size', 'record_count'].map((name) =>
        Number(answer[name] ?? 0),
      ) as [number, number, number]
      if (pageNo * pageSize >= count) return [...rows.values()]
      if (pageNo + 1 <= page) throw new Error('It would ask for the same page for ever.')
      page = pageNo + 1
    }
  }
  return {
    lists: {
      assets: () => list('asset', 'assets'),
      clients: () => list('client', 'clients'),
      users: () => list('users', 'users'),
    },
  }
}
