import { stat } from 'node:fs/promises'
import { shell } from 'electron'
import { mayOpen } from './openable-address'

/**
 * SECURITY: the only use of `openExternal`. Opens the sign-in address that main itself made, the page of
 * versions that the build names, or a record's page of a stored tenant, in the default browser: https, or
 * http on this machine; never what a page or an answer named.
 */
export const openInBrowser = async (address: string): Promise<void> => {
  if (!mayOpen(address)) throw new Error('This address is not opened')
  await shell.openExternal(new URL(address).href)
}

/**
 * SECURITY: shows a file or a folder where it lies, and opens neither: what this session saved, or the log. The system's file
 * manager comes up with it selected.
 * @returns false: it is not there
 */
export const showInFolder = async (path: string): Promise<boolean> => {
  if ((await stat(path).catch(() => null)) === null) return false
  shell.showItemInFolder(path)
  return true
}
