/** Takes the pictures of docs/screenshots in both hosts; run by `npm run screenshots`, to be looked at. */
import path from 'node:path'
import { emulate } from '../e2e/emulated'
import { changeTenant, compareStored } from '../e2e/changed-tenant'
import { exploreDemo, expect, rowGrid, showRecords, storeTenant, summariseDemo, test } from '../e2e/fixtures'
import { putAtSize, SMALL_SIZES } from '../e2e/sizes'

const folder = path.join(import.meta.dirname, '../../docs/screenshots')

for (const scheme of ['light', 'dark'] as const) {
  test(`${scheme} pictures`, async ({ page, host, demo }) => {
    const suffix = host === 'electron' ? '' : '-fallback'
    const take = (name: string) =>
      page.screenshot({ path: path.join(folder, `${name}-${scheme}${suffix}.png`) })
    await page.emulateMedia({ colorScheme: scheme })
    await take('first-start')
    await page.getByRole('button', { name: 'Its applications' }).click()
    const applications = page.getByRole('grid', { name: 'Applications' })
    await applications.getByText('Wallboard').waitFor()
    await take('applications')
    await applications.getByText('Wallboard').click()
    await page.getByRole('tab', { name: 'Records' }).click()
    await page.getByRole('columnheader', { name: 'This application would see (predicted)' }).waitFor()
    await rowGrid(page).getByRole('row').nth(2).click()
    await take('application')
    await page.getByRole('button', { name: 'Tenants' }).click()
    await summariseDemo(page)
    await take('summary')
    await showRecords(page)
    await page.getByRole('option', { name: /^Tickets ?:/ }).click()
    const grid = rowGrid(page)
    await grid.waitFor()
    await page.getByRole('radio', { name: /^Only agent/ }).check()
    await grid.getByRole('row').nth(3).click()
    const way = page.getByRole('region', { name: 'Ways to fix it' }).getByRole('button', { name: 'Try it' })
    await expect(way.first()).toBeVisible()
    await take('comparison')
    await way.first().click()
    await expect(page.getByText(/ appears?$/).first()).toBeVisible()
    await take('what-if')
    await page.getByRole('tab', { name: 'Permissions' }).click()
    await page.getByRole('gridcell', { name: /^Tickets, Create, Effective/ }).click()
    await take('permissions')
    await page.getByRole('tab', { name: 'Recipes' }).click()
    await page.getByText(/common case/).click()
    await take('recipes')
    for (const [scenario, name] of [
      ['healthy', 'Contoso'],
      ['agent.client', 'Fabrikam'],
    ] as const) {
      await storeTenant(page, await demo(scenario), name)
    }
    // Each of them loaded the window again, with the comparison.
    await page.getByRole('button', { name: 'Tenants' }).click()
    const toasts = page.getByRole('button', { name: 'Dismiss' })
    while ((await toasts.count()) > 0) await toasts.first().click()
    await expect(page.getByText('Fabrikam').first()).toBeVisible()
    await take('tenants')
  })

  test(`${scheme} pictures of the history`, async ({ page, host, demo, secrets }) => {
    const suffix = host === 'electron' ? '' : '-fallback'
    const take = (name: string) =>
      page.screenshot({ path: path.join(folder, `${name}-${scheme}${suffix}.png`) })
    await page.emulateMedia({ colorScheme: scheme })
    const first = await demo('healthy')
    await storeTenant(page, first, 'Contoso')
    await compareStored(page, 'Contoso')
    const second = await changeTenant(page, first, 'agent.team', secrets)
    await compareStored(page, 'Contoso')
    const third = await changeTenant(page, second, 'agent.client', secrets)
    await compareStored(page, 'Contoso')
    await expect(page.getByText(/settings? changed/).first()).toBeVisible()
    await take('since-last-time')
    await page.getByRole('button', { name: 'See what changed' }).click()
    await expect(page.getByRole('heading', { name: 'Changed.' })).toBeVisible()
    await page.getByRole('button', { name: 'Tenants', exact: true }).click()
    await expect(page.getByRole('button', { name: /settings? changed/ })).toBeVisible()
    await take('tenants-changed')
    await page.getByRole('button', { name: 'History of Contoso' }).click()
    await expect(page.getByRole('heading', { name: 'Changed.' })).toBeVisible()
    await take('history')
    await page.getByRole('region', { name: 'What changed' }).scrollIntoViewIfNeeded()
    await page.getByRole('region', { name: 'What changed' }).locator('summary').first().click()
    await page
      .getByRole('region', { name: 'What changed' })
      .getByRole('heading', { name: 'Changed.' })
      .evaluate((heading) => {
        heading.scrollIntoView({ block: 'start' })
      })
    await take('drift')
    await page.getByRole('button', { name: 'Settings…' }).click()
    await page.getByRole('checkbox', { name: 'Keep a history' }).scrollIntoViewIfNeeded()
    await take('history-settings')
    await third.close()
  })
}

/** Demo tenants as an MSP has them: most alike, some in trouble. */
const FLEET = [
  ['Adatum', 'healthy'],
  ['Bellows College', 'healthy'],
  ['Contoso', 'healthy'],
  ['Fabrikam', 'agent.client'],
  ['Litware', 'scope.missing'],
  ['Northwind', 'mixed'],
  ['Wingtip', 'healthy'],
] as const

for (const scheme of ['light', 'dark'] as const) {
  test(`${scheme} pictures of many tenants`, async ({ page, host, demo }) => {
    const suffix = host === 'electron' ? '' : '-fallback'
    const take = (name: string) =>
      page.screenshot({ path: path.join(folder, `${name}-${scheme}${suffix}.png`) })
    await page.emulateMedia({ colorScheme: scheme })
    for (const [name, scenario] of FLEET) await storeTenant(page, await demo(scenario), name)
    await page.getByRole('button', { name: 'Run for all…' }).click()
    await take('fleet-setup')
    await page.getByRole('button', { name: /^Run for \d+ tenants$/ }).click()
    await page.getByText('7 of 7 tenants ended').waitFor()
    const grid = page.getByRole('grid', { name: 'Tenants by checks' })
    await grid.getByRole('row').filter({ hasText: 'Northwind' }).getByText('Fails').first().click()
    await take('fleet')
    await page.getByRole('tab', { name: /^Outliers/ }).click()
    await take('fleet-outliers')
  })
}

for (const scheme of ['light', 'dark'] as const) {
  test(`${scheme} pictures of small and zoomed windows`, async ({ page, host }) => {
    const suffix = host === 'electron' ? '' : '-fallback'
    await page.emulateMedia({ colorScheme: scheme })
    await exploreDemo(page)
    await page.getByRole('option', { name: /^Tickets ?:/ }).click()
    await page.getByRole('radio', { name: /^Only agent/ }).check()
    await rowGrid(page).getByRole('row').nth(3).click()
    for (const size of SMALL_SIZES) {
      // "1280x840 at 200 %" is "at-200"; a size of its own is called by its numbers.
      const called = /at (\d+) %/.exec(size.name)?.[1] ?? size.name
      const take = (name: string) =>
        page.screenshot({
          path: path.join(folder, `${name}-at-${called}-${scheme}${suffix}.png`),
        })
      await putAtSize(page, size)
      await page.getByRole('tab', { name: 'Summary' }).click()
      await page.getByRole('tab', { name: 'Records' }).click()
      await rowGrid(page).waitFor()
      if (called === '400') await rowGrid(page).scrollIntoViewIfNeeded()
      await take('comparison')
      if (called !== '200') continue
      await page.getByRole('button', { name: 'Why?', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Why?' })).toBeInViewport()
      await take('why')
    }
  })
}

test('pictures in forced colours', async ({ page, host }) => {
  const suffix = host === 'electron' ? '' : '-fallback'
  const take = (name: string) =>
    page.screenshot({ path: path.join(folder, `${name}-forced-colours${suffix}.png`) })
  await emulate(page, { 'forced-colors': 'active' })
  await exploreDemo(page)
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await rowGrid(page).getByRole('row').nth(3).click()
  await take('comparison')
  await page.getByRole('tab', { name: 'Summary' }).click()
  await page.getByRole('heading', { name: 'What each side sees' }).waitFor()
  await take('summary')
  await page.getByRole('tab', { name: 'Permissions' }).click()
  await page.getByRole('gridcell', { name: /^Tickets, Create, Effective/ }).click()
  await take('permissions')
})
