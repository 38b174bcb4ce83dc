import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../../../src/main/ports'
import { TokenCache, type Token } from '../../../../../src/main/adapters/halo/auth/token-cache'
import { ok } from '../../../../../src/shared/result'

/** A clock that moves when told. */
const clockAt = (): Clock & { forward(seconds: number): void } => {
  let now = 0
  return {
    now: () => new Date(0),
    monotonic: () => now,
    forward: (seconds) => {
      now += seconds * 1000
    },
  }
}

const token = (number: number, lifetime = 3600): Token => ({
  accessToken: `token-${number}`,
  scopes: ['all'],
  lifetime,
  refreshToken: null,
})

/** A keeper whose requests are answered by hand. */
const keeper = (lifetime = 3600) => {
  const clock = clockAt()
  const asked: { signal: AbortSignal; answer: () => void }[] = []
  const tokens = new TokenCache(
    (signal) =>
      new Promise((resolve) => {
        const number = asked.length + 1
        asked.push({
          signal,
          answer: () => {
            resolve(ok(token(number, lifetime)))
          },
        })
      }),
    clock,
  )
  return { clock, asked, tokens }
}
const signal = () => new AbortController().signal

describe('the token of a connection', () => {
  it('is asked for once by a hundred parallel calls', async () => {
    const { asked, tokens } = keeper()
    const calls = Array.from({ length: 100 }, () => tokens.get(signal()))
    asked[0]?.answer()
    const answers = await Promise.all(calls)
    expect(new Set(answers.map((answer) => answer.ok && answer.value.accessToken))).toEqual(
      new Set(['token-1']),
    )
    expect(asked).toHaveLength(1)
  })

  it('reaches the others when one caller cancels, who hears of it at once', async () => {
    const { asked, tokens } = keeper()
    const controller = new AbortController()
    const first = tokens.get(controller.signal)
    const second = tokens.get(signal())
    controller.abort()
    expect(await first).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
    expect(asked[0]?.signal.aborted).toBe(false)
    asked[0]?.answer()
    expect(await second).toMatchObject({ ok: true })
  })

  it('is given up when the last caller cancels, and asked for anew by the next', async () => {
    const { asked, tokens } = keeper()
    const controller = new AbortController()
    const only = tokens.get(controller.signal)
    controller.abort()
    await only
    expect(asked[0]?.signal.aborted).toBe(true)
    const next = tokens.get(signal())
    asked[1]?.answer()
    expect(await next).toMatchObject({ ok: true, value: { accessToken: 'token-2' } })
  })

  it('is renewed a minute before it expires, on the clock that only goes forward', async () => {
    const { clock, asked, tokens } = keeper(3600)
    const get = async () => {
      const answer = tokens.get(signal())
      asked.at(-1)?.answer()
      const got = await answer
      return got.ok ? got.value.accessToken : ''
    }
    expect(await get()).toBe('token-1')
    clock.forward(3539)
    expect(await get()).toBe('token-1')
    clock.forward(2)
    expect(await get()).toBe('token-2')
  })

  it('is forgotten when refused, but not a newer one', async () => {
    const { asked, tokens } = keeper()
    const get = () => {
      const answer = tokens.get(signal())
      asked.at(-1)?.answer()
      return answer
    }
    const first = await get()
    if (!first.ok) throw new Error(first.error.message)
    tokens.drop(first.value)
    await get()
    tokens.drop(first.value)
    await get()
    expect(asked).toHaveLength(2)
  })
})
