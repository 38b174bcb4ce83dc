import { describe, expect, it } from 'vitest'
import { createHttpClient } from '../../../../src/main/adapters/http/http'
import { transportFailure } from '../../../../src/main/adapters/halo/answers/failures'
import { OWN_PROXY } from '../../../../src/main/adapters/http/http-fault'
import { namedProxy, readProxy, type ProxyEnvironment } from '../../../../src/main/adapters/http/proxy'
import { configSchema } from '../../../../src/shared/files/config'
import { profileInputSchema } from '../../../../src/shared/files/profile'

const HALO = 'https://contoso.halopsa.com'
const SYSTEM = { HTTPS_PROXY: 'http://proxy.office:8080' }

/** The proxy and what named it; `unusable` with the reason; null: straight. */
const told = (
  url: string,
  own: string | null,
  env: ProxyEnvironment,
  platform: NodeJS.Platform = 'linux',
): string | null => {
  const proxy = namedProxy(url, own, env, platform)
  if (proxy === 'straight' || proxy === 'system') return null
  if (proxy.kind === 'unusable') return `unusable ${proxy.setting}: ${proxy.why}`
  return `${proxy.isSecure ? 'https' : 'http'} ${proxy.name.proxy} by ${proxy.name.setting}`
}

describe('the proxy for an address', () => {
  it('is told in capitals on Windows, which answers to a name in any case', () => {
    const env = { https_proxy: 'proxy:1', HTTPS_PROXY: 'proxy:1' }
    expect(told(HALO, null, env, 'win32')).toBe('http proxy:1 by HTTPS_PROXY')
    expect(told(HALO, null, env, 'darwin')).toBe('http proxy:1 by https_proxy')
  })

  it.each<[string, string, string | null, ProxyEnvironment, string | null]>([
    ['the system’s', HALO, null, SYSTEM, 'http proxy.office:8080 by HTTPS_PROXY'],
    [
      'in small letters first',
      HALO,
      null,
      { ...SYSTEM, https_proxy: 'small:1' },
      'http small:1 by https_proxy',
    ],
    [
      'an empty one is none',
      HALO,
      null,
      { ...SYSTEM, https_proxy: '' },
      'http proxy.office:8080 by HTTPS_PROXY',
    ],
    ['for all where there is no other', HALO, null, { ALL_PROXY: 'all:1' }, 'http all:1 by ALL_PROXY'],
    [
      'for all in small letters first',
      HALO,
      null,
      { ALL_PROXY: 'x:1', all_proxy: 'y:1' },
      'http y:1 by all_proxy',
    ],
    [
      'the one for https before it',
      HALO,
      null,
      { ...SYSTEM, all_proxy: 'y:1' },
      'http proxy.office:8080 by HTTPS_PROXY',
    ],
    ['never the one for http', HALO, null, { HTTP_PROXY: 'x:1', http_proxy: 'x:1' }, null],
    ['the profile’s own before all', HALO, 'http://own:3128', SYSTEM, 'http own:3128 by own'],
    ['its own whatever is excepted', HALO, 'http://own:3128', { NO_PROXY: '*' }, 'http own:3128 by own'],
    ['none where none is named', HALO, null, {}, null],
    ['none for this computer', 'http://127.0.0.1:80', 'http://own:3128', SYSTEM, null],
    ['none for this computer over https', 'https://localhost', null, SYSTEM, null],
  ])('%s', (_name, url, own, env, expected) => {
    expect(told(url, own, env)).toBe(expected)
  })

  it.each<[string, string, boolean]>([
    ['a.example, .halopsa.com', HALO, true],
    ['halopsa.com', HALO, true],
    ['*.halopsa.com', HALO, true],
    ['contoso.halopsa.com', HALO, true],
    ['CONTOSO.HaloPSA.com.', HALO, true],
    ['a.example halopsa.com', HALO, true],
    ['*', HALO, true],
    ['opsa.com', HALO, false],
    ['contoso.halopsa.com.evil.example', HALO, false],
    ['*psa.com', HALO, false],
    ['.', HALO, false],
    ['', HALO, false],
    [', ,', HALO, false],
    // A port holds for that port only.
    ['halopsa.com:443', HALO, true],
    ['halopsa.com:8443', HALO, false],
    ['halopsa.com:8443', `${HALO}:8443`, true],
    ['halopsa.com:', HALO, false],
    ['bücher.example', 'https://xn--bcher-kva.example', true],
    // Addresses and ranges of them
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:443', 'https://10.1.2.3', true],
    ['10.1.2.3:444', 'https://10.1.2.3', false],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/16', 'https://10.1.2.3', false],
    ['10.1.2.3/32', 'https://10.1.2.3', true],
    ['0.0.0.0/0', 'https://10.1.2.3', true],
    ['0.0.0.0/0', HALO, false],
    ['10.0.0.0/33', 'https://10.1.2.3', false],
    ['10.0.0.0/-1', 'https://10.1.2.3', false],
    ['10.0.0.0/', 'https://10.1.2.3', false],
    ['10.0.0.0/8/8', 'https://11.1.2.3', false],
    ['999.0.0.0/8', 'https://10.1.2.3', false],
    ['.2.3', 'https://10.1.2.3', false],
    ['2.3', 'https://10.1.2.3', false],
    ['fd00::1', 'https://[fd00::1]', true],
    ['[fd00::1]', 'https://[fd00::1]', true],
    ['[fd00::1]:443', 'https://[fd00::1]', true],
    ['[fd00::1]:1', 'https://[fd00::1]', false],
    ['fd00:0:0::1', 'https://[fd00::1]', true],
    ['fd00::/8', 'https://[fd00::1]', true],
    ['fe00::/8', 'https://[fd00::1]', false],
    ['fd00::/129', 'https://[fd00::1]', false],
    ['10.0.0.0/8', 'https://[fd00::1]', false],
  ])('NO_PROXY=%j for %s excepts: %s', (exceptions, url, excepts) => {
    expect(told(url, null, { ...SYSTEM, NO_PROXY: exceptions }) === null).toBe(excepts)
    expect(told(url, null, { ...SYSTEM, no_proxy: exceptions, NO_PROXY: 'x' }) === null).toBe(excepts)
  })
})

/** What stands in such a variable where somebody erred; the password in it is `canary`. */
const UNUSABLE: readonly (readonly [string, string])[] = [
  ['   ', 'blank'],
  ['socks5://user:canary@proxy:1080', 'socks'],
  ['socks5h://proxy:1080', 'socks'],
  ['SOCKS4://proxy', 'socks'],
  ['socks://proxy', 'socks'],
  ['ftp://user:canary@proxy', 'scheme'],
  ['ws://proxy', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['pac+http://proxy/x', 'pac'],
  ['http://', 'address'],
  ['https://', 'address'],
  ['http://:8080', 'address'],
  [':8080', 'address'],
  ['://proxy', 'address'],
  ['"http://proxy:8080"', 'address'],
  ['http://user:canary@', 'address'],
  ['http://proxy:0', 'port'],
  ['http://proxy:99999', 'port'],
  ['http://proxy:80a', 'port'],
  ['http://proxy:-1', 'port'],
  ['http://[', 'address'],
  ['http://[::1', 'address'],
  ['http://::1:8080', 'address'],
  ['http://[not:an:address]:1', 'address'],
  ['http://my proxy:8080', 'address'],
  ['http://pro%zzxy:8080', 'address'],
  ['http://%', 'address'],
  ['%', 'address'],
  ['%zz', 'address'],
  ['http://pro\nxy:8080', 'unseen'],
  ['http://pro\txy:8080', 'unseen'],
  ['http://proxy:8080\0', 'unseen'],
  ['http://999.1.1.1:80', 'address'],
  ['http://proxy:8080/proxy.pac', 'pac'],
  ['http://proxy:8080?canary', 'path'],
  ['http://proxy:8080/#canary', 'path'],
  ['proxy:8080/x', 'path'],
  ['http:/proxy:8080', 'scheme'],
  ['http:proxy:8080', 'address'],
  ['http//proxy:8080', 'scheme'],
  ['http:\\\\proxy:8080', 'scheme'],
  ['https:/proxy', 'scheme'],
  ['http://http://proxy:8080', 'path'],
  ['http://wpad/wpad.dat', 'pac'],
  ['wpad.dat', 'pac'],
  ['PAC+https://proxy/x', 'pac'],
  ['http://proxy:8080/PROXY.PAC?user=canary', 'pac'],
  ['http://proxy:', 'port'],
  ['proxy:', 'port'],
  ['http://user:canary@proxy:abc', 'port'],
  ['proxy:８０８０８', 'port'],
  ['http://pro\u2010xy:8080', 'dash'],
  ['http://pro\u2011xy:8080', 'dash'],
  ['http://pro\u2013xy:8080', 'dash'],
  ['pro\u2212xy:8080', 'dash'],
  ['http://pro\u200bxy:8080', 'unseen'],
  ['http://pro\u00adxy:8080', 'unseen'],
  ['http://user:can\u202eary@proxy:8080', 'unseen'],
  ['8080', 'address'],
  ['1', 'address'],
  ['\u201chttp://proxy:8080\u201d', 'address'],
  ["'proxy:8080'", 'port'],
  ['<http://proxy:8080>', 'address'],
  ['PROXY proxy:8080; DIRECT', 'address'],
  ['http=proxy:80;https=proxy:80', 'address'],
  ['http://one:80,http://two:80', 'address'],
  ['http://user:12#canary@proxy:8080', 'path'],
  ['http://user:12/canary@proxy:8080', 'path'],
  ['http://user:12?canary@proxy:8080', 'path'],
  ['http://OFFICE\\user:canary@proxy:8080', 'path'],
  ['user:can#ary@proxy:8080', 'address'],
]

describe('a setting that names no proxy that can be used', () => {
  it.each(UNUSABLE)('is said to be one, and nothing is sent: %j', async (value, why) => {
    for (const [own, setting] of [
      [null, 'HTTPS_PROXY'],
      [null, 'all_proxy'],
      [value, OWN_PROXY],
    ] as const) {
      const proxy = namedProxy(HALO, own, own === null ? { [setting]: value } : {}, 'linux')
      if (proxy === 'straight' || proxy === 'system') throw new Error('names none')
      expect(proxy).toEqual({ kind: 'unusable', setting, why })
      const client = createHttpClient(HALO, null, { proxy })
      const signal = new AbortController().signal
      const answers = [await client.get('/', {}, { signal }), await client.postForm('/', {}, { signal })]
      client.close()
      for (const answer of answers) {
        if (answer.ok) throw new Error('answered')
        const failure = transportFailure(answer.error, 'contoso.halopsa.com')
        expect(failure).toMatchObject({ code: 'connection.unreachable', status: null })
        expect(failure.message).toContain(setting === OWN_PROXY ? 'proxy set for this tenant' : setting)
        expect(failure.message).toMatch(/Nothing was sent/)
        expect(failure.message).not.toContain('cannot be read')
        expect(failure.advice.length).toBeGreaterThan(1)
        expect(JSON.stringify(failure)).not.toMatch(/canary|ary@|OFFICE/)
      }
    }
  })

  it('does not matter where the server is excepted', () => {
    expect(namedProxy(HALO, null, { HTTPS_PROXY: 'socks5://x', NO_PROXY: 'halopsa.com' })).toBe('straight')
  })
})

describe('a setting as people write it', () => {
  const basic = (text: string | Buffer) => `Basic ${Buffer.from(text).toString('base64')}`
  it.each<[string, string, boolean, number, string | null]>([
    ['http://proxy.office:8080', 'proxy.office:8080', false, 8080, null],
    ['http://proxy.office:8080/', 'proxy.office:8080', false, 8080, null],
    ['  proxy.office:8080 ', 'proxy.office:8080', false, 8080, null],
    ['//proxy.office:8080', 'proxy.office:8080', false, 8080, null],
    ['HTTP://PROXY.Office', 'proxy.office:80', false, 80, null],
    ['https://proxy.office', 'proxy.office:443', true, 443, null],
    ['http://[::1]:3128', '[::1]:3128', false, 3128, null],
    ['[fd00::2]:3128', '[fd00::2]:3128', false, 3128, null],
    ['http://bücher.example:1', 'xn--bcher-kva.example:1', false, 1, null],
    ['http://me:pw@proxy:1', 'proxy:1', false, 1, basic('me:pw')],
    ['me:pw@proxy:1', 'proxy:1', false, 1, basic('me:pw')],
    ['http://me@proxy:1', 'proxy:1', false, 1, basic('me:')],
    ['http://:pw@proxy:1', 'proxy:1', false, 1, basic(':pw')],
    ['http://OFFICE%5Cme:p%40ss%23w%2F@proxy:1', 'proxy:1', false, 1, basic('OFFICE\\me:p@ss#w/')],
    ['http://me:p@ss@proxy:1', 'proxy:1', false, 1, basic('me:p@ss')],
    ['http://me:a b@proxy:1', 'proxy:1', false, 1, basic('me:a b')],
    ['http://me:pässwörd€@proxy:1', 'proxy:1', false, 1, basic('me:pässwörd€')],
    ['http://me:a:b@proxy:1', 'proxy:1', false, 1, basic('me:a:b')],
    // A `%` that begins no escape stands for itself.
    ['http://me:%@proxy:1', 'proxy:1', false, 1, basic('me:%')],
    ['http://me:100%@proxy:1', 'proxy:1', false, 1, basic('me:100%')],
    ['http://me:%zz@proxy:1', 'proxy:1', false, 1, basic('me:%zz')],
    ['http://me:%2@proxy:1', 'proxy:1', false, 1, basic('me:%2')],
    ['http://%:%25%@proxy:1', 'proxy:1', false, 1, basic('%:%%')],
    ['http://me:%ff%c3@proxy:1', 'proxy:1', false, 1, basic(Buffer.from([0x6d, 0x65, 0x3a, 0xff, 0xc3]))],
    ['http://me:%0d%0aX-Evil:1@proxy:1', 'proxy:1', false, 1, basic('me:\r\nX-Evil:1')],
  ])('%j', (text, name, isSecure, port, authorization) => {
    const proxy = readProxy(text, 'HTTPS_PROXY')
    expect(proxy).toMatchObject({ kind: 'proxy', isSecure, port, authorization })
    // What is told of it holds no name and no password.
    expect(proxy.kind === 'proxy' && proxy.name).toEqual({ proxy: name, setting: 'HTTPS_PROXY' })
  })

  it('is stored without a name and a password', () => {
    const { proxy } = profileInputSchema.shape
    expect(proxy.safeParse('http://proxy.example:8080').success).toBe(true)
    expect(proxy.safeParse('http://[fd00::2]:8080').success).toBe(true)
    for (const wrong of [
      'http://me:secret@proxy.example:8080',
      'http://me@proxy',
      'proxy',
      'http://[me:secret]@x',
      'http://proxy?x:8080',
      'http://proxy#x',
      'http://pro\u2013xy:8080',
      'http://pro\u200bxy:8080',
    ])
      expect(proxy.safeParse(wrong).success, wrong).toBe(false)
    for (const wrong of ['http://me:secret@proxy', 'http://proxy:0', 'http://proxy:99999', 'http://pro$xy'])
      expect(configSchema.shape.proxy.safeParse(wrong).success, wrong).toBe(false)
  })
})
