import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ApiKeyDates } from '../../../src/core/inventory/application'
import { keyExpiry } from '../../../src/core/inventory/key-expiry'

const AT = '2026-11-26T12:00:00.000Z'
const key = (expiresAt: string | null, over: Partial<ApiKeyDates> = {}): ApiKeyDates => ({
  generatedAt: '2026-01-05T09:00:00Z',
  lastUsedAt: null,
  expiresAt,
  ...over,
})
const stateOf = (expiresAt: string | null, at = AT) =>
  keyExpiry({ apiKeys: [key(expiresAt)] }, at)?.state ?? null

describe('the expiry of an API key', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('does not hang on the zone of the computer', () => {
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles']) {
      vi.stubEnv('TZ', zone)
      expect(new Date(2026, 10, 26).getTimezoneOffset()).not.toBe(0)
      expect(stateOf('2026-11-26T12:00:00')).toBe('expired')
      expect(stateOf('2026-11-26T12:00:01')).toBe('soon')
      expect(stateOf('2026-12-26T12:00:01')).toBe(null)
    }
  })

  it('is soon within 30 days, to the second', () => {
    expect(stateOf('2026-12-25T12:00:00Z')).toBe('soon') // 29 days
    expect(stateOf('2026-12-26T12:00:00Z')).toBe('soon') // 30 days
    expect(stateOf('2026-12-26T12:00:01Z')).toBe(null)
    expect(stateOf('2026-12-27T12:00:00Z')).toBe(null) // 31 days
  })

  it('is past at the very second', () => {
    expect(stateOf('2026-11-26T11:59:59Z')).toBe('expired')
    expect(stateOf('2026-11-26T12:00:00Z')).toBe('expired')
    expect(stateOf('2026-11-26T12:00:01Z')).toBe('soon')
  })

  it('says how many days are left, in whole ones', () => {
    const message = (expiresAt: string) => keyExpiry({ apiKeys: [key(expiresAt)] }, AT)?.message
    expect(message('2026-11-27T11:59:59Z')).toBe('The API key expires on 2026-11-27, in 0 days.')
    expect(message('2026-11-27T12:00:00Z')).toBe('The API key expires on 2026-11-27, in 1 day.')
    expect(message('2026-12-26T12:00:00Z')).toBe('The API key expires on 2026-12-26, in 30 days.')
  })

  it('goes by the zone of a date, and takes one without for UTC wherever this runs', () => {
    expect(stateOf('2026-11-26T13:59:59+02:00')).toBe('expired')
    expect(stateOf('2026-11-26T08:00:01-05:00')).toBe('soon')
    expect(stateOf('2026-11-26T12:00:01')).toBe('soon')
    expect(stateOf('2026-11-26T11:59:59.1234567')).toBe('expired')
    expect(stateOf('2026-12-26', '2026-11-26T00:00:00.000Z')).toBe('soon')
    expect(stateOf('2026-12-27', '2026-11-26T00:00:00.000Z')).toBe(null)
  })

  it('takes Halo’s 1900 for no date, and no date for unknown', () => {
    expect(stateOf('1900-01-01T00:00:00')).toBe(null)
    expect(stateOf(null)).toBe(null)
    expect(stateOf('never')).toBe(null)
  })

  it('is likely never where a key was made and keys are given 0 days, and only there', () => {
    const endless = (days: number | null, generatedAt: string | null) =>
      keyExpiry({ apiKeys: [key(null, { generatedAt })], apiKeyExpiryDays: days }, AT)?.state ?? null
    expect(endless(0, '2026-01-05T09:00:00Z')).toBe('endless')
    expect(endless(0, null)).toBe(null)
    expect(endless(0, '1900-01-01T00:00:00')).toBe(null)
    expect(endless(90, '2026-01-05T09:00:00Z')).toBe(null)
    expect(endless(null, '2026-01-05T09:00:00Z')).toBe(null)
  })

  it('tells the worse of two keys, with the dates of every one that there is something to say of', () => {
    const two = keyExpiry({ apiKeys: [key('2026-12-01T00:00:00Z'), key('2026-11-01T00:00:00Z')] }, AT)
    expect(two?.message).toBe('API key 2 expired on 2026-11-01.')
    expect(two?.evidence.filter(({ what }) => what.endsWith('expires')).map(({ value }) => value)).toEqual([
      '2026-12-01',
      '2026-11-01',
    ])
    const second = keyExpiry({ apiKeys: [key('2028-01-01T00:00:00Z'), key('2026-12-01T00:00:00Z')] }, AT)
    expect(second?.evidence.map(({ what }) => what)).toEqual([
      'API key 2 generated',
      'API key 2 last used',
      'API key 2 expires',
    ])
  })
})
