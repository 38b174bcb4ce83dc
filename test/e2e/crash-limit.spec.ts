import { click, crashAndReload, crashPage, textOf } from './crashing-page'
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
