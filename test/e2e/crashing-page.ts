/** A page that crashes, and what can be asked of the one that takes its place, in both hosts alike. */
import { expect, type RunningApp } from './fixtures'
import { killIfThere } from '../support/process-family'

/**
 * How a page ends: its process killed from outside, its process crashing by itself, or the memory
 * of its scripts used up.
 */
export type Crash = 'killed' | 'crashed' | 'out-of-memory'

/** Playwright gives up on a page of Electron that crashed: its main process is asked instead. */
export const inPage = <T>(app: RunningApp, script: string): Promise<T> =>
  app.electron === null
    ? app.page.evaluate<T>(script)
    : app.electron.evaluate(
        ({ BrowserWindow }, text) =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text) as Promise<T>,
        script,
      )

export const textOf = (app: RunningApp): Promise<string> => inPage(app, 'document.body.innerText')

/** Clicks the button whose name begins like this, as soon as it is there. */
export const click = async (app: RunningApp, name: string): Promise<void> => {
  const button = `[...document.querySelectorAll('button')].find((each) =>
    !each.disabled && each.innerText.trim().startsWith(${JSON.stringify(name)}))`
  await expect.poll(() => inPage(app, `${button} !== undefined`)).toBe(true)
  await inPage(app, `${button}.click()`)
}

/** Ends the page, and comes back when another one is there and loaded. */
export const crashAndReload = async (app: RunningApp, crash: Crash): Promise<void> => {
  const before = await pageOf(app)
  await crashPage(app, crash)
  await loadedAgain(app, before)
}

/** Comes back when another page than this one is there and loaded. */
export const loadedAgain = async (app: RunningApp, before: PageNow): Promise<void> => {
  await expect
    .poll(async () => {
      const { id, loaded } = await pageOf(app)
      return { isNew: id !== before.id, loaded }
    })
    .toEqual({ isNew: true, loaded: true })
}

/** Ends the page and does not wait for what comes of it. */
export const crashPage = async (app: RunningApp, crash: Crash): Promise<void> => {
  if (crash === 'out-of-memory') {
    // Never answered: the page is gone before.
    inPage(app, 'const kept = []; for (;;) kept.push(new Array(100_000).fill(Math.random()))').catch(
      () => undefined,
    )
  } else if (crash === 'killed') {
    for (const id of await processesOf(app)) killIfThere(id)
  } else if (app.electron !== null) {
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
  } else {
    const session = await app.page.context().newCDPSession(app.page)
    // Never answered: the page is gone before.
    session.send('Page.crash').catch(() => undefined)
  }
}

interface PageNow {
  readonly id: number | undefined
  readonly loaded: boolean
}

let pages = 0
const numbers = new WeakMap<object, number>()
const numberOf = (page: object): number => {
  const number = numbers.get(page) ?? (pages += 1)
  numbers.set(page, number)
  return number
}

/** Which page there is now, and whether it shows the app. */
export const pageOf = async (app: RunningApp): Promise<PageNow> => {
  if (app.electron !== null) {
    return app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return {
        id: contents?.getOSProcessId(),
        loaded: contents !== undefined && !contents.isCrashed() && !contents.isLoading(),
      }
    })
  }
  const { page } = app
  const loaded = await page
    .evaluate(() => document.readyState === 'complete' && document.querySelector('main') !== null)
    .catch(() => false)
  return { id: numberOf(page), loaded }
}

const processesOf = async (app: RunningApp): Promise<readonly number[]> => {
  if (app.electron !== null) {
    return app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getOSProcessId()),
    )
  }
  const browser = app.page.context().browser()
  if (browser === null) throw new Error('The context has no browser')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}
