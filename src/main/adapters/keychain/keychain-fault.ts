import { appError, type AppError } from '../../../shared/app-error'
import type { KeychainState } from '../../ports'
import { DeadlineError } from './deadline-queue'

/** Why the keychain could not do what it was asked. `other`: it works, but refused this one call. */
export type KeychainFault =
  'locked' | 'denied' | 'silent' | 'stopped' | 'no-service' | 'no-module' | 'no-keyring' | 'other'

/**
 * Tells faults apart by the messages that keytar passes on (security-measurements.md 5.1, 5.6, and measured in
 * test/keychain). The messages themselves go no further.
 */
export const faultOf = (error: unknown): KeychainFault => {
  if (error instanceof DeadlineError) return 'silent'
  const message = error instanceof Error ? error.message : ''
  return KNOWN_MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? 'other'
}

const KNOWN_MESSAGES: readonly (readonly [RegExp, KeychainFault])[] = [
  // Linux, libsecret. It keeps to the daemon it first met (`:1.0`) and to its session there.
  [
    /connection is closed|disconnected from message bus|no ?reply|remote peer|the name :\d|session wrapping the secret/i,
    'stopped',
  ],
  [/locked collection|is locked|prompt dismissed/i, 'locked'],
  [/no result found|no such (secret )?collection|\/org\/freedesktop\/secrets\/collection/i, 'no-keyring'],
  [
    /d-?bus|not provided by any \.service|could not connect|no such file or directory|secret service/i,
    'no-service',
  ],
  // macOS
  [/user interaction is not allowed|passphrase you entered is not correct/i, 'locked'],
  [/user cancell?ed|authorization was denied/i, 'denied'],
  // Windows: a service or SSH log-on has no credential set
  [/specified logon session does not exist/i, 'no-service'],
]

interface FaultText {
  readonly status: KeychainState['status']
  readonly code: AppError['code']
  readonly message: string
  readonly advice: readonly string[]
}

const CHECK_AGAIN = 'Then check again; Crossview need not be restarted.'

const TEXTS: Readonly<Record<KeychainFault, FaultText>> = {
  locked: {
    status: 'locked',
    code: 'KEYCHAIN_LOCKED',
    message: 'The keychain is locked, so secrets can be neither read nor kept.',
    advice: ['Unlock the keyring “Login” (Linux: Passwords and Keys; macOS: Keychain Access).', CHECK_AGAIN],
  },
  denied: {
    status: 'locked',
    code: 'KEYCHAIN_LOCKED',
    message: 'Crossview was not allowed to use the keychain.',
    advice: ['Choose “Always Allow” when the system asks about Crossview.', CHECK_AGAIN],
  },
  silent: {
    status: 'locked',
    code: 'KEYCHAIN_FAILED',
    message: 'The keychain did not answer in time. It may be waiting for you in another window.',
    advice: ['Look for a window that asks for the keyring’s password.', CHECK_AGAIN],
  },
  stopped: {
    status: 'missing',
    code: 'KEYCHAIN_FAILED',
    message: 'The keychain service was ended while Crossview used it.',
    // Measured in test/keychain: libsecret does not connect to the service that takes its place.
    advice: ['Restart Crossview. If that does not help, log out of the desktop and in again.'],
  },
  'no-service': {
    status: 'missing',
    code: 'KEYCHAIN_MISSING',
    message: 'No keychain service answers in this session.',
    advice: [
      'Linux: install gnome-keyring and log in to the desktop.',
      'Not over SSH or as a service: there is no keychain there.',
      CHECK_AGAIN,
    ],
  },
  'no-module': {
    status: 'missing',
    code: 'KEYCHAIN_MISSING',
    message: 'The part of Crossview that talks to the keychain could not be loaded.',
    advice: [
      'Linux: install libsecret (package libsecret-1-0).',
      'In a checkout: run npm test once, which sets it up.',
      CHECK_AGAIN,
    ],
  },
  'no-keyring': {
    status: 'missing',
    code: 'KEYCHAIN_MISSING',
    message: 'The keychain service has no keyring to keep secrets in.',
    advice: ['Log in to the desktop, or create the keyring “Login” in Passwords and Keys.', CHECK_AGAIN],
  },
  other: {
    status: 'missing',
    code: 'KEYCHAIN_FAILED',
    message: 'The keychain refused to keep or return this secret.',
    advice: ['Remove old entries from the keychain if it may be full, then try again.'],
  },
}

/** What a fault means for one secret. */
export const faultError = (fault: KeychainFault): AppError => {
  const { code, message, advice } = TEXTS[fault]
  return appError(code, message, { advice })
}

/** What a fault means for the keychain as a whole. */
export const faultState = (fault: KeychainFault): KeychainState => {
  const { status, message, advice } = TEXTS[fault]
  return { status, message, advice }
}
