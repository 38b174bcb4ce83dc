import { describe, expect, it } from 'vitest'
import { createScrubber } from '../../../src/main/security/secret-scrubber'

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
})
