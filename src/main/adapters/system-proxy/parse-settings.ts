/** What this computer's own settings say of proxies; only as much as a program needs that does not leave all of it to Chromium. */
export interface SystemSettings {
  /** A PAC file is looked for in the network (WPAD). */
  readonly detect: boolean
  /** Address of the PAC file that they name. */
  readonly pac: string | null
  /** Host and port of the proxy for https that they name. */
  readonly manual: string | null
}

export const NOTHING_SET: SystemSettings = { detect: false, pac: null, manual: null }

const textOr = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/**
 * What `reg query` prints of Windows' Internet Settings, the key and its `Connections` one after another. Whether WPAD is on
 * stands in `DefaultConnectionSettings` only: in the ninth byte, a 1 at 0x08 (undocumented; as Chromium and WinINET's tools read it).
 */
export const parseWindows = (printed: string): SystemSettings => {
  const values = new Map(
    printed.split(/\r?\n/).flatMap((line) => {
      const [, name = '', value = ''] = /^ {4}(\S+) {4}REG_\w+(?: {4}(.*))?$/.exec(line) ?? []
      return name === '' ? [] : [[name.toLowerCase(), value.trim()] as const]
    }),
  )
  const flags = Number.parseInt(values.get('defaultconnectionsettings')?.slice(16, 18) ?? '', 16)
  const isOn = values.get('proxyenable') === '0x1'
  return {
    detect: (flags & 0x08) !== 0,
    pac: textOr(values.get('autoconfigurl')),
    manual: isOn ? httpsServer(values.get('proxyserver') ?? '') : null,
  }
}

/** `proxy:8080`, or one for each scheme: `http=a:80;https=b:443`. */
const httpsServer = (servers: string): string | null => {
  const entries = servers.split(';').map((entry) => entry.trim())
  const named = entries.find((entry) => entry.startsWith('https='))?.slice('https='.length)
  return textOr(named ?? entries.find((entry) => !entry.includes('=')))
}

/** What macOS' `scutil --proxy` prints. */
export const parseMac = (printed: string): SystemSettings => {
  const values = new Map(
    printed.split('\n').flatMap((line) => {
      const [, name = '', value = ''] = /^ {2}(\w+) : (.*)$/.exec(line) ?? []
      return name === '' ? [] : [[name, value.trim()] as const]
    }),
  )
  const isOn = (name: string) => values.get(name) === '1'
  return {
    detect: isOn('ProxyAutoDiscoveryEnable'),
    pac: isOn('ProxyAutoConfigEnable') ? textOr(values.get('ProxyAutoConfigURLString')) : null,
    manual: isOn('HTTPSEnable') ? `${values.get('HTTPSProxy') ?? ''}:${values.get('HTTPSPort') ?? ''}` : null,
  }
}

/** What `gsettings list-recursively org.gnome.system.proxy` prints. Mode `auto` without an address is WPAD. */
export const parseGnome = (printed: string): SystemSettings => {
  const values = new Map(
    printed.split('\n').flatMap((line) => {
      const [, schema = '', name = '', value = ''] =
        /^org\.gnome\.system\.proxy(\S*) (\S+) (.*)$/.exec(line) ?? []
      return name === '' ? [] : [[`${schema}.${name}`, value.trim().replace(/^'|'$/g, '')] as const]
    }),
  )
  const mode = values.get('.mode')
  const pac = textOr(values.get('.autoconfig-url'))
  const host = textOr(values.get('.https.host'))
  return {
    detect: mode === 'auto' && pac === null,
    pac: mode === 'auto' ? pac : null,
    manual: mode === 'manual' && host !== null ? `${host}:${values.get('.https.port') ?? ''}` : null,
  }
}

/** KDE's `kioslaverc`. `ProxyType`: 1 named, 2 a PAC file, 3 WPAD. */
export const parseKde = (file: string): SystemSettings => {
  const section = /^\[Proxy Settings\](?:\[\$i\])?$([^]*?)(?=^\[|$(?![^]))/m.exec(file)?.[1] ?? ''
  const values = new Map(
    section.split(/\r?\n/).flatMap((line) => {
      const [, name = '', value = ''] = /^([^=[]+)(?:\[\$\w+\])?=(.*)$/.exec(line) ?? []
      return name === '' ? [] : [[name.trim(), value.trim()] as const]
    }),
  )
  const type = values.get('ProxyType')
  const https = textOr(values.get('httpsProxy'))
  return {
    detect: type === '3',
    pac: type === '2' ? textOr(values.get('Proxy Config Script')) : null,
    manual: type === '1' && https !== null ? https.replace(/^\w+:\/\//, '').replace(' ', ':') : null,
  }
}
