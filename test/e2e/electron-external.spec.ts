import type { ElectronApplication } from '@playwright/test'
import { SIGN_IN_CLIENT_ID } from '../../src/demo/index'
import { NEVER_OPENED } from '../support/outside-addresses'
import { problems } from './axe'
import { electronOf, expect, rowGrid, showRecords, storeTenant, test } from './fixtures'

/** security-measurements.md B7 in the running app: what reaches `shell.openExternal`, which is recorded instead of called. */

const recordOpened = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    const record = (address: string) => {
      opened.push(address)
      return Promise.resolve('')
    }
    Object.assign(shell, { openExternal: record, openPath: record })
  })

const openedBy = (electron: ElectronApplication): Promise<string[]> =>
  electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[])

const signInProfile = (url: string, app = { clientId: 'x', secret: '' }) => ({
  id: null,
  profile: {
    name: `Sign-in ${String(url.length)}`,
    url,
    tenant: null,
    ca: null,
    tags: [],
    app: { kind: 'application' as const, clientId: app.clientId, scope: 'all' },
    agent: {
      kind: 'sign-in' as const,
      clientId: SIGN_IN_CLIENT_ID,
      redirectPort: 8765,
      scope: 'all offline_access',
    },
    inspector: null,
  },
  secrets: app.secret === '' ? {} : { app: app.secret },
})

test('a sign-in opens the authorization address of its tenant, once, and nothing else', async ({
  app,
  demo,
}) => {
  const electron = electronOf(app)
  await recordOpened(electron)
  const server = await demo('healthy')
  const saved = await app.page.evaluate(
    (input) => window.crossview.profiles.save(input),
    signInProfile(server.url, server.app),
  )
  if (!saved.ok) throw new Error(saved.error.message)
  await app.page.reload()
  await app.page.getByRole('button', { name: /^More actions for/ }).click()
  await app.page.getByRole('menuitem', { name: 'Test connection' }).click()
  await expect.poll(() => openedBy(electron)).toHaveLength(1)
  const [address] = await openedBy(electron)
  const opened = new URL(address ?? '')
  expect(opened.origin + opened.pathname).toBe(`${server.url}/auth/authorize`)
  expect([...opened.searchParams.keys()].sort()).toEqual([
    'client_id',
    'code_challenge',
    'code_challenge_method',
    'redirect_uri',
    'response_type',
    'scope',
    'state',
    'tenant',
  ])
  // What the system's browser does: it asks, and follows the redirect to this machine.
  await fetch(opened)
  await expect(app.page.getByText('Tim Bowers').first()).toBeVisible()
  expect(await openedBy(electron)).toHaveLength(1)
})

test('a record of a stored tenant is opened at that tenant, by the keyboard, and its button has no axe violation', async ({
  app,
  demo,
}) => {
  const electron = electronOf(app)
  const { page } = app
  await recordOpened(electron)
  const server = await demo('agent.no-team')
  await storeTenant(page, server, 'Contoso')
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await showRecords(page)
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await page.getByRole('radio', { name: /^Only agent/ }).check({ force: true })
  const row = rowGrid(page).locator('[data-index="0"]')
  await row.click()
  const id = (await row.getByRole('gridcell').first().textContent())?.match(/^\d+/)?.[0]
  const button = page.getByRole('button', { name: 'Open in Halo' })
  expect(await problems(page)).toEqual([])
  await button.press('Enter')
  await expect.poll(() => openedBy(electron)).toEqual([`${server.url}/ticket?id=${String(id)}`])
})

test('no address of a page or of a tenant reaches the system', async ({ app }) => {
  const electron = electronOf(app)
  await recordOpened(electron)
  await app.page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
  const stored = await app.page.evaluate(
    async (inputs) => {
      const answers = []
      for (const input of inputs) answers.push((await window.crossview.profiles.save(input)).ok)
      return answers.filter(Boolean).length
    },
    NEVER_OPENED.map((address) => signInProfile(address)),
  )
  expect(stored).toBe(0)
  await app.page.evaluate((addresses) => {
    for (const address of addresses)
      for (const target of ['_blank', 'named']) {
        const link = Object.assign(document.createElement('a'), { href: address, target })
        document.body.append(link)
        // `javascript:` is refused by the page's own policy, and would be said in its console.
        if (link.protocol !== 'javascript:') link.click()
        link.remove()
        try {
          window.open(address, target)
        } catch {
          // No address at all.
        }
      }
  }, NEVER_OPENED)
  const { ok } = await app.page.evaluate(() => window.crossview.app.info())
  expect(ok).toBe(true)
  expect(await openedBy(electron)).toEqual([])
  test.info().annotations.push({
    type: 'count',
    description: `addresses that must not reach the system: ${String(NEVER_OPENED.length * 5)}`,
  })
})
