import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import type * as Keytar from 'keytar'
import { err, ok, type Result } from '../../../shared/result'
import type { AppError } from '../../../shared/app-error'
import type { KeptSecret, KeychainState, SecretLookup, SecretStore } from '../../ports'
import { faultError, faultOf, faultState, type KeychainFault } from './keychain-fault'
import { LateChanges } from './late-changes'
import { SerialQueue } from './serial-queue'
import { secretFault } from '../../../shared/secret-text'
import { seal, unseal } from './sealed-secret'

/**
 * Secrets in the system's keychain: Credential Manager, Keychain, or a Secret Service on Linux.
 * The only module that imports keytar. It never lists or searches entries, since that reads every
 * secret (and crashes where the keyring is locked).
 *
 * What a locked keyring does, measured with gnome-keyring and its prompt (test/keychain/prompt.test.ts):
 * - `setPassword` shows the prompt; dismissed, or with nobody to show it, it throws.
 * - `getPassword` shows it for an entry that is there; dismissed, it is null. For one that is not
 *   there it is null at once.
 * - `deletePassword` shows nothing: false, and the entry stays.
 * - A prompt has no end of its own, and the process cannot end before it is answered.
 *
 * So the first call is the canary's, whose answer says locked; null and false are never believed
 * by themselves; and a prompt that was just dismissed is not shown again.
 */

/** The name under which the keychain shows Crossview's entries. */
export const SERVICE = 'Crossview'

/** The calls of keytar that are safe. */
export type KeytarCalls = Pick<typeof Keytar, 'getPassword' | 'setPassword' | 'deletePassword'>

export interface KeychainOptions {
  /** Milliseconds for each call. macOS may show the user a question meanwhile. */
  readonly deadline: number
  /** For so many milliseconds after it said locked, only {@link SecretStore.status} asks again. */
  readonly holdOff: number
  /** Throws when the native module or the library below it is not there. */
  readonly load: () => KeytarCalls
}

const DEFAULTS: KeychainOptions = {
  deadline: process.platform === 'darwin' ? 120_000 : 5_000,
  // Saving a tenant, or comparing forty, asks for many secrets: one prompt to dismiss, not many.
  holdOff: 3_000,
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

class StillRefused extends Error {
  constructor(readonly fault: KeychainFault) {
    super()
  }
}

class Keychain implements SecretStore {
  /** Secrets that no keychain could take, sealed. They win over the keychain's, being newer. */
  private readonly session = new Map<string, string>()
  private readonly late = new LateChanges()
  private readonly line: SerialQueue
  private probe: Promise<KeychainFault | null> | null = null
  /** Whether the canary came back, and nothing said otherwise since. */
  private isOpen = false
  private refusal: { readonly fault: KeychainFault; readonly until: number } | null = null

  constructor(private readonly options: KeychainOptions) {
    this.line = new SerialQueue(options.deadline)
  }

  async status(): Promise<KeychainState> {
    this.refusal = null
    const fault = await this.findFault()
    return fault === null ? READY : faultState(fault)
  }

  async get(id: string): Promise<SecretLookup> {
    const kept = this.session.get(id)
    if (kept !== undefined) return found(kept, true)
    const closed = await this.findClosed()
    if (closed !== null) return { state: 'unavailable', error: faultError(closed) }
    const read = await this.read(id)
    if (!read.ok) return { state: 'unavailable', error: faultError(read.error) }
    if (read.value !== null) return found(read.value, false)
    const fault = await this.findFault()
    if (fault !== null) return { state: 'unavailable', error: faultError(fault) }
    // The canary may have had the keychain unlocked.
    const again = await this.read(id)
    if (!again.ok) return { state: 'unavailable', error: faultError(again.error) }
    return again.value === null ? { state: 'absent' } : found(again.value, false)
  }

  async set(id: string, secret: string, trust: string): Promise<Result<KeptSecret, AppError>> {
    const refused = secretFault(secret)
    if (refused !== null) return err(refused)
    const sealed = seal(secret, trust)
    const written = this.late.ask(id, sealed) ? err('silent' as const) : await this.change(id, sealed)
    if (written.ok) {
      this.session.delete(id)
      return ok({ sessionOnly: false })
    }
    // The keychain works but refused this one (full, too big): keeping it in memory would hide that.
    if (written.error === 'other') return err(faultError('other'))
    this.session.set(id, sealed)
    // The prompt that made this one late is answered with this secret in mind.
    if (written.error === 'silent' && !this.late.ask(id, sealed)) this.postpone(id, sealed)
    const ended = this.late.ended(id)
    return ok({ sessionOnly: true, ...(ended === null ? {} : { late: this.thenFree(ended) }) })
  }

  async delete(id: string): Promise<Result<null, AppError>> {
    this.session.delete(id)
    const fault = await this.remove(id)
    if (fault === null) return ok(null)
    this.late.ask(id, null)
    return err(faultError(fault))
  }

  underWay(): Promise<void> | null {
    return this.line.underWay()
  }

  private async remove(id: string): Promise<KeychainFault | null> {
    if (this.late.ask(id, null)) return 'silent'
    const closed = await this.findClosed()
    if (closed !== null) return closed
    const deleted = await this.change(id, null)
    if (!deleted.ok) return deleted.error
    if (deleted.value) return null
    // False means absent or locked; the canary may have had it unlocked.
    const fault = await this.findFault()
    if (fault !== null) return fault
    const again = await this.change(id, null)
    return again.ok ? null : again.error
  }

  /** Asks the canary first unless the keychain is known to be open: its answer to a prompt is plain. */
  private async findClosed(): Promise<KeychainFault | null> {
    const fault = this.isOpen ? null : await this.findFault()
    // A keychain that is full can still be read.
    return fault === 'other' ? null : fault
  }

  /** Probes at the same time share their answer: they would overwrite each other's canary. */
  private findFault(): Promise<KeychainFault | null> {
    this.probe ??= this.sendCanary().finally(() => {
      this.probe = null
    })
    return this.probe
  }

  /**
   * Writes, reads and deletes a canary: the only way to tell an empty keychain from a locked one.
   * One call, so that past the deadline too it is deleted.
   */
  private async sendCanary(): Promise<KeychainFault | null> {
    // An own account for each process, so that the window and the command line do not meet.
    const account = `canary-${String(process.pid)}`
    const nonce = randomUUID()
    const read = await this.call(async (keytar) => {
      await keytar.setPassword(SERVICE, account, nonce)
      try {
        return await keytar.getPassword(SERVICE, account)
      } finally {
        await keytar.deletePassword(SERVICE, account)
      }
    })
    const fault = !read.ok ? read.error : read.value === nonce ? null : 'locked'
    this.isOpen = fault === null
    return fault
  }

  private read(id: string): Promise<Result<string | null, KeychainFault>> {
    return this.call((keytar) => keytar.getPassword(SERVICE, id))
  }

  /** Writes or, for null, deletes an entry. @returns whether there was one to delete */
  private change(id: string, secret: string | null): Promise<Result<boolean, KeychainFault>> {
    return this.call(
      (keytar) => this.late.follow(id, secret, (asked) => put(keytar, id, asked)),
      () => {
        this.beginLate(id, secret)
      },
    )
  }

  /** Keeps a secret once the keychain answers again, unless that answer is no. */
  private postpone(id: string, secret: string): void {
    this.beginLate(id, secret)
    this.line.later(async () => {
      await this.late
        .follow(id, secret, async (asked) => {
          this.stopIfRefused()
          return put(this.options.load(), id, asked).catch((error: unknown) => this.refuse(error))
        })
        // It stays in memory, as its caller was told.
        .catch(() => undefined)
    })
  }

  /** When the late change has ended and the line is free again, so that the keychain can be asked at once. */
  private async thenFree(ended: Promise<boolean>): Promise<boolean> {
    const holds = await ended
    await this.line.underWay()
    return holds
  }

  private beginLate(id: string, secret: string | null): void {
    this.late.begin(id, secret, () => {
      this.session.delete(id)
    })
  }

  private async call<T>(
    use: (keytar: KeytarCalls) => Promise<T>,
    onOverdue?: () => void,
  ): Promise<Result<T, KeychainFault>> {
    let keytar: KeytarCalls
    try {
      keytar = this.options.load()
    } catch {
      return err('no-module')
    }
    try {
      const work = () => {
        this.stopIfRefused()
        return use(keytar).catch((error: unknown) => this.refuse(error))
      }
      return ok(await this.line.run(work, onOverdue))
    } catch (error) {
      return err(error instanceof StillRefused ? error.fault : faultOf(error))
    }
  }

  /** Looked at when a call has its turn: the prompt before it may just have been dismissed. */
  private stopIfRefused(): void {
    if (this.refusal !== null && performance.now() < this.refusal.until)
      throw new StillRefused(this.refusal.fault)
  }

  /** Learns from a refusal, also one that came past the deadline. */
  private refuse(error: unknown): never {
    const fault = faultOf(error)
    if (fault !== 'other') this.isOpen = false
    if (fault === 'locked' || fault === 'denied')
      this.refusal = { fault, until: performance.now() + this.options.holdOff }
    throw error
  }
}

const found = (kept: string, sessionOnly: boolean): SecretLookup => ({
  state: 'found',
  ...unseal(kept),
  sessionOnly,
})

const put = async (keytar: KeytarCalls, id: string, secret: string | null): Promise<boolean> => {
  if (secret === null) return keytar.deletePassword(SERVICE, id)
  await keytar.setPassword(SERVICE, id, secret)
  return true
}
