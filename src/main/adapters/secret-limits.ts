import { appError, type AppError } from '../../shared/app-error'

/**
 * What every system's keychain keeps unchanged (security.md 5.1): Windows refuses long values,
 * libsecret cuts at a NUL, and half a surrogate pair has no UTF-8 form.
 */
export const MAX_SECRET_BYTES = 1024

/** @returns what is wrong with the secret, or null; the secret itself is never part of it */
export const secretFault = (secret: string): AppError | null => {
  if (secret === '') return refuse('The secret is empty.', 'Enter the client secret from Halo.')
  if (Buffer.byteLength(secret, 'utf8') > MAX_SECRET_BYTES) {
    return refuse(
      `The secret is longer than ${String(MAX_SECRET_BYTES)} bytes, which not every keychain can keep.`,
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

const refuse = (message: string, advice: string): AppError =>
  appError('INVALID_ARGUMENT', message, { field: 'secret', advice: [advice] })
