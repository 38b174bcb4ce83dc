import { RESOURCES, resourceDefinition } from '../core/halo/resource'
import type { AppInfo } from '../shared/ipc/api'
import type { SecretStore } from './ports'

/** What the window knows of the program that serves it. */
export const appInfo = async (
  { version, host, hostNotes }: Pick<AppInfo, 'version' | 'host' | 'hostNotes'>,
  secrets: Pick<SecretStore, 'status'>,
): Promise<AppInfo> => ({
  version,
  host,
  hostNotes,
  runtime: runtime(),
  keychain: await secrets.status(),
  resources: RESOURCES.map((resource) => ({ resource, label: resourceDefinition(resource).label })),
})

const RUNTIMES = { electron: 'Electron', chrome: 'Chromium', node: 'Node.js' } as const

const runtime = (): Readonly<Record<string, string>> => {
  // Only Electron has them all.
  const versions = new Map(Object.entries(process.versions))
  return Object.fromEntries(
    Object.entries(RUNTIMES).flatMap(([key, name]) => {
      const version = versions.get(key)
      return version === undefined ? [] : [[name, version] as const]
    }),
  )
}
