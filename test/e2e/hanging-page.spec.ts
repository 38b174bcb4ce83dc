import { inPage, loadedAgain, pageOf, textOf } from './crashing-page'
import { expect, test } from './fixtures'
import { answer, answerBoxes, openBoxes } from './message-boxes'

const START = 'See what an API application really sees'
const HANGS = [{ message: 'The window of Crossview does not answer', buttons: ['Wait', 'Load again'] }]

test('a page that hangs is loaded again if the user wants it; one that answers again is left alone', async ({
  app,
}) => {
  const { electron } = app
  if (electron === null) throw new Error('This spec needs Electron')
  await answerBoxes(electron)
  /** As Chromium tells it, some 15 s after a click that the page does not take. */
  const tell = (event: 'responsive' | 'unresponsive') =>
    electron.evaluate(({ BrowserWindow }, name) => {
      BrowserWindow.getAllWindows()[0]?.webContents.emit(name)
    }, event)
  await tell('unresponsive')
  await tell('unresponsive')
  await expect.poll(() => openBoxes(electron)).toEqual(HANGS)
  await tell('responsive')
  await expect.poll(() => openBoxes(electron)).toEqual([])
  await expect.poll(() => textOf(app)).toContain(START)

  const hanging = await pageOf(app)
  inPage(app, 'for (;;);').catch(() => undefined)
  await tell('unresponsive')
  await expect.poll(() => openBoxes(electron)).toEqual(HANGS)
  await answer(electron, 'Load again')
  await loadedAgain(app, hanging)
  await expect.poll(() => textOf(app)).toContain(START)
})
