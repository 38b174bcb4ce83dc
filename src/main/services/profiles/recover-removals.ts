import type { TenantProfile } from '../../../shared/files/profile'
import type { HistoryRemovals } from '../../history-port'
import type { JournalEntry, RemovalJournal, SecretStore } from '../../ports'
import { deleteSecretsOf } from './recover-saves'

export interface RemovalRecovery {
  readonly secrets: Pick<SecretStore, 'delete'>
  /** Absent: nobody could take a removal back. */
  readonly removals?: RemovalJournal
  /** Absent: there is none. */
  readonly history?: Pick<HistoryRemovals, 'beginRemoval'>
}

/**
 * Finishes removals that their program did not live to finish: of a tenant that is not stored any more the secrets go, and its
 * history is marked to go next; of one that still is, the crash came before it was removed, and nothing is done. Only during a
 * change. A keychain that cannot be asked now is asked at the next one.
 */
export const recoverRemovals = async (
  profiles: readonly TenantProfile[],
  { secrets, removals, history }: RemovalRecovery,
): Promise<void> => {
  for (const entry of (await removals?.left()) ?? []) {
    if (!isStored(profiles, entry)) {
      if (!(await deleteSecretsOf(secrets, entry))) continue
      const marked = await history?.beginRemoval([entry.profileId], 'tenants')
      if (marked?.ok === false) continue
    }
    await entry.end()
  }
}

/** An entry is of a tenant, or of one of its further app connections. */
const isStored = (profiles: readonly TenantProfile[], { profileId }: JournalEntry): boolean =>
  profiles.some(({ id, apps }) => id === profileId || apps?.some((app) => app.id === profileId) === true)
