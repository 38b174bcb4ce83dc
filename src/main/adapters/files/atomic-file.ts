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
  const written = await writeBeside(file, content)
  try {
    if (keepBackup) await backUp(file)
  } catch (error) {
    await written.drop()
    throw error
  }
  await written.take()
}

/** Content that is whole on the disk, and not yet in the place of its file. */
export interface WrittenBeside {
  /** Takes the file's place, and makes that last. Rejects with the system's error, the old file intact. */
  take(): Promise<void>
  drop(): Promise<void>
}

/** The first step of {@link replaceFile}, for what takes long to write and may then not be wanted any more. */
export const writeBeside = async (
  file: string,
  content: string | AsyncIterable<Uint8Array>,
): Promise<WrittenBeside> => {
  const folder = path.dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = temporaryOf(file)
  // What cannot be removed now is swept by a later writer; what is told is why it was not written.
  const drop = () => whileHeld(() => rm(temporary, { force: true })).catch(() => undefined)
  const orDrop = async (act: () => Promise<void>) => {
    try {
      await act()
    } catch (error) {
      await drop()
      throw error
    }
  }
  await orDrop(() => writeDurably(temporary, content))
  return {
    take: async () => {
      await orDrop(() => whileHeld(() => rename(temporary, file)))
      await syncFolder(folder)
    },
    drop,
  }
}

/** Makes a file that says something by being there, its owner's alone; one that is there stays. */
export const makeMark = async (file: string): Promise<void> => {
  await (await open(file, 'a', 0o600)).close()
  await syncFolder(path.dirname(file))
}

/** Removes what writers that were killed left behind. Files of living processes are not touched. */
export const sweepOrphans = async (file: string): Promise<void> => {
  const folder = path.dirname(file)
  // No folder, no orphans; one that cannot be read is reported by who reads the file itself.
  await sweepAmong(folder, await readdir(folder).catch(() => []), path.basename(file))
}

/**
 * The same of what a folder holds.
 * @param base the file that it was to become; null: any
 */
export const sweepAmong = async (
  folder: string,
  names: readonly string[],
  base: string | null = null,
): Promise<void> => {
  for (const name of names) {
    const writer = writerOf(name, base)
    // A process id is given again: then the age tells, since nothing takes that long to write.
    const isUnderWay = writer !== null && isRunning(writer) && (await isYoung(path.join(folder, name)))
    if (writer !== null && !isUnderWay) await rm(path.join(folder, name), { force: true })
  }
}

/** `profiles.json.4711-9f86d081.tmp`: the writer's process id tells an orphan from a write under way. */
const temporaryOf = (file: string): string =>
  `${file}.${String(process.pid)}-${randomBytes(4).toString('hex')}.tmp`

const writerOf = (name: string, base: string | null): number | null => {
  const found = base === null || name.startsWith(`${base}.`) ? /\.(\d+)-[0-9a-f]{8}\.tmp$/.exec(name) : null
  return found === null ? null : Number(found[1])
}

const writeDurably = async (file: string, content: string | AsyncIterable<Uint8Array>): Promise<void> => {
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
