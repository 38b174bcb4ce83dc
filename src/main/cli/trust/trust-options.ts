import { InvalidArgumentError, Option, type Command } from 'commander'
import { PLAIN_HOST } from '../../../shared/host-rules'
import { err, ok, type Result } from '../../../shared/result'

/** What the user of the command line vouches for, beside the config file. */
export interface TrustOptions {
  /** Hosts as {@link trustedHost} gives them. */
  readonly trustHost?: readonly string[]
  /** Fingerprints as {@link trustedFingerprint} gives them. */
  readonly trustCa?: readonly string[]
}

/**
 * A host that is named as trusted: that very host and port, nothing below it.
 * @returns `host` or `host:port`, in lower case, without the port 443 and in punycode; or what is wrong
 */
export const trustedHost = (text: string): Result<string, string> => {
  if (/[\s\p{C}\\/?#@*%]/u.test(text)) {
    return err(
      'Write the host alone, such as halo.example.com or halo.example.com:8443, without https:// or path. A * for many hosts is not taken: repeat the option.',
    )
  }
  const url = URL.canParse(`https://${text}`) ? new URL(`https://${text}`) : null
  // The dot of a complete name; with and without it, it is the same host.
  if (url !== null) url.hostname = url.hostname.replace(/\.$/, '')
  if (url === null || text.endsWith(':') || url.port === '0' || !PLAIN_HOST.test(url.hostname)) {
    return err(
      'It is no host. Write halo.example.com, halo.example.com:8443, or an IPv6 address as [2001:db8::1].',
    )
  }
  return ok(url.host)
}

/**
 * The SHA-256 fingerprint of a certificate, with or without colons, also as OpenSSL prints it.
 * @returns `AA:BB:…`; or what is wrong
 */
export const trustedFingerprint = (text: string): Result<string, string> => {
  const hex = text
    .trim()
    .replace(/^sha-?256( fingerprint)?\s*[:=]\s*/i, '')
    .replaceAll(':', '')
  return /^[0-9a-f]{64}$/i.test(hex)
    ? ok((hex.toUpperCase().match(/../g) ?? []).join(':'))
    : err(
        'Write the SHA-256 fingerprint of the certificate, 64 hexadecimal digits: openssl x509 -noout -fingerprint -sha256 -in FILE',
      )
}

/** An option that takes one host. */
export const hostOption = (text: string): string => {
  const host = trustedHost(text)
  if (!host.ok) throw new InvalidArgumentError(host.error)
  return host.value
}

/** A repeatable option. */
const collected =
  (parse: (text: string) => Result<string, string>) =>
  (text: string, before: readonly string[] | undefined): readonly string[] => {
    const parsed = parse(text)
    if (!parsed.ok) throw new InvalidArgumentError(parsed.error)
    return [...(before ?? []), parsed.value]
  }

export const withTrust = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--trust-host <host>',
        'confirms a host (or host:port) that a file names: the tenant’s, its proxy or its authorisation server; may be repeated',
      ).argParser(collected(trustedHost)),
    )
    .addOption(
      new Option(
        '--trust-ca <sha256>',
        'confirms a certificate that a file brings, by its fingerprint; may be repeated',
      ).argParser(collected(trustedFingerprint)),
    )
