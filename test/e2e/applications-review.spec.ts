import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const table = (page: Page) => page.getByRole('grid', { name: 'Applications' })

const readDemo = async (page: Page) => {
  await page.getByRole('button', { name: 'Its applications' }).click()
  await expect(table(page)).toBeVisible()
}

test('a review is decided, exported without names and closed, and the next one is held against it', async ({
  page,
  exports,
}) => {
  await readDemo(page)
  const names = await page.evaluate(async () => {
    const known = await window.crossview.inventory.known()
    if (!known.ok) throw new Error(known.error.message)
    const [{ inventoryId, applications } = { inventoryId: '', applications: [] }] = known.value
    const on = '2026-11-26'
    const written = { by: 'Priya Patel', on, reason: 'Grace of Fabrikam asked', ticket: null, until: null }
    for (const { id: applicationId } of applications.slice(1)) {
      const decision = { decision: 'remove' as const, ...written }
      // Halo’s own is not reviewed, and refused.
      await window.crossview.inventory.decide({ inventoryId, applicationId, decision })
    }
    return applications.map(({ name }) => name)
  })
  expect(names).toHaveLength(18)

  await page.getByRole('tab', { name: 'Access review' }).click()
  await page.getByRole('button', { name: `Decide: ${names[0] ?? ''}` }).click()
  await page.getByRole('radio', { name: /^Keep/ }).check()
  await page.getByLabel('Decided by').fill('Priya Patel')
  await page.getByRole('button', { name: 'Save the decision' }).click()
  const sums = page.getByRole('status', { name: 'How far the review is' })
  await expect(sums).toContainText('17 of 17 applications reviewed')
  await expect(sums).toContainText('17 reviewed = 1 keep + 0 reduce + 16 remove + 0 defer')

  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('checkbox', { name: /^Redact names/ }).check()
  await page.getByRole('menuitem', { name: /^JSON/ }).click()
  await expect(page.getByText(/^JSON saved: /)).toBeVisible()
  const files = (await readdir(exports)).filter((name) => name.endsWith('.json'))
  expect(files).toHaveLength(1)
  const text = await readFile(path.join(exports, files[0] ?? ''), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ schema: 'crossview.applications/1' })
  for (const name of [...names, 'Priya', 'Fabrikam', 'Tim Bowers', 'Grace']) {
    expect(text.includes(name), `${name} is in the redacted export`).toBe(false)
    expect(files[0]?.includes(name)).toBe(false)
  }

  await page.getByRole('button', { name: 'Close the review…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close the review' }).click()
  await expect(sums).toContainText('0 of 17 applications reviewed')
  const since = page.getByRole('region', { name: 'Since the last review' })
  await expect(since).toContainText('Decided then, not done 16')
  await since.getByRole('button', { name: names[1] ?? '', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: names[1] ?? '' })).toBeVisible()
})

test('a page that is loaded again finds the reading under way, and what was read and decided', async ({
  page,
  demo,
}) => {
  const { url, inspector } = await demo('mixed', { latencyMs: 100 })
  const saved = await page.evaluate((input) => window.crossview.profiles.save(input), {
    id: null,
    profile: {
      name: 'Contoso',
      url,
      tenant: null,
      ca: null,
      tags: [],
      app: null,
      agent: null,
      inspector: { kind: 'application' as const, clientId: inspector.clientId, scope: inspector.scope },
    },
    secrets: { inspector: inspector.secret },
  })
  expect(saved.ok).toBe(true)
  await page.reload()
  const row = page.getByRole('listitem', { name: 'Contoso' })
  await row.getByRole('button', { name: 'Applications' }).click()
  await expect(page.getByRole('list', { name: 'Steps' })).toBeVisible()
  await page.reload()
  await row.getByRole('button', { name: 'Applications' }).click()
  await expect(table(page)).toBeVisible()
  await expect(page.getByText('18 applications', { exact: true })).toBeVisible()
  // It was joined, not begun anew: no second reading is known.
  const readings = async () =>
    page.evaluate(async () => {
      const known = await window.crossview.inventory.known()
      return known.ok ? known.value.length : null
    })
  expect(await readings()).toBe(1)

  await page.keyboard.press('/')
  await page.keyboard.type('warranty')
  await expect(page.getByText('1 of 18 applications')).toBeVisible()
  await table(page).getByRole('row').nth(1).click()
  await page.getByRole('tab', { name: 'Records' }).click()
  await expect(
    page.getByRole('columnheader', { name: 'This application would see (predicted)' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Decide…' }).click()
  await page.getByRole('radio', { name: /^Keep/ }).check()
  await page.getByLabel('Decided by').fill('Priya Patel')
  await page.getByRole('button', { name: 'Save the decision' }).click()
  await expect(page.getByRole('button', { name: 'Change the decision…' })).toBeVisible()
  await page.reload()
  // What was on screen is there again.
  await expect(page.getByRole('heading', { level: 1, name: 'Warranty lookup' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Change the decision…' })).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Applications' }).click()
  await expect(table(page)).toBeVisible()
  await page.getByRole('combobox', { name: 'Decision' }).selectOption('Keep')
  await expect(page.getByText('1 of 18 applications')).toBeVisible()
  expect(await readings()).toBe(1)
})

test('from the table to a decision and back by keyboard alone', async ({ page }) => {
  const open = page.getByRole('button', { name: 'Its applications' })
  // A page that has just begun may be drawn again, and its first button takes the focus with it.
  await expect
    .poll(async () => {
      await open.focus()
      return open.evaluate((button) => button === document.activeElement)
    })
    .toBe(true)
  await open.press('Enter')
  await expect(table(page)).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('warranty')
  await expect(page.getByText('1 of 18 applications')).toBeVisible()
  const tabTo = async (name: string) => {
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
      if (focused.startsWith(name)) return
    }
    throw new Error(`Tab does not reach “${name}”`)
  }
  await tabTo('Warranty lookup')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What it would see' })).toBeVisible()
  await tabTo('Decide…')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('radio', { name: /^Keep/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: /^Reduce/ })).toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.type('Priya Patel')
  await dialog.getByLabel('Reason').focus()
  await page.keyboard.type('It needs one scope')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Change the decision…' })).toBeFocused()
})
