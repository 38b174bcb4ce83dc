/** Why the keychain could not do what it was asked. `other`: it works, but refused this one call. */
export type KeychainFault = 'locked' | 'silent' | 'stopped' | 'no-service' | 'no-module' | 'other'

/** What a look at the keychain gave after it refused a call. */
export interface Look {
  /** An entry that Crossview knows to be there, or one that is not, was asked for. */
  readonly read: 'refused' | 'nothing' | 'value'
  /** Whether this keychain worked before in this process. */
  readonly hasWorked: boolean
}

/**
 * Tells why a keychain refused a call by what it still does.
 *
 * keytar hands on no error number, only the system's text: in the language of the system, on Windows
 * in its ANSI code page read as UTF-8, and empty for some faults (keytar_win.cc, keytar_mac.cc,
 * keytar_posix.cc). So the text is never looked at. What each system does was measured in
 * test/keychain and is written in security-measurements.md 5.1:
 *
 * - Windows has no lock. A log-on without a credential set (SSH, a service) can neither read nor
 *   write; a full vault can be read.
 * - macOS refuses to write, or to read an entry that is there, while the keychain is locked or the
 *   person said no; both are answered in the same place.
 * - Linux: where no service answers, reading throws too. A locked keyring, and a service without one,
 *   read as empty and refuse to write. libsecret keeps to the service it first met.
 */
export const faultFrom = ({ read, hasWorked }: Look, platform: NodeJS.Platform): KeychainFault => {
  if (read === 'value') return 'other'
  switch (platform) {
    case 'win32':
      return read === 'refused' ? 'no-service' : 'other'
    case 'darwin':
      return 'locked'
    default:
      if (read === 'nothing') return 'locked'
      return hasWorked ? 'stopped' : 'no-service'
  }
}
