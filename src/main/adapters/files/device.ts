import { constants } from 'node:fs'
import { lstat, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { isatty } from 'node:tty'
import { codeOf } from '../../held-file'
import { fault, writeFault, type WriteFault } from './write-fault'

/** `NUL` alone; with an extension somebody means a file, which Windows would throw away unasked. */
export const isNullDevice = (file: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' && /^nul:?$/i.test(path.win32.basename(file))

/**
 * Whether this names something to write to instead of a file to make: `/dev/null`, `/dev/stdout`, what a shell makes of `>(…)`, a pipe of
 * one's own; on Windows `NUL` and `\\.\…`.
 * SECURITY: a pipe of somebody else is none, nor a link outside of the system's folders: neither is written through.
 */
export const isDevice = async (
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> => {
  if (platform === 'win32') return isNullDevice(file, platform) || file.startsWith('\\\\.\\')
  const found = await lstat(file).catch(() => null)
  if (found === null) return false
  if (found.isSymbolicLink())
    return /^\/(?:dev|proc)\//.test(file) && (await stat(file).catch(() => null))?.isDirectory() === false
  return found.isCharacterDevice() || (found.isFIFO() && found.uid === process.getuid?.())
}

/** Writes to it as it is: nothing is made, emptied or replaced. @returns what kept it from that, or null */
export const writeToDevice = async (
  file: string,
  content: string | Uint8Array,
  platform: NodeJS.Platform = process.platform,
): Promise<WriteFault | null> => {
  try {
    const name = isNullDevice(file, platform) ? '\\\\.\\NUL' : file
    const { O_APPEND, O_WRONLY } = constants
    const handle = await open(name, platform === 'win32' ? O_WRONLY : O_WRONLY | O_APPEND)
    try {
      // SECURITY: a terminal obeys characters of what it is sent; only the console makes them visible.
      if (isatty(handle.fd)) return fault('it is a terminal', 'Use “-” for standard output, or name a file.')
      await handle.writeFile(content)
      return null
    } finally {
      await handle.close()
    }
  } catch (error) {
    return fault(writeFault(codeOf(error)), 'Name a file instead.')
  }
}
