import { readdir } from 'node:fs/promises'
import { problems } from './axe'
import { expect, test } from './fixtures'

test('the applications of the demo tenant: table, one of them, decision, review, export, blast radius', async ({
  page,
  exports,
}) => {
  await page.getByRole('button', { name: 'Its applications' }).click()
  const table = page.getByRole('grid', { name: 'Applications' })
  await expect(table).toBeVisible()
  await expect(page.getByText('18 applications', { exact: true })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await problems(page)).toEqual([])
  }

  // By keyboard alone: search, then Enter on the one that is left.
  await page.keyboard.press('/')
  await page.keyboard.type('reporting')
  await expect(page.getByText(/^\d+ of 18 applications$/)).toBeVisible()
  await page.getByRole('button', { name: 'Would see tickets (predicted)' }).click()
  await expect(page.getByRole('columnheader', { name: /tickets/i })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await table.getByRole('row').nth(1).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'What it would see' })).toBeVisible()
  expect(await problems(page)).toEqual([])
  await page.getByRole('tab', { name: 'Records' }).click()
  await expect(
    page.getByRole('columnheader', { name: 'This application would see (predicted)' }),
  ).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Why?' })).toBeVisible()
  expect(await page.getByRole('main').innerText()).not.toMatch(/App sees|Only app|not visible to the app/)
  await page.getByRole('tab', { name: 'Risks and purpose' }).click()
  expect(await problems(page)).toEqual([])

  await page.getByRole('button', { name: 'Decide…' }).click()
  await page.getByRole('radio', { name: /^Keep/ }).check()
  await page.getByLabel('Decided by').fill('Priya Patel')
  await page.getByRole('button', { name: 'Save the decision' }).click()
  await expect(page.getByRole('button', { name: 'Change the decision…' })).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Applications' }).click()
  await expect(table.getByRole('row').nth(1)).toBeFocused()

  await page.getByRole('tab', { name: 'Access review' }).click()
  await expect(page.getByRole('status', { name: 'How far the review is' })).toContainText(
    '1 reviewed = 1 keep',
  )
  await expect(page.getByRole('button', { name: 'Close the review…' })).toBeDisabled()
  expect(await problems(page)).toEqual([])
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^JSON/ }).click()
  await expect(page.getByText(/^JSON saved: /)).toBeVisible()
  expect((await readdir(exports)).some((name) => name.endsWith('.json'))).toBe(true)

  await page.getByRole('tab', { name: 'Blast radius' }).click()
  await page.getByRole('checkbox').nth(1).check()
  await expect(page.getByRole('heading', { name: 'Cut them off, in this order' })).toBeVisible()
  expect(await problems(page)).toEqual([])
})
