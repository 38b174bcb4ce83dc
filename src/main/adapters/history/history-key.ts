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
 * The keychain's account of a key. Each is under its own id, which every snapshot names: another folder of data, whose keys are
 * in the same keychain, has others. No tenant's: those are `{uuid}/{role}` (`services/profiles/secret-trust.ts`), so that no
 * clean-up of tenants deletes it.
 */
export const historyKeyAccount = (id: string): string => `history/${id}`

const BYTES = 32

/** It goes nowhere. The keychain seals each secret with where it may go: SHA-256 in base64url. */
const TRUST = createHash('sha256').update('crossview history key: stays in Crossview').digest('base64url')

export type FoundKey =
  | { readonly state: 'found'; readonly key: HistoryKey }
  | { readonly state: 'absent' }
  | { readonly state: 'unavailable'; readonly error: AppError }

export interface HistoryKeys {
  find(id: string): Promise<FoundKey>
  /** The keychain keeps it, and was seen to give it back. One that would be kept for this session only is not kept. */
  keep(key: HistoryKey): Promise<Result<HistoryKey, AppError>>
  forget(id: string): Promise<Result<null, AppError>>
}

/** A new one, which is nowhere yet. */
export const newHistoryKey = (): HistoryKey => keyOf(randomBytes(BYTES))

/** The keys in the system's keychain. */
export const createHistoryKeys = (secrets: Pick<SecretStore, 'get' | 'set' | 'delete'>): HistoryKeys => {
  const find = async (id: string): Promise<FoundKey> => {
    const kept = await secrets.get(historyKeyAccount(id))
    if (kept.state !== 'found') return kept
    const key = keyOf(Buffer.from(kept.secret, 'base64url'))
    const isKey = key.id === id && key.bytes.length === BYTES && kept.trust === TRUST && !kept.sessionOnly
    return isKey ? { state: 'found', key } : { state: 'absent' }
  }
  return {
    find,
    keep: async (made) => {
      const account = historyKeyAccount(made.id)
      const kept = await secrets.set(account, made.bytes.toString('base64url'), TRUST)
      if (!kept.ok) return kept
      // SECURITY: what is sealed with a key that ends with this session could never be read again.
      if (kept.value.sessionOnly) {
        await secrets.delete(account)
        return err(notKept())
      }
      const again = await find(made.id)
      if (again.state === 'unavailable') return err(again.error)
      return again.state === 'found' && again.key.bytes.equals(made.bytes) ? ok(again.key) : err(notKept())
    },
    forget: (id) => secrets.delete(historyKeyAccount(id)),
  }
}

const keyOf = (bytes: Buffer): HistoryKey => ({
  bytes,
  id: createHash('sha256').update('crossview history key\n').update(bytes).digest('hex').slice(0, 16),
})

const notKept = (): AppError =>
  appError('KEYCHAIN_FAILED', 'The keychain did not keep the key of the history, so nothing is kept.', {
    advice: ['Unlock the keychain, then run the comparison again.'],
  })
