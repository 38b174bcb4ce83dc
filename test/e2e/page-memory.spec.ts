import type { Page } from '@playwright/test'
import { canarySecret } from '../support/secret-sweep'
import { expect, test } from './fixtures'

/** security-measurements.md section 8, the renderer's heap: a typed secret leaves the page's memory with its form. */

/** Every string that a page's script still holds, after its garbage was collected. */
const heapOf = async (page: Page): Promise<string> => {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}

test('a typed secret is in the page’s memory while it is typed, and no more after it was saved', async ({
  page,
  secrets,
}) => {
  const secret = canarySecret()
  secrets.add(secret)
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Tailspin')
  await page.getByLabel('Web address').fill('https://tailspin.halopsa.com')
  await page.getByLabel('Client id').fill('client-1')
  await page.getByLabel('Client secret').focus()
  await page.keyboard.insertText(secret)
  expect(await heapOf(page)).toContain(secret)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('listitem', { name: 'Tailspin' })).toBeVisible()
  // Chromium 108 remembers the last text of a field until another is typed; today's does not.
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).focus()
  await page.keyboard.insertText('Wingtip')
  await expect.poll(async () => (await heapOf(page)).includes(secret)).toBe(false)
})
