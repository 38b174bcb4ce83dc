import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import type * as Keytar from 'keytar'
import { err, ok, type Result } from '../../../shared/result'
import { DeadlineError, DeadlineQueue } from './deadline-queue'
import { faultFrom, type KeychainFault } from './keychain-fault'

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

/** For tests: shorter times, another keytar, and another system. */
export interface KeychainOptions {
  /** Whose keychain keytar asks. */
  readonly platform: NodeJS.Platform
  /** Milliseconds for each call. macOS may show the user a question meanwhile. */
  readonly deadline: number
  /** For so many milliseconds after it said locked, only {@link SecretStore.status} asks again. */
  readonly holdOff: number
  /** Throws when the native module or the library below it is not there. */
  readonly load: () => KeytarCalls
}

/** @returns milliseconds for each call: macOS asks the person within it */
export const deadlineOn = (platform: NodeJS.Platform): number => (platform === 'darwin' ? 120_000 : 5_000)

/** For a real keychain. */
export const DEFAULTS: KeychainOptions = {
  platform: process.platform,
  deadline: deadlineOn(process.platform),
  // Saving a tenant, or comparing forty, asks for many secrets: one prompt to dismiss, not many.
  holdOff: 3_000,
  // Not an import: where libsecret is missing, loading throws and Crossview runs without. A failed
  // `require` is tried afresh, so that installing the library is enough.
  load: () => createRequire(import.meta.url)('keytar') as KeytarCalls,
}

/** A call that the keychain refused, or did a moment ago. Says why, and nothing of keytar's own error. */
class Refused extends Error {
  constructor(readonly fault: KeychainFault) {
    super()
  }
}

/** Asks keytar something. Rejects when the keychain refused it. */
export type AskKeytar = <T>(use: (keytar: KeytarCalls) => Promise<T>) => Promise<T>

/** An own account for each process, so that the window and the command line do not meet. */
const canary = (): string => `canary-${String(process.pid)}`

/** Calls of keytar, and what is known of the keychain from them. */
export class KeytarQueue {
  private readonly queue: DeadlineQueue
  private probe: Promise<KeychainFault | null> | null = null
  /** Whether the canary came back, and nothing said otherwise since. */
  private isOpen = false
  private hasWorked = false
  /** Accounts that the keychain is known to hold: a locked one gives none of them. */
  private readonly held = new Set<string>()
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
    const account = canary()
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
    this.hasWorked ||= this.isOpen
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
        return use(this.watched(keytar))
      }
      return ok(await this.queue.run(work, onOverdue))
    } catch (error) {
      if (error instanceof DeadlineError) return err('silent')
      return err(error instanceof Refused ? error.fault : 'other')
    }
  }

  /** Calls keytar once what is under way has ended. Nobody waits for it, and its rejection is dropped. */
  later(work: (ask: AskKeytar) => Promise<unknown>): void {
    this.queue.later(async () => {
      await work(async (use) => {
        this.stopIfRefused()
        return use(this.watched(this.options.load()))
      }).catch(() => undefined)
    })
  }

  /** Null when nothing is under way; else resolves when it has ended. */
  underWay(): Promise<void> | null {
    return this.queue.underWay()
  }

  /** Looked at when a call begins: the prompt before it may just have been dismissed. */
  private stopIfRefused(): void {
    if (this.refusal !== null && performance.now() < this.refusal.until) throw new Refused(this.refusal.fault)
  }

  /** keytar's calls, whose refusals are told apart, also those that come past the deadline. */
  private watched(keytar: KeytarCalls): KeytarCalls {
    const note = (account: string, isHeld: boolean) => {
      if (isHeld) this.held.add(account)
      else this.held.delete(account)
    }
    return {
      getPassword: async (service, account) => {
        const secret = await this.call(keytar, () => keytar.getPassword(service, account))
        // Null may mean locked: then what is known of the entry is still true.
        if (secret !== null) note(account, true)
        return secret
      },
      setPassword: async (service, account, secret) => {
        await this.call(keytar, () => keytar.setPassword(service, account, secret))
        note(account, true)
      },
      deletePassword: async (service, account) => {
        const isDeleted = await this.call(keytar, () => keytar.deletePassword(service, account))
        if (isDeleted) note(account, false)
        return isDeleted
      },
    }
  }

  private async call<T>(keytar: KeytarCalls, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch {
      const fault = await this.look(keytar)
      // The look may have had the keychain unlocked.
      if (fault === 'other') return ask().catch(() => this.refuse('other'))
      return this.refuse(fault)
    }
  }

  /** Reads an entry, to tell by what comes of it why the keychain refused a call. */
  private async look(keytar: KeytarCalls): Promise<KeychainFault> {
    const [known = canary()] = this.held
    const read = await keytar.getPassword(SERVICE, known).then(
      (secret) => (secret === null ? ('nothing' as const) : ('value' as const)),
      () => 'refused' as const,
    )
    return faultFrom({ read, hasWorked: this.hasWorked }, this.options.platform)
  }

  private refuse(fault: KeychainFault): never {
    if (fault !== 'other') this.isOpen = false
    if (fault === 'locked') this.refusal = { fault, until: performance.now() + this.options.holdOff }
    throw new Refused(fault)
  }
}
