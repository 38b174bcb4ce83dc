import { addressOf, hostOf, type Address } from './address'
import { isMethod, isOverridden, OVERRIDDEN, type CollectedCalls } from './collected-calls'

/**
 * Reads one line of a log or of a list by hand: methods in capitals, each with an address or a path
 * behind it, anywhere in the line; or a method and a path alone, in any case.
 * @returns why it was not understood, or not whole; null when it was
 */
export const readLogLine = (line: string, into: CollectedCalls): string | null => {
  if (isOverridden(line)) return OVERRIDDEN
  const pairs = [...line.matchAll(CALL)]
  if (pairs.length === 0) return readPlainLine(line, into)
  const isAccessLog = ACCESS_LOG.test(line)
  const hosted = hostBeside(line)
  for (const { groups } of pairs) {
    const { method = '', address: text = '' } = groups ?? {}
    const address = calledAddress(method, text)
    if (address === null) return 'no address behind the method'
    into.add(
      isAccessLog ? 'access log' : 'list',
      method,
      address.host === null ? { ...address, host: hosted } : address,
    )
  }
  const rest = line.replace(CALL, ' ')
  if (METHOD_LEFT.test(rest)) return 'a second method without an address'
  return !isAccessLog && ADDRESS_LEFT.test(rest) ? 'a second address without a method' : null
}

/** Whether a line, or a part of one, holds a method with an address. */
export const namesCall = (text: string): boolean => text.search(CALL) >= 0

const CALL =
  /(?<![\w/-])(?<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)["'`:|\s]{1,4}(?<address>(?:https?:\/\/|\/|\{\{|\$|%\w|<\w|[\w.-]{1,200}:\d{1,5}(?=\s|$))[^\s"'|]*)/g

/** `… [02/Jan/2026:03:04:05 +0000] "GET /path HTTP/1.1" 200 512 …`: common, combined, and what others add to them. */
const ACCESS_LOG = /\] "[^"]*" \d{3} /
const METHOD_LEFT =
  /(?<![\w/-])(?:GET|POST|PUT|PATCH|DELETE)(?![\w/-])|\b(?:get|post|put|patch|delete)\s+(?:https?:\/\/|\/)/
const ADDRESS_LEFT = /\/api\/\w/i

/** A server closed without a request: `"-" 400`, as nginx and Apache write it. */
export const isEmptyRequest = (line: string): boolean => /\] "-?" (?:400|408|499) /.test(line)

const calledAddress = (method: string, text: string): Address | null => {
  if (method === 'CONNECT') {
    const host = /^([\w.-]+):\d{1,5}$/.exec(text)?.[1]
    return host === undefined ? null : { host: host.toLowerCase(), path: '/' }
  }
  return addressOf(withoutEnd(text))
}

/** Without what a sentence or a list puts behind an address. */
const withoutEnd = (text: string): string => {
  let end = text.length
  while (end > 0 && '`,;)].'.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** "get api/Tickets", "GET Tickets": nothing else in the line. */
const readPlainLine = (line: string, into: CollectedCalls): string | null => {
  const { method = '', address: text = '' } =
    /^[\s*-]*(?<method>[a-z]{3,7}):?\s+(?<address>\S+)$/i.exec(line)?.groups ?? {}
  if (!isMethod(method)) return 'no method with an address or a path'
  const address = addressOf(text) ?? (/^[a-z][\w./-]*(?:\?|$)/i.test(text) ? addressOf(`/${text}`) : null)
  if (address === null) return 'no address behind the method'
  into.add('list', method, address)
  return null
}

/** The host that a line names beside a path: Apache's vhost before the client, an upstream, urllib3's base. */
const hostBeside = (line: string): string | null => {
  const base = /(https?:\/\/[^\s"]{1,300}) "[A-Z]/.exec(line)?.[1]
  if (base !== undefined) return addressOf(base)?.host ?? null
  // Not what the client calls itself, nor where it came from.
  const plain = line.replace(/(" \d{3} \S{1,20}) "[^"]*" "[^"]*"/, '$1')
  for (const pattern of HOSTS) {
    const host = hostOf(pattern.exec(plain)?.[1] ?? '')
    if (host !== null) return host
  }
  return null
}

const HOSTS = [
  /^([\w.-]{1,253}(?::\d{1,5})?) [\d.]{7,15} /,
  /[\s"[(,](?:host|vhost|server_name|upstream|upstream_host|to)[:=]\s?"?([\w.-]{1,253}(?::\d{1,5})?)(?![\w.-])/i,
  // In small letters, as servers write it: keys and tokens have others too.
  /"([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8})"/,
]
