import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { crossview } from '../../../../package.json'
import { createHttpClient } from '../../../../src/main/adapters/http/http'
import { transportFault } from '../../../../src/main/adapters/releases/check-faults'
import { createReleaseFeed, releasesPlace } from '../../../../src/main/adapters/releases/release-feed'
import { RELEASES } from '../../../../src/shared/bounds'
import { proxyAt, startProxy, tunnelTo } from '../../../support/connect-proxy'
import {
  githubRelease,
  releasesOf,
  startReleaseServer,
  type ReleaseServer,
} from '../../../support/release-server'

let server: ReleaseServer
beforeAll(async () => {
  server = await startReleaseServer()
})
afterAll(() => server.close())
beforeEach(() => {
  ;(server.requests as string[]).length = 0
})

const signal = new AbortController().signal
const read = (feed = server.feed) => feed.read(signal)
const tagsRead = async () => {
  const answer = await read()
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value.releases.map(({ tag }) => tag)
}
const faultRead = async (feed = server.feed) => {
  const answer = await read(feed)
  if (answer.ok) throw new Error('It was read')
  expect(answer.error.advice.length).toBeGreaterThan(0)
  expect(answer.error.message).not.toMatch(/ENOTFOUND|ECONN|tenant/)
  return answer.error.message
}

describe('the address that a build asks', () => {
  it('is made of the repository that it names', () => {
    expect(releasesPlace('https://github.com/crossview-app/Cross.view_2')).toEqual({
      api: 'https://api.github.com',
      path: '/repos/crossview-app/Cross.view_2/releases',
      page: 'https://github.com/crossview-app/Cross.view_2/releases',
    })
  })

  it.each([
    ...['', 'crossview/crossview', 'https://github.com/', 'https://github.com/o', 'https://github.com/o/r/'],
    ...['http://github.com/o/r', 'https://github.com.evil.example/o/r', 'https://evil.example/o/r'],
    ...[
      'https://github.com/o/..',
      'https://github.com/o/r?x=1',
      'https://github.com/o/r#x',
      'https://x@github.com/o/r',
    ],
    ...['https://github.com/o/r/../../x', 'git+https://github.com/o/r.git\n', 'https://github.com:444/o/r'],
  ])('is none for %j', (address) => {
    expect(releasesPlace(address)).toBeNull()
  })

  it('in package.json is empty, or one that can be asked', () => {
    const { releases } = crossview
    expect(releases === '' || releasesPlace(releases) !== null).toBe(true)
  })
})

describe('one check', () => {
  it('is one GET of that address, which says nothing of who asks', async () => {
    server.answer(releasesOf('v1.0.0'))
    expect(await tagsRead()).toEqual(['v1.0.0'])
    const [request = '', ...more] = server.requests
    expect(more).toEqual([])
    const [start, ...headers] = request.split('\n')
    expect(start).toBe('GET /repos/crossview-test/crossview/releases')
    expect(
      headers.map((line) => line.replace(/^(user-agent: axios)\/[\d.]+$/i, '$1').toLowerCase()).sort(),
    ).toEqual([
      'accept-encoding: gzip, br',
      'accept: application/json',
      'connection: keep-alive',
      `host: localhost:${String(server.port)}`,
      'user-agent: axios',
    ])
  })

  it('goes through the proxy of every other request, as a tunnel', async () => {
    const proxy = await startProxy(tunnelTo(server.port))
    try {
      server.answer(releasesOf('v1.0.0'))
      const answer = await read(server.through(proxyAt(proxy.url)))
      expect(answer.ok).toBe(true)
      expect(proxy.received[0]).toMatch(/^CONNECT api\.github\.com:443 HTTP\/1\.1\r\n/)
      expect(proxy.received.join('')).not.toContain('crossview-test')
    } finally {
      await proxy.close()
    }
  })

  it('trusts no authority but the system’s', async () => {
    const feed = createReleaseFeed(server.place)
    expect(await faultRead(feed)).toMatch(/certificate shown for localhost:\d+ is not trusted/)
    expect(server.requests).toEqual([])
  })

  it('follows the one redirect of a renamed repository, to its number on the same server, and no second one', async () => {
    const moved = (to: string) => ({ status: 301, headers: { Location: to }, body: '' })
    const { api } = server.place
    server.answer((path) =>
      path.startsWith('/repos/') ? moved(`${api}/repositories/4711/releases`) : releasesOf('v2.0.0'),
    )
    expect(await tagsRead()).toEqual(['v2.0.0'])
    expect(server.requests.map((request) => request.split('\n')[0])).toEqual([
      'GET /repos/crossview-test/crossview/releases',
      'GET /repositories/4711/releases',
    ])
    server.answer(moved(`${api}/repositories/4711/releases`))
    expect(await faultRead()).toMatch(/redirect \(301\)/)
    expect(server.requests).toHaveLength(4)
  })

  it.each([
    'https://evil.example/repositories/1/releases',
    'https://LOCALHOST.evil.example/repositories/1/releases',
    '//evil.example/repositories/1/releases',
    '/repositories/1/releases',
    'API/repositories/1/releases?x=1',
    'API/repositories/1/../../x',
    'API.evil.example/repositories/1/releases',
    'API@evil.example/repositories/1/releases',
    'ELSEWHERE/repositories/1/releases',
    'API/user',
  ])('follows no redirect to %s', async (location) => {
    const { api } = server.place
    server.answer({
      status: 302,
      headers: {
        Location: location.replace('API', api).replace('ELSEWHERE', api.replace('localhost', 'elsewhere')),
      },
      body: '',
    })
    expect(await faultRead()).toMatch(/redirect \(302\) to another place, which is not followed/)
    expect(server.requests).toHaveLength(1)
  })
})

describe('what is published', () => {
  it('is shown as text: nothing in it steers, hides or leads anywhere', async () => {
    const esc = String.fromCharCode(27)
    const body = `line one\r\n<script>alert(1)</script>\u202Eevil ${esc}[2J\n\n[here](https://evil.example)  `
    server.answer({ body: JSON.stringify([githubRelease('v1.0.0', { name: ' Big\u200Bone\nx ', body })]) })
    const answer = await read()
    expect(answer).toEqual({
      ok: true,
      value: {
        more: false,
        releases: [
          {
            tag: 'v1.0.0',
            title: String.raw`Big\u{200b}one\u{a}x`,
            notes: String.raw`line one
<script>alert(1)</script>\u{202e}evil \u{1b}[2J

[here](https://evil.example)`,
            cut: false,
            publishedAt: '2026-11-20T08:00:00.000Z',
            prerelease: false,
          },
        ],
      },
    })
    expect(JSON.stringify(answer)).not.toContain('Crossview.exe')
  })

  it('is cut where it is long, and says so', async () => {
    const body = 'x'.repeat(RELEASES.notes + 1)
    server.answer({ body: JSON.stringify([githubRelease('v1.0.0', { name: body, body })]) })
    const answer = await read()
    if (!answer.ok) throw new Error(answer.error.message)
    const [first] = answer.value.releases
    expect(first).toMatchObject({ cut: true })
    expect(first?.notes).toHaveLength(RELEASES.notes)
    expect(first?.title).toHaveLength(RELEASES.title)
  })

  it('is cut between characters', async () => {
    const long = (length: number) => `${'x'.repeat(length - 1)}😀 and more`
    const more = { name: long(RELEASES.title), body: long(RELEASES.notes) }
    server.answer({ body: JSON.stringify([githubRelease('v1.0.0', more)]) })
    const answer = await read()
    if (!answer.ok) throw new Error(answer.error.message)
    expect(answer.value.releases[0]?.title).toMatch(/^x+$/)
    expect(answer.value.releases[0]?.notes).toMatch(/^x+$/)
  })

  it('holds no draft, may lack a name and a text, and may be nothing at all', async () => {
    const drafts = [
      githubRelease('v3.0.0', { draft: true, published_at: null }),
      githubRelease('v3.1.0', { draft: true }),
      githubRelease('v3.2.0', { published_at: null }),
    ]
    server.answer({ body: JSON.stringify([...drafts, githubRelease('v1.0.0', { name: null, body: null })]) })
    expect(await tagsRead()).toEqual(['v1.0.0'])
    server.answer({ body: '[]' })
    expect(await tagsRead()).toEqual([])
  })

  it('says where a full page may not be all', async () => {
    server.answer(releasesOf(...Array.from({ length: 30 }, (_, minor) => `v1.${String(minor)}.0`)))
    expect(await read()).toMatchObject({ ok: true, value: { more: true } })
  })
})

describe('a check that fails', () => {
  const whole = githubRelease('v1.0.0')
  it.each([
    ['a page of a proxy', '<!doctype html><title>Sign in</title>'],
    ['nothing', ''],
    ['another JSON', '{"message":"Hello"}'],
    ['a list of something else', '[1,2]'],
    ['a tag that is no text', JSON.stringify([{ ...whole, tag_name: 1 }])],
    ['a tag that is too long', JSON.stringify([{ ...whole, tag_name: 'v'.repeat(301) }])],
    ['a release without its mark', JSON.stringify([{ ...whole, prerelease: undefined }])],
    ['a moment that is none', JSON.stringify([{ ...whole, published_at: 'yesterday' }])],
    ['one good entry and one bad', JSON.stringify([whole, { ...whole, draft: 'no' }])],
    ['too many', JSON.stringify(Array.from({ length: 101 }, () => whole))],
    ['nested without end', '['.repeat(10_000)],
  ])('at %s shows nothing of it', async (_what, body) => {
    server.answer({ body })
    expect(await faultRead()).toMatch(/is not a list of versions. Nothing of it is shown/)
  })

  it.each([
    [403, /takes no more questions .* for now \(it answered 403\)/],
    [429, /takes no more questions .* for now \(it answered 429\)/],
    [304, /answered 304 in place of the list/],
    [404, /knows no published versions .*404/],
    [500, /answered 500 in place of the list/],
    [204, /answered 204 in place of the list/],
    [407, /answered 407 in place of the list/],
  ])('with %i says what that means', async (status, message) => {
    server.answer({
      status,
      body: [204, 304].includes(status) ? '' : '{"message":"API rate limit exceeded"}',
    })
    expect(await faultRead()).toMatch(message)
  })

  it('says of a page that refuses that it is not GitHub’s', async () => {
    server.answer({ status: 403, headers: { 'Content-Type': 'text/html' }, body: '<h1>Blocked</h1>' })
    expect(await faultRead()).toMatch(/refused \(403\), and not in GitHub’s own way: something between/)
  })

  it('is refused where the answer is larger than any list', async () => {
    server.answer({ body: `[${' '.repeat(RELEASES.answer.characters)}]` })
    expect(await faultRead()).toMatch(/more than a list of versions has/)
  })

  it('ends at its deadline where nobody answers', async () => {
    server.answer('silent')
    const feed = createReleaseFeed(server.place, {
      createClient: (url, _ca, options) => {
        expect(options).toMatchObject({
          deadlineMs: RELEASES.deadlineMs,
          largestAnswer: RELEASES.answer.characters,
        })
        return createHttpClient(url, server.ca, { ...options, deadlineMs: 500 })
      },
    })
    expect(await faultRead(feed)).toMatch(/did not answer in time/)
  })

  it('says so where nobody is there, or where the name is not known', async () => {
    const gone = await startReleaseServer()
    await gone.close()
    expect(await faultRead(gone.feed)).toMatch(/localhost:\d+ could not be reached: \w/)
    expect(transportFault({ kind: 'unreachable', code: 'ENOTFOUND' }, 'api.github.com').message).toMatch(
      /name api\.github\.com could not be found: this computer is off line/,
    )
  })

  it('names the proxy that is in the way', async () => {
    const proxy = await startProxy((socket) =>
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
    )
    try {
      expect(await faultRead(server.through(proxyAt(proxy.url)))).toMatch(
        /proxy 127\.0\.0\.1:\d+ \(named by HTTPS_PROXY\) opened no tunnel to api\.github\.com: it answered 403/,
      )
    } finally {
      await proxy.close()
    }
  })
})
