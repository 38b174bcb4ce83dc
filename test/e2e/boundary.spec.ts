import { CHANNELS } from '../../src/shared/ipc/channels'
import { CONTENT_SECURITY_POLICY } from '../../src/main/security/page-headers'
import { canarySecret } from '../support/secret-sweep'
import { expect, test } from './fixtures'

test('the bridge has exactly the recorded intents, and nothing of Node reaches the page', async ({
  page,
}) => {
  const keys = await page.evaluate(() =>
    Object.fromEntries(
      Object.entries(window.crossview).map(([group, methods]) => [
        group,
        Object.keys(methods as object).sort(),
      ]),
    ),
  )
  const recorded = Object.fromEntries(
    Object.entries(CHANNELS).map(([group, members]) => [group, Object.keys(members).sort()]),
  )
  expect(keys).toEqual(recorded)
  expect(
    await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    ),
  ).toEqual([])
})

test('hostile input is refused on every channel, and the app stays up', async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const deep: Record<string, unknown> = {}
    let inner = deep
    for (let depth = 0; depth < 500; depth++) inner = inner['next'] = {} as Record<string, unknown>
    const hostile: unknown[] = [
      null,
      0,
      'text',
      [],
      { id: 1 },
      { __proto__: { id: 'x' }, extra: 1 },
      'x'.repeat(1e6),
      deep,
      NaN,
    ]
    type Answer = { ok: boolean; error?: { code: string } }
    const answers: string[] = []
    for (const [group, methods] of Object.entries(window.crossview)) {
      for (const [name, method] of Object.entries(
        methods as Record<string, (input: unknown) => Promise<unknown>>,
      )) {
        // What the page listens to asks for nothing.
        if (/^on[A-Z]/.test(name)) continue
        for (const input of hostile) {
          // Electron's bridge refuses what is nested too deep by itself, before any handler: some
          // versions reject, others throw.
          const answer = await (async () => method(input) as Promise<Answer>)().catch(() => null)
          if (answer === null) answers.push('refused by the bridge')
          else answers.push(answer.ok ? `${group}:${name} accepted` : (answer.error?.code ?? 'none'))
        }
      }
    }
    return answers
  })
  expect(codes.filter((code) => !['INVALID_ARGUMENT', 'refused by the bridge'].includes(code))).toEqual([])
  expect(codes).toContain('INVALID_ARGUMENT')
  await expect(page.getByRole('button', { name: 'Explore the demo tenant' })).toBeVisible()
})

test('no reply holds a secret', async ({ page, demo }) => {
  const server = await demo('healthy')
  const secret = canarySecret()
  const replies = await page.evaluate(
    async ([url, clientId, value]) => {
      const { app, profiles, comparison } = window.crossview
      const profile = {
        name: 'Canary',
        url,
        tenant: null,
        ca: null,
        tags: [],
        agent: null,
        inspector: null,
        app: { kind: 'application' as const, clientId, scope: 'all' },
      }
      const saved = await profiles.save({ id: null, profile, secrets: { app: value } })
      if (!saved.ok) return [saved]
      const { id } = saved.value.profile
      return [
        saved,
        await profiles.list(),
        await app.info(),
        await comparison.check({ target: { kind: 'profile', profileId: id } }),
        await profiles.setSecret({ id, role: 'app', secret: value }),
        await profiles.duplicate({ id }),
        await profiles.deleteSecret({ id, role: 'app' }),
      ]
    },
    [server.url, server.app.clientId, secret] as const,
  )
  expect(replies).toHaveLength(7)
  expect(JSON.stringify(replies)).not.toContain(secret)
})

test('the page can go nowhere, open nothing and load nothing', async ({ page, app }) => {
  const start = page.url()
  await page.evaluate(async () => {
    const attempts = [
      'https://example.test/',
      'file:///etc/passwd',
      'data:text/html,x',
      'javascript:document.title="x"',
    ]
    for (const address of attempts) {
      window.open(address)
      const link = document.createElement('a')
      link.href = address
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.remove()
    }
    await fetch('https://example.test/').catch(() => undefined)
  })
  expect(page.url()).toBe(start)
  await expect.poll(() => page.context().pages().length).toBe(1)
  expect(
    await page.evaluate(() =>
      fetch('https://example.test/').then(
        () => 'loaded',
        () => 'refused',
      ),
    ),
  ).toBe('refused')
  expect(
    await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state),
  ).not.toBe('granted')
  if (app.electron !== null) {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
        contents.getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
    })
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  }
})

test('the policy is on the page', async ({ page }) => {
  const header = page.waitForResponse(
    (response) => response.url().endsWith('/') || response.url().endsWith('index.html'),
  )
  await page.reload()
  expect((await header).headers()['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
})
