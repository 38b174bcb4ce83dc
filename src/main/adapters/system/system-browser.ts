import { stat } from 'node:fs/promises'
import path from 'node:path'
import open from 'open'
import { mayOpen } from '../../security/openable-address'

/**
 * SECURITY: `open` is used here alone, where there is no Electron. Opens the sign-in address that main
 * itself made, the page of versions that the build names, or a record's page of a stored tenant, in the
 * default browser: https, or http on this machine.
 */
export const openInSystemBrowser = async (address: string): Promise<void> => {
  if (!mayOpen(address)) throw new Error('This address is not opened')
  await open(new URL(address).href)
}

/**
 * SECURITY: shows the folder of what this session saved, or of the log, in the file manager. Only ever a folder: a file would be
 * run or opened by whatever opens its kind.
 * @param target file or folder; of a file, the folder that it lies in
 * @returns false: it is not there
 */
export const showFolder = async (target: string): Promise<boolean> => {
  const found = await stat(target).catch(() => null)
  if (found === null) return false
  await open(found.isDirectory() ? target : path.dirname(target))
  return true
}
