import { X509Certificate } from 'node:crypto'
import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import type { AuthorityView } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import { certificatesIn } from '../../certificates'

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
  if (begun.length > MAX_AUTHORITIES)
    return refuse(`More than ${countText(MAX_AUTHORITIES)} extra certificates cannot be checked by a person.`)
  const blocks = certificatesIn(text)
  if (blocks === null)
    return refuse('The extra certificate is not PEM text, or one of them is damaged and cannot be read.')
  const texts = blocks.map((block) => new X509Certificate(block).toString())
  const certificates = [...new Set(texts)].sort().map((each) => new X509Certificate(each))
  try {
    return ok({ pem: certificates.map(String).join(''), shown: certificates.map(viewOf) })
  } catch {
    return refuse('A certificate has a date that is none, so that no person could check it.')
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
