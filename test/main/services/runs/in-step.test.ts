import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inStep, MOST_AHEAD_OF_OTHER } from '../../../../src/main/services/runs/in-step'

const never = () => new AbortController().signal

/** Whether a promise is settled once everything that is due has run. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false
  void promise.then(() => (settled = true))
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  return settled
}

describe('two sides in step', () => {
  it('wait once they are further ahead than the other, and go on with its pages', async () => {
    const [agent, app] = inStep()
    expect(await isSettled(agent.before(MOST_AHEAD_OF_OTHER, never()))).toBe(true)
    const waits = agent.before(MOST_AHEAD_OF_OTHER + 2, never())
    app.came(1)
    expect(await isSettled(waits)).toBe(false)
    app.came(2)
    expect(await isSettled(waits)).toBe(true)
    // Read once more from its beginning, it has told what it has.
    app.came(1)
    expect(await isSettled(agent.before(MOST_AHEAD_OF_OTHER + 2, never()))).toBe(true)
  })

  it('do not wait for one that has ended, nor once they are cancelled', async () => {
    const [agent, app] = inStep()
    const controller = new AbortController()
    const cancelled = agent.before(100, controller.signal)
    const waits = agent.before(100, never())
    expect(await isSettled(cancelled)).toBe(false)
    controller.abort()
    expect(await isSettled(cancelled)).toBe(true)
    expect(await isSettled(waits)).toBe(false)
    app.ended()
    expect(await isSettled(waits)).toBe(true)
    expect(await isSettled(agent.before(1e6, never()))).toBe(true)
  })

  it('always come to their ends, never further apart than allowed, however long they are and read twice or not', async () => {
    const side = fc.record({
      pages: fc.integer({ min: 0, max: 60 }),
      readings: fc.integer({ min: 1, max: 2 }),
      ahead: fc.integer({ min: 1, max: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), side, side, async (scheduler, ...sides) => {
        const paces = inStep()
        const has = [0, 0]
        const over = [false, false]
        const read = async (which: 0 | 1) => {
          const { pages, readings, ahead } = sides[which]
          const other = which === 0 ? 1 : 0
          for (let reading = 0; reading < readings; reading++) {
            const asked = new Map<number, Promise<void>>()
            const ask = (pageNo: number) =>
              paces[which].before(pageNo, never()).then(async () => {
                if (!over[other]) expect(pageNo).toBeLessThanOrEqual(has[other]! + MOST_AHEAD_OF_OTHER)
                await scheduler.schedule(Promise.resolve(), `${String(which)} page ${String(pageNo)}`)
              })
            for (let pageNo = 1; pageNo <= pages; pageNo++) {
              for (let next = pageNo; next <= Math.min(pages, pageNo + ahead); next++)
                if (!asked.has(next)) asked.set(next, ask(next))
              await asked.get(pageNo)
              has[which] = Math.max(has[which]!, pageNo)
              paces[which].came(pageNo)
            }
          }
          over[which] = true
          paces[which].ended()
        }
        await scheduler.waitFor(Promise.all([read(0), read(1)]))
        expect(over).toEqual([true, true])
      }),
      { numRuns: 200, seed: 20261126 },
    )
  })
})
