import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import type * as Keytar from 'keytar'
import { err, ok, type Result } from '../../../shared/result'
import { faultOf, type KeychainFault } from './keychain-fault'
import { DeadlineQueue } from './deadline-queue'

/**
 * How keytar is called: one call at a time, each with a deadline, and none while the keychain is
 * known to say no. The only module that loads keytar. It never lists or searches entries, since that
 * reads every secret (and crashes where the keyring is locked).
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

/** For tests: shorter times, and another keytar. */
export interface KeychainOptions {
  /** Milliseconds for each call. macOS may show the user a question meanwhile. */
  readonly deadline: number
  /** For so many milliseconds after it said locked, only {@link SecretStore.status} asks again. */
  readonly holdOff: number
  /** Throws when the native module or the library below it is not there. */
  readonly load: () => KeytarCalls
}

/** For a real keychain. */
export const DEFAULTS: KeychainOptions = {
  deadline: process.platform === 'darwin' ? 120_000 : 5_000,
  // Saving a tenant, or comparing forty, asks for many secrets: one prompt to dismiss, not many.
  holdOff: 3_000,
  // Not an import: where libsecret is missing, loading throws and Crossview runs without. A failed
  // `require` is tried afresh, so that installing the library is enough.
  load: () => createRequire(import.meta.url)('keytar') as KeytarCalls,
}

class StillRefused extends Error {
  constructor(readonly fault: KeychainFault) {
    super()
  }
}

/** Asks keytar something. Rejects with keytar's own error. */
export type AskKeytar = <T>(use: (keytar: KeytarCalls) => Promise<T>) => Promise<T>

/** Calls of keytar, and what is known of the keychain from them. */
export class KeytarQueue {
  private readonly queue: DeadlineQueue
  private probe: Promise<KeychainFault | null> | null = null
  /** Whether the canary came back, and nothing said otherwise since. */
  private isOpen = false
  private refusal: { readonly fault: KeychainFault; readonly until: number } | null = null

  constructor(private readonly options: KeychainOptions) {
    this.queue = new DeadlineQueue(options.deadline)
  }

  /** Sends the canary even where the keychain said no a moment ago. @returns null when all is well */
  findFaultAnew(): Promise<KeychainFault | null> {
    this.refusal = null
    return this.findFault()
  }

  /** Asks the canary first unless the keychain is known to be open: its answer to a prompt is plain. */
  async findClosed(): Promise<KeychainFault | null> {
    const fault = this.isOpen ? null : await this.findFault()
    // A keychain that is full can still be read.
    return fault === 'other' ? null : fault
  }

  /** Probes at the same time share their answer: they would overwrite each other's canary. */
  findFault(): Promise<KeychainFault | null> {
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
    const read = await this.run(async (keytar) => {
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

  /**
   * Calls keytar, one call after another.
   * @param onOverdue called when the deadline passed while the call is under way: it goes on
   */
  async run<T>(
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
      return ok(await this.queue.run(work, onOverdue))
    } catch (error) {
      return err(error instanceof StillRefused ? error.fault : faultOf(error))
    }
  }

  /** Calls keytar once what is under way has ended. Nobody waits for it, and its rejection is dropped. */
  later(work: (ask: AskKeytar) => Promise<unknown>): void {
    this.queue.later(async () => {
      await work(async (use) => {
        this.stopIfRefused()
        return use(this.options.load()).catch((error: unknown) => this.refuse(error))
      }).catch(() => undefined)
    })
  }

  /** Null when nothing is under way; else resolves when it has ended. */
  underWay(): Promise<void> | null {
    return this.queue.underWay()
  }

  /** Looked at when a call begins: the prompt before it may just have been dismissed. */
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
