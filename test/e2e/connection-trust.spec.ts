import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Page } from '@playwright/test'
import type { ConnectionRole, ProfileInput } from '../../src/shared/files/profile'
import { canarySecret } from '../support/secret-sweep'
import { expect, offerFile } from './fixtures'
import { profileInput } from '../support/stored-profile'
import { test } from './trust-fixtures'

/** security-measurements.md B2: a stored secret goes where it was entered for, whatever a page or a file says. */

const save = (
  page: Page,
  id: string | null,
  profile: ProfileInput,
  secrets: Partial<Record<ConnectionRole, string>> = {},
) => page.evaluate((input) => window.crossview.profiles.save(input), { id, profile, secrets })

const check = (page: Page, profileId: string) =>
  page.evaluate(
    (id) => window.crossview.comparison.check({ target: { kind: 'profile', profileId: id } }),
    profileId,
  )

const idOf = (page: Page, name: string) =>
  page.evaluate(async (wanted) => {
    const list = await window.crossview.profiles.list()
    return list.ok
      ? (list.value.profiles.find(({ profile }) => profile.name === wanted)?.profile.id ?? '')
      : ''
  }, name)

test('a script in the page leads no stored secret elsewhere, whatever it changes and confirms', async ({
  page,
  secrets,
  authority,
  counting,
}) => {
  const [proxy, otherProxy, otherServer] = [await counting(), await counting(), await counting()]
  const [own, foreign] = [authority('Our authority'), authority('Somebody else')]
  const typed = { app: canarySecret(), agent: canarySecret() }
  for (const secret of Object.values(typed)) secrets.add(secret)
  const stored = profileInput({
    ca: own.pem,
    confirmedAuthorities: [own.fingerprint],
    proxy: proxy.url,
    confirmedProxy: proxy.url,
  })
  const saved = await save(page, null, stored, typed)
  if (!saved.ok) throw new Error(saved.error.message)
  const { id } = saved.value.profile

  const changes: readonly Partial<ProfileInput>[] = [
    { url: otherServer.url },
    { url: 'https://contoso.haloitsm.com' },
    { url: 'https://contoso.halopsa.com:8443', confirmedHost: 'contoso.halopsa.com:8443' },
    { ca: foreign.pem, confirmedAuthorities: [foreign.fingerprint] },
    { ca: own.pem + foreign.pem, confirmedAuthorities: [own.fingerprint, foreign.fingerprint] },
    { ca: null },
    { proxy: otherProxy.url, confirmedProxy: otherProxy.url },
    { proxy: null },
    { app: { kind: 'application', clientId: 'other-client', scope: 'all' } },
    { agent: { kind: 'application', clientId: 'other-client', scope: 'all' } },
    {
      ca: foreign.pem,
      confirmedAuthorities: [foreign.fingerprint],
      proxy: otherProxy.url,
      confirmedProxy: otherProxy.url,
    },
  ]
  for (const change of changes)
    expect(await save(page, id, { ...stored, ...change })).toMatchObject({
      ok: false,
      error: { code: 'SECRET_NEEDED' },
    })
  // Unconfirmed, not even with secrets.
  const unconfirmed = [
    { ca: foreign.pem },
    { ca: foreign.pem, confirmedAuthorities: [own.fingerprint] },
    { ca: own.pem + foreign.pem },
    { proxy: otherProxy.url },
  ]
  for (const change of unconfirmed)
    expect(await save(page, id, { ...stored, ...change }, typed)).toMatchObject({
      ok: false,
      error: { code: 'TRUST_NOT_CONFIRMED' },
    })
  // A copy leads where it is told to, and has no secret to lose.
  const copied = await page.evaluate((input) => window.crossview.profiles.duplicate(input), { id })
  if (!copied.ok) throw new Error(copied.error.message)
  const copy = copied.value.profile.id
  const led = await save(page, copy, { ...stored, name: 'Copy', url: otherServer.url })
  expect(led).toMatchObject({ ok: true })
  expect(await check(page, copy)).toMatchObject({ ok: false, error: { code: 'SECRET_NEEDED' } })
  // A host that no server named.
  expect(
    await page.evaluate((input) => window.crossview.profiles.confirmAuthHost(input), {
      id,
      host: 'evil.example',
    }),
  ).toMatchObject({ ok: false })

  await check(page, id)
  expect(proxy.seen().length).toBeGreaterThan(0)
  expect([...otherProxy.seen(), ...otherServer.seen()]).toEqual([])

  // Another kind has no secret: the stored one is gone, and does not come back with the kind.
  const signIn = { kind: 'sign-in' as const, clientId: 'agent-client', redirectPort: 8765, scope: 'all' }
  expect(await save(page, id, { ...stored, agent: signIn })).toMatchObject({ ok: true })
  expect(await save(page, id, { ...stored, url: otherServer.url, agent: signIn })).toMatchObject({
    ok: false,
    error: { code: 'SECRET_NEEDED' },
  })
  expect(await save(page, id, stored)).toMatchObject({
    ok: true,
    value: { secrets: { app: 'stored', agent: 'missing' } },
  })
  expect(await check(page, id)).toMatchObject({ ok: false, error: { code: 'SECRET_NEEDED' } })

  // The positive control: with its secrets, each of them is reached. Another host, since this one is known to be down.
  expect(await save(page, id, { ...stored, url: otherServer.url }, typed)).toMatchObject({ ok: true })
  expect(await check(page, id)).toMatchObject({ ok: true })
  expect(otherServer.seen()).toContain('GET /api/AuthInfo')
  const control = {
    url: 'https://control.halopsa.com',
    proxy: otherProxy.url,
    confirmedProxy: otherProxy.url,
  }
  const controlled = await save(page, null, { ...stored, name: 'Control', ...control }, typed)
  if (!controlled.ok) throw new Error(controlled.error.message)
  await check(page, controlled.value.profile.id)
  expect(otherProxy.seen().length).toBeGreaterThan(0)
})

test('an import shows its certificates and proxies, and sends nothing before a person confirmed them', async ({
  page,
  exports,
  secrets,
  authority,
  counting,
}) => {
  const proxy = await counting()
  const { pem, fingerprint } = authority('From a file')
  const secret = canarySecret()
  secrets.add(secret)
  const brought = { ca: pem, proxy: proxy.url, agent: null }
  await offerFile(
    exports,
    JSON.stringify({
      profiles: [
        // What a file says of confirmations is not heard.
        profileInput({
          ...brought,
          name: 'Imported',
          confirmedAuthorities: [fingerprint],
          confirmedProxy: proxy.url,
        }),
        profileInput({ ...brought, name: 'Beside' }),
      ],
    }),
  )
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import tenants' })
  await expect(dialog.getByText('CN=From a file')).toBeVisible()
  await expect(dialog.getByText(fingerprint)).toBeVisible()
  const boxes = dialog.getByRole('checkbox')
  await expect(boxes).toHaveCount(2)
  for (const box of await boxes.all()) await expect(box).not.toBeChecked()
  await dialog.getByRole('button', { name: 'Import 2 tenants' }).click()

  await expect(page.getByText('2 tenants imported, 2 to be edited and confirmed first')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const row = page.getByRole('listitem', { name: 'Imported' })
  await expect(row.getByText(`through ${proxy.url}`)).toBeVisible()
  await expect(row.getByText('trusts 1 extra certificate')).toBeVisible()
  await expect(row.getByRole('button', { name: 'Compare' })).toBeDisabled()
  const id = await idOf(page, 'Imported')
  expect(await check(page, id)).toMatchObject({ ok: false, error: { code: 'TRUST_NOT_CONFIRMED' } })
  const compared = await page.evaluate(async (profileId) => {
    const failed = new Promise((resolve) => {
      window.crossview.comparison.onProgress((progress) => {
        if (progress.phase === 'failed') resolve(progress.error.code)
      })
    })
    await window.crossview.comparison.start({
      target: { kind: 'profile', profileId },
      title: 'x',
      resources: ['tickets'],
    })
    return failed
  }, id)
  expect(compared).toBe('TRUST_NOT_CONFIRMED')
  expect(proxy.seen()).toEqual([])

  // Nor does main take a secret before.
  expect(
    await page.evaluate((input) => window.crossview.profiles.setSecret(input), {
      id,
      role: 'app' as const,
      secret,
    }),
  ).toMatchObject({ ok: false, error: { code: 'TRUST_NOT_CONFIRMED' } })

  // By keyboard: the form asks for both, first the proxy.
  await row.getByRole('button', { name: 'certificates and proxy not confirmed' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const proxyBox = page.getByRole('checkbox', { name: `${proxy.url} is our own proxy` })
  await expect(proxyBox).toBeFocused()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('checkbox', { name: /^I compared this fingerprint/ })).toBeFocused()
  await page.keyboard.press('Space')
  await page.getByLabel('Client secret').fill(secret)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(row).toBeVisible()
  await expect(row.getByText('not confirmed')).toHaveCount(0)
  await expect(row.getByText('needs secret')).toHaveCount(0)
  expect(await check(page, id)).toMatchObject({ ok: true })
  expect(proxy.seen().length).toBeGreaterThan(0)
  await expect(
    page.getByRole('listitem', { name: 'Beside' }).getByText('certificates and proxy not confirmed'),
  ).toBeVisible()
})

test('what is ticked in an import is confirmed, and nothing else', async ({ page, exports, authority }) => {
  const [ours, theirs] = [authority('Ours'), authority('Theirs')]
  await offerFile(
    exports,
    JSON.stringify({
      profiles: [
        profileInput({ name: 'One', ca: ours.pem, proxy: 'http://127.0.0.1:9' }),
        profileInput({ name: 'Two', ca: ours.pem + theirs.pem }),
      ],
    }),
  )
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import tenants' })
  await dialog.getByRole('listitem').filter({ hasText: 'CN=Ours' }).getByRole('checkbox').check()
  await dialog.getByRole('checkbox', { name: /our own proxy/ }).check()
  await dialog.getByRole('button', { name: 'Import 2 tenants' }).click()
  // Only of the one that is confirmed.
  const asking = page.getByRole('dialog', { name: 'Enter secrets' })
  await expect(asking.getByLabel(/client secret/)).toHaveCount(2)
  await asking.getByLabel(/^One: client secret of the app/).fill('typed-canary')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Close without storing?' })).toBeVisible()
  await page.keyboard.press('Escape')
  await asking.getByRole('button', { name: 'Store and close' }).click()
  await expect(asking).toHaveCount(0)
  await expect(page.getByRole('listitem', { name: 'One' }).getByText('not confirmed')).toHaveCount(0)
  await page.getByRole('listitem', { name: 'Two' }).getByText('certificates not confirmed').click()
  // One of two is not both.
  await expect(page.getByRole('checkbox', { name: /^I compared these fingerprints/ })).not.toBeChecked()
})

test('a server that names another authorisation server gets nothing sent there before a person confirmed it', async ({
  page,
  secrets,
  namingServer,
}) => {
  const { tenant, asked, posts } = await namingServer('https://login.example/auth')
  const secret = canarySecret()
  secrets.add(secret)
  const elsewhere = () => asked().filter((host) => !host.endsWith('.own.example:443'))
  const input = { ...tenant, name: 'Elsewhere', agent: null }
  expect(await save(page, null, input, { app: secret })).toMatchObject({ ok: true })
  const id = await idOf(page, 'Elsewhere')
  const confirm = (host: string) =>
    page.evaluate((given) => window.crossview.profiles.confirmAuthHost(given), { id, host })
  expect(await confirm('login.example')).toMatchObject({ ok: false })
  await page.reload()

  await page.getByRole('button', { name: 'More actions for Elsewhere' }).click()
  await page.getByRole('menuitem', { name: 'Test connection' }).click()
  const dialog = page.getByRole('dialog', { name: /^Test connection/ })
  await expect(dialog.getByText('The tenant names another authorisation server: login.example')).toBeVisible()
  expect(await confirm('evil.example')).toMatchObject({ ok: false })
  expect(asked().length).toBeGreaterThan(0)
  expect([elsewhere(), posts()]).toEqual([[], 0])

  const button = dialog.getByRole('button', { name: 'Confirm login.example and test again' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(button).toHaveCount(0)
  await expect.poll(() => elsewhere()[0]).toBe('login.example:443')
  await expect(dialog.getByText('A connection does not work yet')).toBeVisible()
  expect(posts()).toBe(0)
  // The focus is in the dialog, not lost with the button.
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Edit Elsewhere' }).click()
  await expect(page.getByText('login.example', { exact: true })).toBeVisible()
  // Another address has another server to name.
  const moved = { ...input, url: 'https://other.own.example' }
  expect(await save(page, id, moved, { app: secret })).toMatchObject({ ok: true })
  const before = elsewhere().length
  expect(await check(page, id)).toMatchObject({ ok: true, value: { unconfirmedAuthHost: 'login.example' } })
  expect(elsewhere()).toHaveLength(before)
})

test('a comparison ends when its tenant is changed meanwhile, and says so', async ({ page, secrets }) => {
  // It says nothing, so that the comparison is still there when its tenant is removed.
  const held: Socket[] = []
  const proxy = createServer((socket) => void held.push(socket.on('error', () => undefined)))
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const url = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`
  const secret = canarySecret()
  secrets.add(secret)
  const stored = profileInput({ proxy: url, confirmedProxy: url })
  const saved = await save(page, null, stored, { app: secret, agent: secret })
  if (!saved.ok) throw new Error(saved.error.message)
  await page.reload()
  await page.getByRole('listitem', { name: 'Contoso' }).getByRole('button', { name: 'Compare' }).click()
  await expect.poll(() => held.length).toBeGreaterThan(0)
  expect(
    await page.evaluate((input) => window.crossview.profiles.beginRemoval(input), {
      ids: [saved.value.profile.id],
    }),
  ).toMatchObject({ ok: true })
  await expect(
    page.getByText('This was ended, because the tenant was changed or removed meanwhile.'),
  ).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Compare again' })).toBeVisible()
  for (const socket of held) socket.destroy()
  proxy.close()
})
