import { readdir } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { startDemo, type DemoServer } from '../../src/demo/index'
import { problems } from './axe'
import { expect, test } from './fixtures'

/** Stores a tenant with a tag; the page is loaded anew by whoever has stored all of them. */
const store = async (
  page: Page,
  name: string,
  { url, app, agent, inspector }: DemoServer,
  hasSecrets = true,
): Promise<void> => {
  const saved = await page.evaluate((input) => window.crossview.profiles.save(input), {
    id: null,
    profile: {
      name,
      url,
      tenant: null,
      ca: null,
      tags: name.startsWith('Quick') ? ['quick'] : [],
      app: { kind: 'application' as const, clientId: app.clientId, scope: 'all' },
      agent: { kind: 'application' as const, clientId: agent.clientId, scope: 'all' },
      inspector: { kind: 'application' as const, clientId: inspector.clientId, scope: 'all' },
    },
    secrets: hasSecrets ? { app: app.secret, agent: agent.secret, inspector: inspector.secret } : {},
  })
  if (!saved.ok) throw new Error(saved.error.message)
}

/** A demo tenant whose address nobody serves any more. */
const aDeadDemo = async (secrets: Set<string>): Promise<DemoServer> => {
  const demo = await startDemo('healthy')
  for (const side of [demo.app, demo.agent, demo.inspector]) secrets.add(side.secret)
  await demo.close()
  return demo
}

const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })

const isClean = async (page: Page): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await problems(page)).toEqual([])
  }
}

test('many tenants in one run: some well, one dead, one without secrets; drill-down, outliers, again, export', async ({
  page,
  demo,
  secrets,
  exports,
}) => {
  // Each on a server of its own: one that several share has one allowance for all of them.
  for (const name of ['Adatum', 'Bellows', 'Contoso']) await store(page, name, await demo('healthy'))
  await store(page, 'Quick شركة', await demo('mixed'))
  await store(page, 'Dead', await aDeadDemo(secrets))
  await store(page, 'Locked', await demo('healthy'), false)
  await page.reload()

  await page.getByRole('button', { name: 'Run for all…' }).click()
  await expect(page.getByText('1 tenant is not ready')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Read the applications' }).check()
  await isClean(page)
  await page.getByRole('button', { name: 'Run for 6 tenants' }).click()
  const grid = page.getByRole('grid', { name: 'Tenants by checks' })
  await expect(grid).toBeVisible()
  await expect(page.getByText('6 of 6 tenants ended')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'has ended: 4 done, 2 failed.' })).toHaveCount(1)
  for (const [name, state] of [
    ['Adatum', 'Done'],
    ['Quick شركة', 'Done'],
    ['Dead', 'Failed'],
    ['Locked', 'Failed'],
  ] as const)
    await expect(rowOf(page, name).getByText(state, { exact: true })).toBeVisible()
  await page.getByText('2 tenants missing something').click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Locked' })).toContainText(/secret/i)
  await isClean(page)
  await page.getByText('2 tenants missing something').click()

  // By keyboard alone to a cell, and through it into the tenant.
  await page.getByRole('combobox', { name: /^Show/ }).selectOption('Only failing')
  await page.getByRole('combobox', { name: /^Check/ }).selectOption('Comparison')
  await expect(page.getByText('1 of 6 tenants')).toBeVisible()
  await grid.getByRole('rowheader', { name: 'Quick شركة' }).focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Severity: Error')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Records' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Quick شركة')
  await page.getByRole('button', { name: /^Fleet/ }).click()
  await expect(grid.locator('[data-column="comparison"]:focus')).toHaveText('Fails')
  await page.getByRole('button', { name: 'Open its applications' }).click()
  await expect(page.getByRole('heading', { name: /^Applications of/ })).toBeVisible()
  await page.getByRole('button', { name: /^Fleet/ }).click()

  await page.getByRole('tab', { name: /^Outliers/ }).click()
  await expect(page.getByRole('button', { name: 'Quick شركة' }).first()).toBeVisible()
  await isClean(page)
  await page.getByLabel('Hold tenants against').selectOption('Adatum')
  await expect(page.getByText(/As in the baseline Adatum/).first()).toBeVisible()
  await page.getByRole('tab', { name: 'Tenants by checks' }).click()

  // The last run of each is in the list; the run is there again after the page was loaded anew.
  await page.reload()
  await expect(grid).toBeVisible()
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await expect(page.getByRole('listitem', { name: 'Dead' })).toContainText('1 error, incomplete')
  await page.getByRole('button', { name: /^Fleet/ }).click()

  // What was brought is kept in the history of each tenant that was read.
  const kept = await page.evaluate(() => window.crossview.history.latest())
  expect(kept.ok && kept.value.length).toBeGreaterThanOrEqual(4)

  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^HTML/ }).click()
  await expect(page.getByText(/^HTML report saved: /)).toBeVisible()
  expect((await readdir(exports)).some((name) => name.endsWith('.html'))).toBe(true)

  await page.getByRole('button', { name: 'Run 2 missing ones again' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'has ended: 4 done, 2 failed.' })).toHaveCount(1)
})

test('a run is paused, goes on, and is cancelled; what ended stays', async ({ page, demo }) => {
  await store(page, 'Quick', await demo('healthy'))
  for (const name of ['Slow 1', 'Slow 2']) await store(page, name, await demo('healthy', { latencyMs: 400 }))
  await page.reload()
  await page.getByRole('button', { name: 'Run for all…' }).click()
  await page.getByLabel('Tenants at once').selectOption('1')
  await page.getByRole('button', { name: 'Run for 3 tenants' }).click()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Go on' })).toBeFocused()
  await expect(rowOf(page, 'Quick').getByText('Done', { exact: true })).toBeVisible()
  await expect(rowOf(page, 'Slow 2').getByText('Waiting')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused()
  await expect(rowOf(page, 'Slow 1').getByText(/requests?$/)).toBeVisible()
  expect(await problems(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(rowOf(page, 'Slow 2').getByText('Not run')).toBeVisible()
  await expect(rowOf(page, 'Slow 1').getByText('Incomplete')).toBeVisible()
  await expect(rowOf(page, 'Quick').getByText('Done', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByLabel('Tag').selectOption('quick')
  await page.getByRole('button', { name: 'Run for this tag…' }).click()
  await expect(page.getByRole('button', { name: 'Run for 1 tenant' })).toBeVisible()
})
