import { describe, expect, it } from 'vitest'
import { RESOURCES } from '../../../src/core/halo/resource'
import { webAddress, webPage } from '../../../src/core/halo/web-page'

describe('the page of a record', () => {
  it.each([
    ['https://contoso.halopsa.com', 'https://contoso.halopsa.com/ticket?id=12'],
    ['https://contoso.halopsa.com/', 'https://contoso.halopsa.com/ticket?id=12'],
    ['https://halo.example.org/psa', 'https://halo.example.org/psa/ticket?id=12'],
    ['https://halo.example.org:8443', 'https://halo.example.org:8443/ticket?id=12'],
  ])('is below the web address %s', (base, page) => {
    expect(webAddress('tickets', '12', base)).toBe(page)
  })

  it('is known of tickets and clients, and of nothing else', () => {
    expect(RESOURCES.filter((resource) => webPage(resource, '5') !== null)).toEqual(['tickets', 'clients'])
    expect(webAddress('clients', '5', 'https://contoso.halopsa.com')).toBe(
      'https://contoso.halopsa.com/customers?mainview=client&clientid=5',
    )
    expect(webAddress('sites', '5', 'https://contoso.halopsa.com')).toBeNull()
  })

  it.each([
    '',
    ' ',
    '-1',
    '1.5',
    '1e3',
    '0x1',
    '1&x=2',
    '1#',
    '../1',
    '1\n',
    '１２',
    'abc',
    '1 ',
    '9'.repeat(20),
  ])('is none for an id that is no number: %j', (id) => {
    expect(webPage('tickets', id)).toBeNull()
  })
})
