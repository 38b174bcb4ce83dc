import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures'

/** Main is asked: Playwright gives up on a page that crashed. */
const page = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return {
      crashed: contents?.isCrashed(),
      loading: contents?.isLoading(),
      url: contents?.getURL(),
      process: contents?.getOSProcessId(),
    }
  })

test('a page that crashes is loaded again, three times in a minute and no more', async ({ app }) => {
  const { electron } = app
  if (electron === null) throw new Error('This spec needs Electron')
  const crash = () =>
    electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
  const first = await page(electron)
  const seen = new Set([first.process])
  for (let crashes = 1; crashes <= 3; crashes += 1) {
    await crash()
    await expect
      .poll(async () => {
        const { crashed, loading, url, process } = await page(electron)
        return { crashed, loading, url, isNew: !seen.has(process) }
      })
      .toEqual({ crashed: false, loading: false, url: first.url, isNew: true })
    seen.add((await page(electron)).process)
  }
  expect(seen.size).toBe(4)
  await crash()
  await expect.poll(async () => (await page(electron)).crashed).toBe(true)
})
