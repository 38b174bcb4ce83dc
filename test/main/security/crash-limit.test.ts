import { expect, it } from 'vitest'
import { createCrashLimit } from '../../../src/main/security/crash-limit'

it('loads a page again after three crashes in a minute, not after a fourth', () => {
  const mayLoad = createCrashLimit()
  expect([0, 10, 20, 30].map(mayLoad)).toEqual([true, true, true, false])
})

it('forgets crashes of more than a minute ago', () => {
  const mayLoad = createCrashLimit()
  for (const now of [0, 1, 2]) mayLoad(now)
  expect(mayLoad(59_000)).toBe(false)
  expect(mayLoad(60_003)).toBe(true)
})
