/** Where the focus is once a dialog, a menu or what was removed is gone, by keyboard alone: never on the body. */
import type { Locator, Page } from '@playwright/test'
import type { DemoServer } from '../../src/demo/index'
import { compareStored } from './changed-tenant'
import { expect, storeTenant, summariseDemo, test } from './fixtures'

const press = async (control: Locator): Promise<void> => {
  await control.focus()
  await control.press('Enter')
}

const dialogOf = (page: Page, name: RegExp | string) => page.getByRole('dialog', { name })

/** Opens a menu and takes one of its items, both by keyboard. */
const choose = async (page: Page, menu: Locator, item: RegExp | string): Promise<void> => {
  await press(menu)
  await page.getByRole('menuitem', { name: item }).press('Enter')
}

/** Something has the focus, and it is in there. */
const isWithin = (place: Locator) =>
  expect
    .poll(() =>
      place.evaluate(
        (element) => document.activeElement !== document.body && element.contains(document.activeElement),
      ),
    )
    .toBe(true)

const storeWithoutSecrets = (page: Page, { url, app, agent }: DemoServer, name: string) =>
  page.evaluate((input) => window.crossview.profiles.save(input), {
    id: null,
    profile: {
      name,
      url,
      tenant: null,
      ca: null,
      tags: [],
      app: { kind: 'application' as const, clientId: app.clientId, scope: 'all' },
      agent: { kind: 'application' as const, clientId: agent.clientId, scope: 'all' },
      inspector: null,
    },
    secrets: {},
  })

test('the focus after dialogs, menus and deleting among the tenants', async ({ page, demo }) => {
  const incomplete = await demo('healthy')
  await storeWithoutSecrets(page, incomplete, 'Adatum')
  await storeTenant(page, await demo('healthy'), 'Contoso')
  await storeTenant(page, await demo('healthy'), 'Fabrikam')
  const rowOf = (name: string) => page.getByRole('listitem', { name })
  const actionsOf = (name: string) => rowOf(name).getByRole('button', { name: `More actions for ${name}` })

  const more = page.getByRole('button', { name: 'More', exact: true })
  await press(more)
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  for (const item of ['Lost computer…', 'Delete all tenants…']) {
    await choose(page, more, item)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(more).toBeFocused()
  }
  const settings = page.getByRole('button', { name: 'Settings…' })
  await press(settings)
  await page.keyboard.press('Escape')
  await expect(settings).toBeFocused()

  // What is moved is where it was pressed, with its row.
  await choose(page, actionsOf('Fabrikam'), 'Move up')
  await expect(page.getByText('“Fabrikam” moved up')).toBeVisible()
  await expect(actionsOf('Fabrikam')).toBeFocused()
  await choose(page, actionsOf('Fabrikam'), 'Move down')
  await expect(page.getByText('“Fabrikam” moved down')).toBeVisible()
  await expect(actionsOf('Fabrikam')).toBeFocused()

  await choose(page, actionsOf('Contoso'), 'Test connection')
  const testing = dialogOf(page, /^Test connection/)
  await testing.getByText('The connections work').waitFor()
  await press(testing.getByRole('button', { name: 'Test again' }))
  await isWithin(testing)
  await testing.getByText('The connections work').waitFor()
  await isWithin(testing)
  await press(testing.getByRole('button', { name: 'Ask for each scope' }))
  await testing.getByText('The application has').waitFor()
  await isWithin(testing)
  await page.keyboard.press('Escape')
  await expect(actionsOf('Contoso')).toBeFocused()

  // One secret after the other with Enter alone, and on to the end.
  await press(rowOf('Adatum').getByRole('button', { name: 'Enter secret…' }))
  const secrets = dialogOf(page, 'Enter secrets')
  const fields = secrets.getByLabel(/client secret/)
  await fields.first().focus()
  await page.keyboard.insertText(incomplete.app.secret)
  await page.keyboard.press('Escape')
  await expect(dialogOf(page, 'Close without storing?')).toBeVisible()
  // A second press is not the browser's: it takes the question back, and nothing is lost.
  await page.keyboard.press('Escape')
  await expect(dialogOf(page, 'Close without storing?')).toHaveCount(0)
  await expect(fields.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(secrets.getByText(/stored in the keychain|kept for this session/)).toHaveCount(1)
  await expect(fields).toHaveCount(1)
  await expect(fields.first()).toBeFocused()
  await page.keyboard.insertText(incomplete.agent.secret)
  await page.keyboard.press('Enter')
  await expect(fields).toHaveCount(0)
  await expect(secrets.getByRole('button', { name: 'Done' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(secrets).toHaveCount(0)
  await isWithin(rowOf('Adatum'))

  // The next one takes the place of what was deleted, then the one before it, then what there is without any.
  for (const [name, next] of [
    ['Contoso', 'Fabrikam'],
    ['Fabrikam', 'Adatum'],
  ] as const) {
    await choose(page, actionsOf(name), 'Delete…')
    await press(page.getByRole('dialog').getByRole('button', { name: 'Delete tenant' }))
    await expect(rowOf(name)).toHaveCount(0)
    await expect(actionsOf(next)).toBeFocused()
  }

  await press(page.getByRole('button', { name: 'Edit Adatum' }))
  const both = page.getByRole('button', { name: 'Save and test connection' })
  await press(both)
  await dialogOf(page, /^Test connection/)
    .getByText('The connections work')
    .waitFor()
  await page.keyboard.press('Escape')
  await expect(both).toBeFocused()
  await page.getByLabel('Name', { exact: true }).fill('Adatum Ltd')
  const cancel = page.getByRole('button', { name: 'Cancel' })
  await press(cancel)
  await page.keyboard.press('Escape')
  await expect(cancel).toBeFocused()
  await press(cancel)
  await press(page.getByRole('button', { name: 'Discard changes' }))
  await expect(page.getByRole('main')).toBeFocused()

  await choose(page, actionsOf('Adatum'), 'Delete…')
  await press(page.getByRole('dialog').getByRole('button', { name: 'Delete tenant' }))
  await expect(page.getByRole('heading', { name: /^See what an API application/ })).toBeVisible()
  await isWithin(page.getByRole('main'))
  const toast = page.getByRole('button', { name: 'Dismiss' })
  while ((await toast.count()) > 0) {
    const left = await toast.count()
    await press(toast.first())
    await expect(toast).toHaveCount(left - 1)
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
  }
})

test('the focus after what is tried, exported and decided', async ({ page }) => {
  await summariseDemo(page)
  const exporting = page.getByRole('button', { name: 'Export', exact: true })
  await press(exporting)
  await page.keyboard.press('Escape')
  await expect(exporting).toBeFocused()
  await choose(page, exporting, /^HTML/)
  const report = dialogOf(page, 'Export a report')
  await report.waitFor()
  await page.keyboard.press('Escape')
  await expect(exporting).toBeFocused()
  await choose(page, exporting, /^HTML/)
  await press(report.getByRole('button', { name: 'Export…' }))
  await expect(report).toHaveCount(0)
  await expect(exporting).toBeFocused()

  await page.getByRole('tab', { name: 'What if' }).click()
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('read:tickets')
  await page.keyboard.press('Enter')
  const undoAll = page.getByRole('button', { name: 'Undo all' })
  await expect(undoAll).toHaveAttribute('aria-disabled', 'false')
  await press(undoAll)
  await expect(undoAll).toHaveAttribute('aria-disabled', 'true')
  await expect(undoAll).toBeFocused()

  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByRole('button', { name: 'Its applications' }).click()
  const table = page.getByRole('grid', { name: 'Applications' })
  await table.getByText('Wallboard').waitFor()
  await press(exporting)
  await page.getByRole('checkbox', { name: /^Redact names/ }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(exporting).toBeFocused()
  await page.getByRole('tab', { name: 'Access review' }).click()
  const decide = page.getByRole('button', { name: /^Decide: / }).first()
  await press(decide)
  const deciding = dialogOf(page, /^Decide/)
  await page.keyboard.press('Escape')
  await expect(deciding).toHaveCount(0)
  await expect(decide).toBeFocused()
  await press(decide)
  await deciding.getByRole('radio', { name: /^Keep/ }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  // What was chosen is not dropped in silence.
  const question = dialogOf(page, 'Close without saving?')
  await press(question.getByRole('button', { name: 'Go on editing' }))
  await isWithin(deciding)
  await deciding.getByLabel('Decided by').fill('Priya Patel')
  await page.keyboard.press('Enter')
  await expect(deciding).toHaveCount(0)
  await isWithin(page.getByRole('main'))
})

test('the focus after what was kept is changed and deleted', async ({ page, demo }) => {
  const server = await demo('healthy')
  await storeTenant(page, server, 'Contoso')
  await compareStored(page, 'Contoso')
  await compareStored(page, 'Contoso')
  await page.getByRole('button', { name: 'Tenants', exact: true }).click()
  await page.getByRole('button', { name: 'History of Contoso' }).click()
  const actions = page.getByRole('button', { name: /^More actions for the result/ })
  await expect(actions).toHaveCount(2)
  await choose(page, actions.first(), 'Make it a baseline')
  await expect(page.getByText('baseline', { exact: true })).toBeVisible()
  await expect(actions.first()).toBeFocused()
  await choose(page, actions.last(), 'Delete…')
  await page.keyboard.press('Escape')
  await expect(actions.last()).toBeFocused()
  await choose(page, actions.last(), 'Delete…')
  await press(
    page
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete/ })
      .last(),
  )
  await expect(actions).toHaveCount(1)
  await isWithin(page.getByRole('main'))

  await page.getByRole('navigation').getByRole('button', { name: 'Tenants' }).click()
  await page.getByRole('button', { name: 'Run for all…' }).click()
  await press(page.getByRole('button', { name: /^Run for 1 tenant/ }))
  await page.getByText(/^1 of 1 tenants? ended/).waitFor()
  await isWithin(page.getByRole('main'))
  const exporting = page.getByRole('button', { name: 'Export', exact: true })
  await choose(page, exporting, /^JSON/)
  await expect(page.getByText(/^JSON saved/)).toBeVisible()
  await expect(exporting).toBeFocused()
})
