import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** Where a request goes. `hostname` as `URL` has it: lower case, punycode, brackets around IPv6. */
interface Target {
  readonly hostname: string
  readonly port: number
}

/**
 * Whether `NO_PROXY` excepts a server. Entries are separated by commas or blanks: a host, which holds
 * for its subdomains too, with or without a leading `.` or `*.`; an IP address; a range of them
 * (`10.0.0.0/8`); `*` for everything. Each but `*` may name a port and then holds for that port only.
 * An entry that is none of these excepts nothing.
 */
export const isExcepted = ({ hostname, port }: Target, exceptions: string): boolean => {
  const host = plain(hostname)
  return exceptions
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const { name, portNamed } = split(entry)
      if (portNamed !== null && portNamed !== port) return false
      const [address = '', bits] = name.split('/')
      if (bits !== undefined) return isIn(host, address, bits)
      if (isIP(address) !== 0 || isIP(host) !== 0)
        return isIn(host, address, isIP(address) === 4 ? '32' : '128')
      const domain = plain(domainToASCII(address.replace(/^\*?\./, '')))
      return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
    })
}

/** Without brackets and without the dot of the root. */
const plain = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/** An IPv6 address has colons of its own: with a port it stands in brackets. */
const split = (entry: string): { readonly name: string; readonly portNamed: number | null } => {
  const [, bracketed, plainName, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? []
  const name = bracketed ?? plainName ?? entry
  return { name, portNamed: port === undefined ? null : Number(port) }
}

const isIn = (host: string, address: string, bits: string): boolean => {
  const family = familyOf(address)
  if (family === null || familyOf(host) !== family) return false
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) : Infinity
  if (length > (family === 'ipv4' ? 32 : 128)) return false
  const range = new BlockList()
  range.addSubnet(address, length, family)
  return range.check(host, family)
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | null => {
  const version = isIP(address)
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6'
}
