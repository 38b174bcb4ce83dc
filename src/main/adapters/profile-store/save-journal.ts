import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { CONNECTION_ROLES, type ConnectionRole } from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import type { JournalEntry, RemovalJournal, SaveJournal } from '../../ports'
import { whileHeld } from '../../held-file'
import { syncFolder } from '../files/atomic-file'
import { createHeld } from '../files/exclusive-file'
import { isAlive, isOwnMark, MARK, ownMark, readMark } from '../files/process-mark'
import { whyNotWritten } from '../files/write-fault'

/**
 * The save journal as empty files, one an entry, `unfinished-saves/<profile>.app-agent.<process>`: a name is there or it is
 * not, so that a crash leaves no half of one.
 */
export const createSaveJournal = (userData: string): SaveJournal =>
  createJournal(path.join(userData, 'unfinished-saves'))

/** The journal of removals in the same form, in `unfinished-removals`. */
export const createRemovalJournal = (userData: string): RemovalJournal =>
  createJournal(path.join(userData, 'unfinished-removals'))

const createJournal = (folder: string): RemovalJournal => {
  const own = new Map<string, () => Promise<void>>()
  const entryOf = (name: string, profileId: string, roles: readonly ConnectionRole[]): JournalEntry => ({
    profileId,
    roles,
    end: async () => {
      const release = own.get(name) ?? (() => rm(path.join(folder, name), { force: true }))
      own.delete(name)
      // What cannot be deleted is looked at again at the next change.
      await whileHeld(release).catch(() => undefined)
    },
  })
  const entryNamed = (name: string): JournalEntry | null => {
    const named = ENTRY.exec(name)?.groups
    if (named === undefined) return null
    const roles = (named['roles'] ?? '').split('-')
    return entryOf(
      name,
      named['profile'] ?? '',
      CONNECTION_ROLES.filter((role) => roles.includes(role)),
    )
  }
  // No folder: nothing was ever entered. One that cannot be read refuses the next entry, which says so.
  const names = () => readdir(folder).catch((): string[] => [])
  return {
    open: async () => (await names()).flatMap((name) => entryNamed(name) ?? []),
    begin: async (profileId, roles) => {
      const name = `${profileId}.${roles.join('-')}.${await ownMark()}`
      if (!own.has(name)) {
        const written = await writeEntry(folder, name)
        if (!written.ok) return written
        own.set(name, written.value)
      }
      return ok(entryOf(name, profileId, roles))
    },
    left: async () => {
      const found = await names()
      const isWorking = await Promise.all(
        found.map(async (name) => {
          const mark = ENTRY.exec(name)?.groups?.['mark'] ?? ''
          // A process id is used again, so that this process may have got the one that crashed.
          return (await isOwnMark(mark)) ? own.has(name) : isAlive(readMark(mark), path.join(folder, name))
        }),
      )
      return found.flatMap((name, index) => (isWorking[index] === true ? [] : (entryNamed(name) ?? [])))
    },
  }
}

/** The version before wrote the process id alone. */
const ENTRY = new RegExp(
  String.raw`^(?<profile>[0-9a-f-]{36})\.(?<roles>[a-z]+(?:-[a-z]+)*)\.(?<mark>${MARK}|\d+)$`,
)

/** @returns what deletes it */
const writeEntry = async (folder: string, name: string): Promise<Result<() => Promise<void>, AppError>> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Of a process that was killed, whose id this one has.
    await whileHeld(() => rm(path.join(folder, name), { force: true }))
    const release = await createHeld(path.join(folder, name))
    await syncFolder(folder)
    return ok(release)
  } catch (error) {
    const { reason, advice } = await whyNotWritten(path.join(folder, name), error)
    return err(
      appError(
        'FILE_WRITE_FAILED',
        `Nothing was changed, because Crossview cannot write to ${folder}: ${reason}.`,
        { advice: [advice, 'Then try again.'] },
      ),
    )
  }
}
