import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dateOf } from '../../../src/core/comparison/halo-date'
import { SEED } from '../../support/counts'

it.each([
  ['2026-09-30T08:12:00', '2026-09-30T08:12:00.0000000'],
  ['2026-09-30T08:12:00.1234567', '2026-09-30T08:12:00.1234567'],
  ['2026-09-30T08:12:00.5Z', '2026-09-30T08:12:00.5000000Z'],
  ['2026-09-30T08:12:00+02:00', '2026-09-30T06:12:00.0000000Z'],
  ['2026-09-30 08:12', '2026-09-30T08:12:00.0000000'],
  [' 2026-09-30 ', '2026-09-30T00:00:00.0000000'],
])('reads %j', (written, date) => {
  expect(dateOf(written)).toBe(date)
  expect(dateOf(date)).toBe(date)
})

it.each([
  '0001-01-01T00:00:00',
  '0001-01-01T00:00:00.0000000',
  '1899-12-30T00:00:00',
  '1899-12-30',
  '1900-01-01T00:00:00Z',
  '1901-01-01T00:00:00',
  '1753-01-01',
  '9999-12-31T23:59:59.9999999',
  '2026-02-31',
  '2026-13-01',
  '30/09/2026',
  'yesterday',
  '',
  null,
  1_700_000_000,
])('takes %j for no date', (written) => {
  expect(dateOf(written)).toBeNull()
})

it('reads a date that is well as it stands as it reads one that has to be taken apart', () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((part) => String(part).padStart(2, '0'))
  const date = fc
    .tuple(
      fc.constantFrom(
        '0001',
        '1899',
        '1900',
        '1969',
        '1970',
        '1999',
        '2024',
        '2026',
        '2199',
        '2200',
        '2201',
        '9999',
      ),
      two(13),
      two(32),
      fc.constantFrom('T', 't', ' ', 'TT'),
      two(25),
      two(61),
      two(61),
      fc.constantFrom(
        '',
        '',
        '.',
        '.1',
        '.1234567',
        ',1234567',
        '.12345678',
        '.0000000Z',
        'Z',
        '+02:00',
        '\n',
      ),
    )
    .map(
      ([year, month, day, t, hour, minute, second, rest]) =>
        `${year}-${month}-${day}${t}${hour}:${minute}:${second}${rest}`,
    )
  fc.assert(
    // A blank before it makes no difference to a date, and never stands as it is.
    fc.property(date, (text) => {
      expect(dateOf(text)).toBe(dateOf(` ${text}`))
    }),
    { numRuns: 5000, seed: SEED },
  )
})
