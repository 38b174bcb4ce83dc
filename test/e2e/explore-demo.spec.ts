import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { comparisonFileSchema } from '../../src/shared/files/comparison'
import { expect, exploreDemo, rowGrid, storeTenant, test, exportAs } from './fixtures'

const run = promisify(execFile)

test('a newcomer compares the demo tenant, sees why, and exports', async ({ page, exports, host }) => {
  await exploreDemo(page)

  const identities = page.getByRole('region', { name: 'Identities' })
  await expect(identities).toContainText('API - Reporting')
  await expect(identities).toContainText('Tim Bowers')

  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  const grid = rowGrid(page)
  await expect(grid).toBeVisible()
  await page.getByRole('radio', { name: /^Only agent/ }).check()
  await grid.getByRole('row').nth(2).click()
  const why = page.getByRole('complementary', { name: 'Why?' })
  await expect(why).toContainText(/Configuration > /)

  for (const [format, isWritten] of [
    [/PDF report/, (name: string) => name.endsWith('.pdf')],
    [/CSV/, (name: string) => !path.extname(name).startsWith('.')],
    [/JSON/, (name: string) => name.endsWith('.json')],
  ] as const) {
    await exportAs(page, format)
    // The message of the export before may still be there: the file is what counts.
    await expect.poll(async () => (await readdir(exports)).some(isWritten)).toBe(true)
    await expect(page.getByText(/ saved: /).last()).toBeVisible()
  }
  const names = await readdir(exports)
  const pdf = names.find((name) => name.endsWith('.pdf'))
  const json = names.find((name) => name.endsWith('.json'))
  expect(pdf, names.join()).toBeDefined()
  expect(json).toBeDefined()
  const comparison = comparisonFileSchema.parse(JSON.parse(await readFile(path.join(exports, json!), 'utf8')))
  const tickets = comparison.resources.find(({ resource }) => resource === 'tickets')!
  expect(tickets.verdict).toBe('app-sees-less')

  const { stdout: text } = await run('pdftotext', ['-layout', path.join(exports, pdf!), '-'], {
    maxBuffer: 50e6,
  })
  const missing = tickets.onlyAgent.filter((id) => !text.includes(id))
  expect(missing).toEqual([])
  if (host === 'browser-window') {
    const { stdout: info } = await run('pdfinfo', [path.join(exports, pdf!)])
    expect(info).toMatch(/Tagged:\s+yes/)
  }
})

test('search and grouping narrow the rows, by keyboard alone', async ({ page }) => {
  await exploreDemo(page)
  const resources = page.getByRole('listbox', { name: 'Resources' })
  // An option is the one stop of the list, which older browsers do not focus itself.
  await resources.getByRole('option').first().focus()
  await page.keyboard.press('End')
  await expect(resources.getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Home')
  await expect(resources.getByRole('option', { selected: true })).toHaveText(/Tickets/)
  await expect(rowGrid(page)).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('phishing')
  await expect(rowGrid(page).getByRole('row').nth(2)).toContainText(/phishing/i)
})

test('cancelling keeps what is there and says that it is partial', async ({ page, demo }) => {
  const slow = await demo('mixed', { latencyMs: 150 })
  await storeTenant(page, slow, 'Slow tenant')
  await page.getByRole('listitem', { name: 'Slow tenant' }).getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByText(/agent \d+, app \d+/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText(/Cancelled: partial result/).first()).toBeVisible()
})
