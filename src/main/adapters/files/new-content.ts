import { randomBytes } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Destination } from './destination'
import { isAboutReplacing, whyNotWritten, type WriteFault } from './write-fault'

/** The two ways to give a file its content: as a new file that takes its place, and in the file as it stands. */

/** Where the new file is until it is whole; what a writer that was killed leaves is swept by this name. */
export const temporaryBeside = (file: string): string =>
  path.join(path.dirname(file), `.${randomBytes(6).toString('hex')}.crossview-tmp`)

type FileDestination = Extract<Destination, { readonly kind: 'file' }>

/**
 * A new file that is whole on the disk, its owner's alone, or with the owner and the rights of the one whose place it is to
 * take. Rejects with the system's error.
 */
export const writeNew = async (
  file: string,
  content: string | Uint8Array,
  like: Stats | null,
): Promise<void> => {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    if (like !== null) await keepRights(handle, like)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Windows keeps them elsewhere, and knows no users by number. */
const keepRights = async (handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> => {
  if (process.getuid === undefined) return
  const made = await handle.stat()
  if (made.uid !== uid || made.gid !== gid) await handle.chown(uid, gid)
  await handle.chmod(mode & 0o777)
}

/** A file with other names (hard links) keeps them: they are the same file. */
export const hasOtherNames = ({ there }: FileDestination): boolean => there !== null && there.nlink > 1

/** Whether a file that may not be replaced may be written as it stands all the same. @param code why it may not */
export const mayBeInPlace = ({ there }: FileDestination, code: string): boolean =>
  there !== null && isAboutReplacing(code)

/** Not there on Windows. */
const { O_NOFOLLOW = 0 } = constants as Partial<typeof constants>

/** What kept content from a file, and whether some of it was written already. */
export interface HalfWritten {
  readonly fault: WriteFault
  readonly isBegun: boolean
}

/** Writes a file as it stands, with its owner, rights and names; null: all of it. */
export const writeInPlace = async (
  file: string,
  content: string | Uint8Array,
): Promise<HalfWritten | null> => {
  let isBegun = false
  try {
    const handle = await open(file, constants.O_WRONLY | O_NOFOLLOW)
    try {
      isBegun = true
      await handle.writeFile(content)
      await handle.truncate(Buffer.byteLength(content))
      await handle.sync()
      return null
    } finally {
      await handle.close()
    }
  } catch (error) {
    return { fault: await whyNotWritten(file, error), isBegun }
  }
}
