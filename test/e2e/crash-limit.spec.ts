import { click, crashAndReload, crashPage, inPage, textOf } from './crashing-page'
import { expect, test } from './fixtures'
import { answer, answerBoxes, openBoxes } from './message-boxes'

const START = 'See what an API application really sees'
const GAVE_UP = [
  { message: 'The window of Crossview crashed again and again', buttons: ['Load again', 'Quit'] },
]

test('a page that crashes is loaded again, three times in a minute and no more', async ({ app }) => {
  const { electron } = app
  if (electron !== null) await answerBoxes(electron)
  for (const crash of ['killed', 'crashed', 'killed'] as const) {
    await crashAndReload(app, crash)
    await expect.poll(() => textOf(app)).toContain(START)
  }
  if (electron === null) {
    await crashPage(app, 'crashed')
    expect(await app.ended).toBe('crashes')
    return
  }
  expect(await openBoxes(electron)).toEqual([])
  await crashPage(app, 'crashed')
  await expect.poll(() => openBoxes(electron)).toEqual(GAVE_UP)
  await answer(electron, 'Load again')
  await click(app, 'Explore the demo tenant')
  // Within the same minute the user is asked at once.
  await crashPage(app, 'killed')
  await expect.poll(() => openBoxes(electron)).toEqual(GAVE_UP)
  const ended = electron.waitForEvent('close')
  await answer(electron, 'Quit')
  await ended
})

test('the page that takes the place of another is under the same rules', async ({ app }) => {
  const rules = () =>
    inPage(
      app,
      `(async () => {
        window.open('https://example.test/')
        location.assign('https://example.test/')
        const fetched = await fetch('https://example.test/').then(() => 'loaded', () => 'refused')
        const intents = Object.entries(window.crossview).flatMap(([group, methods]) =>
          Object.keys(methods).map((method) => group + ':' + method))
        const node = ['require', 'process', 'module', 'Buffer'].filter((name) => name in window)
        const list = await window.crossview.profiles.list()
        return { fetched, intents, node, answered: list.ok, frozen: Object.isFrozen(window.crossview) }
      })()`,
    )
  const pages = async () =>
    app.electron === null
      ? app.page.context().pages().length
      : app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  const address = await inPage(app, 'location.href')
  const before = await rules()
  expect(before).toMatchObject({ fetched: 'refused', node: [], answered: true })
  await crashAndReload(app, 'killed')
  expect(await rules()).toEqual(before)
  expect(await inPage(app, 'location.href')).toBe(address)
  await expect.poll(pages).toBe(1)
})
