import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { compareText } from '../../../core/fleet/outliers'
import type { FleetPart } from '../../../core/fleet/fleet'
import type { AppError } from '../../../shared/app-error'
import { parseFleetTenant, type FleetTenantFile } from '../../../shared/files/fleet-tenant'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf } from '../../held-file'
import { readFault } from '../../text-file'
import { appError } from '../../../shared/app-error'
import { readText } from '../target/resolved-target'

/** What a run of many tenants has written into its folder: a folder for each tenant, with its part in a file. */

export const TENANT_FILE = 'tenant.json'

/** A part with the folder that it stands in. Its files are named from where `fleet.json` is. */
interface SavedPart extends FleetTenantFile {
  /** Its name in the folder of the run. */
  readonly folder: string
}

export interface SavedParts {
  /** By the names of their folders. */
  readonly parts: readonly SavedPart[]
  /** Folders whose part cannot be read, and why, in a sentence. */
  readonly faults: readonly { readonly part: string; readonly reason: string }[]
}

/**
 * Reads the parts in the folder of a run. A part that cannot be read spoils no other: it is named. What else stands
 * there is left alone.
 */
export const readParts = async (folder: string): Promise<Result<SavedParts, AppError>> => {
  let names: readonly string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    const why = readFault(codeOf(error))
    return err(appError('FILE_READ_FAILED', `The folder ${folder} could not be read: ${why}.`))
  }
  const parts: SavedPart[] = []
  const faults: { part: string; reason: string }[] = []
  for (const name of [...names].sort(compareText)) {
    const file = path.join(folder, name, TENANT_FILE)
    // What is no folder has no such file; nor has one whose tenant did not end.
    if (!(await isFile(file))) continue
    const text = await readText(file, 'out')
    const read = text.ok ? parseFleetTenant(text.value) : text
    if (read.ok) parts.push({ ...read.value, folder: name, part: seenFrom(name, read.value.part) })
    else faults.push({ part: name, reason: read.error.message })
  }
  return ok({ parts, faults })
}

const isFile = async (file: string): Promise<boolean> =>
  (await lstat(file).catch(() => null))?.isFile() === true

/** The part with its files as they are called from the folder above its own. */
export const seenFrom = (folder: string, part: FleetPart): FleetPart => ({
  ...part,
  files: Object.fromEntries(Object.entries(part.files).map(([what, name]) => [what, `${folder}/${name}`])),
})
