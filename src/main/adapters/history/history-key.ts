import { createHash, randomBytes } from 'node:crypto'
import type { AppError } from '../../../shared/app-error'
import { appError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import type { SecretStore } from '../../ports'

/** What snapshots are sealed with. */
export interface HistoryKey {
  readonly bytes: Buffer
  /** Tells it from others, and nothing about it: 16 hexadecimal digits of a SHA-256 over it. */
  readonly id: string
}

/**
 * The keychain's account of the key. No tenant's: those are `{uuid}/{role}` (`services/profiles/secret-trust.ts`), so that no
 * clean-up of tenants deletes it.
 */
export const HISTORY_KEY_ACCOUNT = 'history/key'

const BYTES = 32

/** It goes nowhere. The keychain seals each secret with where it may go: SHA-256 in base64url. */
const TRUST = createHash('sha256').update('crossview history key: stays in Crossview').digest('base64url')

export type FoundKey =
  | { readonly state: 'found'; readonly key: HistoryKey }
  | { readonly state: 'absent' }
  | { readonly state: 'unavailable'; readonly error: AppError }

export interface HistoryKeys {
  find(): Promise<FoundKey>
  /** A new one, which the keychain was seen to give back. One that would be kept for this session only is none. */
  make(): Promise<Result<HistoryKey, AppError>>
  forget(): Promise<Result<null, AppError>>
}

/** The key in the system's keychain. */
export const createHistoryKeys = (secrets: Pick<SecretStore, 'get' | 'set' | 'delete'>): HistoryKeys => {
  const find = async (): Promise<FoundKey> => {
    const kept = await secrets.get(HISTORY_KEY_ACCOUNT)
    if (kept.state !== 'found') return kept
    const bytes = Buffer.from(kept.secret, 'base64url')
    const isKey = bytes.length === BYTES && kept.trust === TRUST && !kept.sessionOnly
    return isKey ? { state: 'found', key: { bytes, id: idOf(bytes) } } : { state: 'absent' }
  }
  return {
    find,
    make: async () => {
      const made = randomBytes(BYTES)
      const kept = await secrets.set(HISTORY_KEY_ACCOUNT, made.toString('base64url'), TRUST)
      if (!kept.ok) return kept
      // SECURITY: what is sealed with a key that ends with this session could never be read again.
      if (kept.value.sessionOnly) {
        await secrets.delete(HISTORY_KEY_ACCOUNT)
        return err(notKept())
      }
      const again = await find()
      if (again.state === 'unavailable') return err(again.error)
      return again.state === 'found' && again.key.bytes.equals(made) ? ok(again.key) : err(notKept())
    },
    forget: () => secrets.delete(HISTORY_KEY_ACCOUNT),
  }
}

const idOf = (bytes: Buffer): string =>
  createHash('sha256').update('crossview history key\n').update(bytes).digest('hex').slice(0, 16)

const notKept = (): AppError =>
  appError('KEYCHAIN_FAILED', 'The keychain did not keep the key of the history, so nothing is kept.', {
    advice: ['Unlock the keychain, then run the comparison again.'],
  })
