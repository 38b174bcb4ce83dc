import { randomBytes } from 'node:crypto'
import { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { codeOf, whileHeld } from '../../held-file'
import { isRunning, isYoung } from './process-mark'

/**
 * Replaces files so that a crash, a full disk or a power cut at any moment leaves either the old
 * content or the new one.
 */

/** Where the content before the last replacement is kept. */
export const backupOf = (file: string): string => `${file}.bak`

/**
 * Writes the content beside the file, forces it to the disk, and then takes the file's place.
 * The file is readable by its owner only. Rejects with the system's error, the old file intact.
 * @param keepBackup whether the content before stays as `.bak`: only for who reads it again
 */
export const replaceFile = async (
  file: string,
  content: string,
  { keepBackup }: { readonly keepBackup: boolean },
): Promise<void> => {
  const folder = path.dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = temporaryOf(file)
  try {
    await writeDurably(temporary, content)
    if (keepBackup) await backUp(file)
    await whileHeld(() => rename(temporary, file))
  } catch (error) {
    // What cannot be removed now is swept by a later writer; what is told is why it was not written.
    await whileHeld(() => rm(temporary, { force: true })).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

/** Removes what writers that were killed left behind. Files of living processes are not touched. */
export const sweepOrphans = async (file: string): Promise<void> => {
  const folder = path.dirname(file)
  // No folder, no orphans; one that cannot be read is reported by who reads the file itself.
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const writer = writerOf(name, path.basename(file))
    // A process id is given again: then the age tells, since nothing takes that long to write.
    const isUnderWay = writer !== null && isRunning(writer) && (await isYoung(path.join(folder, name)))
    if (writer !== null && !isUnderWay) await rm(path.join(folder, name), { force: true })
  }
}

/** `profiles.json.4711-9f86d081.tmp`: the writer's process id tells an orphan from a write under way. */
const temporaryOf = (file: string): string =>
  `${file}.${String(process.pid)}-${randomBytes(4).toString('hex')}.tmp`

const writerOf = (name: string, base: string): number | null => {
  const found = name.startsWith(`${base}.`) ? /\.(\d+)-[0-9a-f]{8}\.tmp$/.exec(name) : null
  return found === null ? null : Number(found[1])
}

const writeDurably = async (file: string, content: string): Promise<void> => {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(content, 'utf8')
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A copy, not a rename: at no moment may the file itself be missing. */
const backUp = async (file: string): Promise<void> => {
  const temporary = temporaryOf(file)
  try {
    await whileHeld(() => copyFile(file, temporary))
    // A copy of a read-only file is one too, and is not opened for writing then.
    await chmod(temporary, 0o600)
    const handle = await whileHeld(() => open(temporary, 'r+'))
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    await makeReplaceable(backupOf(file))
    await whileHeld(() => rename(temporary, backupOf(file)))
  } catch (error) {
    await whileHeld(() => rm(temporary, { force: true })).catch(() => undefined)
    // The first write: there is nothing to back up.
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** Windows replaces no read-only file; the backup is Crossview's own, and may be a copy of such a file. */
const makeReplaceable = async (backup: string): Promise<void> => {
  const found = await lstat(backup).catch(() => null)
  if (found?.isFile() !== true || (found.mode & 0o200) !== 0) return
  // Where that is not allowed, replacing it says so.
  await chmod(backup, 0o600).catch(() => undefined)
}

/** Makes the rename itself survive a power cut. Windows has no way to do it, and needs none. */
export const syncFolder = async (
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<void> => {
  if (platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
