import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../support/profiles'
import { runCli } from '../../../support/run-cli'

/**
 * Halo drops a parameter that it does not know without a word, and answers as if it had not been asked
 * (halo-api.md section 6.2): a misspelt one would change what is compared. So each has to be known.
 */
const KNOWN: Readonly<Record<string, { readonly values: RegExp; readonly section: string }>> = {
  tenant: { values: /^[\w-]+$/, section: '1.2' },
  pageinate: { values: /^true$/, section: '6.2' },
  page_size: { values: /^(?:[1-9]\d?|100)$/, section: '6.2' },
  page_no: { values: /^[1-9]\d*$/, section: '6.2' },
  order: { values: /^id$/, section: '6.2' },
  orderdesc: { values: /^false$/, section: '6.2' },
  includeapiagents: { values: /^true$/, section: '4.1' },
  includedetails: { values: /^true$/, section: '4.1' },
}
const PAGED = ['order', 'orderdesc', 'page_no', 'page_size', 'pageinate']

/** "GET /api/Client?page_no=1", each once. */
const asked = new Set<string>()
const note = (message: unknown): void => {
  // Documented as an object with the request (nodejs.org/api/diagnostics_channel.html, HTTP).
  const { method, path } = (message as { readonly request: ClientRequest }).request
  asked.add(`${method} ${path}`)
}
const folder = temporaryFolder(afterAll)

describe('what is asked of Halo', () => {
  beforeAll(async () => {
    subscribe('http.client.request.start', note)
    for (const scenario of ['mixed', 'odd-answers', 'data.changed'])
      await runCli(folder, ['compare', '--demo', scenario])
    await runCli(folder, ['check', '--demo', 'mixed'])
    await runCli(folder, ['permissions', '--demo', 'mixed'])
    await runCli(folder, ['check', '--demo', 'mixed', '--recipe', 'halo-tickets'])
    unsubscribe('http.client.request.start', note)
  }, 120_000)

  const calls = () =>
    [...asked].map((each) => {
      const [method = '', target = ''] = each.split(' ')
      return { method, url: new URL(target, 'http://halo.invalid') }
    })

  it('has no parameter, and no value, that Halo is not known to have', () => {
    expect(calls().length).toBeGreaterThan(60)
    const unknown = calls().flatMap(({ url }) =>
      [...url.searchParams]
        .filter(([name, value]) => KNOWN[name]?.values.test(value) !== true)
        .map(([name, value]) => `${url.pathname} ${name}=${value}`),
    )
    expect(unknown).toEqual([])
  })

  it('uses every one of them, each once in a request', () => {
    const names = calls().map(({ url }) => [...url.searchParams.keys()])
    expect([...new Set(names.flat())].sort()).toEqual(Object.keys(KNOWN).sort())
    expect(names.filter((each) => new Set(each).size !== each.length)).toEqual([])
  })

  it('has all that paging needs, or none of it: Halo ignores a part', () => {
    const pages = calls().map(({ url }) => PAGED.filter((name) => url.searchParams.has(name)).length)
    expect([...new Set(pages)].sort()).toEqual([0, PAGED.length])
  })

  it('is a GET, but for the token', () => {
    const written = calls().filter(({ method }) => method !== 'GET')
    expect(new Set(written.map(({ method, url }) => `${method} ${url.pathname}`))).toEqual(
      new Set(['POST /auth/token', 'POST /token']),
    )
  })
})
