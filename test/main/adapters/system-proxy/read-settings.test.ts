import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSystemSettings } from '../../../../src/main/adapters/system-proxy/read-settings'
import { createUnusedSettings } from '../../../../src/main/adapters/system-proxy/unused-settings'
import { temporaryFolder } from '../../../support/profiles'

const NOTHING = { detect: false, pac: null, manual: null }

/** What `reg query` prints, as on a Windows 11. */
const windows =
  (values: Readonly<Record<string, string>>, flags = '01') =>
  (_program: string, args: readonly string[]) => {
    const [, key = ''] = args
    const rows = key.endsWith('Connections')
      ? { DefaultConnectionSettings: `REG_BINARY    4600000002000000${flags}00000000` }
      : key.includes('Policies')
        ? {}
        : values
    return Promise.resolve(
      ['', key, ...Object.entries(rows).map(([name, value]) => `    ${name}    ${value}`), ''].join('\r\n'),
    )
  }

describe('the proxy settings of a Windows', () => {
  const read = (values: Readonly<Record<string, string>>, flags?: string) =>
    readSystemSettings({
      platform: 'win32',
      env: { SystemRoot: 'D:\\Windows' },
      print: windows(values, flags),
    })

  it.each<[Readonly<Record<string, string>>, string, unknown]>([
    [{ ProxyEnable: 'REG_DWORD    0x0', ProxyServer: 'REG_SZ    proxy:8080' }, '01', NOTHING],
    [
      { ProxyEnable: 'REG_DWORD    0x1', ProxyServer: 'REG_SZ    proxy:8080' },
      '03',
      { ...NOTHING, manual: 'proxy:8080' },
    ],
    [
      { ProxyEnable: 'REG_DWORD    0x1', ProxyServer: 'REG_SZ    http=a:80;https=b:443;socks=c:1' },
      '03',
      { ...NOTHING, manual: 'b:443' },
    ],
    [{ ProxyEnable: 'REG_DWORD    0x1', ProxyServer: 'REG_SZ    socks=c:1' }, '03', NOTHING],
    [
      { AutoConfigURL: 'REG_SZ    http://pac.office/proxy.pac' },
      '05',
      { ...NOTHING, pac: 'http://pac.office/proxy.pac' },
    ],
    [{}, '09', { ...NOTHING, detect: true }],
  ])('%j with flags %s', async (values, flags, expected) => {
    expect(await read(values, flags)).toEqual(expected)
  })

  it('are those of the computer where a policy says so, and asked of Windows’ own program', async () => {
    const asked: string[] = []
    await readSystemSettings({
      platform: 'win32',
      env: { SystemRoot: 'D:\\Windows' },
      print: (program, args) => {
        asked.push(`${program} ${args.join(' ')}`)
        return Promise.resolve('    ProxySettingsPerUser    REG_DWORD    0x0\r\n')
      },
    })
    expect(asked.slice(1)).toEqual([
      'D:\\Windows\\System32\\reg.exe query HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
      'D:\\Windows\\System32\\reg.exe query HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections',
    ])
  })
})

describe('the proxy settings of a Mac', () => {
  it.each<[readonly string[], unknown]>([
    [[], NOTHING],
    [['ProxyAutoDiscoveryEnable : 1'], { ...NOTHING, detect: true }],
    [
      ['ProxyAutoConfigEnable : 1', 'ProxyAutoConfigURLString : http://p/x.pac'],
      { ...NOTHING, pac: 'http://p/x.pac' },
    ],
    [['ProxyAutoConfigEnable : 0', 'ProxyAutoConfigURLString : http://p/x.pac'], NOTHING],
    [['HTTPSEnable : 1', 'HTTPSPort : 8443', 'HTTPSProxy : proxy'], { ...NOTHING, manual: 'proxy:8443' }],
  ])('%j', async (lines, expected) => {
    const print = () =>
      Promise.resolve(['<dictionary> {', ...lines.map((line) => `  ${line}`), '}', ''].join('\n'))
    expect(await readSystemSettings({ platform: 'darwin', env: {}, print })).toEqual(expected)
  })
})

describe('the proxy settings of a Linux', () => {
  const gnome = (...lines: readonly string[]) =>
    readSystemSettings({
      platform: 'linux',
      env: { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' },
      print: () => Promise.resolve(lines.map((line) => `org.gnome.system.proxy${line}\n`).join('')),
    })
  const HTTPS = [".https host 'proxy'", '.https port 8080']

  it('under GNOME', async () => {
    const file = " autoconfig-url 'http://p/x.pac'"
    expect(await gnome(" mode 'none'", file, ...HTTPS)).toEqual(NOTHING)
    expect(await gnome(" mode 'auto'", file, ...HTTPS)).toEqual({ ...NOTHING, pac: 'http://p/x.pac' })
    expect(await gnome(" mode 'auto'", " autoconfig-url ''")).toEqual({ ...NOTHING, detect: true })
    expect(await gnome(" mode 'manual'", file, ...HTTPS)).toEqual({ ...NOTHING, manual: 'proxy:8080' })
  })

  it('under KDE', async () => {
    const home = temporaryFolder()
    mkdirSync(path.join(home, '.config'))
    const kde = (...lines: readonly string[]) => {
      writeFileSync(
        path.join(home, '.config', 'kioslaverc'),
        ['[Other]', 'ProxyType=3', '[Proxy Settings]', ...lines, '', '[More]', ''].join('\n'),
      )
      return readSystemSettings({ platform: 'linux', env: { XDG_CURRENT_DESKTOP: 'KDE', HOME: home } })
    }
    expect(await kde('ProxyType=0', 'Proxy Config Script=http://p/x.pac')).toEqual(NOTHING)
    expect(await kde('ProxyType=1', 'httpsProxy=http://proxy 3128')).toEqual({
      ...NOTHING,
      manual: 'proxy:3128',
    })
    expect(await kde('ProxyType=2', 'Proxy Config Script[$e]=http://p/x.pac')).toEqual({
      ...NOTHING,
      pac: 'http://p/x.pac',
    })
    expect(await kde('ProxyType=3')).toEqual({ ...NOTHING, detect: true })
  })

  it('without a desktop, or where nothing can be read, are none', async () => {
    expect(await readSystemSettings({ platform: 'linux', env: {} })).toEqual(NOTHING)
    expect(await gnome()).toEqual(NOTHING)
    expect(
      await readSystemSettings({ platform: 'linux', env: { XDG_CURRENT_DESKTOP: 'KDE', HOME: '/nowhere' } }),
    ).toEqual(NOTHING)
  })
})

it('what the command line does not use is named without a name, a password or a query', async () => {
  const named = async (settings: { pac?: string; manual?: string; detect?: boolean }) => {
    const found = await createUnusedSettings(() => Promise.resolve({ ...NOTHING, ...settings })).find(
      'https://x',
    )
    return found.kind === 'unused' ? found.names() : found.kind
  }
  expect(await named({ pac: 'http://me:secret@pac.office/p.pac?key=1#x' })).toBe(
    'the PAC file http://pac.office/p.pac',
  )
  expect(await named({ pac: 'file:///etc/p.pac' })).toBe('the PAC file of another kind')
  expect(await named({ manual: 'proxy:8080' })).toBe('the proxy proxy:8080')
  expect(await named({ detect: true })).toBeNull()
})
