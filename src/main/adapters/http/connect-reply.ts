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
  for (let start = 0; ;) {
    const head = headOf(text.slice(start))
    status = head.status ?? status
    if (start + head.length > LONGEST) return { kind: 'endless', status }
    if (!head.isHttp) return { kind: 'not-http', status }
    if (!head.isWhole) return { kind: 'more', status }
    start += head.length
    if (status === OPEN) return start === text.length ? { kind: 'open' } : { kind: 'spoke-first', status }
    if (status > 199 || status === SWITCHING_PROTOCOLS)
      return { kind: 'refused', status, offers: offersIn(head.fields) }
  }
}

interface Head {
  /** So far, at least. */
  readonly isHttp: boolean
  readonly isWhole: boolean
  /** null until its line is there. */
  readonly status: number | null
  readonly fields: readonly string[]
  /** Bytes up to its end, or of all there is. */
  readonly length: number
}

/** The first head in a text: its status line and its fields, up to the empty line. */
const headOf = (text: string): Head => {
  const end = text.indexOf('\r\n\r\n')
  const isWhole = end !== -1
  const head = isWhole ? text.slice(0, end) : text
  const [line = '', ...fields] = head.split('\r\n')
  const status = STATUS_LINE.exec(line)?.[1] ?? null
  const isLineWhole = isWhole || fields.length > 0
  return {
    isWhole,
    fields,
    status: isLineWhole && status !== null ? Number(status) : null,
    length: isWhole ? end + 4 : text.length,
    isHttp:
      (text.startsWith(BEGINNING) || BEGINNING.startsWith(text)) &&
      (!isLineWhole || status !== null) &&
      // A line that ends in LF alone would never end for us.
      !/(^|[^\r])\n/.test(head) &&
      (!isWhole || fields.every((field) => FIELD.test(field))),
  }
}

const WAYS_TO_SIGN_IN = ['Basic', 'Digest', 'NTLM', 'Negotiate', 'Kerberos', 'Bearer']

const offersIn = (fields: readonly string[]): readonly string[] => {
  const challenges = fields.filter((field) => /^proxy-authenticate:/i.test(field))
  return WAYS_TO_SIGN_IN.filter((way) =>
    challenges.some((field) => new RegExp(`[:,]\\s*${way}\\b`, 'i').test(field)),
  )
}
