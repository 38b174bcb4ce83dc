import { constants, type PathLike } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { codeOf } from '../../held-file'

/**
 * Files that are held by a process for as long as it lives: the system gives them back when it ends,
 * however it ends, on its own disk and on a share. Node can do this on Windows (a handle that
 * shares nothing) and on macOS (a lock that is taken in opening); Linux has no such way to open a
 * file, and there a process is told by its start (process-mark.ts).
 */

/** The few calls that are needed, so that each system's way can be tried on any. */
export interface ExclusiveFiles {
  readonly open: (file: PathLike, flags: number, mode?: number) => Promise<{ close(): Promise<void> }>
}

const SYSTEM: ExclusiveFiles = { open }

/** UV_FS_O_EXLOCK of libuv's `uv/win.h`: share mode 0. */
const WINDOWS_EXCLUSIVE = 0x1000_0000
/** O_EXLOCK of open(2) there. */
const MAC_EXCLUSIVE = 0x20
/** O_NONBLOCK there: a lock that somebody else has is refused at once. Making a file waits: its lookers are quick. */
const MAC_AT_ONCE = 0x4

/** @returns the flags to open a file that nobody else can then hold; null where there are none */
export const exclusiveFlags = (platform: NodeJS.Platform): number | null => {
  switch (platform) {
    case 'win32':
      return WINDOWS_EXCLUSIVE
    case 'darwin':
      return MAC_EXCLUSIVE
    default:
      return null
  }
}

/** Handles that nothing else refers to would be closed by the garbage collector. */
const held = new Set<object>()

/**
 * Makes an empty file that must not be there yet, its owner's alone, and holds it where the system can.
 * @returns what gives it back and deletes it; rejects with the system's error
 */
export const createHeld = async (
  file: string,
  platform: NodeJS.Platform = process.platform,
  files: ExclusiveFiles = SYSTEM,
): Promise<() => Promise<void>> => {
  const create = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR
  const exclusive = exclusiveFlags(platform)
  const handle = await files.open(file, create | (exclusive ?? 0), 0o600).catch((error: unknown) => {
    // A share without locks: then its age has to do.
    if (exclusive === null || !isUnsupported(error)) throw error
    return files.open(file, create, 0o600)
  })
  if (exclusive === null) await handle.close()
  else held.add(handle)
  return async () => {
    if (held.delete(handle)) await handle.close()
    // Windows refuses it while somebody looks, who then deletes it.
    await rm(file, { force: true })
  }
}

/** @returns whether a process holds the file; null where that cannot be told */
export const isHeld = async (
  file: string,
  platform: NodeJS.Platform = process.platform,
  files: ExclusiveFiles = SYSTEM,
): Promise<boolean | null> => {
  const exclusive = exclusiveFlags(platform)
  if (exclusive === null) return null
  try {
    const atOnce = platform === 'darwin' ? MAC_AT_ONCE : 0
    await (await files.open(file, constants.O_RDONLY | exclusive | atOnce)).close()
    return false
  } catch (error) {
    switch (codeOf(error)) {
      case 'ENOENT':
        return false
      // Windows: it is open elsewhere; macOS: it is locked.
      case 'EBUSY':
      case 'EAGAIN':
        return true
      default:
        return null
    }
  }
}

const isUnsupported = (error: unknown): boolean => ['ENOTSUP', 'EOPNOTSUPP', 'ENOLCK'].includes(codeOf(error))
