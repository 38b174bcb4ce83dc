import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type * as TlsModule from 'node:tls'
import path from 'node:path'
import { releasesPlace, createReleaseFeed } from '../../src/main/adapters/releases/release-feed'
import { createHttpClient } from '../../src/main/adapters/http/http'
import type { UpdatePolicy } from '../../src/main/ports'
import { startProxy, tunnelTo, type ConnectProxy } from '../support/connect-proxy'
import { startReleaseServer, type ReleaseServer } from '../support/release-server'
import { electronOf, test as base, type RunningApp } from './fixtures'

const REPOSITORY = 'https://github.com/crossview-test/crossview'
export const PAGE = `${REPOSITORY}/releases`
const ROOT = path.join(import.meta.dirname, '../..')

interface UpdateFixtures {
  /** What stands for `api.github.com`. */
  readonly github: ReleaseServer
  /** The proxy of the whole process: nothing of it reaches a server but through here. */
  readonly tunnel: ConnectProxy
  /** Hosts that were asked for. */
  readonly asked: () => readonly string[]
  /** The policy of this computer; only in the browser window. */
  readonly policy: { now: UpdatePolicy }
  /** Makes a running app trust the server, as a computer trusts its system's authorities. */
  readonly trust: (app: RunningApp) => Promise<void>
  /** Addresses that were handed to the system's browser. */
  readonly opened: (app: RunningApp) => Promise<readonly string[]>
  readonly inBrowser: string[]
}

/** The app as a release is built, which names a repository; all that it sends goes through a proxy of the test. */
export const test = base.extend<UpdateFixtures>({
  github: async ({}, use) => {
    const server = await startReleaseServer()
    await use(server)
    await server.close()
  },
  tunnel: async ({ github }, use) => {
    const proxy = await startProxy(tunnelTo(github.port))
    await use(proxy)
    await proxy.close()
  },
  asked: async ({ tunnel }, use) => {
    await use(() => tunnel.received.map((bytes) => /^CONNECT (\S+)/.exec(bytes)?.[1] ?? bytes))
  },
  policy: async ({}, use) => use({ now: { managed: false } }),
  inBrowser: async ({}, use) => use([]),
  parts: async ({ host, github, tunnel, policy, inBrowser }, use) => {
    const place = releasesPlace(REPOSITORY)
    if (host === 'electron' || place === null) return use({})
    const before = process.env['HTTPS_PROXY']
    process.env['HTTPS_PROXY'] = tunnel.url
    await use({
      version: '0.1.0',
      updates: (routes) => ({
        feed: createReleaseFeed(place, {
          routes,
          createClient: (url, _ca, options) => createHttpClient(url, github.ca, options),
        }),
        policy: () => Promise.resolve(policy.now),
      }),
      openBrowser: (address) => {
        inBrowser.push(address)
        return Promise.resolve()
      },
    })
    if (before === undefined) delete process.env['HTTPS_PROXY']
    else process.env['HTTPS_PROXY'] = before
  },
  electronStart: async ({ host, tunnel }, use) => {
    if (host !== 'electron') return use({ folder: ROOT, env: {} })
    const folder = await mkdtemp(path.join(tmpdir(), 'crossview-e2e-release-'))
    await buildNaming(folder)
    await use({ folder, env: { HTTPS_PROXY: tunnel.url } })
    await rm(folder, { recursive: true, force: true })
  },
  trust: async ({ github }, use) => {
    await use(async (app) => {
      if (app.host !== 'electron') return
      await electronOf(app).evaluate(({ shell }, ca) => {
        // Nothing else has a `require` here, and an older Electron knows no `process.getBuiltinModule`.
        const main = Reflect.get(process, 'mainModule') as NodeJS.Module
        const tls = main.require('node:tls') as typeof TlsModule
        const { createSecureContext } = tls
        tls.createSecureContext = (options) =>
          createSecureContext({ ...options, ca: [options?.ca ?? [], ca].flat() })
        const addresses: string[] = []
        Reflect.set(globalThis, 'opened', addresses)
        Object.assign(shell, {
          openExternal: (address: string) => {
            addresses.push(address)
            return Promise.resolve()
          },
        })
      }, github.ca)
    })
  },
  opened: async ({ inBrowser }, use) => {
    await use((app) =>
      app.electron === null
        ? Promise.resolve(inBrowser)
        : app.electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[]),
    )
  },
})

/** The built app with the one field filled that a release fills. */
const buildNaming = async (folder: string): Promise<void> => {
  await cp(path.join(ROOT, 'out'), path.join(folder, 'out'), { recursive: true })
  await cp(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'))
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  const built = path.join(folder, 'out/main')
  let filled = 0
  for (const name of await readdir(built, { recursive: true })) {
    if (!name.endsWith('.cjs')) continue
    const file = path.join(built, name)
    const text = await readFile(file, 'utf8')
    const parts = text.split(/(?<=\bcrossview\s*=\s*\{\s*"?releases"?:\s*)""/)
    filled += parts.length - 1
    if (parts.length > 1) await writeFile(file, parts.join(JSON.stringify(REPOSITORY)))
  }
  if (filled !== 1) throw new Error(`The build names its repository in ${String(filled)} places`)
}
