import { constants } from 'node:fs'
import { access, lstat, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { codeOf } from '../../held-file'
import { destinationOf } from './destination'
import { deviceFault } from './device'
import { hasOtherNames, mayBeInPlace, temporaryBeside } from './new-content'
import { heldFault, nameFault, whyNotWritten, type WriteFault } from './write-fault'

/** Whether something can be written, tried before there is anything to write: nothing stays of the trial. */

/** Why a file, a device or a pipe cannot be written, as far as can be known without doing it; null: nothing. */
export const fileFault = async (target: string): Promise<WriteFault | null> => {
  const found = await destinationOf(target)
  if (!found.ok) return found.error
  const { kind, path: file } = found.value
  if (kind === 'device') return deviceFault(file)
  const held = await heldFault(file)
  if (held !== null) return held
  if (found.value.there !== null) {
    try {
      await access(file, constants.W_OK)
    } catch (error) {
      return whyNotWritten(file, error)
    }
    if (hasOtherNames(found.value)) return null
  }
  try {
    await tryIn(path.dirname(file))
    return null
  } catch (error) {
    return mayBeInPlace(found.value, codeOf(error)) ? null : whyNotWritten(file, error)
  }
}

/** The same of a folder, which may be there or is to be made, and of the files in it. */
export const folderFault = async (folder: string, names: readonly string[]): Promise<WriteFault | null> => {
  const above = await firstThere(folder)
  const wrongName = folderNameFault(folder, above)
  if (wrongName !== null) return wrongName
  try {
    await tryIn(above)
  } catch (error) {
    return whyNotWritten(path.join(above, 'x'), error)
  }
  if (above !== folder) return null
  for (const name of names) {
    const fault = await fileFault(path.join(folder, name))
    if (fault !== null) return { ...fault, reason: `${name} in it: ${fault.reason}` }
  }
  return null
}

/** The folder, or the nearest one above it that is there: a link that leads nowhere is none. */
export const firstThere = async (folder: string): Promise<string> => {
  const above = path.dirname(folder)
  return above === folder || (await lstat(folder).catch(() => null)) !== null ? folder : firstThere(above)
}

/** Of the folders that are to be made below one that is there. */
export const folderNameFault = (folder: string, above: string): WriteFault | null =>
  folder === above ? null : (nameFault(folder) ?? folderNameFault(path.dirname(folder), above))

/** A byte, since a full disk still takes an empty file. Rejects with the system's error. */
const tryIn = async (folder: string): Promise<void> => {
  const file = temporaryBeside(path.join(folder, 'x'))
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile('x')
    await handle.sync()
  } finally {
    await handle.close()
    await rm(file, { force: true })
  }
}
