import type { Locator, Page } from '@playwright/test'
import { problems } from './axe'
import { expect, exploreDemo, rowGrid, test } from './fixtures'

/** Issue 22, their habits: the grid of records as people know grids, by pointer and by keyboard. */

const head = (page: Page, name: string): Locator =>
  rowGrid(page).getByRole('columnheader', { name, exact: true })
const heads = (page: Page): Promise<readonly string[]> =>
  rowGrid(page).getByRole('columnheader').allInnerTexts()
const line = (page: Page, at: number): Locator => rowGrid(page).locator(`[data-index="${String(at)}"]`)
const cells = (page: Page, column: string): Locator =>
  rowGrid(page).locator(`[data-index] [data-column="${column}"]`)
const widthOf = async (of: Locator): Promise<number> => Math.round((await of.boundingBox())?.width ?? 0)
const idOf = async (page: Page, at: number): Promise<string> =>
  /^\d+/.exec(await line(page, at).innerText())?.[0] ?? ''

const openTickets = async (page: Page): Promise<void> => {
  await exploreDemo(page)
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await expect(line(page, 0)).toBeVisible()
}

const showColumn = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name, exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused()
}

/** What the page copies, kept where the spec can read it. */
const listenToCopies = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const copies: string[] = []
    Object.assign(window, { copies })
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        writeText: (text: string) => {
          copies.push(text)
          return Promise.resolve()
        },
      },
    })
  })
const lastCopy = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (window as unknown as { copies: string[] }).copies.at(-1)) // set above

test('columns are chosen, sized, moved and sorted, and are so after a restart', async ({ launch, host }) => {
  const first = await launch()
  const { page } = first
  await page.setViewportSize({ width: 1280, height: 840 })
  await openTickets(page)
  expect(await heads(page)).toEqual(['Agent sees', 'App sees'])
  await showColumn(page, 'Client')
  await showColumn(page, 'Type')
  expect(await heads(page)).toEqual(['Agent sees', 'App sees', 'Client', 'Type'])

  // Sized by its edge, by key, and back by a double click.
  const client = head(page, 'Client')
  const edge = client.locator('[aria-hidden="true"]').last()
  const before = await widthOf(client)
  const box = await edge.boundingBox()
  if (box === null) throw new Error('The edge is there')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 30, y)
  await page.mouse.move(x + 60, y)
  await page.mouse.up()
  await expect.poll(() => widthOf(client)).toBe(before + 60)
  await edge.dblclick()
  await expect.poll(() => widthOf(client)).toBe(before)
  // From a row up to the heads, and along them.
  await line(page, 0).click()
  await page.keyboard.press('ArrowUp')
  await expect(head(page, 'Agent sees')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(client).toBeFocused()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => widthOf(client)).toBe(before + 16)

  // Moved by key, and by dragging.
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(() => heads(page)).toEqual(['Agent sees', 'App sees', 'Type', 'Client'])
  await expect(client).toBeFocused()
  const [from, to] = [await client.boundingBox(), await head(page, 'Type').boundingBox()]
  if (from === null || to === null) throw new Error('Both heads are there')
  await page.mouse.move(from.x + 40, from.y + 15)
  await page.mouse.down()
  await page.mouse.move(to.x + 50, to.y + 15, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => heads(page)).toEqual(['Agent sees', 'App sees', 'Client', 'Type'])
  await expect(client).toHaveAttribute('aria-sort', 'none')

  // Sorted by a press, the other way round by a key; the selected record stays the selected one.
  const selected = await idOf(page, 0)
  await client.click()
  await expect(client).toHaveAttribute('aria-sort', 'ascending')
  const ascending = await cells(page, 'client').allInnerTexts()
  expect(ascending.slice(0, 10)).toEqual(
    [...ascending.slice(0, 10)].sort(new Intl.Collator('en', { numeric: true }).compare),
  )
  await client.press('Enter')
  await expect(client).toHaveAttribute('aria-sort', 'descending')
  await expect(rowGrid(page).locator('[aria-selected="true"]')).toHaveCount(1)
  await expect(rowGrid(page).locator('[aria-selected="true"]')).toContainText(selected)
  if (host === 'browser-window') expect(await problems(page)).toEqual([])
  await first.close()

  const again = await launch()
  await again.page.setViewportSize({ width: 1280, height: 840 })
  await openTickets(again.page)
  expect(await heads(again.page)).toEqual(['Agent sees', 'App sees', 'Client', 'Type'])
  await expect(head(again.page, 'Client')).toHaveAttribute('aria-sort', 'descending')
  expect(await widthOf(head(again.page, 'Client'))).toBe(before + 16)
  // Another resource has its own, and this one can be as usual again.
  await again.page.getByRole('option', { name: /^Clients ?:/ }).click()
  expect(await heads(again.page)).toEqual(['Agent sees', 'App sees'])
  await again.page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await again.page.getByRole('button', { name: 'Columns' }).click()
  await again.page.getByRole('menuitem', { name: 'Usual columns' }).click()
  expect(await heads(again.page)).toEqual(['Agent sees', 'App sees'])
})

test('several records are selected, explained together and copied for a spreadsheet', async ({
  page,
  host,
}) => {
  await openTickets(page)
  await listenToCopies(page)
  const why = page.getByRole('complementary', { name: 'Why?' })
  await line(page, 0).click()
  await line(page, 2).click({ modifiers: ['Shift'] })
  await line(page, 4).click({ modifiers: ['ControlOrMeta'] })
  await expect(rowGrid(page)).toHaveAttribute('aria-multiselectable', 'true')
  await expect(rowGrid(page).locator('[aria-selected="true"]')).toHaveCount(4)
  await expect(why).toContainText('Tickets: 4 records selected')
  // Said once: by the explanation, and by no other live region.
  await expect(page.getByRole('status').filter({ hasText: '4 records selected' })).toHaveCount(1)
  if (host === 'browser-window') expect(await problems(page)).toEqual([])

  await page.keyboard.press('ControlOrMeta+c')
  await expect(page.getByText('Copied 4 records')).toBeVisible()
  const lines = (await lastCopy(page))?.split('\n') ?? []
  expect(lines).toHaveLength(5)
  expect(lines[0]).toBe('ID\tRecord\tSeen by')
  expect(lines.slice(1).map((text) => text.split('\t')[0])).toEqual(
    await Promise.all([0, 1, 2, 4].map((at) => idOf(page, at))),
  )

  await page.keyboard.press('Space')
  await expect(why).toContainText('Tickets: 3 records selected')
  await page.keyboard.press('Escape')
  await expect(rowGrid(page).locator('[aria-selected="true"]')).toHaveCount(1)
  await page.keyboard.press('Shift+ArrowDown')
  await expect(why).toContainText('Tickets: 2 records selected')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(why).toContainText(/Tickets: [\d,]+ records selected/)
  await page.keyboard.press('Escape')

  // Enter leads to the explanation, Escape back to the row.
  await page.keyboard.press('Enter')
  await expect(why.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(rowGrid(page).locator('[data-index]:focus')).toHaveAttribute('aria-selected', 'true')

  // Cell by cell.
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(line(page, 0).getByRole('gridcell').first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(line(page, 0).getByRole('gridcell').last()).toBeFocused()
  await page.keyboard.press('ControlOrMeta+End')
  await expect(rowGrid(page).locator('[role="gridcell"]:focus')).toHaveAttribute('data-column', 'app')
})

test('a menu does what can be done with a record, by pointer and by keyboard', async ({ page, host }) => {
  await openTickets(page)
  await listenToCopies(page)
  await showColumn(page, 'Client')
  const cell = line(page, 1).locator('[data-column="client"]')
  const client = (await cell.innerText()).trim()
  await cell.click({ button: 'right' })
  const menu = page.getByRole('menu', { name: /^Record \d+/ })
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  if (host === 'browser-window') expect(await problems(page)).toEqual([])
  await menu.getByRole('menuitem', { name: 'Copy cell' }).click()
  expect(await lastCopy(page)).toBe(client)
  await expect(line(page, 1)).toHaveAttribute('aria-selected', 'true')
  await expect(line(page, 1)).toBeFocused()

  await page.keyboard.press('Shift+F10')
  await expect(menu).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(line(page, 1)).toBeFocused()

  await cell.click({ button: 'right' })
  await menu.getByRole('menuitem', { name: 'Group by client' }).click()
  await expect(page.getByRole('treegrid')).toBeVisible()
})

test('one search looks in all resources, and leaves that of each resource alone', async ({ page, host }) => {
  await openTickets(page)
  await page.getByRole('option', { name: /^Clients ?:/ }).click()
  const client = await line(page, 2).locator('[data-column="agent"] bdi').first().innerText()
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await page.getByRole('searchbox', { name: 'Search records' }).fill('zebra')
  await expect(page.getByText('No record matches')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+f')
  const search = page.getByRole('dialog', { name: 'Search all resources' })
  const field = search.getByRole('searchbox')
  await expect(field).toBeFocused()
  await field.fill(client)
  await expect(search.getByRole('status')).toHaveText(/^[\d,]+ records? in \d+ resources?$/)
  const clients = search.getByRole('region', { name: /^Clients / })
  await expect(clients.getByRole('button').first()).toContainText(client)
  if (host === 'browser-window') expect(await problems(page)).toEqual([])

  await clients.getByRole('button').first().click()
  await expect(search).toHaveCount(0)
  await expect(page.getByRole('option', { name: /^Clients ?:/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('searchbox', { name: 'Search records' })).toHaveValue('')
  const row = rowGrid(page).locator('[aria-selected="true"]')
  await expect(row).toContainText(client)
  await expect(row).toBeFocused()
  // What was looked for among the tickets is there still, and nowhere else.
  await page.getByRole('option', { name: /^Tickets ?:/ }).click()
  await expect(page.getByRole('searchbox', { name: 'Search records' })).toHaveValue('zebra')
})
