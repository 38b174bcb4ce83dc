import { describe, expect, it } from 'vitest'
import { trustedFingerprint, trustedHost } from '../../../../src/main/cli/trust/trust-options'

describe('--trust-host', () => {
  it.each([
    ['halo.example.com', 'halo.example.com'],
    ['HALO.Example.COM', 'halo.example.com'],
    ['halo.example.com.', 'halo.example.com'],
    ['halo.example.com:443', 'halo.example.com'],
    ['halo.example.com:8443', 'halo.example.com:8443'],
    ['hälo.example.com', 'xn--hlo-qla.example.com'],
    ['10.0.0.1:8443', '10.0.0.1:8443'],
    ['167772161', '10.0.0.1'],
    ['[2001:DB8::1]', '[2001:db8::1]'],
    ['[2001:db8:0:0::1]:8443', '[2001:db8::1]:8443'],
    ['proxy:3128', 'proxy:3128'],
  ])('takes %s as %s', (text, host) => {
    expect(trustedHost(text)).toEqual({ ok: true, value: host })
  })

  it.each([
    '',
    ' ',
    '*',
    '*.example.com',
    'halo.*',
    'https://halo.example.com',
    'halo.example.com/',
    'halo.example.com/psa',
    'me@halo.example.com',
    'halo.example.com?x',
    'halo.example.com#x',
    'halo.example.com:',
    'halo.example.com:0',
    'halo.example.com:99999',
    'halo.example.com:x',
    '2001:db8::1',
    '[2001:db8::1',
    'halo example.com',
    'halo.example.com\n',
    'halo\u200B.example.com',
    'halo\\example.com',
    '%68alo.example.com',
    '$(reboot).example.com',
    'a,b',
    'halo..example.com',
    "halo'.example.com",
  ])('refuses %j', (text) => {
    expect(trustedHost(text)).toMatchObject({ ok: false, error: expect.stringContaining('Write') })
  })
})

describe('--trust-ca', () => {
  const hex = 'ab01'.repeat(16)
  const shown = Array.from({ length: 16 }, () => 'AB:01').join(':')
  it.each([
    hex,
    hex.toUpperCase(),
    shown,
    shown.toLowerCase(),
    `sha256 Fingerprint=${shown}`,
    `SHA256:${hex}`,
  ])('takes %s', (text) => {
    expect(trustedFingerprint(text)).toEqual({ ok: true, value: shown })
  })

  it.each(['', 'ab', 'ab01'.repeat(10), `${hex}00`, 'zz01'.repeat(16), '*', 'any'])('refuses %j', (text) => {
    expect(trustedFingerprint(text)).toMatchObject({ ok: false, error: expect.stringContaining('SHA-256') })
  })
})
