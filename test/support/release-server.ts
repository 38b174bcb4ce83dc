import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createHttpClient } from '../../src/main/adapters/http/http'
import type { Proxy } from '../../src/main/adapters/http/proxy'
import { createReleaseFeed, type ReleasesPlace } from '../../src/main/adapters/releases/release-feed'
import type { ReleaseFeed } from '../../src/main/ports'
import { CertificateMaker } from './certificates'

/** What the server does with a request. `silent`: nothing, for as long as it lives. */
export type ReleaseAnswer =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  | 'silent'

/** A stand-in for `api.github.com`, behind TLS on this machine. */
export interface ReleaseServer {
  /** A feed of this server, trusted by the authority of the test. */
  readonly feed: ReleaseFeed
  readonly place: ReleasesPlace
  readonly port: number
  /** PEM of the authority. */
  readonly ca: string
  /** Start line and headers of every request, in order. */
  readonly requests: readonly string[]
  answer(next: ReleaseAnswer | ((path: string) => ReleaseAnswer)): void
  /** The same server under GitHub's own name, through a proxy. */
  through(proxy: Proxy): ReleaseFeed
  close(): Promise<void>
}

/** One entry as GitHub sends it, with much that nobody reads. */
export const githubRelease = (tag: string, more: Readonly<Record<string, unknown>> = {}) => ({
  url: 'https://api.github.com/repos/o/r/releases/1',
  html_url: 'https://evil.example/download',
  id: 1,
  tag_name: tag,
  target_commitish: 'main',
  name: `Crossview ${tag}`,
  body: `## What is new\r\n\r\n- a change of ${tag}`,
  draft: false,
  prerelease: false,
  created_at: '2026-11-20T07:00:00Z',
  published_at: '2026-11-20T08:00:00Z',
  assets: [{ name: 'Crossview.exe', browser_download_url: 'https://evil.example/Crossview.exe' }],
  author: { login: 'octocat', id: 1 },
  ...more,
})

export const releasesOf = (...tags: readonly string[]): ReleaseAnswer => ({
  body: JSON.stringify(tags.map((tag) => githubRelease(tag))),
})

export const startReleaseServer = async (): Promise<ReleaseServer> => {
  const maker = new CertificateMaker()
  const authority = maker.authority('Crossview test authority')
  const certificate = maker.issue(authority, { names: 'DNS:localhost,DNS:api.github.com,IP:127.0.0.1' })
  maker.remove()
  const requests: string[] = []
  let answerTo: (path: string) => ReleaseAnswer = () => releasesOf()
  const server: Server = createServer(certificate, (request, response) => {
    const { method = '', url = '', rawHeaders } = request
    requests.push([`${method} ${url}`, ...headerLines(rawHeaders)].join('\n'))
    const answer = answerTo(url)
    if (answer === 'silent') return
    const { status = 200, headers = { 'Content-Type': 'application/json; charset=utf-8' }, body } = answer
    response.writeHead(status, headers).end(body)
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  const path = '/repos/crossview-test/crossview/releases'
  const page = 'https://github.com/crossview-test/crossview/releases'
  const place = { api: `https://localhost:${String(port)}`, path, page }
  return {
    place,
    port,
    ca: authority.cert,
    requests,
    feed: createReleaseFeed(place, {
      createClient: (url, _ca, options) => createHttpClient(url, authority.cert, options),
    }),
    answer: (next) => {
      answerTo = typeof next === 'function' ? next : () => next
    },
    through: (proxy) =>
      createReleaseFeed(
        { api: 'https://api.github.com', path, page },
        { createClient: (url, _ca, options) => createHttpClient(url, authority.cert, { ...options, proxy }) },
      ),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const headerLines = (raw: readonly string[]): readonly string[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${raw[index + 1] ?? ''}`] : []))
