import type { Locator, Page } from '@playwright/test'
import { expect, exploreDemo, test } from './fixtures'

const edge = (page: Page, name: string): Locator => page.getByRole('separator', { name })
const panelOf = (page: Page, part: 'resources' | 'why'): Locator => page.locator(`#records-${part}`)
const widthOf = async (panel: Locator): Promise<number> => Math.round((await panel.boundingBox())?.width ?? 0)

test('panels are sized by keyboard and by pointer, and keep their sizes over a restart', async ({
  launch,
}) => {
  const first = await launch()
  const { page } = first
  await exploreDemo(page)
  const resources = edge(page, 'Width of the resources')
  const why = edge(page, 'Width of Why?')
  const usual = await widthOf(panelOf(page, 'resources'))
  expect(await resources.getAttribute('aria-valuenow')).toBe(String(usual))

  // By keyboard: wider, narrower, the least, the most, and as it was.
  await resources.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  expect(await widthOf(panelOf(page, 'resources'))).toBe(usual + 16)
  await page.keyboard.press('Home')
  expect(String(await widthOf(panelOf(page, 'resources')))).toBe(
    await resources.getAttribute('aria-valuemin'),
  )
  await page.keyboard.press('End')
  expect(String(await widthOf(panelOf(page, 'resources')))).toBe(
    await resources.getAttribute('aria-valuemax'),
  )
  await page.keyboard.press('Enter')
  expect(await widthOf(panelOf(page, 'resources'))).toBe(usual)
  await page.keyboard.press('ArrowRight')

  // By pointer, and as it was by a double click.
  const whyUsual = await widthOf(panelOf(page, 'why'))
  const drag = async (by: number) => {
    const box = await why.boundingBox()
    if (box === null) throw new Error('No edge')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + by / 2, y, { steps: 4 })
    await page.mouse.move(x + by, y, { steps: 4 })
    await page.mouse.up()
  }
  await drag(-100)
  expect(await widthOf(panelOf(page, 'why'))).toBe(whyUsual + 100)
  await why.dblclick()
  expect(await widthOf(panelOf(page, 'why'))).toBe(whyUsual)
  await drag(60)
  expect(await widthOf(panelOf(page, 'why'))).toBe(whyUsual - 60)

  // Main has kept both before the window goes.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const kept = await window.crossview.preferences.get()
        return kept.ok ? kept.value.panels : null
      }),
    )
    .toEqual({ resources: usual + 16, why: whyUsual - 60 })
  await first.close()
  const second = await launch()
  await exploreDemo(second.page)
  await expect.poll(() => widthOf(panelOf(second.page, 'resources'))).toBe(usual + 16)
  expect(await widthOf(panelOf(second.page, 'why'))).toBe(whyUsual - 60)
})
