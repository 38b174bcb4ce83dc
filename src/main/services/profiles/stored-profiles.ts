import type { AppError } from '../../../shared/app-error'
import type { ProfileStoreData } from '../../../shared/files/profile'
import { err, type Result } from '../../../shared/result'
import type { HistoryRemovals } from '../../history-port'
import type { LoadedProfiles, ProfileStore, RemovalJournal, SecretStore, SaveJournal } from '../../ports'
import { createSerialQueue } from '../../serial-queue'
import { readOnlyError } from './profile-errors'
import { recoverRemovals } from './recover-removals'
import { recoverSaves } from './recover-saves'

export interface StoredProfilesDeps {
  readonly store: ProfileStore
  readonly secrets: SecretStore
  readonly journal: SaveJournal
  /** Absent: no removal can be taken back. */
  readonly removals?: RemovalJournal
  /** Absent: there is none. */
  readonly history?: HistoryRemovals
}

/** Does something with what is stored then, before anybody else changes it. */
export type ChangeProfiles = <T>(
  work: (data: ProfileStoreData) => Promise<Result<T, AppError>>,
) => Promise<Result<T, AppError>>

/** The stored tenants: read at any time, changed one change after another, also among processes. */
export class StoredProfiles {
  private notice: string | null = null
  private readonly inOrder = createSerialQueue()

  constructor(private readonly deps: StoredProfilesDeps) {}

  async load(): Promise<LoadedProfiles> {
    const loaded = await this.deps.store.load()
    // What forbids writing now may be over at the next load.
    if (loaded.readOnly) return loaded
    // A damaged file is set aside at the first load; later ones find nothing wrong.
    this.notice ??= loaded.notice
    return { ...loaded, notice: this.notice }
  }

  /**
   * Deletes the history of tenants that are gone, and says what of it could not be deleted.
   * @param ids of the tenants that are stored; only during a change
   */
  async settleHistory(ids: readonly string[]): Promise<void> {
    const failed = (await this.deps.history?.settle(ids)) ?? []
    if (failed.length > 0)
      this.notice = `Of a tenant that was removed the history is still there. ${failed.join(' ')} The next start tries again.`
  }

  /** What the list of tenants says from now on, in sentences. */
  say(notice: string): void {
    this.notice = notice
  }

  /** What the notice was about is gone. */
  forgetNotice(): void {
    this.notice = null
  }

  readonly change: ChangeProfiles = (work) => {
    return this.inOrder(async () => {
      const begun = await this.deps.store.beginChange()
      if (!begun.ok) return begun
      try {
        const { data, readOnly, notice } = await this.load()
        if (readOnly) return err(readOnlyError(notice))
        const settled = await recoverSaves(data, this.deps)
        this.notice = settled.notice ?? this.notice
        await recoverRemovals(settled.data.profiles, this.deps)
        await this.settleHistory(settled.data.profiles.map(({ id }) => id))
        return await work(settled.data)
      } finally {
        await begun.value()
      }
    })
  }
}
