import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import type * as Keytar from 'keytar'
import { err, ok, type Result } from '../../shared/result'
import type { AppError } from '../../shared/app-error'
import type { KeychainState, SecretLookup, SecretStore } from '../ports'
import { faultError, faultOf, faultState, KeychainDeadlineError, type KeychainFault } from './keychain-fault'
import { secretFault } from './secret-limits'

/**
 * Secrets in the system's keychain: Credential Manager, Keychain, or a Secret Service on Linux.
 * The only module that imports keytar. It never lists or searches entries, since that reads every
 * secret (and crashes where the keyring is locked).
 */

/** The name under which the keychain shows Crossview's entries. */
export const SERVICE = 'Crossview'

/** The calls of keytar that are safe. */
export type KeytarCalls = Pick<typeof Keytar, 'getPassword' | 'setPassword' | 'deletePassword'>

export interface KeychainOptions {
  /** Milliseconds for each call. macOS may show the user a question meanwhile. */
  readonly deadline: number
  /** Throws when the native module or the library below it is not there. */
  readonly load: () => KeytarCalls
}

const DEFAULTS: KeychainOptions = {
  deadline: process.platform === 'darwin' ? 120_000 : 5_000,
  // Not an import: where libsecret is missing, loading throws and Crossview runs without. A failed
  // `require` is tried afresh, so that installing the library is enough.
  load: () => createRequire(import.meta.url)('keytar') as KeytarCalls,
}

const READY: KeychainState = {
  status: 'ready',
  message: 'Secrets are kept in the system’s keychain.',
  advice: [],
}

/** Opens the keychain. Without a usable one, secrets are held in memory until Crossview ends. */
export const createKeychain = (options: Partial<KeychainOptions> = {}): SecretStore =>
  new Keychain({ ...DEFAULTS, ...options })

class Keychain implements SecretStore {
  /** Secrets that no keychain could take. They win over the keychain's, being newer. */
  private readonly session = new Map<string, string>()
  private probe: Promise<KeychainFault | null> | null = null

  constructor(private readonly options: KeychainOptions) {}

  async status(): Promise<KeychainState> {
    const fault = await this.findFault()
    return fault === null ? READY : faultState(fault)
  }

  async get(id: string): Promise<SecretLookup> {
    const kept = this.session.get(id)
    if (kept !== undefined) return { state: 'found', secret: kept, sessionOnly: true }
    const read = await this.call((keytar) => keytar.getPassword(SERVICE, id))
    if (!read.ok) return { state: 'unavailable', error: faultError(read.error) }
    if (read.value !== null) return { state: 'found', secret: read.value, sessionOnly: false }
    const fault = await this.findFault()
    return fault === null ? { state: 'absent' } : { state: 'unavailable', error: faultError(fault) }
  }

  async set(id: string, secret: string): Promise<Result<{ readonly sessionOnly: boolean }, AppError>> {
    const refused = secretFault(secret)
    if (refused !== null) return err(refused)
    const written = await this.call((keytar) => keytar.setPassword(SERVICE, id, secret))
    if (written.ok) {
      this.session.delete(id)
      return ok({ sessionOnly: false })
    }
    // The keychain works but refused this one (full, too big): keeping it in memory would hide that.
    if (written.error === 'other') return err(faultError('other'))
    this.session.set(id, secret)
    return ok({ sessionOnly: true })
  }

  async delete(id: string): Promise<Result<null, AppError>> {
    this.session.delete(id)
    const deleted = await this.call((keytar) => keytar.deletePassword(SERVICE, id))
    if (!deleted.ok) return err(faultError(deleted.error))
    if (deleted.value) return ok(null)
    // False means absent or locked.
    const fault = await this.findFault()
    return fault === null ? ok(null) : err(faultError(fault))
  }

  /** Probes at the same time share their answer: they would overwrite each other's canary. */
  private findFault(): Promise<KeychainFault | null> {
    this.probe ??= this.sendCanary().finally(() => {
      this.probe = null
    })
    return this.probe
  }

  /** Writes, reads and deletes a canary: the only way to tell an empty keychain from a locked one. */
  private async sendCanary(): Promise<KeychainFault | null> {
    // An own account for each process, so that the window and the command line do not meet.
    const account = `canary-${String(process.pid)}`
    const nonce = randomUUID()
    const written = await this.call((keytar) => keytar.setPassword(SERVICE, account, nonce))
    if (!written.ok) return written.error
    const read = await this.call((keytar) => keytar.getPassword(SERVICE, account))
    const deleted = await this.call((keytar) => keytar.deletePassword(SERVICE, account))
    if (!read.ok) return read.error
    if (!deleted.ok) return deleted.error
    return read.value === nonce ? null : 'locked'
  }

  private async call<T>(use: (keytar: KeytarCalls) => Promise<T>): Promise<Result<T, KeychainFault>> {
    let keytar
    try {
      keytar = this.options.load()
    } catch {
      return err('no-module')
    }
    try {
      return ok(await withDeadline(use(keytar), this.options.deadline))
    } catch (error) {
      return err(faultOf(error))
    }
  }
}

const withDeadline = async <T>(work: Promise<T>, milliseconds: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new KeychainDeadlineError())
    }, milliseconds)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
