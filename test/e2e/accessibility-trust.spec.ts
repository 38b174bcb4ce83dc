import type { Page } from '@playwright/test'
import { problems } from './axe'
import { expect, offerFile } from './fixtures'
import { profileInput } from '../support/stored-profile'
import { test } from './trust-fixtures'

/** The screens on which a person says where secrets may go. */

const look = async (page: Page): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await problems(page)).toEqual([])
  }
}

test('no axe violation where the form asks about certificates, a proxy and a host', async ({
  page,
  authority,
}) => {
  const [ours, old] = [authority('Our own authority'), authority('An older authority')]
  const saved = await page.evaluate((input) => window.crossview.profiles.save(input), {
    id: null,
    profile: profileInput({
      ca: ours.pem,
      confirmedAuthorities: [ours.fingerprint],
      inspector: { kind: 'application', clientId: 'inspector-client', scope: 'all' },
    }),
    secrets: { app: 'app-canary', agent: 'agent-canary', inspector: 'inspector-canary' },
  })
  expect(saved).toMatchObject({ ok: true })
  await page.reload()
  await page.getByRole('button', { name: 'Edit Contoso' }).click()
  await expect(page.getByRole('checkbox', { name: /^I compared this fingerprint/ })).toBeChecked()
  await page.getByLabel('Web address').fill('https://10.0.0.5:8443')
  await page.getByLabel(/^Proxy/).fill('http://proxy.example:8080')
  await page.getByLabel(/^Extra trusted certificate/).fill(ours.pem + old.pem)
  await expect(page.getByText('CN=An older authority')).toBeVisible()
  await page.getByRole('checkbox', { name: /separate application as inspector/ }).uncheck()
  await look(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('5 fields need attention')).toBeVisible()
  await look(page)
  // Every question can be answered by keyboard, in the order of the page.
  const boxes = page.getByRole('checkbox', { name: /our own/ })
  await expect(boxes).toHaveCount(3)
  for (const box of await boxes.all()) {
    await box.focus()
    await page.keyboard.press('Space')
    await expect(box).toBeChecked()
  }
  await expect(page.getByText('2 fields need attention')).toBeVisible()
  await page.getByLabel(/^Extra trusted certificate/).fill('no certificate')
  await expect(page.getByText(/is not PEM text/)).toBeVisible()
  await look(page)
  // The form scrolls by itself; nothing hidden in it makes the document longer than the window.
  const [scrolled, shown] = await page.evaluate(() => [
    document.documentElement.scrollHeight,
    document.documentElement.clientHeight,
  ])
  expect(scrolled).toBe(shown)
})

test('no axe violation in an import with certificates and proxies, and in what follows it', async ({
  page,
  exports,
  authority,
}) => {
  const [ours, theirs] = [authority('Our own authority'), authority('Authority of somebody else')]
  await offerFile(
    exports,
    JSON.stringify({
      profiles: [
        profileInput({ name: 'One', ca: ours.pem + theirs.pem, proxy: 'http://proxy.example:8080' }),
        profileInput({ name: 'Two', url: 'https://10.0.0.5', ca: ours.pem }),
        ...Array.from({ length: 12 }, (_, index) => profileInput({ name: `Beside ${String(index)}` })),
        { name: '' },
      ],
    }),
  )
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import tenants' })
  await expect(dialog.getByText('CN=Our own authority')).toBeVisible()
  await look(page)
  await dialog.getByRole('button', { name: 'Import 14 tenants' }).press('Enter')
  const asking = page.getByRole('dialog', { name: 'Enter secrets' })
  await asking.getByLabel(/^Beside 0: client secret of the app/).fill('typed-canary')
  await look(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Close without storing?' })).toBeVisible()
  await look(page)
  await page.getByRole('button', { name: 'Discard' }).press('Enter')
  await expect(page.getByText('host and certificates not confirmed')).toBeVisible()
  await look(page)
})

test('no axe violation where a tenant names another authorisation server', async ({ page, namingServer }) => {
  const { tenant } = await namingServer('https://login.example/auth')
  const saved = await page.evaluate((input) => window.crossview.profiles.save(input), {
    id: null,
    profile: tenant,
    secrets: { app: 'app-canary', agent: 'agent-canary' },
  })
  expect(saved).toMatchObject({ ok: true })
  await page.reload()
  await page.getByRole('button', { name: 'More actions for Contoso' }).click()
  await page.getByRole('menuitem', { name: 'Test connection' }).click()
  await expect(page.getByText('The tenant names another authorisation server: login.example')).toBeVisible()
  await look(page)
})
