import { releasesOf } from '../support/release-server'
import { problems } from './axe'
import { expect } from './fixtures'
import { test } from './update-fixtures'

test('no axe violation in the settings, whatever is known of updates', async ({ launch, policy, github }) => {
  github.answer(releasesOf('v0.3.0', 'v0.2.0', 'v0.1.0'))
  const app = await launch()
  const { page } = app
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  const inBothSchemes = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await problems(page)).toEqual([])
    }
  }
  await page.getByRole('button', { name: 'Settings…' }).click()
  await inBothSchemes()
  await dialog.getByRole('checkbox', { name: 'Check for updates' }).check()
  await dialog.getByRole('button', { name: 'Check now' }).click()
  await expect(dialog.getByText('Crossview 0.3.0 is published')).toBeVisible()
  await inBothSchemes()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'What is new…' })).toBeVisible()
  await inBothSchemes()
  github.answer({ status: 429, body: '' })
  await page.getByRole('button', { name: 'What is new…' }).click()
  await expect
    .poll(async () => {
      await dialog.getByRole('button', { name: 'Check now' }).click()
      return dialog.getByRole('alert').count()
    })
    .toBe(1)
  await inBothSchemes()

  policy.now = { managed: true, file: '/etc/crossview/policy.json', fault: 'everybody may write to it' }
  await page.reload()
  await page.getByRole('button', { name: 'Settings…' }).click()
  await expect(dialog.getByText('Managed by your organisation.')).toBeVisible()
  await expect(dialog.getByText(/cannot be used: everybody may write to it/)).toBeVisible()
  await expect(dialog.getByRole('checkbox', { name: 'Check for updates' })).toBeDisabled()
  await inBothSchemes()
})
