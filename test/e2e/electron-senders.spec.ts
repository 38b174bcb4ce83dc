import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, exploreDemo, test } from './fixtures'

/**
 * security-measurements.md B2: windows that have our own preload, and so the bridge, but are not our window. What
 * keeps a page from getting so far is taken away, so that the sender’s rule alone decides.
 */

const PRELOAD = path.join(import.meta.dirname, '../../out/preload/index.cjs')

test('a window with our preload that is not on our page, and a frame, are answered nothing', async ({
  app,
  userData,
}) => {
  const { electron } = app
  if (electron === null) throw new Error('This spec needs Electron')
  const answers = await electron.evaluate(async ({ BrowserWindow, session }, preload) => {
    const own = session.fromPartition('foreign-senders')
    own.webRequest.onBeforeRequest(null)
    own.protocol.handle(
      'crossview',
      ({ url }) =>
        new Response(url.endsWith('/top.html') ? '<iframe src="/index.html"></iframe>' : '<h1>Foreign</h1>', {
          headers: { 'Content-Type': 'text/html' },
        }),
    )
    const ask = `typeof crossview === 'undefined' ? 'no bridge'
      : crossview.profiles.list().then((answer) => answer.ok ? 'answered' : answer.error.code)`
    const answerAt = async (address: string, inFrame: boolean) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { session: own, preload, sandbox: true, nodeIntegrationInSubFrames: inFrame },
      })
      for (const event of ['did-navigate', 'will-frame-navigate'])
        window.webContents.removeAllListeners(event)
      await window.loadURL(address)
      const { mainFrame } = window.webContents
      const answer: unknown = await (inFrame ? mainFrame.frames[0]! : mainFrame).executeJavaScript(ask)
      window.destroy()
      return answer
    }
    return {
      empty: await answerAt('about:blank', false),
      data: await answerAt('data:text/html,<h1>Foreign</h1>', false),
      otherHost: await answerAt('crossview://evil/index.html', false),
      beginsLikeOurs: await answerAt('crossview://app.evil/index.html', false),
      frame: await answerAt('crossview://app/top.html', true),
      // The control: asked in the same way, but where our page is.
      ours: await answerAt('crossview://app/index.html', false),
    }
  }, PRELOAD)
  expect(answers).toEqual({
    empty: 'FORBIDDEN_SENDER',
    data: 'FORBIDDEN_SENDER',
    otherHost: 'FORBIDDEN_SENDER',
    beginsLikeOurs: 'FORBIDDEN_SENDER',
    frame: 'FORBIDDEN_SENDER',
    ours: 'answered',
  })
  const told = await readFile(path.join(userData, 'logs', 'crossview.log'), 'utf8')
  expect(told.split('request from a foreign sender').length - 1).toBe(5)
  test.info().annotations.push({ type: 'count', description: 'foreign senders refused: 5' })
})

test('no page but ours is told of a run', async ({ app, page }) => {
  const { electron } = app
  if (electron === null) throw new Error('This spec needs Electron')
  await electron.evaluate(async ({ BrowserWindow }, preload) => {
    const window = new BrowserWindow({
      show: false,
      title: 'foreign',
      webPreferences: { preload, sandbox: true },
    })
    await window.loadURL('data:text/html,<title>foreign</title>')
    await window.webContents.executeJavaScript(
      'globalThis.told = []; crossview.comparison.onProgress((each) => told.push(each)); null',
    )
  }, PRELOAD)
  await page.evaluate(() => {
    const told: unknown[] = []
    Object.assign(window, { told })
    window.crossview.comparison.onProgress((each) => told.push(each))
  })
  await exploreDemo(page)
  const toldThere = await electron.evaluate(async ({ BrowserWindow }) => {
    const foreign = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().startsWith('data:'),
    )
    return (await foreign?.webContents.executeJavaScript('told.length')) as unknown
  })
  expect(await page.evaluate(() => (Reflect.get(window, 'told') as unknown[]).length)).toBeGreaterThan(0)
  expect(toldThere).toBe(0)
})
