import type { Page } from '@playwright/test'
import { expect, showRecords, test } from './fixtures'

/** Writes down every text that a live region comes to have, in order, from now on. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const LIVE = '[role=status], [role=alert], [aria-live]:not([aria-live=off])'
    const heard: string[] = []
    const last = new WeakMap<Element, string>()
    const look = () => {
      for (const region of document.querySelectorAll(LIVE)) {
        const text = region.textContent.replace(/\s+/g, ' ').trim()
        // What is there with its text when it comes is not said by any screen reader, nor is what empties.
        const before = last.get(region)
        last.set(region, text)
        if (before !== undefined && before !== text && text !== '') heard.push(text)
      }
      document.body.dataset['heard'] = JSON.stringify(heard)
    }
    look()
    new MutationObserver(look).observe(document.documentElement, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })

const heard = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => JSON.parse(document.body.dataset['heard'] ?? '[]') as readonly string[])

test('live regions say each thing once, and a whole comparison in a few words', async ({ page }) => {
  await page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
  await listen(page)
  await page.getByRole('button', { name: 'Explore the demo tenant' }).click()
  await page.getByRole('heading', { name: 'What each side sees' }).waitFor()
  await expect.poll(() => heard(page)).toContain('Compared Demo: A realistic mixture')
  const run = await heard(page)
  expect(new Set(run).size).toBe(run.length)
  expect(run.length).toBeLessThanOrEqual(6)

  // A choice among the records says how many there are, and what their reasons are, once each.
  await showRecords(page)
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await page.getByRole('radio', { name: /^Only agent/ }).waitFor()
  const before = (await heard(page)).length
  await page.getByRole('radio', { name: /^Only agent/ }).check()
  await expect.poll(async () => (await heard(page)).slice(before)).toContain('1,398 rows shown')
  const chosen = (await heard(page)).slice(before)
  expect(new Set(chosen).size).toBe(chosen.length)
  expect(chosen.length).toBeLessThanOrEqual(2)

  // A file is told by its toast alone.
  const unsaved = (await heard(page)).length
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^JSON/ }).click()
  await expect.poll(async () => (await heard(page)).slice(unsaved).length).toBeGreaterThan(0)
  const saved = (await heard(page)).slice(unsaved)
  expect(saved).toHaveLength(1)
})
