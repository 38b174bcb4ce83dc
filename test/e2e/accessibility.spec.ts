import { problems } from './axe'
import { expect, rowGrid, showRecords, storeTenant, summariseDemo, test } from './fixtures'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no axe violation on the main screens, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    expect(await problems(page)).toEqual([])
    await page.getByRole('button', { name: 'Add a tenant' }).first().click()
    expect(await problems(page)).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
    await summariseDemo(page)
    expect(await problems(page)).toEqual([])
    await showRecords(page)
    await page.getByRole('option', { name: /^Tickets ?:/ }).click()
    await rowGrid(page).waitFor()
    await page.getByRole('button', { name: 'Find the smallest fix' }).click()
    await expect(page.getByRole('region', { name: 'Ways to fix it' })).toBeVisible()
    expect(await problems(page)).toEqual([])
    for (const tab of ['Permissions', 'What if', 'Recipes']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByText('Working it out …')).toHaveCount(0)
      expect(await problems(page)).toEqual([])
    }
  })
}

test('no axe violation in the dialogs about all tenants', async ({ page, demo }) => {
  await storeTenant(page, await demo('healthy'), 'Contoso 株式会社')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const name of ['Lost computer…', 'Delete all tenants…']) {
      const more = page.getByRole('button', { name: 'More', exact: true })
      await more.focus()
      await page.keyboard.press('Enter')
      expect(await problems(page)).toEqual([])
      await page.getByRole('menuitem', { name }).press('Enter')
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await problems(page)).toEqual([])
      await page.keyboard.press('Escape')
      await expect(more).toBeFocused()
    }
  }
})
