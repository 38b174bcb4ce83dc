import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

/** As a computer of this time zone has it. */
const formatIn = async (zone: string) => {
  vi.stubEnv('TZ', zone)
  vi.resetModules()
  const { formatMoment } = await import('../../src/renderer/src/ui/format')
  return formatMoment('2026-11-24T23:05:30.000Z')
}

describe('a moment in the window', () => {
  it.each([
    ['UTC', '2026-11-24 23:05 UTC'],
    ['Europe/Berlin', '2026-11-25 00:05 UTC+1'],
    ['America/New_York', '2026-11-24 18:05 UTC-5'],
    ['Asia/Kolkata', '2026-11-25 04:35 UTC+5:30'],
  ])('is written as on paper, with its zone: %s', async (zone, text) => {
    expect(await formatIn(zone)).toBe(text)
  })
})
