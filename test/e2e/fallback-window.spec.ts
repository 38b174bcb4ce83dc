import { expect, test } from './fixtures'

test('the window is an app’s: without tabs and without an address bar', async ({ page }) => {
  expect(await page.evaluate(() => matchMedia('(display-mode: standalone)').matches)).toBe(true)
})
