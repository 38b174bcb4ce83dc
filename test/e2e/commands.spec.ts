import { problems } from './axe'
import { expect, test } from './fixtures'

/** Commands by keyboard on both hosts: the palette, shortcuts, settings that are remembered, and what is found of the computer. */

test('everything is gone to by the palette, which gives the focus back', async ({ page }) => {
  const settings = page.getByRole('button', { name: 'Settings…' })
  await settings.focus()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Go to …' })
  const field = palette.getByRole('combobox')
  await expect(field).toBeFocused()
  expect(await problems(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(settings).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nothing wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Summary' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('permissions')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Permissions' })).toBeFocused()
})

test('shortcuts are listed, and do what they say', async ({ page }) => {
  await page.getByRole('heading', { name: 'Tenants', level: 1 }).waitFor()
  await page.keyboard.press('Control+/')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByText('Compare a tenant…')).toBeVisible()
  expect(await problems(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+n')
  await expect(page.getByRole('dialog', { name: 'Compare a tenant' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+4')
  await expect(page.getByRole('button', { name: 'Fleet' })).toHaveAttribute('aria-current', 'page')
  await page.keyboard.press('Control+1')
  await expect(page.getByRole('heading', { name: 'Tenants', level: 1 })).toBeVisible()
})

test('what is chosen in the settings is there at the next start', async ({ app, launch }) => {
  const { page } = app
  await page.getByRole('heading', { name: 'Tenants', level: 1 }).waitFor()
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByLabel('Theme').selectOption('dark')
  await dialog.getByLabel('Percent that Crossview may use').fill('25')
  await page.keyboard.press('Tab')
  await expect(dialog.getByText(/At most 175 requests in 5 minutes/)).toBeVisible()
  expect(await problems(page)).toEqual([])
  await app.close()
  const again = (await launch()).page
  await again.getByRole('heading', { name: 'Tenants', level: 1 }).waitFor()
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark')
  await again.keyboard.press('Control+,')
  await expect(again.getByLabel('Percent that Crossview may use')).toHaveValue('25')
})

test('this computer is checked, and what was found is there as text', async ({ page }) => {
  await page.getByRole('heading', { name: 'Tenants', level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('check this computer')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Check this computer' })
  await expect(dialog.getByText(/^(?:Found: |All that was looked at is fine)/)).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Versions' })).toContainText(
    /Crossview .* in (?:Electron|an installed browser)/,
  )
  expect(await problems(page)).toEqual([])
})
