import type { SystemProxies } from '../../network-port'
import type { SystemSettings } from './parse-settings'
import { shownAddress } from './pac-file'
import { readSystemSettings } from './read-settings'

/**
 * The command line and the fallback window do not use the system's proxy (docs/dependencies.md says why). They say so where a
 * server cannot be reached and the settings name one: read then, and not before.
 */
export const createUnusedSettings = (
  read: () => Promise<SystemSettings> = () => readSystemSettings(),
): SystemProxies => {
  let reading: Promise<string | null> | null = null
  return {
    find: () => Promise.resolve({ kind: 'unused', names: () => (reading ??= read().then(namedBy)) }),
    forget: () => undefined,
  }
}

const namedBy = ({ pac, manual }: SystemSettings): string | null => {
  if (pac !== null) return `the PAC file ${shownAddress(pac)}`
  return manual === null ? null : `the proxy ${manual}`
}
