/**
 * What an IP address is for, by IANA's registries of special-purpose addresses (RFC 6890, as of
 * 2026). Metadata addresses are those where the large clouds hand a machine its own credentials.
 */
export type AddressKind =
  | 'loopback'
  | 'private'
  | 'public'
  | 'link-local'
  | 'metadata'
  | 'unspecified'
  | 'multicast'
  | 'documentation'
  | 'reserved'

type Row<Kind> = readonly [range: string, kind: Kind]

/** The first row that holds the address says what it is. */
const IPV4: readonly Row<AddressKind>[] = [
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.100.100.200/32', 'metadata'],
  ['100.64.0.0/10', 'private'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.169.254/32', 'metadata'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'reserved'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['0.0.0.0/0', 'public'],
]

/** An IPv4 address spelled inside an IPv6 one, this many bits from the right. */
interface Embedded {
  readonly shift: bigint
  /** Whether the system takes it for the IPv4 address itself; else it travels by way of a gateway. */
  readonly same: boolean
}

const IPV6: readonly Row<AddressKind | Embedded>[] = [
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['::ffff:0:0/96', { shift: 0n, same: true }],
  ['::/96', { shift: 0n, same: false }],
  ['::ffff:0:0:0/96', { shift: 0n, same: false }],
  ['64:ff9b::/96', { shift: 0n, same: false }],
  ['2002::/16', { shift: 80n, same: false }],
  ['fd00:ec2::254/128', 'metadata'],
  ['fd20:ce::254/128', 'metadata'],
  ['fc00::/7', 'private'],
  ['fe80::/10', 'link-local'],
  ['ff00::/8', 'multicast'],
  ['2001:db8::/32', 'documentation'],
  ['3fff::/20', 'documentation'],
  ['2001::/23', 'reserved'],
  ['2000::/3', 'public'],
  ['::/0', 'reserved'],
]

/**
 * What kind of IP address a host is, with IPv4 addresses spelled as IPv6 judged as what they mean;
 * null for a name.
 * @param hostname as WHATWG URL parses it, which has brought every notation into one form
 */
export const addressKind = (hostname: string): AddressKind | null => {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return ipv4Kind(ipv4Bits(hostname))
  if (!hostname.startsWith('[')) return null
  const bits = ipv6Bits(hostname.slice(1, -1))
  const kind = lookUp(IPV6, bits, 128n, ipv6Bits)
  if (typeof kind === 'string') return kind
  const meant = ipv4Kind((bits >> kind.shift) & 0xffff_ffffn)
  // No gateway leads back to this machine.
  return meant === 'loopback' && !kind.same ? 'reserved' : meant
}

const ipv4Kind = (bits: bigint): AddressKind => lookUp(IPV4, bits, 32n, ipv4Bits)

const lookUp = <Kind extends AddressKind | Embedded>(
  table: readonly Row<Kind>[],
  address: bigint,
  width: bigint,
  read: (text: string) => bigint,
): Kind | 'reserved' => {
  const row = table.find(([range]) => {
    const [start = '', length = ''] = range.split('/')
    const rest = width - BigInt(length)
    return address >> rest === read(start) >> rest
  })
  return row?.[1] ?? 'reserved'
}

const ipv4Bits = (text: string): bigint =>
  text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)

/** Groups of hexadecimal digits, `::` for the zeros left out; URL writes no other form. */
const ipv6Bits = (text: string): bigint => {
  const [head = [], tail = []] = text.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return [...head, ...zeros, ...tail].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n)
}
