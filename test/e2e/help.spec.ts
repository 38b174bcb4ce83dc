import { problems } from './axe'
import { expect, test } from './fixtures'

test('the documentation is read, searched and left by keyboard, and has no axe violation', async ({
  page,
}) => {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.keyboard.press('F1')
  const documents = page.getByRole('navigation', { name: 'Documents' })
  await documents.waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await problems(page)).toEqual([])
  }
  await documents.getByRole('button', { name: 'Command line' }).click()
  const article = page.getByRole('article', { name: 'Command line' })
  await expect(article).toBeFocused()
  expect(await problems(page)).toEqual([])
  await page.keyboard.press('/')
  await page.keyboard.type('secretFile mounted')
  await page.getByRole('navigation', { name: 'Parts that were found' }).getByRole('button').first().click()
  await expect(page.locator('article :focus')).toBeVisible()
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Explore the demo tenant' })).toBeVisible()
})
