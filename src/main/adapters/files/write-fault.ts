import { lstat, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { codeOf, whileHeld } from '../../held-file'
import { fileNameFault } from './file-name'

/** What kept a file from being written. */
export interface WriteFault {
  /** A clause: `the disk is full`. */
  readonly reason: string
  /** What to do, as a sentence. */
  readonly advice: string
}

export const fault = (reason: string, advice: string): WriteFault => ({ reason, advice })

const MAKE_ROOM = 'Make room there, or choose another place.'
const CHOOSE = 'Choose another place.'
const RENAME = 'Choose another name.'

const HELD = fault(
  'another program holds the file open',
  'Close it in the other program and try again, or use another name.',
)
export const READ_ONLY = fault(
  'the file is read-only',
  'Take the mark “read-only” from it (its properties, or chmod u+w), or use another name.',
)
export const FOLDER = fault('a folder has this name', RENAME)
export const OTHER_KIND = fault('a device, a pipe or a socket has this name', RENAME)
const DENIED = fault('writing there is not allowed', 'Choose a place where you may write.')
const TOO_LONG = fault('its path is too long', 'Choose a shorter name, or a folder further up.')
const NO_FILES = fault('too many files are open', 'Close some programs and try again.')
const NO_DISK = fault('the disk does not take it', CHOOSE)
const FILE_IN_PATH = fault('a file stands where a folder should be', CHOOSE)

const FAULTS: Readonly<Record<string, WriteFault>> = {
  ENOENT: fault('the folder does not exist', 'Make the folder, or choose another one.'),
  ENOSPC: fault('the disk is full', MAKE_ROOM),
  EDQUOT: fault('your disk quota is used up', MAKE_ROOM),
  EFBIG: fault('it is larger than a file may be there', CHOOSE),
  EACCES: DENIED,
  EPERM: DENIED,
  EROFS: fault('the disk is read-only', CHOOSE),
  EBUSY: HELD,
  EMFILE: NO_FILES,
  ENFILE: NO_FILES,
  EISDIR: FOLDER,
  ENOTEMPTY: FOLDER,
  ENOTDIR: FILE_IN_PATH,
  EEXIST: FILE_IN_PATH,
  ENAMETOOLONG: TOO_LONG,
  ELOOP: fault('a link on its path leads in a circle', CHOOSE),
  EINVAL: fault('its name is not allowed there', RENAME),
  EPIPE: fault('nobody reads it any more', CHOOSE),
  EIO: NO_DISK,
  ENXIO: fault('there is nothing behind it', CHOOSE),
  ENODEV: NO_DISK,
}

const faultOf = (code: string): WriteFault => FAULTS[code] ?? fault('the system refused it', CHOOSE)

/** Why a file could not be written, as a clause. @param code the system's, such as `ENOSPC` */
export const writeFault = (code: string): string => faultOf(code).reason

/**
 * Why a file could not be written or replaced. Windows answers `EPERM` for a file that another
 * program holds, for a folder, for a read-only file and for a missing right, and `ENOENT` for much
 * else; which of them it is, the file itself says.
 * @param file that was to be written
 * @param error the system's
 */
export const whyNotWritten = async (
  file: string,
  error: unknown,
  platform: NodeJS.Platform = process.platform,
): Promise<WriteFault> => {
  const code = codeOf(error)
  if (code === 'ENOENT') return missing(file, platform)
  if (code !== 'EPERM' && code !== 'EACCES' && code !== 'EBUSY') return faultOf(code)
  return (await inTheWay(file)) ?? (platform === 'win32' ? refusal(file, code) : faultOf(code))
}

/** What is wrong with the name of a file or folder to be made; null: nothing. @param file its whole path */
export const nameFault = (file: string, platform: NodeJS.Platform = process.platform): WriteFault | null => {
  const reason = fileNameFault(path.basename(file), platform)
  return reason === null ? null : fault(reason, RENAME)
}

/** What a file must not replace: a folder, a file that somebody marked as read-only, a device; null: nothing. */
const inTheWay = async (file: string): Promise<WriteFault | null> => {
  const found = await lstat(file).catch(() => null)
  // A link is replaced itself.
  if (found === null || found.isSymbolicLink()) return null
  if (found.isDirectory()) return FOLDER
  if (!found.isFile()) return OTHER_KIND
  return (found.mode & 0o222) === 0 ? READ_ONLY : null
}

/**
 * Whether this keeps a file from being replaced, but perhaps not from being written: its folder, its owner, a mount of the
 * file alone. Windows answers the same where another program holds the file.
 */
export const isAboutReplacing = (code: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform !== 'win32' && ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'].includes(code)

/** Whether another program holds a file: Windows would not let it be replaced. */
export const heldFault = async (
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<WriteFault | null> => {
  if (platform !== 'win32') return null
  try {
    await whileHeld(async () => (await open(file, 'r+')).close(), platform)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return refusal(file, codeOf(error))
  }
  return null
}

/** @returns whether another program keeps this file from being replaced, or its permissions do */
const refusal = async (file: string, code: string): Promise<WriteFault> => {
  if (code === 'EBUSY') return HELD
  // Not there: the folder was not to be written.
  if ((await stat(file).catch(() => null)) === null) return DENIED
  try {
    await (await open(file, 'r+')).close()
    // It may be written and not be replaced: the other one lets write, but not delete.
    return HELD
  } catch (error) {
    return codeOf(error) === 'EBUSY' ? HELD : DENIED
  }
}

const missing = async (file: string, platform: NodeJS.Platform): Promise<WriteFault> => {
  const { root, dir } = path.parse(file)
  if ((await stat(root).catch(() => null)) === null) {
    const what = root.startsWith('\\\\') ? `the share ${root}` : `the drive ${root}`
    return fault(`${what} cannot be reached`, 'Connect it, or choose another place.')
  }
  const above = await stat(dir).catch(() => null)
  if (above === null) return faultOf('ENOENT')
  if (!above.isDirectory()) return FILE_IN_PATH
  return platform === 'win32' ? TOO_LONG : faultOf('ENOENT')
}
