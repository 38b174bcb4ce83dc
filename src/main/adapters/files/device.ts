import { constants } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { isatty } from 'node:tty'
import { codeOf } from '../../held-file'
import { fault, writeFault, type WriteFault } from './write-fault'

/** `NUL` alone; with an extension somebody means a file, which Windows would throw away unasked. */
export const isNullDevice = (file: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' && /^nul:?$/i.test(path.win32.basename(file))

/** Not there on Windows. */
const { O_NOCTTY = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>

const TERMINAL = fault('it is a terminal', 'Use “-” for standard output, or name a file.')
const NAME_FILE = 'Name a file instead.'

/**
 * What would keep something from being written to a device or a pipe, as far as can be seen without writing; null: nothing.
 * A pipe is not opened: its reader would take the close for the end.
 */
export const deviceFault = async (
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<WriteFault | null> => {
  if (platform === 'win32') return null
  try {
    await access(file, constants.W_OK)
    if (!(await stat(file)).isCharacterDevice()) return null
    const handle = await open(file, constants.O_WRONLY | O_NOCTTY | O_NONBLOCK)
    try {
      return isatty(handle.fd) ? TERMINAL : null
    } finally {
      await handle.close()
    }
  } catch (error) {
    return fault(writeFault(codeOf(error)), NAME_FILE)
  }
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
      if (isatty(handle.fd)) return TERMINAL
      await handle.writeFile(content)
      return null
    } finally {
      await handle.close()
    }
  } catch (error) {
    return fault(writeFault(codeOf(error)), NAME_FILE)
  }
}
