import type { Page } from '@playwright/test'
import { problems } from './axe'
import { expect, exploreDemo, test } from './fixtures'

/** Presses Tab from the tab of a view until the focus is where it is looked for; how often it took. */
const stopsFrom = async (page: Page, tab: string, isThere: () => Promise<boolean>): Promise<number> => {
  await page.getByRole('tab', { name: tab, exact: true }).focus()
  for (let stops = 1; stops <= 20; stops += 1) {
    await page.keyboard.press('Tab')
    if (await isThere()) return stops
  }
  throw new Error(`Not reached from ${tab} with twenty tabs`)
}

test('permissions are crossed with the arrow keys, and what is beside them follows', async ({ page }) => {
  await exploreDemo(page)
  await page.getByRole('tab', { name: 'Permissions' }).click()
  const grid = page.getByRole('grid', { name: 'Effective permissions' })
  const origin = page.getByRole('complementary', { name: 'Where it comes from' })
  const cell = (name: RegExp) => grid.getByRole('gridcell', { name })
  await cell(/^Tickets, Read, Effective/).waitFor()
  const stops = await stopsFrom(page, 'Permissions', () =>
    origin.evaluate((each) => each === document.activeElement),
  )
  expect(stops).toBe(2)
  await page.keyboard.press('Shift+Tab')
  await expect(cell(/^Tickets, Read, Effective/)).toBeFocused()
  for (const [key, name, heading] of [
    ['ArrowDown', /^Clients\/Customers, Read, Effective/, 'Read Clients/Customers'],
    ['ArrowRight', /^Clients\/Customers, Create, App/, 'Create Clients/Customers'],
    ['End', /^Clients\/Customers, Delete, Effective/, 'Delete Clients/Customers'],
    ['Home', /^Clients\/Customers, Read, App/, 'Read Clients/Customers'],
    ['Control+End', /^Distribution Lists, Delete, Effective/, 'Delete Distribution Lists'],
    ['Control+Home', /^Tickets, Read, App/, 'Read Tickets'],
    ['ArrowUp', /^Tickets, Read, App/, 'Read Tickets'],
    ['ArrowLeft', /^Tickets, Read, App/, 'Read Tickets'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(cell(name)).toBeFocused()
    await expect(origin.getByRole('heading', { level: 4 })).toHaveText(heading)
    await expect(grid.locator('[tabindex="0"]')).toHaveCount(1)
  }
  await expect(origin.getByRole('status')).toHaveText('scope read:tickets')
  expect(await problems(page)).toEqual([])
})

test('what if is tried, undone and left by keyboard', async ({ page }) => {
  await exploreDemo(page)
  await page.getByRole('tab', { name: 'What if' }).click()
  const settings = page.getByRole('treegrid', { name: 'Settings' })
  const outlook = page.getByRole('complementary', { name: 'What would happen' })
  const headline = outlook.getByRole('status')
  const undo = outlook.getByRole('button', { name: 'Undo', exact: true })
  await settings.getByRole('checkbox').first().waitFor()
  expect(
    await stopsFrom(page, 'What if', () => undo.evaluate((each) => each === document.activeElement)),
  ).toBe(3)

  // A cause is ticked away: all resources at once.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowDown')
  const cause = settings.getByRole('checkbox').first()
  await expect(cause).toBeFocused()
  await page.keyboard.press('Space')
  await expect(cause).toBeChecked()
  await expect(headline).toHaveText(/the app would see [\d,]+ of [\d,]+ .*instead of [\d,]+/i)
  await expect(outlook.getByRole('heading', { level: 4, name: 'Tickets' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(cause).not.toBeChecked()
  await expect(cause).toBeFocused()
  await expect(headline).toHaveText('')
  await page.keyboard.press('Control+y')
  await expect(cause).toBeChecked()

  // A name is found by itself, and its level is set with the arrow keys.
  await page.getByRole('searchbox', { name: 'Find a setting' }).focus()
  await page.keyboard.type('assets')
  await page.keyboard.press('ArrowDown')
  const now = page.getByRole('radio', { name: /^Assets: .*\(now\)$/ })
  await expect(now).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(now).not.toBeChecked()
  await expect(outlook.getByText(/^Set the level of .* for Assets to /)).toBeVisible()
  expect(await problems(page)).toEqual([])
})

test('a recipe that nobody chose says what it would need, and tries it', async ({ page }) => {
  await exploreDemo(page)
  await page.getByRole('tab', { name: 'Recipes' }).click()
  const recipes = page.getByRole('region', { name: 'Recipes' })
  await recipes.getByText(/common case/).click()
  await expect(recipes.getByText(/^would need \d+ more/).first()).toBeVisible()
  await expect(recipes.getByText('Something is missing')).toHaveCount(0)
  await recipes
    .getByText(/^\d+ rights? of (?:high|medium|low) risk$/)
    .first()
    .click()
  expect(await problems(page)).toEqual([])
  await recipes.getByRole('button', { name: 'Try it: scope edit:tickets' }).press('Enter')
  await expect(page.getByRole('tab', { name: 'What if' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText(/^Tick edit:tickets for /)).toBeVisible()
})
