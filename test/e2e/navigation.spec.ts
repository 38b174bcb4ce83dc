import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { startCountingServer } from '../support/counting-server'
import {
  CLICKS,
  DROPS,
  KEYS,
  PUT_BACK_WAYS,
  SCRIPTED_WAYS,
  STOPPED_IN_ELECTRON,
} from '../support/navigation-ways'
import { expect, test, type RunningApp } from './fixtures'

/** security-measurements.md B6: whatever is tried, the window shows the page it shows, and nobody is asked for another. */

/**
 * What is in the window. The page is asked directly: Playwright waits for a navigation that main
 * has stopped, and looks at nothing meanwhile. An answer of main comes after what was begun before.
 */
const shownIn = async ({ electron, page }: RunningApp) => {
  const shown = await page.evaluate(async () => {
    const { ok } = await window.crossview.app.info()
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return {
      url: location.href,
      heading: document.querySelector('h1')?.textContent,
      same: Reflect.get(window, 'mark') as unknown,
      answered: ok,
    }
  })
  const windows =
    electron === null
      ? page.context().pages().length
      : await electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  return { ...shown, windows }
}

/** Checks what the window shows after each way: the very document that was there before it. */
const createCheck = async (app: RunningApp) => {
  await app.page.getByRole('button', { name: 'Explore the demo tenant' }).waitFor()
  await app.page.evaluate(() => Reflect.set(window, 'mark', 'ours'))
  const before = await shownIn(app)
  expect(before).toMatchObject({ heading: 'Tenants', same: 'ours', answered: true, windows: 1 })
  return async (way: string): Promise<void> => {
    // A second window of the browser host is closed as soon as it is there.
    await expect.poll(() => shownIn(app).catch(String), { message: way }).toEqual(before)
  }
}

/** Does it in a task of its own: a debugger’s text is free of the page’s policy, what it starts is not. */
const go = (page: Page, way: (target: string) => unknown, target: string): Promise<void> =>
  page.evaluate(
    ([source, address]) => {
      const run = Reflect.apply(window.eval, null, [`(${source})`]) as (target: string) => unknown
      return new Promise<void>((resolve) => {
        setTimeout(() => {
          try {
            run(address)
          } catch {
            // Refused, as it should be.
          }
          resolve()
        })
      })
    },
    [way.toString(), target] as const,
  )

const noteCount = (what: string, count: number): void => {
  test.info().annotations.push({ type: 'count', description: `${what}: ${String(count)}` })
}

test('no script leads the window elsewhere', async ({ app }) => {
  const elsewhere = await startCountingServer()
  try {
    const check = await createCheck(app)
    for (const [name, way] of Object.entries(SCRIPTED_WAYS)) {
      await go(app.page, way, elsewhere.url)
      await check(name)
    }
    await check('all of them')
    expect(elsewhere.seen()).toEqual([])
    noteCount('ways to navigate or open a window by script', Object.keys(SCRIPTED_WAYS).length)
  } finally {
    await elsewhere.close()
  }
})

test('a page that needs no loading gives way to the app at once', async ({ app }) => {
  const check = await createCheck(app)
  const before = await shownIn(app)
  for (const [name, way] of Object.entries(PUT_BACK_WAYS)) {
    await check(name)
    if (app.host === 'electron' && STOPPED_IN_ELECTRON.has(name)) {
      await go(app.page, way, '')
      continue
    }
    const left = app.page.waitForEvent('framenavigated')
    // The document may be gone before it has told that it began.
    await go(app.page, way, '').catch(() => undefined)
    await left
    await expect
      .poll(() => shownIn(app).catch(String), { message: name })
      .toEqual({ ...before, same: undefined })
    await app.page.evaluate(() => Reflect.set(window, 'mark', 'ours'))
  }
  await check('all of them')
  noteCount('ways to a page that needs no loading', Object.keys(PUT_BACK_WAYS).length)
})

test('no click and no key leads the window elsewhere', async ({ app }) => {
  const elsewhere = await startCountingServer()
  const { page } = app
  try {
    const check = await createCheck(app)
    await page.evaluate((target) => {
      const link = Object.assign(document.createElement('a'), { href: target, textContent: 'elsewhere' })
      link.style.cssText = 'position:fixed;left:0;top:0;width:60px;height:40px;z-index:9'
      link.addEventListener('click', () => Reflect.set(window, 'clicks', Number(Reflect.get(window, 'clicks') ?? 0) + 1)) // prettier-ignore
      link.addEventListener('auxclick', () => Reflect.set(window, 'clicks', Number(Reflect.get(window, 'clicks') ?? 0) + 1)) // prettier-ignore
      document.body.append(link)
    }, elsewhere.url)
    for (const [name, { button, keys }] of Object.entries(CLICKS)) {
      for (const key of keys) await page.keyboard.down(key)
      await page.mouse.click(20, 20, { button })
      for (const key of keys) await page.keyboard.up(key)
      await check(name)
    }
    expect(await page.evaluate(() => Reflect.get(window, 'clicks') as unknown)).toBe(
      Object.keys(CLICKS).length,
    )
    for (const key of KEYS) {
      await page.keyboard.press(key)
      await check(key)
    }
    expect(elsewhere.seen()).toEqual([])
    noteCount('ways to click a link, and keys', Object.keys(CLICKS).length + KEYS.length)
  } finally {
    await elsewhere.close()
  }
})

test('nothing that is dropped onto the window leads it elsewhere', async ({ app, exports }) => {
  const elsewhere = await startCountingServer()
  const { page } = app
  const file = path.join(exports, 'dropped.html')
  await writeFile(file, '<h1>Elsewhere</h1>')
  try {
    const check = await createCheck(app)
    const cdp = await page.context().newCDPSession(page)
    await page.evaluate(() => {
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.addEventListener(type, () => Reflect.set(window, 'dragged', true))
    })
    const filled = (text: string) => text.replace('%target', elsewhere.url).replace('%file', file)
    for (const [name, { items, files }] of Object.entries(DROPS)) {
      await page.evaluate(() => Reflect.set(window, 'dragged', false))
      const data = {
        items: items.map(({ mimeType, data: text }) => ({ mimeType, data: filled(text) })),
        files: files.map(filled),
        dragOperationsMask: 1,
      }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await cdp.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
      await expect
        .poll(() => page.evaluate(() => Reflect.get(window, 'dragged') as unknown), { message: name })
        .toBe(true)
      await check(name)
    }
    expect(elsewhere.seen()).toEqual([])
    noteCount('things dropped onto the window', Object.keys(DROPS).length)
  } finally {
    await elsewhere.close()
  }
})
