import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  authorityText,
  MAX_AUTHORITIES,
  readAuthorities,
} from '../../../../src/main/services/profiles/authorities'
import { ATTACKER_CA, CONTOSO_CA } from '../../../support/authorities'

/** The certificate with a date that no calendar has. */
const withoutDate = (pem: string): string => {
  const der = new X509Certificate(pem).raw
  der.write('999999999999Z', der.indexOf(Buffer.from([0x17, 0x0d])) + 2, 'latin1') // the first UTCTime
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
}

const body = (pem: string) => pem.split('\n').slice(1, -2).join('\n')

describe('extra certificates', () => {
  it('are shown with subject, fingerprint and dates, each once, whatever stands around them', () => {
    const read = readAuthorities(
      `comment\r\n${CONTOSO_CA}between${ATTACKER_CA.replaceAll('\n', '\r\n')}${CONTOSO_CA}`,
    )
    if (!read.ok) throw new Error(read.error.message)
    const { pem, shown } = read.value
    expect(shown.map(({ subject }) => subject).sort()).toEqual([
      'CN=Attacker Root CA',
      'CN=Contoso Root CA, O=Contoso Ltd',
    ])
    expect(shown.map(({ fingerprint }) => fingerprint)).toContain(
      new X509Certificate(CONTOSO_CA).fingerprint256,
    )
    // What is used is what was shown, and nothing besides.
    expect(pem?.match(/-----BEGIN/g)).toHaveLength(2)
    expect(pem).not.toMatch(/comment|between|\r/)
    expect(readAuthorities(pem)).toEqual(read)
    expect(authorityText(shown[0]!)).toMatch(/SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}, valid from \d{4}-/)
  })

  it.each([
    ['no text', null],
    ['blanks', ' \n\t'],
  ])('of %s are none', (_what, text) => {
    expect(readAuthorities(text)).toEqual({ ok: true, value: { pem: null, shown: [] } })
  })

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
    type: 'pkcs8',
    format: 'pem',
  })
  it.each([
    ['plain text', 'no certificate at all'],
    ['a body that is no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['a body that is no base64', '-----BEGIN CERTIFICATE-----\n<script>\n-----END CERTIFICATE-----\n'],
    ['a date that is none', withoutDate(CONTOSO_CA)],
    ['an empty body', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n'],
    ['a certificate cut off', CONTOSO_CA.slice(0, 300)],
    ['a good and a damaged one', `${CONTOSO_CA}${CONTOSO_CA.replace(/M/, '!')}`],
    // OpenSSL reads these besides, so that they would be trusted without being shown.
    ['an OpenSSL trusted certificate', CONTOSO_CA.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')],
    ['an X509 certificate', `${CONTOSO_CA}${ATTACKER_CA.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')}`],
    ['a private key', `${CONTOSO_CA}${String(key)}`],
    ['a revocation list', `-----BEGIN X509 CRL-----\n${body(CONTOSO_CA)}\n-----END X509 CRL-----\n`],
  ])('refuse %s, for field ca, and repeat none of it', (_what, text) => {
    const read = readAuthorities(text)
    expect(read).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'ca' } })
    const told = JSON.stringify(read)
    for (const line of text.split('\n').filter((each) => each.length > 30 && !each.startsWith('-----')))
      expect(told).not.toContain(line)
  })

  it('are at most as many as a person can check', () => {
    const bodies = Array.from({ length: MAX_AUTHORITIES + 1 }, (_, index) =>
      Buffer.from(`x${String(index)}`).toString('base64'),
    )
    const many = bodies
      .map((each) => `-----BEGIN CERTIFICATE-----\n${each}\n-----END CERTIFICATE-----\n`)
      .join('')
    expect(readAuthorities(many)).toMatchObject({
      error: { message: expect.stringContaining('More than') as string },
    })
  })
})
