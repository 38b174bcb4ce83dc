import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { problems } from './axe'
import { expect, exploreDemo, offerFile, storeTenant, test } from './fixtures'

/** Issue 19, results are kept: nothing that is opened or fails takes the place of what is there without a way back. */

const openList = (page: Page): Locator => page.getByRole('list', { name: 'Open results' })
const items = (page: Page): Locator => openList(page).locator('button[data-key]')
const current = (page: Page): Locator => openList(page).locator('button[aria-current]')
const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 })

/** Exports in one of the formats, and gives the text of the file. */
const exported = async (page: Page, folder: string, format: RegExp, ending: RegExp): Promise<string> => {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: format }).click()
  const find = async () => (await readdir(folder)).find((name) => ending.test(name))
  await expect.poll(find).toBeDefined()
  const file = path.join(folder, (await find()) ?? '')
  // Written under another name first: what has this one is whole.
  const text = await readFile(file, 'utf8')
  await rm(file)
  return text
}

test('several results are open, and each way back is there: compare, snapshot, wrong file, failed run, close, reload', async ({
  app,
  demo,
  exports,
}) => {
  const { page } = app
  await storeTenant(page, await demo('healthy'), 'Fabrikam')
  await exploreDemo(page)
  const name = (await heading(page).innerText()).trim()
  await expect(page).toHaveTitle(new RegExp(`^${name}, .* – Crossview$`))
  await expect(openList(page)).toHaveCount(0)
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await page.getByRole('searchbox', { name: 'Search records' }).fill('phishing')
  await page.getByRole('option', { name: /^Clients ?:/ }).click()
  await expect(page.getByRole('searchbox', { name: 'Search records' })).toHaveValue('')

  const snapshot = await exported(page, exports, /napshot/, /\.crossview$/)
  const json = await exported(page, exports, /JSON/, /\.json$/)

  // A snapshot stands beside it, and looks like one.
  await offerFile(exports, snapshot)
  await page.getByRole('button', { name: 'Open snapshot…' }).click()
  const note = page.getByRole('complementary', { name: 'Snapshot' })
  await expect(note).toContainText(/Snapshot of .*, opened from file-to-open\.json\..*SHA-256 [0-9a-f]{12}…/)
  await expect(page.getByRole('button', { name: 'Compare again' })).toHaveCount(0)
  await expect(page).toHaveTitle(/^Snapshot of .* – Crossview$/)
  await expect(items(page)).toHaveCount(2)

  // A wrong file, and none at all, change nothing of it.
  for (const [text, says] of [
    ['{"hello": 1}', /This is no Crossview snapshot/],
    [json, /result of a comparison in JSON, not a snapshot/],
  ] as const) {
    await offerFile(exports, text)
    await page.getByRole('button', { name: 'Open snapshot…' }).click()
    await expect(page.getByRole('alert')).toContainText(says)
    await expect(note).toBeVisible()
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click()
  }
  await expect(items(page)).toHaveCount(2)

  // A run that gets nothing has a way back: its secret is gone, which this page has not noticed.
  await page.evaluate(async () => {
    const stored = await window.crossview.profiles.list()
    const id = stored.ok ? (stored.value.profiles[0]?.profile.id ?? '') : ''
    await window.crossview.profiles.deleteSecret({ id, role: 'app' })
  })
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByRole('listitem', { name: 'Fabrikam' }).getByRole('button', { name: 'Compare' }).click()
  await expect(items(page)).toHaveCount(3)
  await expect(page.getByRole('button', { name: /^Back to .*, / })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await problems(page)).toEqual([])
  }

  // By keyboard: to the first, as it was left.
  await items(page).last().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(current(page)).toHaveText(new RegExp(name))
  await expect(note).toHaveCount(0)
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await expect(page.getByRole('searchbox', { name: 'Search records' })).toHaveValue('phishing')
  await page.getByRole('tab', { name: 'Permissions' }).click()
  await items(page).nth(1).click()
  await expect(note).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Permissions' })).toHaveAttribute('aria-selected', 'false')
  await items(page).first().click()
  await expect(page.getByRole('tab', { name: 'Permissions' })).toHaveAttribute('aria-selected', 'true')

  // A page that is loaded anew has all of it, and what was on screen.
  await page.reload()
  await expect(items(page)).toHaveCount(3)
  await expect(current(page)).toHaveText(new RegExp(name))
  await items(page).nth(1).click()
  await expect(note).toBeVisible()

  // Closed: the next one is shown, and it does not come back.
  await page.keyboard.press('Delete')
  await expect(items(page)).toHaveCount(2)
  await expect(note).toHaveCount(0)
  await page.reload()
  await expect(items(page)).toHaveCount(2)
})

test('the same tenant again is a result beside the old one, which can be closed', async ({ page, demo }) => {
  await storeTenant(page, await demo('healthy'), 'Contoso')
  const compare = page.getByRole('listitem', { name: 'Contoso' }).getByRole('button', { name: 'Compare' })
  await compare.click()
  await page.getByRole('button', { name: 'Compare again' }).click()
  await expect(page.getByText(/^The result of .* is open too\.$/)).toBeVisible()
  await expect(items(page)).toHaveCount(2)
  expect(await problems(page)).toEqual([])
  await page.getByRole('button', { name: 'Close the older one' }).click()
  await expect(openList(page)).toHaveCount(0)
  await expect(heading(page)).toHaveText('Contoso')

  // From where the tenant's last result stands, it opens; closed, it opens from the history, and deleted there it says when it was.
  const last = page.getByRole('listitem', { name: 'Contoso' }).getByTitle('Show this result')
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await last.click()
  await expect(heading(page)).toHaveText('Contoso')
  await page.getByRole('button', { name: 'Close this result' }).click()
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await last.click()
  await expect(heading(page)).toHaveText('Contoso')
  await page.getByRole('button', { name: 'Close this result' }).click()
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  const row = page.getByRole('listitem', { name: 'Contoso' })
  await row.getByRole('button', { name: 'History of Contoso' }).click()
  await page.getByRole('button', { name: 'Delete this tenant’s history…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Tenants', exact: true }).first().click()
  await row.getByTitle(/^When this was/).click()
  await expect(page.getByRole('dialog')).toContainText('That result is not open any more')
  expect(await problems(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Compare' }).click()
  await expect(heading(page)).toHaveText('Contoso')
})

test('a snapshot of applications opens by the same button, in its place, and comes back with the application', async ({
  page,
  exports,
}) => {
  await page.getByRole('button', { name: 'Its applications' }).click()
  await expect(page.getByRole('grid', { name: 'Applications' })).toBeVisible()
  const snapshot = await exported(page, exports, /napshot/, /\.crossview$/)
  await offerFile(exports, snapshot)
  await page.getByRole('button', { name: 'Open snapshot…' }).click()
  const note = page.getByRole('complementary', { name: 'Snapshot' })
  await expect(note).toBeVisible()
  const open = page.getByRole('list', { name: 'Open applications' }).locator('button[data-key]')
  await expect(open).toHaveCount(2)
  expect(await problems(page)).toEqual([])
  await page.getByRole('grid', { name: 'Applications' }).getByRole('row').nth(1).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Records' }).click()
  await expect(
    page.getByRole('columnheader', { name: 'This application would see (predicted)' }),
  ).toBeVisible()
  const title = await heading(page).innerText()
  await page.reload()
  await expect(heading(page)).toHaveText(title)
  await expect(open).toHaveCount(2)
  await page.getByRole('main').getByRole('button', { name: 'Applications', exact: true }).click()
  await expect(note).toBeVisible()
  await open.first().click()
  await expect(note).toHaveCount(0)
})
