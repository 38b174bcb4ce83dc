import { expect, exploreDemo } from './fixtures'
import { launchElectron, test } from './locked-desktop'

test.slow()

test('the window works while the keyring’s prompt is open, and the keychain once it is answered', async ({
  desktop,
}) => {
  const { screen, password } = desktop
  const electron = await launchElectron(desktop)
  const page = await electron.firstWindow()
  await screen.promptShown()
  await expect(page.getByText('It may be waiting for you in another window')).toBeVisible({ timeout: 20_000 })
  // Files are read and written, and a tenant is compared: no thread is held.
  await exploreDemo(page)
  screen.answer(password)
  await screen.promptGone()
  await expect
    .poll(() => page.evaluate(() => window.crossview.app.recheckKeychain()))
    .toMatchObject({ ok: true, value: { status: 'ready' } })
  await electron.close()
})
