import { X509Certificate } from 'node:crypto'
import { err, ok, type Result } from '../../shared/result'

/** What tells one certificate from another, for a person who is to trust it. */
export interface CertificateFacts {
  /** `CN=Contoso Root, O=Contoso`; whoever made it wrote what they liked. */
  readonly subject: string
  readonly issuer: string
  /** SHA-256 of the whole certificate: `AA:BB:…`. */
  readonly fingerprint: string
  /** As OpenSSL prints it: `Nov 24 10:00:00 2026 GMT`. */
  readonly validFrom: string
  readonly validTo: string
  /** This certificate and nothing else of the file that it was in. */
  readonly pem: string
}

const BEGIN = '-----BEGIN CERTIFICATE-----'
const END = '-----END CERTIFICATE-----'

/**
 * The certificates in a PEM text, each once. Whatever else is in it (comments, a private key) is
 * left behind.
 * @returns which one is none, from 1, when one is none
 */
export const certificatesIn = (text: string): Result<readonly CertificateFacts[], number> => {
  const byFingerprint = new Map<string, CertificateFacts>()
  for (const [index, part] of text.split(BEGIN).slice(1).entries()) {
    try {
      const pem = `${BEGIN}${part.slice(0, part.indexOf(END))}${END}\n`
      const { subject, issuer, fingerprint256, validFrom, validTo, raw } = new X509Certificate(pem)
      byFingerprint.set(fingerprint256, {
        subject: oneLine(subject),
        issuer: oneLine(issuer),
        fingerprint: fingerprint256,
        validFrom,
        validTo,
        pem: `-----BEGIN CERTIFICATE-----\n${wrapped(raw.toString('base64'))}\n-----END CERTIFICATE-----\n`,
      })
    } catch {
      return err(index + 1)
    }
  }
  return ok([...byFingerprint.values()])
}

const wrapped = (base64: string): string => base64.replace(/.{64}(?=.)/g, '$&\n')

/**
 * Names as one line of characters that can be seen. Node gives an attribute a line; the types say
 * text, but a certificate without a subject has undefined.
 */
const oneLine = (names: string | undefined): string =>
  (names ?? '(no name)')
    .split('\n')
    .join(', ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
