import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScrubber } from '../../../src/main/security/secret-scrubber'
import { SEED } from '../../support/counts'

const SECRET = 'p@ss "word"/+ü?1'

const scrubber = () => {
  const created = createScrubber()
  created.add(SECRET)
  return created
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('the scrubber', () => {
  it.each([
    ['plain', `secret ${SECRET}!`],
    ['in an address', `?client_secret=${encodeURIComponent(SECRET)}&x=1`],
    ['in a form', new URLSearchParams({ client_secret: SECRET }).toString()],
    ['in JSON', JSON.stringify({ secret: SECRET })],
    ['in a longer text in JSON', JSON.stringify({ note: `the key ${SECRET} is old` })],
  ])('replaces a secret that is %s', (_name, text) => {
    const scrubbed = scrubber().scrub(text)
    expect(scrubbed).toContain('[secret]')
    expect(scrubbed).not.toContain('word')
  })

  it.each(['', 'x', 'xy', 'id:', 'client-id:'])('replaces it in base64 after “%s”', (before) => {
    for (const after of ['', 'x', 'xy', ':more']) {
      const encoded = base64(before + SECRET + after)
      const scrubbed = scrubber().scrub(`Basic ${encoded}`)
      expect(scrubbed).toContain('[secret]')
      expect(Buffer.from(scrubbed.split('[secret]')[0]?.slice(6) ?? '', 'base64').toString()).not.toContain(
        'p@ss',
      )
    }
  })

  it.each(['', 'x', 'xy'])('replaces it in the base64 of addresses after “%s”', (before) => {
    const created = createScrubber('#')
    created.add('>>>???>>>???')
    const encoded = Buffer.from(`${before}>>>???>>>???`).toString('base64url')
    expect(encoded).toMatch(/[-_]/)
    const [rest] = created.scrub(`?state=${encoded}`).split('#')
    expect(created.scrub(`?state=${encoded}`)).toContain('#')
    expect(Buffer.from(rest?.slice(7) ?? '', 'base64url').toString()).not.toContain('>>>')
  })

  it('replaces the shortest secret there is at the end of a text, and when it is all of it', () => {
    const created = createScrubber('#')
    created.add('abcdef')
    created.add('abcdef')
    expect(created.scrub('the key is abcdef')).toBe('the key is #')
    expect(created.scrub('abcdef')).toBe('#')
  })

  it('leaves other text alone, and adds no short or empty values', () => {
    const created = createScrubber()
    created.add('')
    created.add('all')
    expect(created.scrub('all tickets')).toBe('all tickets')
    expect(scrubber().scrub('the password is not told')).toBe('the password is not told')
  })

  it('replaces a secret whole that begins with another one', () => {
    const created = createScrubber()
    created.add('abcdef')
    created.add('abcdefghijkl')
    expect(created.scrub('<abcdefghijkl>')).toBe('<[secret]>')
  })

  it('replaces many secrets in one text, however they stand', () => {
    const created = createScrubber('#')
    const secrets = Array.from(
      { length: 300 },
      (_, index) => `secret-${String(index).padStart(3, '0')}-value`,
    )
    for (const secret of secrets) created.add(secret)
    expect(created.scrub(secrets.join(''))).toBe('#'.repeat(300))
    expect(created.scrub(`a${secrets.join(' b ')}`)).toBe(`a${secrets.map(() => '#').join(' b ')}`)
    expect(created.scrub('secret-30-value secret-')).toBe('secret-30-value secret-')
  })

  it('agrees with replacing each spelling in turn, on random texts', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 6, maxLength: 9 })
    fc.assert(
      fc.property(letters, fc.array(fc.oneof(letters, fc.string())), (secret, parts) => {
        const created = createScrubber('#')
        created.add(secret)
        const scrubbed = created.scrub(parts.join(secret))
        expect(scrubbed).not.toContain(secret)
        expect(scrubbed.split('#').length).toBeGreaterThanOrEqual(parts.length)
      }),
      { seed: SEED },
    )
  })

  it('replaces it in each text of plain data, and leaves everything else as it is', () => {
    const created = scrubber()
    const clean = { rows: [{ id: '1', label: 'Printer' }], none: null, count: 3, at: new Date(0) }
    expect(created.scrubData(clean)).toBe(clean)
    expect(created.scrubData({ ...clean, rows: [{ id: '1', label: `see ${SECRET}` }, 'x'] })).toEqual({
      ...clean,
      rows: [{ id: '1', label: 'see [secret]' }, 'x'],
    })
    expect(created.scrubData([SECRET, undefined])).toEqual(['[secret]', undefined])
  })
})
