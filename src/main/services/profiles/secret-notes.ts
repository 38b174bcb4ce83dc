import type { AppError } from '../../../shared/app-error'
import type { ConnectionRole } from '../../../shared/files/profile'
import { ok, type Result } from '../../../shared/result'
import type { JournalEntry, SaveJournal } from '../../ports'
import type { AppliedChanges, SecretChange } from './secret-changes'
import { secretId } from './secret-trust'

/** Corrects what is recorded about secrets that the keychain took late. @returns whether that worked */
type RecordLate = (roles: readonly ConnectionRole[]) => Promise<boolean>

/** The note of one change: it stays until keychain and profile agree. */
export interface ChangeNote {
  /** Nothing is left to do but what is late: when that has ended, `record` makes the profile agree. */
  end(late: AppliedChanges['late'], record: RecordLate): Promise<void>
}

/** Notes of changes of secrets, and of those that stay in a keychain that is not there now. */
export class SecretNotes {
  private readonly left = new Map<string, JournalEntry>()

  constructor(private readonly unfinished: SaveJournal) {}

  /** Before the first secret is changed. */
  async begin(id: string, changes: readonly SecretChange[]): Promise<Result<ChangeNote, AppError>> {
    if (changes.length === 0) return ok({ end: () => Promise.resolve() })
    const begun = await this.unfinished.begin(
      id,
      changes.map(([role]) => role),
    )
    return begun.ok ? ok({ end: (late, record) => endAfter(late, record, begun.value) }) : begun
  }

  /**
   * Notes what could not be deleted, for the next start; and drops an earlier note of this kind when
   * its place in the keychain was taken by a secret that is recorded.
   */
  async noteLeft(id: string, { left, recorded }: Pick<AppliedChanges, 'left' | 'recorded'>): Promise<void> {
    for (const role of recorded) {
      await this.left.get(secretId(id, role))?.end()
      this.left.delete(secretId(id, role))
    }
    for (const role of left) {
      const note = await this.unfinished.begin(id, [role])
      if (note.ok) this.left.set(secretId(id, role), note.value)
    }
  }
}

const endAfter = async (
  late: AppliedChanges['late'],
  record: RecordLate,
  note: JournalEntry,
): Promise<void> => {
  const follow = async (): Promise<void> => {
    const held: ConnectionRole[] = []
    for (const [role, holds] of late) if (await holds) held.push(role)
    // Kept for the next start when it cannot be recorded now.
    if (held.length === 0 || (await record(held))) await note.end()
  }
  // Nobody can wait for what is late: it may take a person an hour to answer a prompt.
  if (late.size > 0) void follow()
  else await note.end()
}
