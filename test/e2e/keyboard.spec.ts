import type { Page } from '@playwright/test'
import { ARIA } from './aria-screens'
import { expect, exploreDemo, test } from './fixtures'
import { walkScreens } from './screens'

/** Most tab stops that any screen has before its end: more would have nobody reach it. */
const MOST_STOPS = 34

interface Faults {
  readonly headings: readonly string[]
  readonly composites: readonly string[]
  readonly stops: number
}

/** Looks at a screen as it is: levels of headings, tab stops in each composite, and how many there are in all. */
const look = (page: Page): Promise<Faults> =>
  page.evaluate(() => {
    // What a closed `details` holds has its boxes in a Chromium of today, and is no stop.
    const isFolded = (element: Element) => element.closest('details:not([open]) > :not(summary)') !== null
    const isShown = (element: Element) =>
      element.getClientRects().length > 0 &&
      getComputedStyle(element).visibility !== 'hidden' &&
      !isFolded(element)
    const modal = document.querySelector('dialog[open]')
    const root = modal ?? document
    const headings = [...root.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(isShown)
    const levels = headings.map(({ tagName }) => Number(tagName.slice(1)))
    // A dialog has a heading of its own, below that of the page behind it.
    const first = modal === null ? 0 : 1
    const skipped = headings.flatMap(({ textContent }, at) =>
      (levels[at] ?? 0) > (levels[at - 1] ?? first) + 1 ? [`skips to ${textContent.slice(0, 40)}`] : [],
    )
    const ones = levels.filter((level) => level === 1).length
    const isStop = (element: HTMLElement): boolean => {
      if (element.tabIndex < 0 || !isShown(element) || element.matches(':disabled')) return false
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
      const group = [...document.querySelectorAll<HTMLInputElement>(`input[name="${element.name}"]`)].filter(
        ({ disabled }) => !disabled,
      )
      const chosen = group.find(({ checked }) => checked) ?? group[0]
      return chosen === element
    }
    const CONTROLS = 'button, input, select, textarea, summary, a[href], [tabindex]'
    const stopsIn = (element: Element) => [...element.querySelectorAll<HTMLElement>(CONTROLS)].filter(isStop)
    const composites = [
      ...root.querySelectorAll(
        '[role=listbox], [role=grid], [role=treegrid], [role=tablist], [role=toolbar]',
      ),
    ].flatMap((each) => {
      const count = stopsIn(each).length
      const name = each.getAttribute('aria-label') ?? each.getAttribute('aria-labelledby') ?? ''
      return isShown(each) && count !== 1 ? [`${name} has ${String(count)} stops`] : []
    })
    // Of a list of one kind of row, the controls of one row are stops.
    const lists = [...root.querySelectorAll('ul, tbody')].flatMap((list) => {
      const rows = [...list.children].filter(
        (row) => row.querySelector('button') !== null && row.querySelector('ul') === null,
      )
      const names = rows.map((row) =>
        [...row.querySelectorAll('button')].map((each) => each.textContent).join(),
      )
      const alike = rows.length > 2 && new Set(names).size === 1
      const active = rows.filter((row) => stopsIn(row).length > 0)
      return alike && active.length > 1
        ? [`a list of ${String(rows.length)} has stops in ${String(active.length)} rows`]
        : []
    })
    return {
      headings: [
        ...skipped,
        ...(modal === null && ones !== 1 ? [`${String(ones)} headings of level 1`] : []),
      ],
      composites: [...composites, ...lists],
      stops: stopsIn(root instanceof Document ? root.body : root).length,
    }
  })

test('each screen has its landmarks, skips no heading, and each composite is one tab stop', async ({
  page,
  demo,
}) => {
  const faults: Record<string, readonly string[]> = {}
  const stops: Record<string, number> = {}
  await walkScreens(page, demo, async (name) => {
    expect(Object.keys(ARIA)).toContain(name)
    await expect.soft(page.locator('body'), name).toMatchAriaSnapshot(ARIA[name] ?? '')
    const found = await look(page)
    stops[name] = found.stops
    const all = [...found.headings, ...found.composites]
    if (all.length > 0) faults[name] = all
  })
  expect(faults).toEqual({})
  const most = Object.entries(stops).filter(([, count]) => count > MOST_STOPS)
  expect(most).toEqual([])
})

test('Home, End, F6 and the skip links lead where they say', async ({ page }) => {
  await exploreDemo(page)
  const tab = (name: string) => page.getByRole('tab', { name, exact: true })
  const focused = page.locator(':focus')
  await tab('Records').focus()
  for (const [key, name] of [
    ['End', 'Recipes'],
    ['ArrowRight', 'Summary'],
    ['ArrowLeft', 'Recipes'],
    ['Home', 'Summary'],
    ['ArrowRight', 'Records'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(tab(name)).toBeFocused()
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true')
  }

  // From the tabs past what is between: the list, the records, the explanation, and around.
  const inside = (name: string) =>
    focused.evaluate((element, label) => {
      const part = element.closest('[data-region]')
      const by = part?.getAttribute('aria-labelledby')
      const heading = by == null ? null : document.getElementById(by)
      return heading?.textContent === label
    }, name)
  for (const name of ['Resources', 'Tickets', 'Why?']) {
    await page.keyboard.press('F6')
    await expect.poll(() => inside(name)).toBe(true)
  }
  await page.keyboard.press('Shift+F6')
  await expect.poll(() => inside('Tickets')).toBe(true)
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await expect(page.getByRole('button', { name: 'Tenants', exact: true })).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Tab')
  const skipWhy = page.getByRole('button', { name: 'Skip to “Why?”' })
  await expect(skipWhy).toBeFocused()
  await expect(skipWhy).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect.poll(() => inside('Why?')).toBe(true)
  await page.getByRole('button', { name: 'Skip to the content' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('the list of resources and the rows of applications are gone through by keys', async ({ page }) => {
  await exploreDemo(page)
  const options = page.getByRole('listbox', { name: 'Resources' }).getByRole('option')
  await options.first().focus()
  for (const [key, at] of [
    ['End', -1],
    ['Home', 0],
    ['ArrowDown', 1],
    ['ArrowUp', 0],
  ] as const) {
    await page.keyboard.press(key)
    await expect(options.nth(at)).toBeFocused()
    await expect(options.nth(at)).toHaveAttribute('aria-selected', 'true')
  }
  // Typed letters find a name, the same letter again the next.
  await page.keyboard.press('c')
  await expect(page.getByRole('option', { name: /^Clients/ })).toBeFocused()
  await page.keyboard.press('c')
  await expect(page.getByRole('option', { name: /^C(?!lients)/ }).first()).toBeFocused()

  await page.getByRole('button', { name: 'Applications', exact: true }).last().click()
  const table = page.getByRole('grid', { name: 'Applications' })
  await table.getByRole('row').nth(1).focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('button', { name: 'Application', exact: true })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('button', { name: 'Decision', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Decision' })).toHaveAttribute('aria-sort', 'ascending')
  // Back among the rows, to the one that was left, wherever the order put it.
  await page.keyboard.press('ArrowDown')
  await expect(table.locator('[role=row][data-index]:focus')).toBeVisible()
})
