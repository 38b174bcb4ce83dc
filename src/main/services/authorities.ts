import { X509Certificate } from 'node:crypto'
import { appError, type AppError } from '../../shared/app-error'
import { certificateBodies } from '../../shared/connection-trust'
import type { AuthorityView } from '../../shared/ipc/api'
import { err, ok, type Result } from '../../shared/result'

/** More than any private authority needs; a whole system's list belongs into the system. */
export const MAX_AUTHORITIES = 20

/** The extra certificates of a tenant. */
export interface Authorities {
  /** PEM text of just these certificates, sorted, as it is stored and used; null for none. */
  readonly pem: string | null
  /** For a person to check, in the order of `pem`. */
  readonly shown: readonly AuthorityView[]
}

export const NO_AUTHORITIES: Authorities = { pem: null, shown: [] }

const ADVICE = [
  'Export the root certificate as Base-64 (PEM) and paste all of it, from the BEGIN line to the END line.',
]

const refuse = (message: string): Result<never, AppError> =>
  err(appError('INVALID_ARGUMENT', message, { field: 'ca', advice: ADVICE }))

/**
 * Reads the extra trusted certificates of a tenant. What is returned is all that is trusted: text
 * around the certificates is dropped, and blocks that OpenSSL would read besides (`TRUSTED
 * CERTIFICATE`, keys) are refused, so that nothing is trusted that was not shown.
 * @param text PEM; empty or null for none
 * @returns `INVALID_ARGUMENT` for field `ca`; the text itself is never part of the message
 */
export const readAuthorities = (text: string | null): Result<Authorities, AppError> => {
  if (text === null || text.trim() === '') return ok(NO_AUTHORITIES)
  const begun = text.split('-----BEGIN ').slice(1)
  if (begun.some((block) => /^[A-Z ]*PRIVATE KEY-----/.test(block))) {
    return refuse('The text holds a private key, which belongs on no other machine than its own.')
  }
  if (begun.some((block) => !block.startsWith('CERTIFICATE-----')))
    return refuse('The text holds something else than certificates.')
  const bodies = certificateBodies(text)
  if (bodies.length === 0) return refuse('The extra certificate is not PEM text.')
  if (bodies.length > MAX_AUTHORITIES)
    return refuse(`More than ${String(MAX_AUTHORITIES)} extra certificates cannot be checked by a person.`)
  const certificates: ReadCertificate[] = []
  for (const [index, body] of bodies.entries()) {
    const certificate = parse(body)
    if (certificate === null) {
      const which = bodies.length === 1 ? 'The extra certificate' : `Extra certificate ${String(index + 1)}`
      return refuse(`${which} is damaged: it cannot be read.`)
    }
    certificates.push(certificate)
  }
  return ok({
    pem: certificates.map(({ pem }) => pem).join(''),
    shown: certificates.map(({ shown }) => shown),
  })
}

interface ReadCertificate {
  readonly pem: string
  readonly shown: AuthorityView
}

/** null for what is no certificate, or has a date that is none: no person could check it. */
const parse = (body: string): ReadCertificate | null => {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return null
  try {
    const certificate = new X509Certificate(Buffer.from(body, 'base64'))
    return { pem: certificate.toString(), shown: viewOf(certificate) }
  } catch {
    return null
  }
}

const viewOf = (certificate: X509Certificate): AuthorityView => ({
  subject: inOneLine(certificate.subject),
  issuer: inOneLine(certificate.issuer),
  fingerprint: certificate.fingerprint256,
  // Electron's Node may be too old to have them as dates.
  validFrom: new Date(certificate.validFrom).toISOString(),
  validTo: new Date(certificate.validTo).toISOString(),
})

/** OpenSSL puts each part of a name on a line of its own. */
const inOneLine = (name: string | undefined): string =>
  (name ?? '').split('\n').filter(Boolean).join(', ').slice(0, 300) || '(no name)'

/** A certificate in a sentence: who it is, its fingerprint, and its dates. */
export const authorityText = ({ subject, issuer, fingerprint, validFrom, validTo }: AuthorityView): string =>
  `“${subject}”${issuer === subject ? '' : `, issued by “${issuer}”`}, SHA-256 ${fingerprint}, valid from ${validFrom.slice(0, 10)} to ${validTo.slice(0, 10)}`
