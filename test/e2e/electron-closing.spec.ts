import { once } from 'node:events'
import type { ElectronApplication, Page } from '@playwright/test'
import { electronOf, expect, storeTenant, test } from './fixtures'
import { answer, answerBoxes, openBoxes } from './message-boxes'

/** Electron asks before it is closed over something that would be lost; the system's box is answered by the test. */

const closeWindow = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })

const quitApp = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ app }) => {
    app.quit()
  })

const asked = async (electron: ElectronApplication, message: string): Promise<void> => {
  await expect.poll(() => openBoxes(electron)).toEqual([{ message, buttons: ['Quit anyway', 'Go on'] }])
}

const typeTenant = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Add a tenant' }).first().click()
  await page.getByLabel('Name', { exact: true }).first().fill('Fabrikam')
}

test('what was typed and stored nowhere is asked about, whichever way leads out', async ({ app }) => {
  const electron = electronOf(app)
  const { page } = app
  const ended = once(electron.process(), 'exit')
  await answerBoxes(electron)
  await typeTenant(page)
  for (const leave of [closeWindow, quitApp]) {
    await leave(electron)
    await asked(electron, 'What was typed is not stored')
    // Again while it asks: one question, and nothing more.
    await leave(electron)
    await asked(electron, 'What was typed is not stored')
    await answer(electron, 'Go on')
    await expect.poll(() => openBoxes(electron)).toEqual([])
    await expect(page.getByLabel('Name', { exact: true }).first()).toHaveValue('Fabrikam')
  }
  await closeWindow(electron)
  await asked(electron, 'What was typed is not stored')
  await answer(electron, 'Quit anyway').catch(() => undefined)
  await ended
})

test('a run under way is asked about, and nobody is once it has ended', async ({ app, demo }) => {
  const electron = electronOf(app)
  const { page } = app
  const ended = once(electron.process(), 'exit')
  // Each answer takes so long that no run ends by itself.
  const tenant = await demo('mixed', { latencyMs: 3_600_000 })
  await storeTenant(page, tenant, 'Contoso')
  await answerBoxes(electron)
  await page
    .getByRole('listitem', { name: 'Contoso' })
    .getByRole('button', { name: 'Compare', exact: true })
    .click()
  await page.getByRole('button', { name: 'Cancel' }).waitFor()
  await quitApp(electron)
  await asked(electron, 'A run is under way')
  await answer(electron, 'Go on')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
  await quitApp(electron).catch(() => undefined)
  await ended
})
