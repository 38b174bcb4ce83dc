import path from 'node:path'
import { FILES } from '../../../shared/bounds'
import { knownProxiesSchema, NO_PROXIES, type KnownProxies } from '../../../shared/files/proxies'
import { createSettingsFile, type SettingsStore } from './settings-file'

/** Which proxies a name and a password are kept for. @param folder of the user's data */
export const createKnownProxies = (folder: string): SettingsStore<KnownProxies> =>
  createSettingsFile({
    file: path.join(folder, 'proxies.json'),
    bounds: FILES.proxies,
    schema: knownProxiesSchema,
    none: NO_PROXIES,
    meaning: 'Names and passwords of proxies that are not on the way to a tenant are not listed',
  })
