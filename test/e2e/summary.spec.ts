import type { Locator, Page } from '@playwright/test'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { comparisonFileSchema } from '../../src/shared/files/comparison'
import { problems } from './axe'
import { expect, storeTenant, summariseDemo, test } from './fixtures'

const written = (count: number) => new Intl.NumberFormat('en').format(count)

const causesIn = (page: Page) => page.getByRole('region', { name: 'Causes' })

/** Nothing is wider than the window leaves it, so that nobody scrolls both ways. */
const isOneWay = (page: Page) =>
  page.evaluate(() => {
    const region = document.querySelector('[data-scrolls]')
    return region !== null && region.scrollWidth <= region.clientWidth
  })

/** What the focus goes to and something that stays in place, the tabs or the line of the coverage, lies over. */
const coveredIn = (view: Locator) =>
  view.locator('button:enabled, a, [data-bar], [data-cause]').evaluateAll((each) =>
    [...each, ...each.toReversed()].flatMap((element) => {
      if (!(element instanceof HTMLElement)) return []
      // What has the focus already, from before the window got smaller, is brought nowhere by getting it.
      element.blur()
      element.focus()
      const { left, top, width, height } = element.getBoundingClientRect()
      const middle = document.elementFromPoint(left + width / 2, top + height / 2)
      return element !== document.activeElement || element.contains(middle)
        ? []
        : [`${element.textContent} ${String(Math.round(top))}`]
    }),
  )

test('a comparison opens with what it comes to, in the numbers of its JSON', async ({ page, exports }) => {
  await summariseDemo(page)
  await expect(page.getByRole('tab', { name: 'Summary' })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /JSON/ }).click()
  const saved = page.getByRole('button', { name: /^(Save|Export)/ }).last()
  if (await page.getByRole('dialog').isVisible()) await saved.click()
  await expect.poll(async () => (await readdir(exports)).some((name) => name.endsWith('.json'))).toBe(true)
  const file = (await readdir(exports)).find((name) => name.endsWith('.json')) ?? ''
  const { causes, resources } = comparisonFileSchema.parse(
    JSON.parse(await readFile(path.join(exports, file), 'utf8')),
  )
  const tickets = resources.find(({ resource }) => resource === 'tickets')
  const bar = page.getByRole('row', { name: /^Tickets/ })
  await expect(bar).toContainText(`${written(tickets?.both ?? 0)} both`)
  await expect(bar).toContainText(`${written(tickets?.onlyAgent.length ?? 0)} only agent`)
  const [first] = causes
  const item = causesIn(page).getByRole('list').last().getByRole('listitem').first()
  await expect(item).toContainText(`${written(first?.records ?? 0)} records`)
  await expect(item).toContainText(`Its fix alone shows ${written(first?.alone ?? 0)} of them.`)
})

test('a cause and a bar are chosen by keyboard alone, and there is a way back', async ({ page }) => {
  await summariseDemo(page)
  await page.getByRole('tab', { name: 'Summary' }).focus()
  // The view, then the list of causes as one stop.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('region', { name: 'Summary' })).toBeFocused()
  const causes = page.locator('[data-cause]')
  while (!(await causes.first().evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await expect(causes.nth(1)).toBeFocused()
  const setting = (await causes.nth(1).textContent()) ?? ''
  await page.keyboard.press('Enter')
  const heading = page.getByRole('heading', { name: setting, exact: true })
  await expect(heading).toBeFocused()
  await expect(page.getByRole('table', { name: /hidden by/ })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await problems(page)).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(causes.nth(1)).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Try it in What if' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'What if' })).toBeFocused()
  await expect(page.getByRole('complementary', { name: 'What would happen' })).toContainText(/tickets/)

  await page.keyboard.press('Home')
  await page.getByRole('tab', { name: 'Summary' }).click()
  await page.getByRole('button', { name: 'Back to the summary' }).click()
  await page.getByRole('button', { name: 'Tickets', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Records' })).toBeFocused()
  await expect(page.getByRole('radio', { name: /^Only agent/ })).toBeChecked()
  await expect(page.getByRole('option', { name: /^Tickets ?:/ })).toHaveAttribute('aria-selected', 'true')
})

test('it reads in a small window, at 200 %, and without colours', async ({ page }) => {
  await summariseDemo(page)
  for (const [width, height] of [
    [1280, 840],
    [900, 600],
    // 1280 x 840 at 200 %.
    [640, 420],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect.poll(() => isOneWay(page)).toBe(true)
    expect(await problems(page)).toEqual([])
    expect(await coveredIn(page.getByRole('region', { name: 'Summary' }))).toEqual([])
  }
  await page.emulateMedia({ forcedColors: 'active' })
  const looks = await page
    .getByRole('list', { name: 'Legend' })
    .locator('[data-kind]')
    .evaluateAll((parts) =>
      parts.map((part) => {
        const { backgroundImage, backgroundColor, borderStyle } = getComputedStyle(part)
        return [backgroundImage, backgroundColor, borderStyle].join(' ')
      }),
    )
  expect(new Set(looks).size).toBe(looks.length)
})

test('a tenant of which nothing is hidden says so', async ({ page, demo }) => {
  await storeTenant(page, await demo('healthy'), 'Contoso')
  await page.getByRole('listitem', { name: 'Contoso' }).getByRole('button', { name: 'Compare' }).click()
  await expect(
    page.getByRole('heading', { name: 'Nothing is hidden from the app, as far as was compared' }),
  ).toBeVisible()
  await expect(causesIn(page)).toHaveCount(0)
  expect(await problems(page)).toEqual([])
})
