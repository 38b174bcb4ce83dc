import { appError, type AppError } from '../../../shared/app-error'
import type { KeychainState } from '../../ports'
import type { KeychainFault } from './keychain-fault'

/** What a fault of the keychain is called, and what to do about it on the system that is there. */

interface FaultText {
  readonly status: KeychainState['status']
  readonly code: AppError['code']
  readonly message: string
  readonly advice: Readonly<Record<System, readonly string[]>>
}

type System = 'windows' | 'mac' | 'linux'

const systemOf = (platform: NodeJS.Platform): System =>
  platform === 'win32' ? 'windows' : platform === 'darwin' ? 'mac' : 'linux'

const CHECK_AGAIN = 'Then check again; Crossview need not be restarted.'
const IN_CHECKOUT = 'In a checkout: run npm test once, which sets it up.'
const WINDOWS_SERVICE = 'Start the service “Credential Manager” (Services), if it is not running.'

const TEXTS: Readonly<Record<KeychainFault, FaultText>> = {
  locked: {
    status: 'locked',
    code: 'KEYCHAIN_LOCKED',
    message: 'The keychain takes no secrets and gives none: it is locked, or not there yet.',
    advice: {
      windows: [WINDOWS_SERVICE, CHECK_AGAIN],
      mac: [
        'Unlock the keychain “login” in Keychain Access; create it there if it is missing.',
        'Choose “Always Allow” when the system asks about Crossview.',
        CHECK_AGAIN,
      ],
      linux: [
        'Unlock the keyring “Login” in Passwords and Keys (KDE: the wallet in KWalletManager); create it there if it is missing.',
        CHECK_AGAIN,
      ],
    },
  },
  silent: {
    status: 'locked',
    code: 'KEYCHAIN_FAILED',
    message: 'The keychain did not answer in time. It may be waiting for you in another window.',
    advice: {
      windows: [WINDOWS_SERVICE, CHECK_AGAIN],
      mac: ['Look for a window that asks for the keychain’s password.', CHECK_AGAIN],
      linux: ['Look for a window that asks for the password of the keyring or wallet.', CHECK_AGAIN],
    },
  },
  stopped: {
    status: 'missing',
    code: 'KEYCHAIN_FAILED',
    message: 'The keychain service was ended while Crossview used it.',
    // Measured in test/keychain: libsecret does not connect to the service that takes its place.
    advice: {
      windows: ['Restart Crossview. If that does not help, sign out of Windows and in again.'],
      mac: ['Restart Crossview. If that does not help, log out and in again.'],
      linux: ['Restart Crossview. If that does not help, log out of the desktop and in again.'],
    },
  },
  'no-service': {
    status: 'missing',
    code: 'KEYCHAIN_MISSING',
    message: 'No keychain service answers in this session.',
    advice: {
      windows: [
        'Sign in to Windows itself: over SSH, or as a service, there is no Credential Manager.',
        WINDOWS_SERVICE,
        CHECK_AGAIN,
      ],
      mac: [
        'Log in to the Mac itself: over SSH, or as a service, its keychain does not answer.',
        CHECK_AGAIN,
      ],
      linux: [
        'Install GNOME Keyring (package gnome-keyring) or KWallet, and log in to the desktop.',
        'Not over SSH or as a service: there is no keychain there.',
        CHECK_AGAIN,
      ],
    },
  },
  'no-module': {
    status: 'missing',
    code: 'KEYCHAIN_MISSING',
    message: 'The part of Crossview that talks to the keychain could not be loaded.',
    advice: {
      windows: ['Install Crossview again.', IN_CHECKOUT, CHECK_AGAIN],
      mac: ['Install Crossview again.', IN_CHECKOUT, CHECK_AGAIN],
      linux: ['Install libsecret (package libsecret-1-0).', IN_CHECKOUT, CHECK_AGAIN],
    },
  },
  other: {
    status: 'missing',
    code: 'KEYCHAIN_FAILED',
    message: 'The keychain refused to keep or return this secret.',
    advice: {
      windows: [
        'Remove entries that are no longer needed in Credential Manager (Control Panel): it may be full. Then try again.',
        'If it is managed: a policy of your organization may forbid to store credentials.',
      ],
      mac: [
        'Make room on the disk, or remove old entries in Keychain Access, if it is full. Then try again.',
      ],
      linux: ['Make room on the disk, or remove old entries of the keyring, if it is full. Then try again.'],
    },
  },
}

/** What a fault means for one secret. */
export const faultError = (fault: KeychainFault, platform: NodeJS.Platform): AppError => {
  const { code, message, advice } = TEXTS[fault]
  return appError(code, message, { advice: advice[systemOf(platform)] })
}

/** What a fault means for the keychain as a whole. */
export const faultState = (fault: KeychainFault, platform: NodeJS.Platform): KeychainState => {
  const { status, message, advice } = TEXTS[fault]
  return { status, message, advice: advice[systemOf(platform)] }
}
