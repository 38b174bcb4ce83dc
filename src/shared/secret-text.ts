import { countText } from '../core/comparison/count-text'
import { appError, type AppError } from './app-error'
import { credentialFault } from './credential-look'
import { err, ok, type Result } from './result'

/**
 * What every system's keychain keeps unchanged (security-measurements.md 5.1): Windows refuses long values,
 * libsecret cuts at a NUL, and half a surrogate pair has no UTF-8 form.
 */
export const MAX_SECRET_BYTES = 1024

/**
 * A secret as a person pasted it or a variable holds it: without spaces and line breaks around it,
 * which no secret of Halo has and copied ones often do. What is inside stays as it is, but for what no secret can hold.
 * @param field where it was entered
 */
export const typedSecret = (text: string, field: string): Result<string, AppError> => {
  const secret = text.trim()
  const fault = secretFault(secret, field) ?? credentialFault('secret', secret, field)
  return fault === null ? ok(secret) : err(fault)
}

/** @returns what is wrong with the secret, or null; the secret itself is never part of it */
export const secretFault = (secret: string, field = 'secret'): AppError | null => {
  const refuse = (message: string, advice: string): AppError =>
    appError('INVALID_ARGUMENT', message, { field, advice: [advice] })
  if (secret === '') return refuse('The secret is empty.', 'Enter the client secret from Halo.')
  if (new TextEncoder().encode(secret).length > MAX_SECRET_BYTES) {
    return refuse(
      `The secret is longer than ${countText(MAX_SECRET_BYTES)} bytes, which not every keychain can keep.`,
      'Check that only the client secret was pasted.',
    )
  }
  if (secret.includes('\0') || hasLoneSurrogate(secret)) {
    return refuse(
      'The secret holds characters that a keychain cannot keep.',
      'Copy the client secret from Halo again.',
    )
  }
  return null
}

const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text)
