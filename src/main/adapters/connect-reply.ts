/** What a proxy's bytes after CONNECT come to. */
export type ConnectReply =
  /** Not whole yet; the status as far as it was read, 0 for none. */
  | { readonly kind: 'more'; readonly status: number }
  /** 200, and not a byte after it: the tunnel is open. */
  | { readonly kind: 'open' }
  /** Another final status. `offers`: ways of signing in that it names, of those that are known. */
  | { readonly kind: 'refused'; readonly status: number; readonly offers: readonly string[] }
  | { readonly kind: 'not-http' | 'endless' | 'spoke-first'; readonly status: number }

/** More than any proxy sends; what goes on beyond it has no end. Node's own limit for headers. */
const LONGEST = 16_384

const BEGINNING = 'HTTP/1.'
const STATUS_LINE = /^HTTP\/1\.[01] ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/
const FIELD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*$/
const SWITCHING_PROTOCOLS = 101
const OPEN = 200

/**
 * Reads all that a proxy sent since CONNECT. Only a final 200 of HTTP/1 opens a tunnel (RFC 9110
 * section 9.3.6). Informational replies before it are passed over, as every client must; what a 200
 * says of a body is too, because there is none: whatever it sends next is not the server's TLS.
 */
export const readConnectReply = (bytes: Uint8Array): ConnectReply => {
  const text = Buffer.from(bytes).toString('latin1')
  let status = 0
  for (let start = 0; ; ) {
    const rest = text.slice(start)
    if (!rest.startsWith(BEGINNING) && !BEGINNING.startsWith(rest)) return { kind: 'not-http', status }
    const length = rest.indexOf('\r\n\r\n')
    const head = length === -1 ? rest : rest.slice(0, length)
    const [line = '', ...fields] = head.split('\r\n')
    const found = STATUS_LINE.exec(line)?.[1]
    const isLineWhole = length !== -1 || fields.length > 0
    if (isLineWhole) {
      if (found === undefined) return { kind: 'not-http', status }
      status = Number(found)
    }
    // A line that ends in LF alone never ends for us.
    if (/(^|[^\r])\n/.test(head)) return { kind: 'not-http', status }
    if ((length === -1 ? text.length : start + length) > LONGEST) return { kind: 'endless', status }
    if (length === -1) return { kind: 'more', status }
    if (!fields.every((field) => FIELD.test(field))) return { kind: 'not-http', status }
    start += length + 4
    if (status >= 200 || status === SWITCHING_PROTOCOLS) {
      if (status !== OPEN) return { kind: 'refused', status, offers: offersIn(fields) }
      return start === text.length ? { kind: 'open' } : { kind: 'spoke-first', status }
    }
    if (start === text.length) return { kind: 'more', status }
  }
}

const WAYS_TO_SIGN_IN = ['Basic', 'Digest', 'NTLM', 'Negotiate', 'Kerberos', 'Bearer']

const offersIn = (fields: readonly string[]): readonly string[] => {
  const challenges = fields.filter((field) => /^proxy-authenticate:/i.test(field))
  return WAYS_TO_SIGN_IN.filter((way) =>
    challenges.some((field) => new RegExp(`[:,]\\s*${way}\\b`, 'i').test(field)),
  )
}
