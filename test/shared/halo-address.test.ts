import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopback, normaliseAddress, parseApiDetails } from '../../src/shared/halo-address'

const urlOf = (text: string): string => {
  const address = normaliseAddress(text)
  return address.ok ? address.value.url : `refused: ${address.error.message}`
}

describe('the web address of a tenant', () => {
  it.each([
    'contoso.halopsa.com',
    'https://contoso.halopsa.com',
    ' https://contoso.halopsa.com/ ',
    'https://contoso.halopsa.com/api',
    'https://contoso.halopsa.com/api/',
    'https://contoso.halopsa.com/auth',
    'https://contoso.halopsa.com/portal/tickets?id=1',
    'https://contoso.halopsa.com/config/integrations/api/applications',
    'HTTPS://CONTOSO.HALOPSA.COM/apidoc/info',
  ])('is the same however it is pasted: %s', (text) => {
    expect(urlOf(text)).toBe('https://contoso.halopsa.com')
  })

  it('keeps a port and a folder of its own, on any host name', () => {
    expect(urlOf('https://halo.example.org:8443/psa/api')).toBe('https://halo.example.org:8443/psa')
    expect(urlOf('helpdesk.haloitsm.com')).toBe('https://helpdesk.haloitsm.com')
    expect(urlOf('http://127.0.0.1:4000/api')).toBe('http://127.0.0.1:4000')
  })

  it.each([
    ['', /Enter the web address/],
    ['http://contoso.halopsa.com', /begin with https/],
    ['https://me:secret@contoso.halopsa.com', /user name or a password/],
    ['javascript://contoso.halopsa.com/%0aalert(1)', /not a Halo address/],
    ['file:///etc/passwd', /not a Halo address/],
    ['contoso', /not a full host name/],
    ['https://', /not a web address/],
    ['http://127.0.0.1.evil.example', /begin with https/],
  ])('is refused with the reason: %s', (text, reason) => {
    expect(urlOf(text)).toMatch(reason)
  })

  it('never throws, and never lets a plain address through but to this computer', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.webUrl().map((url) => url.replace('https', 'http')),
        ),
        (text) => {
          const address = normaliseAddress(text)
          if (!address.ok) return
          const { protocol, hostname, username } = new URL(address.value.url)
          expect(protocol === 'https:' || isLoopback(hostname)).toBe(true)
          expect(username).toBe('')
        },
      ),
      { seed: 20261124 },
    )
  })
})

describe('the API details page', () => {
  it('is read in any order, with and without labels', () => {
    const expected = { ok: true, value: { url: 'https://contoso.halopsa.com', tenant: 'contoso' } }
    for (const text of [
      'Resource Server: https://contoso.halopsa.com/api\nAuthorisation Server: https://contoso.halopsa.com/auth\nTenant: contoso',
      'Tenant\ncontoso\nAuthorisation Server\nhttps://contoso.halopsa.com/auth\nResource Server\nhttps://contoso.halopsa.com/api',
      'https://contoso.halopsa.com/api\nhttps://contoso.halopsa.com/auth\ncontoso',
    ])
      expect(parseApiDetails(text)).toEqual(expected)
  })

  it('is refused without an address', () => {
    expect(parseApiDetails('Tenant: contoso')).toMatchObject({ ok: false, error: { field: 'details' } })
  })
})
