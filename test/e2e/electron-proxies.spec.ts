import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { startProxy, type ConnectProxy } from '../support/connect-proxy'
import { canarySecret } from '../support/secret-sweep'
import { expect, test as base } from './fixtures'

/** The system's proxy as Electron has it (the fallback window does not use it, and says so): KDE's settings, which Chromium reads, and real PAC files over HTTP. */

interface PacFixtures {
  readonly pac: { text: string | null; asked: number; url: string }
  /** Writes KDE's settings. */
  readonly settings: (...lines: readonly string[]) => Promise<void>
  readonly home: string
}

const ROOT = path.join(import.meta.dirname, '../..')

const test = base.extend<PacFixtures>({
  home: async ({}, use) => {
    const home = await mkdtemp(path.join(tmpdir(), 'crossview-e2e-home-'))
    await mkdir(path.join(home, '.config'))
    await use(home)
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  },
  pac: async ({}, use) => {
    const served = { text: '' as string | null, asked: 0, url: '' }
    const server: Server = createServer((_request, response) => {
      served.asked += 1
      if (served.text === null) response.writeHead(404).end()
      else response.end(served.text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy.pac`
    await use(served)
    server.close()
  },
  settings: async ({ home }, use) => {
    await use((...lines) =>
      writeFile(path.join(home, '.config/kioslaverc'), ['[Proxy Settings]', ...lines, ''].join('\n')),
    )
  },
  electronStart: async ({ home }, use) => {
    await use({
      folder: ROOT,
      env: {
        HOME: home,
        XDG_CURRENT_DESKTOP: 'KDE',
        KDE_SESSION_VERSION: '5',
        HTTPS_PROXY: '',
        https_proxy: '',
      },
    })
  },
})

const addTenant = (page: Page, name: string, url: string, proxy: string | null = null) =>
  page.evaluate(
    async ([tenant, address, own]) => {
      const answer = await window.crossview.profiles.save({
        id: null,
        profile: {
          name: tenant,
          url: address,
          tenant: null,
          ca: null,
          tags: [],
          app: { kind: 'application', clientId: '1b2c3d4e-0000-4000-8000-000000000001', scope: 'all' },
          agent: { kind: 'application', clientId: '1b2c3d4e-0000-4000-8000-000000000002', scope: 'all' },
          inspector: null,
          ...(own !== null && { proxy: own, confirmedProxy: own }),
        },
        secrets: { app: 'app-canary', agent: 'agent-canary' },
      })
      if (!answer.ok) throw new Error(answer.error.message)
    },
    [name, url, proxy] as const,
  )

/** The way to each tenant, as main says it. */
const ways = async (page: Page): Promise<Readonly<Record<string, string>>> => {
  const answer = await page.evaluate(() => window.crossview.network.state())
  if (!answer.ok) throw new Error(answer.error.message)
  return Object.fromEntries(
    answer.value.tenants.map(({ name, route: { origin, from, problem } }) => [
      name,
      [origin ?? 'straight', from, ...(problem === null ? [] : [problem])].join(' | '),
    ]),
  )
}

test('goes the way that a PAC file names, host by host, and nowhere where it cannot be used', async ({
  launch,
  pac,
  settings,
}) => {
  await settings('ProxyType=2', `Proxy Config Script=${pac.url}`)
  pac.text = `function FindProxyForURL(url, host) {
    if (dnsDomainIs(host, ".halopsa.com")) return "PROXY proxy.office:8080; DIRECT"
    if (shExpMatch(host, "*.haloitsm.com")) return "SOCKS5 socks.office:1080; HTTPS secure.office:8443"
    if (isPlainHostName(host) || host == "auth.haloservicedesk.com") return "DIRECT"
    return "SOCKS socks.office:1080"
  }`
  const { page } = await launch()
  await addTenant(page, 'One', 'https://one.halopsa.com')
  await addTenant(page, 'Two', 'https://two.haloitsm.com')
  await addTenant(page, 'Three', 'https://three.halocrm.com')
  await addTenant(page, 'Own', 'https://own.halopsa.com', 'http://own.office:3128')
  const from = `the PAC file ${pac.url}`
  const own = 'http://own.office:3128 | this tenant'
  expect(await ways(page)).toEqual({
    One: `http://proxy.office:8080 | ${from}`,
    Two: `https://secure.office:8443 | ${from}`,
    Three: `straight | ${from} | What the PAC file ${pac.url} answers names no proxy that can be used: it is a SOCKS proxy, and only http and https proxies can be used. Nothing was sent to three.halocrm.com.`,
    Own: own,
  })

  const unusable = async (why: string) => {
    const found = await ways(page)
    expect(found['Own']).toBe(own)
    expect(found['One']).toMatch(
      new RegExp(`^straight \\| .* cannot be used: ${why}.*Nothing was sent to one\\.halopsa\\.com`),
    )
  }
  for (const broken of [
    'function FindProxyForURL(url, host) { return "PROXY',
    'var nothing',
    '<html>sign in</html>',
  ] as const) {
    pac.text = broken
    await unusable('there is a fault in it')
  }
  pac.text = 'function FindProxyForURL() { return "NONSENSE" }'
  await unusable('there is a fault in it')
  pac.text = null
  await unusable('its server does not give it')
  pac.text = 'function FindProxyForURL() { for (;;) {} }'
  await unusable('it does not come to an end')
  // What does not end takes nothing along with it, neither another host nor the next file.
  pac.text =
    'function FindProxyForURL(url, host) { for (; host == "two.haloitsm.com";) {} return "PROXY b:2" }'
  expect(await ways(page)).toEqual({
    One: `http://b:2 | ${from}`,
    Two: expect.stringMatching(/ cannot be used: it does not come to an end/),
    Three: `http://b:2 | ${from}`,
    Own: own,
  })
  pac.text =
    'function FindProxyForURL(url, host) { return isInNet(host, "0.0.0.0", "0.0.0.0") ? "PROXY a:1" : "PROXY b:2" }'
  expect(Object.values(await ways(page))).toEqual([
    expect.stringMatching(/^http:\/\/[ab]:[12] /),
    expect.stringMatching(/^http:\/\/[ab]:[12] /),
    expect.stringMatching(/^http:\/\/[ab]:[12] /),
    own,
  ])
  await settings('ProxyType=0')
  expect((await ways(page))['One']).toBe('straight | this computer’s settings')
})

test('goes by the system’s own list, with its exceptions and per scheme', async ({ launch, settings }) => {
  await settings(
    'ProxyType=1',
    'httpProxy=http://plain.office 3128',
    'httpsProxy=http://secure.office 3129',
    'NoProxyFor=two.halopsa.com',
  )
  const { page } = await launch()
  await addTenant(page, 'One', 'https://one.halopsa.com')
  await addTenant(page, 'Two', 'https://two.halopsa.com')
  expect(await ways(page)).toEqual({
    One: 'http://secure.office:3129 | this computer’s settings',
    Two: 'straight | this computer’s settings',
  })
})

test('leads from a failure to where the password is entered, and sends it to that proxy alone', async ({
  launch,
  pac,
  settings,
  secrets,
}) => {
  const proxy: ConnectProxy = await startProxy((socket) => {
    socket.end(
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Office"\r\n\r\n',
    )
  })
  const password = canarySecret()
  secrets.add(password)
  await settings('ProxyType=2', `Proxy Config Script=${pac.url}`)
  pac.text = `function FindProxyForURL(url, host) { return "PROXY 127.0.0.1:1; PROXY 127.0.0.1:${proxy.port}" }`
  const { page } = await launch()
  await addTenant(page, 'One', 'https://one.halopsa.com')
  await page.reload()
  await page.getByRole('button', { name: 'More actions for One' }).click()
  await page.getByRole('menuitem', { name: 'Test connection' }).click()
  const failed = page.getByRole('dialog', { name: 'Test connection: One' })
  await expect(failed).toContainText('wants a name and a password (407)')
  await failed.getByRole('button', { name: 'Proxies…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('button', { name: 'Enter name and password of http://127.0.0.1:1' }).waitFor()
  await dialog.getByRole('button', { name: 'Another proxy…' }).click()
  await dialog.getByLabel('Proxy', { exact: true }).fill(`127.0.0.1:${proxy.port}`)
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('office-me')
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Keep' }).click()
  await expect(dialog.getByText('name and password in the keychain')).toBeVisible()
  const answer = await page.evaluate(async () => {
    const list = await window.crossview.profiles.list()
    const id = list.ok ? (list.value.profiles[0]?.profile.id ?? '') : ''
    return window.crossview.comparison.check({ target: { kind: 'profile', profileId: id } })
  })
  expect(JSON.stringify(answer)).toContain('does not take the name and the password that were entered for it')
  const sent = `Proxy-Authorization: Basic ${Buffer.from(`office-me:${password}`).toString('base64')}`
  expect(proxy.received.filter((bytes) => bytes.includes(sent))).toHaveLength(1)
  await dialog.getByRole('button', { name: /^Forget name and password/ }).click()
  await expect(dialog.getByText('name and password in the keychain')).toHaveCount(0)
  await proxy.close()
})
