import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/shared/files/config'
import {
  isConfirmed,
  isLoopback,
  normaliseAddress,
  parseApiDetails,
  unconfirmedHost,
} from '../../src/shared/halo-address'
import { ADDRESSES } from '../support/address-corpus'

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
    'https://contoso.halopsa.com/home',
    'https://contoso.halopsa.com/ticket?id=12&utm_source=mail#reply',
    'https://contoso.halopsa.com/customers?mainview=client&clientid=5',
    'https://contoso.halopsa.com/config/integrations/api',
    'https://contoso.halopsa.com/auth/token?tenant=contoso',
    'https://contoso.halopsa.com/api/AuthInfo',
  ])('is the same however it is pasted: %s', (text) => {
    expect(urlOf(text)).toBe('https://contoso.halopsa.com')
  })

  it('keeps a port and a folder of its own, on any host name', () => {
    expect(urlOf('https://halo.example.org:8443/psa/api')).toBe('https://halo.example.org:8443/psa')
    expect(urlOf('https://halo.example.org/halo/ticket?id=12')).toBe('https://halo.example.org/halo')
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
          // What is stored is judged again before it is used: it must stay what it is.
          expect(normaliseAddress(address.value.url)).toEqual(address)
          const { protocol, hostname, username } = new URL(address.value.url)
          expect(protocol === 'https:' || isLoopback(hostname)).toBe(true)
          expect(username).toBe('')
        },
      ),
      { seed: 20261124 },
    )
  })
})

describe('every address of the corpus', () => {
  it('is there in number', () => {
    expect(ADDRESSES.length).toBeGreaterThan(270)
    expect(new Set(ADDRESSES.map(({ address }) => address)).size).toBe(ADDRESSES.length)
  })

  it.each(ADDRESSES)('$outcome: $address', (expected) => {
    const address = normaliseAddress(expected.address)
    if (expected.outcome === 'refused') {
      expect(address).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'url' } })
      expect(!address.ok && address.error.message).toMatch(expected.why)
      expect(!address.ok && address.error.advice).not.toEqual([])
      return
    }
    if (!address.ok) throw new Error(address.error.message)
    expect(address.value.host).toBe(expected.host)
    expect(address.value.unusual.join()).toContain(expected.outcome === 'confirm' ? expected.why : '')
    expect(address.value.unusual.length > 0).toBe(expected.outcome === 'confirm')
    expect(isConfirmed(address.value, undefined)).toBe(expected.outcome === 'ordinary')
    expect(isConfirmed(address.value, expected.host)).toBe(true)
    expect(normaliseAddress(address.value.url)).toEqual(address)
  })

  it.each(ADDRESSES)(
    'in a config file, whose host is confirmed where it is sent, $outcome: $address',
    (expected) => {
      const app = { kind: 'application', clientId: 'a', secretEnv: 'A_SECRET' }
      const config = parseConfig(JSON.stringify({ name: 'A', url: expected.address, app }))
      if (expected.outcome === 'refused')
        expect(config).toMatchObject({ ok: false, error: { code: 'INVALID_FILE', field: 'url' } })
      else expect(config.ok && new URL(config.value.url).host).toBe(expected.host)
    },
  )

  it('a confirmation is void by itself once the address leads to another host', () => {
    const confirmedHost = '10.0.0.1:8443'
    const asks = (url: string) => unconfirmedHost({ url, confirmedHost }) !== null
    expect(asks('https://10.0.0.1:8443/psa')).toBe(false)
    for (const url of ['https://10.0.0.1', 'https://10.0.0.2:8443', 'https://10.0.0.1:8444']) {
      expect(asks(url)).toBe(true)
    }
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

  const ADDRESSES_ALONE = 'https://contoso.halopsa.com/api\nhttps://contoso.halopsa.com/auth'

  it.each([
    'Tenant: contoso',
    'Tenant ID: contoso',
    'Tenant Name = contoso',
    'tenantid:contoso',
    'Tenant\tcontoso  ',
    'Tenant :\n\n  contoso',
    'TENANT\r\ncontoso',
  ])('names the tenant, however it is written: %j', (line) => {
    const expected = { ok: true, value: { url: 'https://contoso.halopsa.com', tenant: 'contoso' } }
    expect(parseApiDetails(`${ADDRESSES_ALONE}\n${line}`)).toEqual(expected)
    expect(parseApiDetails(`${line}\n${ADDRESSES_ALONE}`)).toEqual(expected)
  })

  it.each([
    ['nothing', ''],
    ['a label alone, before an address', 'Tenant:'],
    ['a word that only ends like the label', 'Subtenant: contoso'],
    ['a sentence', 'the tenant is contoso'],
    ['two words that may both be it', 'contoso\nfabrikam'],
  ])('names no tenant where there is %s', (_what, line) => {
    expect(parseApiDetails(`${line}\n${ADDRESSES_ALONE}`)).toEqual({
      ok: true,
      value: { url: 'https://contoso.halopsa.com', tenant: null },
    })
  })

  it('has the address of the resource server, wherever it stands', () => {
    const url = (text: string) => {
      const details = parseApiDetails(text)
      return details.ok ? details.value.url : details.error.message
    }
    const auth = 'https://login.halopsa.com/auth'
    for (const own of ['https://contoso.halopsa.com/api', 'https://contoso.halopsa.com/API/']) {
      expect(url(`${auth}\n${own}`)).toBe('https://contoso.halopsa.com')
      expect(url(`${own}\n${auth}`)).toBe('https://contoso.halopsa.com')
    }
    expect(url('https://contoso.halopsa.com/portal')).toBe('https://contoso.halopsa.com')
    expect(url('http://127.0.0.1:4000/api')).toBe('http://127.0.0.1:4000')
    expect(url('http://contoso.halopsa.com/api')).toMatch(/must begin with https/)
  })

  it('is refused without an address, and says what to copy', () => {
    expect(parseApiDetails('Tenant: contoso')).toMatchObject({
      ok: false,
      error: {
        code: 'INVALID_ARGUMENT',
        field: 'details',
        message: 'No web address was found in the text.',
        advice: [expect.stringContaining('Resource Server')],
      },
    })
  })
})
