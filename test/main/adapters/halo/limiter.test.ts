import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TenantLimiter } from '../../../../src/main/adapters/halo/limiter'
import { waitAfter } from '../../../../src/main/adapters/halo/requests'
import { rateLimited, transportFailure } from '../../../../src/main/adapters/halo/answers/failures'
import type { Clock } from '../../../../src/main/ports'
import { RETRY_AFTERS } from '../../../support/token-answers'

const HOUR = 3_600_000
const WINDOW = 300_000

/** Time that moves only by sleeping. */
const simulated = () => {
  let now = 0
  const clock: Clock = { now: () => new Date(now), monotonic: () => now }
  return {
    clock,
    at: () => now,
    sleep: (milliseconds: number) => {
      now += milliseconds
      return Promise.resolve()
    },
  }
}

const mostInAnyWindow = (times: readonly number[]): number => {
  let first = 0
  let most = 0
  times.forEach((time, index) => {
    while ((times[first] ?? 0) <= time - WINDOW) first += 1
    most = Math.max(most, index - first + 1)
  })
  return most
}

const signal = () => new AbortController().signal
const nothing = () => undefined
const unreached = transportFailure({ kind: 'timeout' }, 'contoso.halopsa.com')

describe('the allowance of a tenant', () => {
  it('is never exceeded in any 300 s of a simulated hour, whatever the pace, for three tenants', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(0, 0, 1, 20, 400, 5_000), { minLength: 5, maxLength: 40 }),
        fc.constantFrom(0.1, 0.6, 1),
        async (gaps, share) => {
          for (let tenant = 0; tenant < 3; tenant++) {
            const time = simulated()
            const limiter = new TenantLimiter(time, () => share)
            const sent: number[] = []
            for (let turn = 0; time.at() < HOUR && sent.length < 9000; turn++) {
              await time.sleep(gaps[(turn + tenant) % gaps.length] ?? 0)
              await limiter.run(
                () => {
                  sent.push(time.at())
                  return Promise.resolve()
                },
                signal(),
                nothing,
              )
            }
            expect(mostInAnyWindow(sent)).toBeLessThanOrEqual(Math.floor(700 * share))
          }
        },
      ),
      { numRuns: 12, seed: 20261124 },
    )
  })

  it('is used up to the last request before it waits, and says why', async () => {
    const time = simulated()
    const limiter = new TenantLimiter(time, () => 0.6)
    const told: (string | null)[] = []
    for (let request = 0; request < 421; request++)
      await limiter.run(
        () => Promise.resolve(),
        signal(),
        (text) => told.push(text),
      )
    expect(told).toHaveLength(31)
    expect([told[0], told[1], told[29], told[30]]).toEqual([
      'The allowance of requests is used up; going on in 300 s.',
      'The allowance of requests is used up; going on in 290 s.',
      'The allowance of requests is used up; going on in 10 s.',
      null,
    ])
  })

  it('is another one from the next request on when its share is chosen anew', async () => {
    let share = 0.2
    const limiter = new TenantLimiter(simulated(), () => share)
    const told: (string | null)[] = []
    const send = async (times: number) => {
      for (let request = 0; request < times; request++)
        await limiter.run(
          () => Promise.resolve(),
          signal(),
          (text) => told.push(text),
        )
    }
    await send(140)
    share = 1
    await send(560)
    expect(told).toEqual([])
    share = 0.2
    await send(1)
    expect(told[0]).toBe('The allowance of requests is used up; going on in 300 s.')
  })

  it('serves the next in the queue when one in it gives up', async () => {
    const limiter = new TenantLimiter(simulated(), () => 1)
    const ends: (() => void)[] = []
    const held = () =>
      limiter.run(() => new Promise<void>((resolve) => ends.push(resolve)), signal(), nothing)
    const running = [held(), held(), held(), held()]
    const controller = new AbortController()
    const gaveUp = limiter.run(() => Promise.resolve('cancelled'), controller.signal, nothing)
    const waiting = limiter.run(() => Promise.resolve('served'), signal(), nothing)
    controller.abort()
    expect(await gaveUp).toBe('cancelled')
    for (const end of ends) end()
    expect(await waiting).toBe('served')
    await Promise.all(running)
  })

  it('tells the time that is left once every ten seconds, with timers that fire a moment early', async () => {
    const time = simulated()
    const early = (milliseconds: number) => time.sleep(Math.max(1, milliseconds - 0.4))
    const limiter = new TenantLimiter({ clock: time.clock, sleep: early }, () => 1)
    limiter.pause(35_000, 'Contoso asked to wait')
    const told: (string | null)[] = []
    await limiter.run(
      () => Promise.resolve(),
      signal(),
      (text) => told.push(text?.replace(/^.* in /, '') ?? null),
    )
    expect(told).toEqual(['35 s.', '30 s.', '20 s.', '10 s.', null])
  })

  it('sends nothing while the computer sleeps, and goes on when it wakes', async () => {
    const limiter = new TenantLimiter(simulated(), () => 1)
    limiter.suspend()
    const told: (string | null)[] = []
    let sent = false
    const run = limiter.run(
      () => {
        sent = true
        return Promise.resolve()
      },
      signal(),
      (text) => told.push(text),
    )
    await Promise.resolve()
    expect(sent).toBe(false)
    limiter.resume()
    await run
    expect(told).toEqual(['The computer sleeps; going on when it wakes.', null])
  })

  it('lets a cancelled request go while the computer sleeps', async () => {
    const limiter = new TenantLimiter(simulated(), () => 1)
    limiter.suspend()
    const controller = new AbortController()
    const run = limiter.run(() => Promise.resolve('done'), controller.signal, nothing)
    controller.abort()
    expect(await run).toBe('done')
  })
})

describe('a tenant in trouble', () => {
  it('is left alone for a while after four requests in a row that reached nobody', async () => {
    const time = simulated()
    const limiter = new TenantLimiter(time, () => 1)
    for (let request = 0; request < 3; request++) limiter.missed(unreached)
    expect(limiter.broken).toBeNull()
    limiter.reached()
    for (let request = 0; request < 4; request++) limiter.missed(unreached)
    expect(limiter.broken).toEqual(unreached)
    await time.sleep(30_000)
    expect(limiter.broken).toBeNull()
  })

  it('is tried at once over another way, unless it was Halo that asked to wait', () => {
    const limiter = new TenantLimiter(simulated(), () => 1)
    for (let request = 0; request < 4; request++) limiter.missed(unreached)
    limiter.forgetUnreached()
    expect(limiter.broken).toBeNull()
    const refused = rateLimited('contoso.halopsa.com', 300)
    limiter.giveUp(refused)
    limiter.forgetUnreached()
    expect(limiter.broken).toEqual(refused)
  })

  it('is not asked again for more than twenty times while it answers nothing well', () => {
    const limiter = new TenantLimiter(simulated(), () => 1)
    const allowed = Array.from({ length: 100 }, () => limiter.mayRepeat(3)).filter(Boolean)
    expect(allowed).toHaveLength(20)
  })

  it('is asked again once more for every two good answers of the last five minutes', async () => {
    const time = simulated()
    const limiter = new TenantLimiter(time, () => 1)
    for (let answer = 0; answer < 100; answer++) limiter.answered()
    const allowed = () => Array.from({ length: 200 }, () => limiter.mayRepeat(3)).filter(Boolean)
    expect(allowed()).toHaveLength(70)
    await time.sleep(WINDOW)
    expect(allowed()).toHaveLength(20)
  })

  it('that has answered is given more time before it is left alone', () => {
    const limiter = new TenantLimiter(simulated(), () => 1)
    limiter.answered()
    for (let request = 0; request < 11; request++) limiter.missed(unreached)
    expect(limiter.broken).toBeNull()
    // Two more find out whether it is only slow with some lists.
    for (let request = 0; request < 2; request++) limiter.missed(unreached)
    expect(limiter.broken).toBeNull()
    limiter.missed(unreached)
    expect(limiter.broken).toEqual(unreached)
  })

  it('lets each request be repeated twice, whatever others used up, as long as it answers some', async () => {
    const time = simulated()
    const limiter = new TenantLimiter(time, () => 1)
    limiter.answered()
    while (limiter.mayRepeat(3));
    expect([1, 2, 3].map((repeat) => limiter.mayRepeat(repeat))).toEqual([true, true, false])
    await time.sleep(WINDOW)
    for (let repeat = 0; repeat < 20; repeat++) limiter.mayRepeat(1)
    expect(limiter.mayRepeat(1)).toBe(false)
  })

  it('gets one request at a time after it asked to wait, until it answers', async () => {
    const time = simulated()
    const limiter = new TenantLimiter(time, () => 1)
    limiter.pause(1_000, 'It asked to wait')
    let out = 0
    const together: number[] = []
    const runs = Array.from({ length: 4 }, () =>
      limiter.run(
        async () => {
          out += 1
          together.push(out)
          for (let turn = 0; turn < 20; turn++) await Promise.resolve()
          out -= 1
          if (together.length === 2) limiter.answered()
        },
        signal(),
        nothing,
      ),
    )
    await Promise.all(runs)
    // The second was answered well: the two after it go together.
    expect(together).toEqual([1, 1, 1, 2])
  })
})

describe('how long a 429 asks to wait', () => {
  const now = new Date('2026-11-24T10:00:00Z')
  it.each(RETRY_AFTERS)('%j: %i s', (header, seconds) => {
    expect(waitAfter(header, 1, now)).toBe(seconds * 1000)
  })

  it('is 1 to 300 s, whatever it says and whatever the time is', () => {
    const header = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    )
    fc.assert(
      fc.property(
        header,
        fc.date({ noInvalidDate: true }),
        fc.integer({ min: 1, max: 99 }),
        (text, at, attempt) => {
          const wait = waitAfter(text, attempt, at)
          expect(wait).toBeGreaterThanOrEqual(1_000)
          expect(wait).toBeLessThanOrEqual(300_000)
        },
      ),
      { seed: 20261124, numRuns: 2000 },
    )
  })

  it('is not a second again and again, though it says so every time', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => waitAfter('0', attempt, now) / 1000)).toEqual([
      1, 2, 4, 8, 16, 32, 60, 60,
    ])
    expect(waitAfter('90', 8, now)).toBe(90_000)
  })

  it('doubles to a minute where Halo does not say', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => waitAfter(null, attempt, now) / 1000)).toEqual([
      5, 10, 20, 40, 60, 60,
    ])
  })
})

describe('requests that were out together', () => {
  /** A limiter with so many requests out, and their numbers. */
  const withOut = async (count: number) => {
    const limiter = new TenantLimiter(simulated(), () => 1)
    limiter.answered()
    const numbers: number[] = []
    for (let request = 0; request < count; request++)
      await limiter.run(
        (number) => {
          numbers.push(number)
          return Promise.resolve()
        },
        signal(),
        nothing,
      )
    return { limiter, numbers }
  }

  it('count as two when the tenant falls silent, one for each side, and those after them each', async () => {
    const { limiter, numbers } = await withOut(8)
    for (const number of numbers) limiter.missed(unreached, 3, number)
    expect(limiter.broken).toBeNull()
    // Two of three each make six; two more make twelve, and three doubts end it.
    for (let more = 0; more < 3; more++) limiter.missed(unreached, 3)
    expect(limiter.broken).toBeNull()
    limiter.missed(unreached, 3)
    expect(limiter.broken).toEqual(unreached)
  })

  it('are one refusal, so that the wait grows as often as the tenant was asked anew', async () => {
    const { limiter, numbers } = await withOut(8)
    expect(numbers.map((number) => limiter.refused(number))).toEqual(Array(8).fill(1))
    expect(limiter.refused(9)).toBe(2)
    limiter.answered()
    expect(limiter.refused(10)).toBe(1)
  })
})

describe('the order of requests', () => {
  it('is that of their calls, whoever gives up among them and however many may be out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (scheduler, stays) => {
          const limiter = new TenantLimiter(simulated(), () => 1)
          const sent: number[] = []
          const runs = stays.map((stay, index) => {
            const controller = new AbortController()
            const run = limiter.run(
              async (number) => {
                if (controller.signal.aborted) return
                sent.push(index)
                await scheduler.schedule(Promise.resolve(), String(index))
                if (index % 3 === 0) limiter.troubled(number)
              },
              controller.signal,
              nothing,
            )
            if (!stay) controller.abort()
            return run
          })
          await scheduler.waitFor(Promise.all(runs))
          expect(sent).toEqual(stays.flatMap((stay, index) => (stay ? [index] : [])))
        },
      ),
      { numRuns: 200, seed: 20261126 },
    )
  })
})
