import { readProxy, type Proxy, type UnusableProxy } from './proxy'

/** One of the ways that are to be tried in their order. */
export type NamedWay = Proxy | UnusableProxy | { readonly kind: 'straight' }

const ENTRY = /^([a-z]+\d?)(?:\s+(\S+))?$/i

/**
 * Reads what a PAC file answers, which Chromium gives for every setting of the system: `PROXY a:8080; HTTPS b:443; DIRECT`.
 * What cannot be used is left out where something else is named; there is always one.
 * @param setting who named them
 */
export const waysIn = (answer: string, setting: string): readonly [NamedWay, ...NamedWay[]] => {
  const [first, ...others] = answer
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => wayOf(entry, setting))
  if (first === undefined) return [{ kind: 'unusable', setting, why: 'address' }]
  const [usable, ...further] = [first, ...others].filter(({ kind }) => kind !== 'unusable')
  return usable === undefined ? [first] : [usable, ...further]
}

const wayOf = (entry: string, setting: string): NamedWay => {
  const [, word = '', server = ''] = ENTRY.exec(entry) ?? []
  switch (word.toUpperCase()) {
    case 'DIRECT':
      return { kind: 'straight' }
    case 'PROXY':
    case 'HTTP':
      return readProxy(`http://${server}`, setting)
    case 'HTTPS':
      return readProxy(`https://${server}`, setting)
    case 'SOCKS':
    case 'SOCKS4':
    case 'SOCKS5':
      return { kind: 'unusable', setting, why: 'socks' }
    default:
      return { kind: 'unusable', setting, why: 'address' }
  }
}
