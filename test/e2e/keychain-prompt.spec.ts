import { expect, exploreDemo } from './fixtures'
import { launchElectron, test } from './locked-desktop'

test('the window works while the keyring’s prompt is open, and the keychain once it is answered', async ({
  desktop,
}) => {
  const { screen, password } = desktop
  const electron = await launchElectron(desktop)
  const page = await electron.firstWindow()
  const prompt = await screen.promptShown()
  await expect(page.getByText('It may be waiting for you in another window')).toBeVisible()
  // Files are read and written, and a tenant is compared: no thread is held.
  await exploreDemo(page)
  prompt.answer(password)
  await prompt.gone()
  await expect
    .poll(() => page.evaluate(() => window.crossview.app.recheckKeychain()))
    .toMatchObject({ ok: true, value: { status: 'ready' } })
  await electron.close()
})
