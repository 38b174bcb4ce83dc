import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { HistoryEntry, HistoryFault, HistoryListing } from '../../../shared/files/history'
import { codeOf } from '../../held-file'
import { readFault } from '../../text-file'
import { openToRead } from '../files/regular-file'
import { INDEX_FILE, readIndex, writeIndex, type IndexLine } from './history-index'
import { OTHER_KEY, readHeader, type SealedFault } from './sealed-file'

/** A tenant's folder of sealed snapshots, as it is found: what stands there decides, the index only saves looking. */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const IS_ID = new RegExp(`^${UUID}$`)
const SEALED = new RegExp(String.raw`^(${UUID})\.sealed$`)
/** Empty: that it is there says that a snapshot is a baseline, whatever becomes of the index. */
const BASELINE = new RegExp(String.raw`^(${UUID})\.baseline$`)
/** Of a writer that is under way, or was killed. */
const TEMPORARY = /\.\d+-[0-9a-f]{8}\.tmp$/
const AT_ONCE = 200

/** Ids name files: what is no UUID in small letters is none. */
export const isId = (text: string): boolean => IS_ID.test(text)
export const sealedFile = (id: string): string => `${id}.sealed`
export const baselineFile = (id: string): string => `${id}.baseline`

export interface FoundFolder {
  /** All names in it. */
  readonly names: readonly string[]
  readonly lines: ReadonlyMap<string, IndexLine>
  readonly baselines: ReadonlySet<string>
  readonly faults: readonly HistoryFault[]
}

/** Looks at every file, and into those that the index does not know as they are. Rejects where the folder cannot be read. */
export const findFolder = async (folder: string, tenant: string): Promise<FoundFolder> => {
  const names = await namesIn(folder)
  const index = await readIndex(folder, names, tenant)
  const lines = new Map<string, IndexLine>()
  const faults: HistoryFault[] = index.fault === null ? [] : [{ file: INDEX_FILE, ...index.fault }]
  const baselines = new Set<string>()
  const sealed: { readonly name: string; readonly id: string }[] = []
  for (const name of names) {
    const [, id] = SEALED.exec(name) ?? []
    const [, baseline] = BASELINE.exec(name) ?? []
    if (id !== undefined) sealed.push({ name, id })
    else if (baseline !== undefined) baselines.add(baseline)
    else if (name !== INDEX_FILE && !TEMPORARY.test(name))
      faults.push({ file: name, state: 'foreign', reason: 'It is no file of the history.' })
  }
  for (let at = 0; at < sealed.length; at += AT_ONCE) {
    const some = sealed.slice(at, at + AT_ONCE)
    const found = await Promise.all(
      some.map(({ name, id }) => look(path.join(folder, name), { tenant, id }, index.lines.get(id))),
    )
    for (const [position, { name, id }] of some.entries()) {
      const line = found[position]
      if (line === undefined || line === null) continue
      if ('reason' in line) faults.push({ file: name, ...told(line) })
      else lines.set(id, line)
    }
  }
  return { names, lines, baselines, faults }
}

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** @returns null: it went away meanwhile */
const look = async (
  file: string,
  place: { readonly tenant: string; readonly id: string },
  known: IndexLine | undefined,
): Promise<IndexLine | SealedFault | null> => {
  try {
    const stats = await lstat(file)
    const { size, mtimeMs } = stats
    if (!stats.isFile())
      return { state: 'foreign', reason: 'it is no file, but a folder, a link or a device' }
    if (known?.bytes === size && known.mtimeMs === mtimeMs) return known
    const handle = await openToRead(file)
    try {
      const header = await readHeader(handle, size, place)
      if (!header.ok) return header.error
      const { tenant: _tenant, ...line } = header.value
      return { ...line, bytes: size, mtimeMs }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? null : { state: 'damaged', reason: `it could not be read: ${readFault(code)}` }
  }
}

const told = ({ state, reason }: SealedFault): SealedFault => ({
  state,
  reason: `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`,
})

/**
 * What of it can be opened, newest first, and what cannot.
 * @param keyId of the key that the keychain had last; null: not known, and then nobody is blamed
 */
export const listingOf = (
  { lines, baselines, faults }: FoundFolder,
  keyId: string | null,
): HistoryListing => {
  const all = [...lines.values()]
  const fault = (line: IndexLine): SealedFault | null => {
    if (line.damaged === true) return { state: 'damaged', reason: 'it is not as it was sealed' }
    return keyId !== null && line.key !== keyId ? OTHER_KEY : null
  }
  return {
    entries: all
      .filter((line) => fault(line) === null)
      .map((line) => entryOf(line, baselines))
      .sort(newestFirst),
    faults: [
      ...faults,
      ...all.flatMap((line) => {
        const found = fault(line)
        return found === null ? [] : [{ file: sealedFile(line.id), ...told(found) }]
      }),
    ].sort((one, other) => (one.file < other.file ? -1 : 1)),
  }
}

const newestFirst = (one: HistoryEntry, other: HistoryEntry): number =>
  other.at.localeCompare(one.at) || other.keptAt.localeCompare(one.keptAt) || (one.id < other.id ? -1 : 1)

export const entryOf = (
  { id, kind, at, keptAt, sha256, app, signed, counts, bytes }: IndexLine,
  baselines: ReadonlySet<string>,
): HistoryEntry => ({
  id,
  kind,
  at,
  keptAt,
  sha256,
  bytes,
  app,
  baseline: baselines.has(id),
  signed,
  counts,
})

/** Writes what was found as the index. It only saves looking: where that fails, nothing is lost. */
export const refreshIndex = (
  folder: string,
  tenant: string,
  { lines }: Pick<FoundFolder, 'lines'>,
): Promise<void> => writeIndex(folder, tenant, [...lines.values()]).catch(() => undefined)
