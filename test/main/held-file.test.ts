import { describe, expect, it } from 'vitest'
import { codeOf, whileHeld } from '../../src/main/held-file'

const failing = (code: string, times: number) => {
  let calls = 0
  return {
    act: () => {
      calls += 1
      return calls <= times
        ? Promise.reject(Object.assign(new Error(code), { code }))
        : Promise.resolve('done')
    },
    calls: () => calls,
  }
}

describe('what is done to a file that another program holds', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is done again for a moment on Windows (%s)', async (code) => {
    const { act, calls } = failing(code, 2)
    expect(await whileHeld(act, 'win32')).toBe('done')
    expect(calls()).toBe(3)
  })

  it('ends with the system’s answer where it is held for longer', async () => {
    const { act, calls } = failing('EBUSY', 100)
    const error: unknown = await whileHeld(act, 'win32').catch((reason: unknown) => reason)
    expect(codeOf(error)).toBe('EBUSY')
    expect(calls()).toBe(6)
  })

  it.each([
    ['win32', 'ENOENT'],
    ['linux', 'EPERM'],
    ['darwin', 'EBUSY'],
  ] as const)('is not done again where waiting changes nothing: %s, %s', async (platform, code) => {
    const { act, calls } = failing(code, 1)
    await expect(whileHeld(act, platform)).rejects.toThrow(code)
    expect(calls()).toBe(1)
  })
})
