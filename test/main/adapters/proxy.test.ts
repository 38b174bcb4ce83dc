import { describe, expect, it } from 'vitest'
import { proxyFor } from '../../../src/main/adapters/proxy'
import { profileInputSchema } from '../../../src/shared/files/profile'

const HALO = 'https://contoso.halopsa.com'
const SYSTEM = { HTTPS_PROXY: 'http://proxy.office:8080' }

describe('the proxy for an address', () => {
  it.each([
    ['the system’s', HALO, null, SYSTEM, 'http://proxy.office:8080/'],
    [
      'the system’s in small letters first',
      HALO,
      null,
      { ...SYSTEM, https_proxy: 'small:1' },
      'http://small:1/',
    ],
    ['the profile’s own before it', HALO, 'http://own:3128', SYSTEM, 'http://own:3128/'],
    ['none where none is named', HALO, null, {}, null],
    ['none for an exception', HALO, null, { ...SYSTEM, NO_PROXY: 'a.example, .halopsa.com' }, null],
    ['none where all are excepted', HALO, null, { ...SYSTEM, no_proxy: '*' }, null],
    [
      'the system’s beside exceptions',
      HALO,
      null,
      { ...SYSTEM, NO_PROXY: 'opsa.com' },
      'http://proxy.office:8080/',
    ],
    ['none for this computer', 'http://127.0.0.1:80', 'http://own:3128', SYSTEM, null],
    ['none for this computer over https', 'https://localhost', null, SYSTEM, null],
    ['none that is no address', HALO, null, { HTTPS_PROXY: 'http://[' }, null],
  ])('is %s', (_name, url, own, env, expected) => {
    expect(proxyFor(url, own, env)?.href ?? null).toBe(expected)
  })

  it('is stored without a name and a password', () => {
    const { proxy } = profileInputSchema.shape
    expect(proxy.safeParse('http://proxy.example:8080').success).toBe(true)
    expect(proxy.safeParse('http://me:secret@proxy.example:8080').success).toBe(false)
    expect(proxy.safeParse('proxy').success).toBe(false)
  })
})
