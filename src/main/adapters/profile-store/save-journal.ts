import { mkdir, open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { CONNECTION_ROLES, type ConnectionRole } from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import type { JournalEntry, SaveJournal } from '../../ports'
import { whileHeld } from '../../held-file'
import { isRunning, syncFolder } from '../files/atomic-file'
import { whyNotWritten } from '../files/write-fault'

/**
 * The save journal as empty files, one an entry, `unfinished-saves/<profile>.app-agent.<process>`: a name is there or it is
 * not, so that a crash leaves no half of one.
 */
export const createSaveJournal = (userData: string): SaveJournal => {
  const folder = path.join(userData, 'unfinished-saves')
  const own = new Set<string>()
  const entryOf = (name: string, profileId: string, roles: readonly ConnectionRole[]): JournalEntry => ({
    profileId,
    roles,
    end: async () => {
      own.delete(name)
      // What cannot be deleted is looked at again at the next change.
      await whileHeld(() => rm(path.join(folder, name), { force: true })).catch(() => undefined)
    },
  })
  return {
    begin: async (profileId, roles) => {
      const name = `${profileId}.${roles.join('-')}.${String(process.pid)}`
      const written = await writeEntry(folder, name)
      if (!written.ok) return written
      own.add(name)
      return ok(entryOf(name, profileId, roles))
    },
    left: async () => {
      // No folder: nothing was ever saved. One that cannot be read refuses the next save, which says so.
      const names = await readdir(folder).catch(() => [])
      return names.flatMap((name) => {
        const named = ENTRY.exec(name)?.groups
        if (named === undefined) return []
        const pid = Number(named['pid'])
        // A process id is used again, so that this process may have got the one that crashed.
        const working = pid === process.pid ? own.has(name) : isRunning(pid)
        if (working) return []
        return [
          entryOf(
            name,
            named['profile'] ?? '',
            CONNECTION_ROLES.filter((role) => (named['roles'] ?? '').split('-').includes(role)),
          ),
        ]
      })
    },
  }
}

const ENTRY = /^(?<profile>[0-9a-f-]{36})\.(?<roles>[a-z]+(?:-[a-z]+)*)\.(?<pid>\d+)$/

const writeEntry = async (folder: string, name: string): Promise<Result<null, AppError>> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const handle = await whileHeld(() => open(path.join(folder, name), 'w', 0o600))
    await handle.close()
    await syncFolder(folder)
    return ok(null)
  } catch (error) {
    const { reason, advice } = await whyNotWritten(path.join(folder, name), error)
    return err(
      appError(
        'FILE_WRITE_FAILED',
        `Nothing was changed, because Crossview cannot write to ${folder}: ${reason}.`,
        { advice: [advice, 'Then save again.'] },
      ),
    )
  }
}
