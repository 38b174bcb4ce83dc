import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../src/demo/index'
import { jsonOf, rowsIn } from './clients/public-client'

let demo: DemoServer
beforeAll(async () => {
  demo = await startDemo('healthy', { requestLimit: 10_000 })
})
afterAll(() => demo.close())

const get = async (pathAndQuery: string) => {
  const response = await fetch(`${demo.url}/api/${pathAndQuery}`, {
    headers: { 'X-Halo-Api-Key': demo.app.apiKey },
  })
  expect(response.status).toBe(200)
  return jsonOf(response)
}
const count = async (query: string, path = 'Tickets', key = 'tickets') =>
  rowsIn(await get(`${path}?${query}`), key).length

describe('the parameters of the demo tenant', () => {
  const people = 8
  const apiAgents = 6
  it.each([
    ['includeapiagents=true', people + apiAgents],
    ['includeapiagents=True', people + apiAgents],
    ['includeapiagents=TRUE', people + apiAgents],
    ['includeapiagents=%20true%20', people + apiAgents],
    ['includeapiagents=+True', people + apiAgents],
    ['IncludeAPIAgents=tRuE', people + apiAgents],
    ['includeapiagents=true&includeapiagents=false', people + apiAgents],
    ['includeapiagents=False', people],
    ['includeapiagents=1', people],
    ['includeapiagents=yes', people],
    ['includeapiagents=', people],
    ['includeapiagents', people],
    ['', people],
  ])('reads booleans as .NET does: %s', async (query, expected) => {
    expect(await count(query, 'Agent', 'results')).toBe(expected)
  })

  it.each([
    ['pageinate=true&page_no=1&page_size=30', 30],
    ['PAGEINATE=True&Page_No=%201%20&PAGE_SIZE=+30', 30],
    ['pageinate=TRUE&page_no=1&page_size=1000', 100],
    // What is no whole number is as good as not given.
    ['pageinate=true&page_no=1&page_size=1e1', 50],
    ['pageinate=true&page_no=1&page_size=0x10', 50],
    ['pageinate=true&page_no=1&page_size=-5', 50],
    // Without an explicit page there is no paging.
    ['pageinate=true&page_size=30', 50],
    ['pageinate=1&page_no=2&page_size=30', 50],
    ['pageinate=false&page_no=2&page_size=30', 50],
    ['Count=20', 20],
  ])('reads paging: %s', async (query, rows) => {
    expect(await count(query)).toBe(rows)
  })

  it('reads the same filter in every spelling, and several numbers where Halo takes them', async () => {
    const total = async (query: string) => Number((await get(`Tickets?${query}`))['record_count'])
    const all = await total('')
    const [open, closed] = [await total('open_only=True'), await total('CLOSED_ONLY=true')]
    expect(open + closed).toBe(all)
    expect(open).not.toBe(all)
    expect(await total('open_only=False')).toBe(all)
    expect(await total('requesttype_id=1')).toBe(await total('tickettype_id=1'))
    expect(await total('status=1,2')).toBe((await total('status_id=1')) + (await total('Status_Id=2')))
    expect(await total('clientid=11')).toBe(all) // a misspelt filter returns everything
    expect(await total('team=1,2,3,4,5,6')).toBe(all)
    expect(await total('client_ids=11,12')).toBe(
      (await total('client_id=11')) + (await total('client_id=12')),
    )
    const newestFirst = rowsIn(await get('Tickets?order=id&OrderDesc=True&count=1'), 'tickets')
    expect(newestFirst).toMatchObject([{ id: 11_500 }])
  })

  it('pages assets by 50, and counts none of them past their end', async () => {
    const page = (no: number, size: number) => get(`Asset?pageinate=true&page_no=${no}&page_size=${size}`)
    expect(await page(12, 100)).toMatchObject({ page_no: 12, page_size: 50, record_count: 600 })
    expect(await page(13, 100)).toEqual({ page_no: 13, page_size: 50, record_count: 0, assets: [] })
    expect(await page(1, 20)).toMatchObject({ page_size: 20, record_count: 600 })
    // Of other lists nobody knows: they count on.
    expect(await get('Client?pageinate=true&page_no=99&page_size=100')).toMatchObject({ clients: [] })
  })
})
