import { beginWatch, endWatch, mayBeLate, watchLoop, type LoopLag } from '../support/loop-lag'
import { COUNTS } from '../support/counts'
import { expect, storeTenant, test, type RunningApp } from './fixtures'

/** security-measurements.md L4 through the real bridge: a page that asks ten thousand times a second. */

/** How late main is while something is done. */
const lagWhile = async (app: RunningApp, work: () => Promise<void>): Promise<LoopLag> => {
  if (app.electron === null) {
    const watch = watchLoop()
    await work()
    return watch()
  }
  await app.electron.evaluate(beginWatch)
  await work()
  return app.electron.evaluate(endWatch)
}

test('a page that asks ten thousand times a second is answered each time, and main goes on', async ({
  app,
  demo,
}, info) => {
  await storeTenant(app.page, await demo('healthy'), 'Contoso')
  const { page } = app
  const idle = await lagWhile(app, () =>
    page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 500))),
  )
  let codes: Record<string, number> = {}
  const lag = await lagWhile(app, async () => {
    codes = await page.evaluate(async (seconds) => {
      const answers: Promise<{ ok: boolean; error?: { code: string } }>[] = []
      const { crossview } = window
      const ask = [
        () => crossview.app.demoScenarios(),
        () => crossview.profiles.list(),
        () => crossview.comparison.summary({ runId: 'x' }),
        () => crossview.comparison.setOnScreen({ screen: 'elsewhere', runId: null, inventory: null }),
      ]
      for (let turn = 0; turn < seconds * 100; turn++) {
        for (let message = 0; message < 100; message++) answers.push(ask[message % ask.length]!())
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      const counted: Record<string, number> = {}
      for (const answer of await Promise.all(answers)) {
        const code = answer.ok ? 'ok' : (answer.error?.code ?? 'none')
        counted[code] = (counted[code] ?? 0) + 1
      }
      return counted
    }, COUNTS.floodSeconds)
  })
  const asked = 10_000 * COUNTS.floodSeconds
  expect(Object.values(codes).reduce((sum, count) => sum + count, 0)).toBe(asked)
  expect(Object.keys(codes).filter((code) => !['ok', 'BUSY', 'NOT_FOUND'].includes(code))).toEqual([])
  expect(codes['BUSY']).toBeGreaterThan(0)
  // In the browser window each message comes over the debugging pipe, which is read in large pieces.
  expect(lag.p99).toBeLessThan(mayBeLate(idle) * (app.host === 'electron' ? 2 : 5))
  // Afterwards it is as if nothing had been.
  await expect.poll(() => page.evaluate(async () => (await window.crossview.profiles.list()).ok)).toBe(true)
  info.annotations.push({
    type: 'count',
    description: `requests of a page, 10,000 a second: ${asked} (main late by ${lag.p99.toFixed(0)} ms at p99, ${idle.p99.toFixed(0)} when idle)`,
  })
})
