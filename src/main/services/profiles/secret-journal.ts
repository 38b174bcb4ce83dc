import type { AppError } from '../../../shared/app-error'
import { furtherAppId, type ConnectionKey, type ConnectionRole } from '../../../shared/files/profile'
import { ok, type Result } from '../../../shared/result'
import type { JournalEntry, KeptSecret, SaveJournal } from '../../ports'
import { secretId } from './secret-trust'

/** For each connection whose secret is kept late, if at all: whether the keychain holds it in the end. */
export type LateSecrets = ReadonlyMap<ConnectionKey, NonNullable<KeptSecret['late']>>

/** Corrects what is recorded about secrets that the keychain took late. @returns whether that worked */
type RecordLate = (keys: readonly ConnectionKey[]) => Promise<boolean>

/** The journal's entry for one change of secrets: it stays until keychain and profile agree. */
export interface ChangeEntry {
  /** Nothing is left to do but what is late: when that has ended, `record` makes the profile agree. */
  end(late: LateSecrets, record: RecordLate): Promise<void>
}

/** Enters changes of secrets into the save journal, and secrets that stay in a keychain that is not there now. */
export class SecretJournal {
  private readonly left = new Map<string, JournalEntry>()

  constructor(private readonly journal: SaveJournal) {}

  /**
   * Before the first secret is changed.
   * @param keys whose secrets are about to change; none needs no entry. A further app connection has one of its own
   */
  async begin(id: string, keys: readonly ConnectionKey[]): Promise<Result<ChangeEntry, AppError>> {
    const entries: JournalEntry[] = []
    const end = async () => {
      for (const entry of entries) await entry.end()
    }
    for (const [owner, roles] of byOwner(id, keys)) {
      const begun = await this.journal.begin(owner, roles)
      if (!begun.ok) {
        await end()
        return begun
      }
      entries.push(begun.value)
    }
    return ok({ end: (late, record) => endAfter(late, record, end) })
  }

  /**
   * Enters what could not be deleted, for the next start; and ends an earlier entry of this kind when
   * its place in the keychain was taken by a secret that is recorded.
   */
  async keepLeft(
    id: string,
    {
      left,
      recorded,
    }: { readonly left: readonly ConnectionKey[]; readonly recorded: readonly ConnectionKey[] },
  ): Promise<void> {
    for (const key of recorded) {
      await this.left.get(secretId(id, key))?.end()
      this.left.delete(secretId(id, key))
    }
    for (const key of left) {
      for (const [owner, roles] of byOwner(id, [key])) {
        const entry = await this.journal.begin(owner, roles)
        if (entry.ok) this.left.set(secretId(id, key), entry.value)
      }
    }
  }
}

/** The ids under which secrets of these connections are kept (`secretId`), with the roles of each. */
const byOwner = (
  profileId: string,
  keys: readonly ConnectionKey[],
): readonly (readonly [id: string, roles: readonly ConnectionRole[]])[] => {
  const owners = new Map<string, ConnectionRole[]>()
  for (const key of keys) {
    const appId = furtherAppId(key)
    const [owner, role] = appId === null ? [profileId, key as ConnectionRole] : [appId, 'app' as const]
    owners.set(owner, [...(owners.get(owner) ?? []), role])
  }
  return [...owners]
}

const endAfter = async (late: LateSecrets, record: RecordLate, end: () => Promise<void>): Promise<void> => {
  const follow = async (): Promise<void> => {
    const held: ConnectionKey[] = []
    for (const [key, holds] of late) if (await holds) held.push(key)
    // Kept for the next start when it cannot be recorded now.
    if (held.length === 0 || (await record(held))) await end()
  }
  // Nobody can wait for what is late: it may take a person an hour to answer a prompt.
  if (late.size > 0) void follow()
  else await end()
}
