import ipaddr from 'ipaddr.js'

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

type Address = ReturnType<typeof ipaddr.parse>
type Ranges<Kind extends string> = Record<Kind, [Address, length: number][]>

const ranges = <Kind extends string>(table: Readonly<Record<Kind, readonly string[]>>): Ranges<Kind> =>
  Object.fromEntries(
    Object.entries<readonly string[]>(table).map(([kind, cidrs]) => [kind, cidrs.map(ipaddr.parseCIDR)]),
  ) as Ranges<Kind>

/**
 * The library's own ranges know no metadata addresses and call documentation reserved. The first kind
 * that holds the address says what it is.
 */
const IPV4 = ranges({
  metadata: ['100.100.100.200/32', '169.254.169.254/32'],
  unspecified: ['0.0.0.0/8'],
  private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'],
  loopback: ['127.0.0.0/8'],
  'link-local': ['169.254.0.0/16'],
  documentation: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'],
  reserved: ['192.0.0.0/24', '192.88.99.0/24', '198.18.0.0/15', '240.0.0.0/4'],
  multicast: ['224.0.0.0/4'],
  public: ['0.0.0.0/0'],
})

const IPV6 = ranges({
  unspecified: ['::/128'],
  loopback: ['::1/128'],
  mapped: ['::ffff:0:0/96'],
  'last-32-bits': ['::/96', '::ffff:0:0:0/96', '64:ff9b::/96'],
  '6to4': ['2002::/16'],
  metadata: ['fd00:ec2::254/128', 'fd20:ce::254/128'],
  private: ['fc00::/7'],
  'link-local': ['fe80::/10'],
  multicast: ['ff00::/8'],
  documentation: ['2001:db8::/32', '3fff::/20'],
  reserved: ['2001::/23'],
  public: ['2000::/3'],
})

/** Where in an IPv6 address the four bytes of an IPv4 one stand. */
const EMBEDDED_AT = { mapped: 12, 'last-32-bits': 12, '6to4': 2 } as const

/**
 * What kind of IP address a host is, with IPv4 addresses spelled as IPv6 judged as what they mean;
 * null for a name.
 * @param hostname as WHATWG URL parses it, which has brought every notation into one form
 */
export const addressKind = (hostname: string): AddressKind | null => {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return kindIn(IPV4, ipaddr.parse(hostname))
  if (!hostname.startsWith('[')) return null
  const address = ipaddr.parse(hostname.slice(1, -1))
  const kind = kindIn(IPV6, address)
  if (!isEmbedded(kind)) return kind
  const start = EMBEDDED_AT[kind]
  const meant = kindIn(IPV4, ipaddr.fromByteArray(address.toByteArray().slice(start, start + 4)))
  // The system takes a mapped one for the address itself. No gateway leads back to this machine.
  return meant === 'loopback' && kind !== 'mapped' ? 'reserved' : meant
}

const kindIn = <Kind extends string>(table: Ranges<Kind>, address: Address): Kind | 'reserved' =>
  ipaddr.subnetMatch(address, table, 'reserved') as Kind | 'reserved'

const isEmbedded = (kind: string): kind is keyof typeof EMBEDDED_AT => kind in EMBEDDED_AT
