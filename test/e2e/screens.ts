import type { Locator, Page } from '@playwright/test'
import { expect, rowGrid, storeTenant, type Fixtures } from './fixtures'
import { compareStored } from './changed-tenant'

/** Looks at one screen; `name` is unique, in kebab-case. */
export type Visit = (name: string) => Promise<void>

const tab = (page: Page, name: string | RegExp): Locator => page.getByRole('tab', { name })

/**
 * Every screen of the window once, from the empty start to a run over the fleet, in one start of the app. Ends on the
 * fleet's outliers.
 */
export const walkScreens = async (page: Page, demo: Fixtures['demo'], visit: Visit): Promise<void> => {
  await page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
  await visit('first-start')
  await walkComparison(page, visit)
  await walkApplications(page, visit)
  await walkTenants(page, demo, visit)
  await walkFleet(page, visit)
}

/** From the start to the views of a comparison of the demo tenant. */
const walkComparison = async (page: Page, visit: Visit): Promise<void> => {
  await page.getByRole('button', { name: 'Explore the demo tenant' }).click()
  await page.getByRole('heading', { name: 'What each side sees' }).waitFor()
  await page.getByRole('heading', { name: 'Causes' }).waitFor()
  await visit('summary')
  await tab(page, 'Records').click()
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await page.getByRole('radio', { name: /^Only agent/ }).check()
  await rowGrid(page).getByRole('row').nth(3).click()
  await expect(page.getByRole('region', { name: 'Ways to fix it' }).first()).toBeVisible()
  await visit('records')
  await page.getByRole('radio', { name: /^All/ }).first().check()
  await tab(page, 'Permissions').click()
  await page.getByRole('gridcell', { name: /^Tickets, Create, Effective/ }).click()
  await visit('permissions')
  await tab(page, 'What if').click()
  const cause = page.getByRole('treegrid', { name: 'Settings' }).getByRole('checkbox').first()
  await cause.check()
  await page
    .getByText(/ appears?$/)
    .first()
    .waitFor()
  await visit('what-if')
  await tab(page, 'Recipes').click()
  await page.getByText(/common case/).click()
  await visit('recipes')
}

const walkApplications = async (page: Page, visit: Visit): Promise<void> => {
  await page.getByRole('button', { name: 'Applications', exact: true }).last().click()
  const table = page.getByRole('grid', { name: 'Applications' })
  await table.getByText('Wallboard').waitFor()
  await visit('applications')
  await tab(page, 'Access review').click()
  await page.getByRole('status', { name: 'How far the review is' }).waitFor()
  await visit('access-review')
  await tab(page, 'Blast radius').click()
  await page.getByRole('checkbox').nth(1).check()
  await page.getByRole('heading', { name: 'What this cannot know' }).waitFor()
  await visit('blast-radius')
  await tab(page, /^Applications/).click()
  await table.getByText('Wallboard').click()
  await tab(page, 'Risks and purpose').click()
  await page.getByRole('heading', { name: 'Purpose and owner' }).waitFor()
  await visit('application')
}

const walkTenants = async (page: Page, demo: Fixtures['demo'], visit: Visit): Promise<void> => {
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  for (const [name, scenario] of [
    ['Contoso 株式会社', 'mixed'],
    ['Fabrikam', 'healthy'],
    ['ليتوير', 'healthy'],
  ] as const)
    await storeTenant(page, await demo(scenario), name)
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByRole('listitem', { name: 'Fabrikam' }).waitFor()
  await visit('tenants')
  await compareStored(page, 'Contoso 株式会社')
  await tab(page, 'History').click()
  await page.getByRole('heading', { name: 'What changed' }).waitFor()
  await visit('history')
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  const row = page.getByRole('listitem', { name: 'Fabrikam' })
  await row.getByRole('button', { name: /^Edit/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Edit Fabrikam' }).waitFor()
  await visit('tenant-form')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await row.waitFor()
  await page.getByRole('button', { name: 'Settings…' }).click()
  await page.getByRole('checkbox', { name: 'Keep a history' }).waitFor()
  await visit('settings')
  await page.keyboard.press('Escape')
}

const walkFleet = async (page: Page, visit: Visit): Promise<void> => {
  await page.getByRole('button', { name: 'Fleet', exact: true }).click()
  const run = page.getByRole('button', { name: /^Run for 3 tenants$/ })
  await run.waitFor()
  await visit('fleet-setup')
  await run.click()
  await page.getByText('3 of 3 tenants ended').waitFor()
  const grid = page.getByRole('grid', { name: 'Tenants by checks' })
  await grid.getByRole('row').filter({ hasText: 'Contoso' }).getByText('Fails').first().click()
  await visit('fleet')
  await tab(page, /^Outliers/).click()
  await visit('fleet-outliers')
}
