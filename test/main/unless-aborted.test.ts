import { getEventListeners } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ABORTED, unlessAborted } from '../../src/main/unless-aborted'

const never = new Promise<never>(() => undefined)

describe('work that is waited for until a signal', () => {
  it('is answered with what it ends with, a rejection too, and leaves no listener', async () => {
    const { signal } = new AbortController()
    expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1)
    await expect(unlessAborted(Promise.reject(new Error('as it is')), signal)).rejects.toThrow('as it is')
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('is left to itself once any of the signals aborts', async () => {
    const [first, second] = [new AbortController(), new AbortController()]
    const waited = unlessAborted(never, first.signal, second.signal)
    second.abort()
    expect(await waited).toBe(ABORTED)
    expect(getEventListeners(first.signal, 'abort')).toEqual([])
    expect(await unlessAborted(never, AbortSignal.timeout(1))).toBe(ABORTED)
  })

  it('is not waited for after an abort, also when it has ended by then', async () => {
    expect(await unlessAborted(Promise.resolve(1), AbortSignal.abort())).toBe(ABORTED)
    expect(await unlessAborted(never, AbortSignal.abort())).toBe(ABORTED)
  })

  it('counts as ended when it ends just before the signal', async () => {
    const controller = new AbortController()
    let end: (value: string) => void = () => undefined
    const work = new Promise<string>((resolve) => {
      end = resolve
    })
    const waited = unlessAborted(work, controller.signal)
    end('the last line')
    controller.abort()
    expect(await waited).toBe('the last line')
  })

  it('may reject later: that is reported nowhere, and the process goes on', async () => {
    const unhandled: unknown[] = []
    const note = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', note)
    try {
      const controller = new AbortController()
      let fail: (error: Error) => void = () => undefined
      const work = new Promise<never>((_resolve, reject) => {
        fail = reject
      })
      const waited = unlessAborted(work, controller.signal)
      controller.abort()
      expect(await waited).toBe(ABORTED)
      fail(new Error('too late'))
      await turn()
      await turn()
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', note)
    }
  })
})
