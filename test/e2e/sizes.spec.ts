import type { Page } from '@playwright/test'
import { changeTenant, compareStored } from './changed-tenant'
import { expect, exploreDemo, rowGrid, showRecords, storeTenant, summariseDemo, test } from './fixtures'
import { faultsAtSize, layoutFaults, putAtSize, SIZES, type Size } from './sizes'

/** Issue 22, their screens: nothing of a comparison is covered, cut or in need of two ways of scrolling, at no size. */

const sizeCalled = (part: string): Size => {
  const found = SIZES.find(({ name }) => name.includes(part))
  if (found === undefined) throw new Error(`No size ${part}`)
  return found
}

/** All that is wrong with what is on screen, at all sizes; each fault with the size it is there at. */
const faultsIn = async (page: Page, host: string, what: string): Promise<readonly string[]> => {
  const found: string[] = []
  const toasts = page.getByRole('button', { name: 'Dismiss' })
  while ((await toasts.count()) > 0) await toasts.first().click()
  for (const size of SIZES) {
    await putAtSize(page, size)
    // axe judges what today's Chromium shows; between these two nothing is laid out in another way.
    const isJudged = host !== 'electron' && / 150 %| 400 %/.test(size.name)
    const faults = isJudged ? await faultsAtSize(page) : await layoutFaults(page)
    found.push(...faults.map((fault) => `${what}, ${size.name}: ${fault}`))
  }
  return found
}

test('every view of a comparison is usable at every size', async ({ page, host }) => {
  await exploreDemo(page)
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  for (const tab of ['Records', 'Summary', 'Permissions', 'What if', 'Recipes']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByText('Working it out …')).toHaveCount(0)
    if (tab === 'Records') await rowGrid(page).getByRole('row').nth(3).click()
    if (tab === 'Permissions')
      await page.getByRole('gridcell', { name: /^Tickets, Create, Effective/ }).click()
    if (tab === 'What if') await page.getByRole('treegrid').getByRole('checkbox').first().check()
    if (tab === 'Recipes') await page.getByText(/common case/).click()
    expect(await faultsIn(page, host, tab)).toEqual([])
  }
  await page.getByRole('tab', { name: 'Summary' }).click()
  await page.locator('[data-cause]').first().click()
  expect(await faultsIn(page, host, 'a cause')).toEqual([])
})

test('a run under way, one that is cut short, several that are open and what changed are usable at every size', async ({
  page,
  host,
  demo,
  secrets,
}) => {
  const healthy = await demo('healthy')
  await storeTenant(page, healthy, 'Contoso GmbH & Co. Verwaltungsgesellschaft für Kommunikation')
  await compareStored(page, 'Contoso')
  const changed = await changeTenant(page, healthy, 'agent.client', secrets)
  await compareStored(page, 'Contoso')
  expect(await faultsIn(page, host, 'two that are open')).toEqual([])
  await putAtSize(page, sizeCalled('1280x840'))
  await page.getByRole('button', { name: 'See what changed' }).click()
  await page.getByRole('region', { name: 'What changed' }).locator('summary').first().click()
  expect(await faultsIn(page, host, 'its history')).toEqual([])
  await changed.close()

  // It stands still once Halo has answered enough for five minutes.
  await storeTenant(page, await demo('healthy', { requestLimit: 40 }), 'Slow')
  await putAtSize(page, sizeCalled('1280x840'))
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByRole('listitem', { name: 'Slow' }).getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByText(/waiting|allow/i).first()).toBeVisible()
  expect(await faultsIn(page, host, 'under way')).toEqual([])
  await putAtSize(page, sizeCalled('1280x840'))
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Cancelled: partial result.').waitFor()
  await showRecords(page)
  expect(await faultsIn(page, host, 'cut short')).toEqual([])
})

test('from a record to what explains it and back by keyboard, where not both are in sight', async ({
  page,
}) => {
  await summariseDemo(page)
  await putAtSize(page, sizeCalled('200 %'))
  await page.getByRole('tab', { name: 'Records' }).press('Enter')
  await page.getByRole('combobox', { name: 'Resource', exact: true }).selectOption({ value: 'tickets' })
  const row = rowGrid(page).getByRole('row').nth(4)
  await row.click()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('row', { selected: true })).toBeFocused()
  await page.getByRole('button', { name: 'Why?', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Why?' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Why?' })).toBeInViewport()
  await page.getByRole('button', { name: 'Back to the records' }).press('Enter')
  await expect(page.getByRole('row', { selected: true })).toBeFocused()
  await expect(page.getByRole('row', { selected: true })).toBeInViewport({ ratio: 1 })
})

test('in the narrowest window a menu has all that the bar at the top has', async ({ page }) => {
  await summariseDemo(page)
  await putAtSize(page, sizeCalled('400 %'))
  const menu = page.getByRole('button', { name: 'Menu', exact: true })
  await menu.press('Enter')
  expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(
    expect.arrayContaining([
      'Tenants',
      'Comparison\nhere',
      'Applications',
      'Fleet',
      'Open snapshot…',
      'Settings…',
      'Appearance: System\nchosen',
    ]),
  )
  await page.getByRole('menuitem', { name: 'Appearance: Dark' }).press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await menu.press('Enter')
  await page.getByRole('menuitem', { name: 'Tenants' }).press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await expect(page.getByRole('button', { name: 'Add a tenant' }).first()).toBeVisible()
})
