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
