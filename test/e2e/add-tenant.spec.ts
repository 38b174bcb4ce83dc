import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, showRecords, test } from './fixtures'

const run = promisify(execFile)

const fillConnection = async (
  page: Page,
  section: RegExp,
  clientId: string,
  secret: string,
): Promise<void> => {
  const region = page.getByRole('region', { name: section })
  await region.getByLabel('Client id').fill(clientId)
  await region.getByLabel('Client secret').fill(secret)
}

/** Every file below a folder, as text. */
const textOf = async (folder: string): Promise<string> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n')
}

test('a tenant added by hand: secret in the keyring only, and everything still there after a restart', async ({
  launch,
  demo,
  userData,
}) => {
  const server = await demo('agent.client')
  const first = await launch()
  const { page } = first
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Contoso 株式会社')
  await page.getByLabel('Web address').fill(`${server.url}/api/`)
  await fillConnection(page, /App connection/i, server.app.clientId, server.app.secret)
  await page.getByRole('radio', { name: /Reference application/ }).check()
  await fillConnection(page, /Agent side/i, server.agent.clientId, server.agent.secret)
  await page.getByRole('button', { name: 'Save and test connection' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('API - Reporting')
  await expect(dialog).toContainText('Tim Bowers')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Cancel' }).click()

  // In the keyring, seen from outside the app; and nowhere else.
  const { stdout: found } = await run('secret-tool', ['search', '--all', 'service', 'Crossview'])
  expect(found).toContain(server.app.secret)
  expect(await textOf(userData)).not.toContain(server.app.secret)
  expect(await textOf(userData)).not.toContain(server.agent.secret)
  expect(await page.content()).not.toContain(server.app.secret)
  const { stdout: processes } = await run('ps', ['-eo', 'args', 'ww'], { maxBuffer: 50e6 })
  expect(processes).not.toContain(server.app.secret)

  const compare = async (window: Page): Promise<void> => {
    await window
      .getByRole('listitem', { name: 'Contoso 株式会社' })
      .getByRole('button', { name: 'Compare' })
      .click()
    await showRecords(window)
    await window.getByRole('option', { name: /^Tickets ?:/ }).click()
    await expect(window.getByRole('complementary', { name: 'Why?' })).toContainText(/client/i)
  }
  await compare(page)
  await first.close()

  const second = await launch()
  await expect(second.page.getByRole('listitem', { name: 'Contoso 株式会社' })).toBeVisible()
  await compare(second.page)
  expect(server.counts().writes).toBe(0)
})

test('a wrong secret is named as such, with what to check', async ({ launch, demo }) => {
  const server = await demo('healthy')
  const { page } = await launch()
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Wrong secret')
  await page.getByLabel('Web address').fill(server.url)
  await fillConnection(page, /App connection/i, server.app.clientId, 'not-the-secret')
  await page.getByRole('button', { name: 'Save and test connection' }).click()
  await expect(page.getByRole('dialog')).toContainText(/refused the client id and secret/)
})

test('bad input names its field and loses nothing', async ({ page }) => {
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Kept')
  await page.getByLabel('Web address').fill('http://contoso.halopsa.com')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/must begin with https/)).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kept')
})
