import { err, ok, type Result } from '../../../shared/result'
import type { AppError } from '../../../shared/app-error'
import { secretFault } from '../../../shared/secret-text'
import type { KeptSecret, KeychainState, SecretLookup, SecretStore } from '../../ports'
import { faultError, faultState } from './keychain-advice'
import type { KeychainFault } from './keychain-fault'
import { DEFAULTS, KeytarQueue, SERVICE, type KeychainOptions, type KeytarCalls } from './keytar-queue'

/**
 * Secrets in the system's keychain: Credential Manager, Keychain, or a Secret Service on Linux. Each
 * is sealed with the trust it was entered for; what the keychain takes past its deadline is followed
 * to its end; and what it cannot take is held in memory until Crossview ends.
 */

const READY: KeychainState = {
  status: 'ready',
  message: 'Secrets are kept in the system’s keychain.',
  advice: [],
}

/** Opens the keychain. Without a usable one, secrets are held in memory until Crossview ends. */
export const createKeychain = (options: Partial<KeychainOptions> = {}): SecretStore =>
  new Keychain({ ...DEFAULTS, ...options })

class Keychain implements SecretStore {
  /** Secrets that no keychain could take, sealed. They win over the keychain's, being newer. */
  private readonly session = new Map<string, string>()
  private readonly late = new LateChanges()
  private readonly keytar: KeytarQueue

  constructor(private readonly options: KeychainOptions) {
    this.keytar = new KeytarQueue(options)
  }

  async status(): Promise<KeychainState> {
    const fault = await this.keytar.findFaultAnew()
    return fault === null ? READY : faultState(fault, this.options.platform)
  }

  async get(id: string): Promise<SecretLookup> {
    const kept = this.session.get(id)
    if (kept !== undefined) return found(kept, true)
    const closed = await this.keytar.findClosed()
    if (closed !== null) return { state: 'unavailable', error: this.errorOf(closed) }
    const read = await this.read(id)
    if (!read.ok) return { state: 'unavailable', error: this.errorOf(read.error) }
    if (read.value !== null) return found(read.value, false)
    const fault = await this.keytar.findFault()
    if (fault !== null) return { state: 'unavailable', error: this.errorOf(fault) }
    // The canary may have had the keychain unlocked.
    const again = await this.read(id)
    if (!again.ok) return { state: 'unavailable', error: this.errorOf(again.error) }
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
    if (written.error === 'other') return err(this.errorOf('other'))
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
    return err(this.errorOf(fault))
  }

  underWay(): Promise<void> | null {
    return this.keytar.underWay()
  }

  private errorOf(fault: KeychainFault): AppError {
    return faultError(fault, this.options.platform)
  }

  private async remove(id: string): Promise<KeychainFault | null> {
    if (this.late.ask(id, null)) return 'silent'
    const closed = await this.keytar.findClosed()
    if (closed !== null) return closed
    const deleted = await this.change(id, null)
    if (!deleted.ok) return deleted.error
    if (deleted.value) return null
    // False means absent or locked; the canary may have had it unlocked.
    const fault = await this.keytar.findFault()
    if (fault !== null) return fault
    const again = await this.change(id, null)
    return again.ok ? null : again.error
  }

  private read(id: string): Promise<Result<string | null, KeychainFault>> {
    return this.keytar.run((keytar) => keytar.getPassword(SERVICE, id))
  }

  /** Writes or, for null, deletes an entry. @returns whether there was one to delete */
  private change(id: string, secret: string | null): Promise<Result<boolean, KeychainFault>> {
    return this.keytar.run(
      (keytar) => this.late.follow(id, secret, (asked) => put(keytar, id, asked)),
      () => {
        this.beginLate(id, secret)
      },
    )
  }

  /** Keeps a secret once the keychain answers again, unless that answer is no. */
  private postpone(id: string, secret: string): void {
    this.beginLate(id, secret)
    // Refused, it stays in memory, as its caller knows.
    this.keytar.later((ask) =>
      this.late.follow(id, secret, (asked) => ask((keytar) => put(keytar, id, asked))),
    )
  }

  /** When the late change has ended and the queue is free again, so that the keychain can be asked at once. */
  private async thenFree(ended: Promise<boolean>): Promise<boolean> {
    const holds = await ended
    await this.keytar.underWay()
    return holds
  }

  private beginLate(id: string, secret: string | null): void {
    this.late.begin(id, secret, () => {
      this.session.delete(id)
    })
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

/**
 * Changes of entries that go on past their deadline, or that wait for such a one. Nobody waits for
 * them any more, and what is asked of the same entry meanwhile cannot be begun: it is made good when
 * they end, so that nothing is written, or left, behind the caller's back.
 */
class LateChanges {
  private readonly changes = new Map<string, LateChange>()

  /**
   * Does a change and, if that took too long, what was asked for last meanwhile.
   * @param secret what to write, or null to delete
   * @param put does one of the two
   * @returns what the first call returned
   */
  async follow(
    id: string,
    secret: string | null,
    put: (secret: string | null) => Promise<boolean>,
  ): Promise<boolean> {
    let done: string | null | undefined
    try {
      const waited = this.changes.get(id)
      // Nothing was written yet, so there is nothing to take back.
      if (waited?.asked === null) return false
      const first = waited?.asked ?? secret
      const answer = await put(first)
      done = first
      for (let asked = this.changes.get(id)?.asked; asked !== undefined && asked !== done;) {
        await put(asked)
        done = asked
        asked = this.changes.get(id)?.asked
      }
      return answer
    } finally {
      // In one step with the last look at what was asked for, so that nothing comes in between.
      const change = this.changes.get(id)
      this.changes.delete(id)
      if (change !== undefined) {
        const holds = done !== undefined && done !== null
        if (holds && change.asked === done) change.onKept()
        change.end(holds)
      }
    }
  }

  /** A change is late, whether it is under way or still waits. @param onKept called when the keychain holds what was asked for last */
  begin(id: string, asked: string | null, onKept: () => void): void {
    let end: (holds: boolean) => void = () => undefined
    const ended = new Promise<boolean>((resolve) => {
      end = resolve
    })
    this.changes.set(id, { asked, ended, end, onKept })
  }

  /** Sets what the entry is to hold when the late change has ended. @returns whether one is under way */
  ask(id: string, secret: string | null): boolean {
    const change = this.changes.get(id)
    if (change === undefined) return false
    change.asked = secret
    return true
  }

  /** Null when no change of this entry is late; else whether the keychain holds one when it has ended. */
  ended(id: string): Promise<boolean> | null {
    return this.changes.get(id)?.ended ?? null
  }
}

interface LateChange {
  asked: string | null
  readonly ended: Promise<boolean>
  readonly end: (holds: boolean) => void
  readonly onKept: () => void
}

/**
 * How a secret stands in the keychain: with the trust it was entered for (SHA-256, base64url), so
 * that neither a changed file nor a changed tenant can lead it elsewhere. What an older Crossview
 * kept has none.
 */
const SEALED = /^crossview-1:([A-Za-z0-9_-]{43}):/

/** @param trust 43 characters of base64url */
export const seal = (secret: string, trust: string): string => `crossview-1:${trust}:${secret}`

export const unseal = (kept: string): { readonly secret: string; readonly trust: string | null } => {
  const mark = SEALED.exec(kept)
  return mark === null
    ? { secret: kept, trust: null }
    : { secret: kept.slice(mark[0].length), trust: mark[1] ?? null }
}
