import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { problems } from './axe'
import { changeTenant, compareStored } from './changed-tenant'
import { expect, storeTenant, test } from './fixtures'

const sinceOn = (page: Page) => page.getByRole('region', { name: 'Since last time' })

test('what changed between two runs of a tenant is told, kept over a restart, and deleted for good', async ({
  launch,
  demo,
  userData,
  exports,
  secrets,
}) => {
  const first = await launch()
  const { page } = first
  const healthy = await demo('healthy')
  await storeTenant(page, healthy, 'Contoso')
  await compareStored(page, 'Contoso')
  await expect(sinceOn(page)).toContainText('This is the first comparison that is kept of this application.')

  const changed = await changeTenant(page, healthy, 'agent.client', secrets)
  await compareStored(page, 'Contoso')
  await expect(sinceOn(page)).toContainText(/setting(s)? changed/)
  expect(await problems(page)).toEqual([])
  await sinceOn(page).getByRole('button', { name: 'See what changed' }).click()
  await expect(page.getByRole('tab', { name: 'History' })).toBeFocused()
  const drift = page.getByRole('region', { name: 'What changed' })
  await expect(drift.getByRole('heading', { name: 'Changed.' })).toBeVisible()
  await expect(drift.getByText(/gone/).first()).toBeVisible()
  expect(await problems(page)).toEqual([])

  // By keyboard alone from a setting to a record that moved because of it.
  await drift.locator('summary').first().press('Enter')
  await drift
    .getByRole('list', { name: /app side/ })
    .getByRole('button')
    .first()
    .press('Enter')
  await expect(page.getByRole('tab', { name: 'Records' })).toBeFocused()
  await expect(page.getByRole('row', { selected: true })).toBeVisible()

  await page.getByRole('tab', { name: 'History' }).click()
  await drift.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /JSON/ }).click()
  await expect
    .poll(async () => (await readdir(exports)).filter((name) => name.includes('drift')))
    .toHaveLength(1)
  const [name = ''] = (await readdir(exports)).filter((each) => each.includes('drift'))
  expect(JSON.parse(await readFile(path.join(exports, name), 'utf8'))).toMatchObject({
    schema: 'crossview.drift/1',
  })

  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  const row = page.getByRole('listitem', { name: 'Contoso' })
  await expect(row.getByRole('button', { name: /setting(s)? changed.* than on / })).toBeVisible()
  expect(await problems(page)).toEqual([])
  await first.close()

  // Started anew: nothing of it is open, and all of it is there.
  const second = await launch()
  const again = second.page
  const kept = again.getByRole('listitem', { name: 'Contoso' })
  await kept.getByRole('button', { name: 'History of Contoso' }).click()
  const table = again.getByRole('table', { name: 'What is kept, newest first' })
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(again.getByRole('heading', { name: 'Changed.' })).toBeVisible()
  expect(await problems(again)).toEqual([])
  await table
    .getByRole('button', { name: /^Open the result/ })
    .last()
    .click()
  await expect(again.getByRole('complementary', { name: 'Snapshot' })).toContainText(
    'opened from the history of Contoso',
  )
  await again.getByRole('heading', { name: 'What each side sees' }).waitFor()
  await expect(sinceOn(again)).toContainText('This is the first comparison that is kept')

  await again.getByRole('button', { name: 'Tenants', exact: true }).click()
  await again.getByRole('button', { name: 'More', exact: true }).click()
  await again.getByRole('menuitem', { name: 'Delete all tenants…' }).click()
  const dialog = again.getByRole('dialog')
  await expect(dialog).toContainText('their histories: every result that was kept')
  await dialog.getByLabel(/^Type “delete”/).fill('delete')
  await dialog.getByRole('button', { name: 'Delete all tenants' }).click()
  await dialog.waitFor({ state: 'detached' })
  await second.close()
  const left = existsSync(path.join(userData, 'history'))
    ? await readdir(path.join(userData, 'history'), { recursive: true })
    : []
  expect(left.filter((file) => file.endsWith('.sealed'))).toEqual([])
  await changed.close()
})

test('history is switched off in the settings, by keyboard, and says so where it is looked for', async ({
  page,
  demo,
}) => {
  await storeTenant(page, await demo('healthy'), 'Contoso')
  await page.getByRole('button', { name: 'Settings…' }).click()
  const section = page.getByRole('region', { name: 'History' })
  await section.getByRole('checkbox', { name: 'Contoso' }).focus()
  await page.keyboard.press('Space')
  await expect(section.getByRole('checkbox', { name: 'Contoso' })).not.toBeChecked()
  expect(await problems(page)).toEqual([])
  await page.keyboard.press('Escape')
  await compareStored(page, 'Contoso')
  await expect(sinceOn(page)).toContainText('History is switched off for this tenant')
  await sinceOn(page).getByRole('button', { name: 'Settings…' }).click()
  await section.getByRole('checkbox', { name: 'Contoso' }).check()
  await page.keyboard.press('Escape')
  await expect(sinceOn(page)).toContainText('This is the first comparison that is kept')
})
