import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './source-scan'

/** The product's own packagers for Linux: see scripts/lib/linux-packages.mjs. */
export const linuxPackages = async () =>
  (await import(pathToFileURL(path.join(ROOT, 'scripts/lib/linux-packages.mjs')).href)) as {
    readonly debOf: (
      app: string,
      folder: string,
      more?: { version?: string; compression?: 'xz' | 'none' },
    ) => Promise<string>
    readonly rpmOf: (app: string, folder: string, version?: string) => Promise<string>
  }
