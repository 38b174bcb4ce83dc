import open from 'open'
import { mayOpen } from '../../security/openable-address'

/**
 * SECURITY: the only use of `open`, where there is no Electron. Opens the sign-in address that main
 * itself made, the page of versions that the build names, or a record's page of a stored tenant, in the
 * default browser: https, or http on this machine.
 */
export const openInSystemBrowser = async (address: string): Promise<void> => {
  if (!mayOpen(address)) throw new Error('This address is not opened')
  await open(new URL(address).href)
}
