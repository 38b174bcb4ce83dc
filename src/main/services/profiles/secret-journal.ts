import type { AppError } from '../../../shared/app-error'
import type { ConnectionRole } from '../../../shared/files/profile'
import { ok, type Result } from '../../../shared/result'
import type { JournalEntry, KeptSecret, SaveJournal } from '../../ports'
import { secretId } from './secret-trust'

/** For each role whose secret is kept late, if at all: whether the keychain holds it in the end. */
export type LateSecrets = ReadonlyMap<ConnectionRole, NonNullable<KeptSecret['late']>>

/** Corrects what is recorded about secrets that the keychain took late. @returns whether that worked */
type RecordLate = (roles: readonly ConnectionRole[]) => Promise<boolean>

/** The journal's entry for one change of secrets: it stays until keychain and profile agree. */
export interface ChangeEntry {
  /** Nothing is left to do but what is late: when that has ended, `record` makes the profile agree. */
  end(late: LateSecrets, record: RecordLate): Promise<void>
}

/** Enters changes of secrets into the save journal, and secrets that stay in a keychain that is not there now. */
export class SecretJournal {
  private readonly left = new Map<string, JournalEntry>()

  constructor(private readonly journal: SaveJournal) {}

  /** Before the first secret is changed. @param roles whose secrets are about to change; none needs no entry */
  async begin(id: string, roles: readonly ConnectionRole[]): Promise<Result<ChangeEntry, AppError>> {
    if (roles.length === 0) return ok({ end: () => Promise.resolve() })
    const begun = await this.journal.begin(id, roles)
    return begun.ok ? ok({ end: (late, record) => endAfter(late, record, begun.value) }) : begun
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
    }: { readonly left: readonly ConnectionRole[]; readonly recorded: readonly ConnectionRole[] },
  ): Promise<void> {
    for (const role of recorded) {
      await this.left.get(secretId(id, role))?.end()
      this.left.delete(secretId(id, role))
    }
    for (const role of left) {
      const entry = await this.journal.begin(id, [role])
      if (entry.ok) this.left.set(secretId(id, role), entry.value)
    }
  }
}

const endAfter = async (late: LateSecrets, record: RecordLate, entry: JournalEntry): Promise<void> => {
  const follow = async (): Promise<void> => {
    const held: ConnectionRole[] = []
    for (const [role, holds] of late) if (await holds) held.push(role)
    // Kept for the next start when it cannot be recorded now.
    if (held.length === 0 || (await record(held))) await entry.end()
  }
  // Nobody can wait for what is late: it may take a person an hour to answer a prompt.
  if (late.size > 0) void follow()
  else await entry.end()
}
