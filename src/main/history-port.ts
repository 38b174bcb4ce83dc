import type { AppError } from '../shared/app-error'
import type { HistoryEntry, HistoryListing, HistorySettings, HistoryState } from '../shared/files/history'
import type { Result } from '../shared/result'

/** A snapshot to be kept. */
export interface ToKeep extends Pick<HistoryEntry, 'kind' | 'at' | 'app' | 'counts' | 'signed' | 'change'> {
  /** The snapshot file's text, as it would be saved. */
  readonly text: string
}

/**
 * The sealed snapshots of stored tenants, by the profile's id. Files today; a database could take their place without
 * anything else noticing. Nothing is kept without a keychain that keeps the key, nor where history is off.
 */
export interface HistoryStore {
  /** Whether it keeps, and why not; asks the keychain. */
  state(): Promise<HistoryState>
  /** Newest first; damaged, foreign and newer files are named and left alone. Never needs the key. */
  list(tenantId: string): Promise<HistoryListing>
  /**
   * Reported as kept once it is on the disk whole. Then retention: what is beyond count and age goes, but no
   * baseline and no signed review.
   * @returns null where this tenant, or everything, is not to be kept, or there is no keychain
   */
  keep(tenantId: string, snapshot: ToKeep): Promise<Result<HistoryEntry | null, AppError>>
  /** The text of the snapshot. `NOT_FOUND`, `INVALID_FILE` where it is damaged, or the keychain's own error. */
  read(tenantId: string, id: string): Promise<Result<string, AppError>>
  setBaseline(tenantId: string, id: string, on: boolean): Promise<Result<HistoryEntry, AppError>>
  /** `ids` null: all of the tenant, also what is damaged. */
  remove(tenantId: string, ids: readonly string[] | null): Promise<Result<null, AppError>>
  /** Everything of every tenant, and the key. */
  erase(): Promise<Result<null, AppError>>
  settings(): Promise<{ readonly settings: HistorySettings; readonly notice: string | null }>
  setSettings(settings: HistorySettings): Promise<Result<null, AppError>>
}

/**
 * How histories go with their tenants. Tenants and history cannot be removed in one step: what is begun here before tenants go,
 * and was cut off by a crash, is finished by the next {@link settle}.
 */
export interface HistoryRemovals extends Pick<HistoryStore, 'erase'> {
  /**
   * Says on the disk that tenants are about to go. Nothing is deleted yet.
   * @param what `everything`: the key goes as well
   */
  beginRemoval(tenantIds: readonly string[], what: 'tenants' | 'everything'): Promise<Result<null, AppError>>
  /**
   * Deletes the history of those that were about to go and are gone, and takes the rest back. To be called while nobody else
   * changes the tenants.
   * @param stored ids of the tenants that are there: of these nothing is deleted
   * @returns what could not be deleted, in sentences; the next call tries again
   */
  settle(stored: readonly string[]): Promise<readonly string[]>
}
