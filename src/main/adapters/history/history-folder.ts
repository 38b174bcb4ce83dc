import { lstatSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { HistoryEntry, HistoryFault, HistoryListing } from '../../../shared/files/history'
import { codeOf } from '../../held-file'
import { readFault } from '../../text-file'
import { openToRead } from '../files/regular-file'
import { INDEX_FILE, readIndex, writeIndex, type IndexLine } from './history-index'
import { KEY_LOST, readHeader, type SealedFault } from './sealed-file'

/** A tenant's folder of sealed snapshots, as it is found: what stands there decides, the index only saves looking. */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const IS_ID = new RegExp(`^${UUID}$`)
const SEALED = new RegExp(String.raw`^(${UUID})\.sealed$`)
/** Empty: that it is there says that a snapshot is a baseline, whatever becomes of the index. */
const BASELINE = new RegExp(String.raw`^(${UUID})\.baseline$`)
/** Of a writer that is under way, or was killed. */
const TEMPORARY = /\.\d+-[0-9a-f]{8}\.tmp$/
/** Files looked at between turns of whatever else waits: some 1 ms. */
const AT_ONCE = 100

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
  const sealed: NamedSealed[] = []
  for (const name of names) {
    const [, id] = SEALED.exec(name) ?? []
    const [, baseline] = BASELINE.exec(name) ?? []
    if (id !== undefined) sealed.push({ name, id })
    else if (baseline !== undefined) baselines.add(baseline)
    else if (name !== INDEX_FILE && !TEMPORARY.test(name))
      faults.push({ file: name, state: 'foreign', reason: 'It is no file of the history.' })
  }
  for (let at = 0; at < sealed.length; at += AT_ONCE) {
    for (const [{ name, id }, line] of await lookAt(
      folder,
      tenant,
      sealed.slice(at, at + AT_ONCE),
      index.lines,
    ))
      if ('reason' in line) faults.push({ file: name, ...told(line) })
      else lines.set(id, line)
    await turn()
  }
  return { names, lines, baselines, faults }
}

interface NamedSealed {
  readonly name: string
  readonly id: string
}

/** What the index says of each, or else the file itself; what went away meanwhile is left out. */
const lookAt = async (
  folder: string,
  tenant: string,
  some: readonly NamedSealed[],
  known: ReadonlyMap<string, IndexLine>,
): Promise<readonly (readonly [NamedSealed, IndexLine | SealedFault])[]> => {
  const looked = await Promise.all(
    some.map(async (each) => {
      const file = path.join(folder, each.name)
      const line = known.get(each.id)
      return line !== undefined && isOf(line, file) ? line : look(file, { tenant, id: each.id })
    }),
  )
  return some.flatMap((each, at) => {
    const found = looked[at]
    return found == null ? [] : [[each, found] as const]
  })
}

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** Whether a line is of this very file. At once: thousands of calls over threads would take three times as long. */
const isOf = (line: IndexLine, file: string): boolean => {
  try {
    const stats = lstatSync(file)
    return stats.isFile() && stats.size === line.bytes && stats.mtimeMs === line.mtimeMs
  } catch {
    return false
  }
}

/** @returns null: it went away meanwhile */
const look = async (
  file: string,
  place: { readonly tenant: string; readonly id: string },
): Promise<IndexLine | SealedFault | null> => {
  try {
    const stats = await lstat(file)
    const { size, mtimeMs } = stats
    if (!stats.isFile())
      return { state: 'foreign', reason: 'it is no file, but a folder, a link or a device' }
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
 * @param keys ids of those that the keychain had last; null: not known, and then nobody is blamed
 */
export const listingOf = (
  { lines, baselines, faults }: FoundFolder,
  keys: readonly string[] | null,
): HistoryListing => {
  const all = [...lines.values()]
  const fault = (line: IndexLine): SealedFault | null => {
    if (line.damaged === true) return { state: 'damaged', reason: 'it is not as it was sealed' }
    return keys !== null && !keys.includes(line.key) ? KEY_LOST : null
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
  { id, kind, at, keptAt, sha256, app, signed, counts, change, bytes }: IndexLine,
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
  ...(change && { change }),
  counts,
})

/** Writes what was found as the index. It only saves looking: where that fails, nothing is lost. */
export const refreshIndex = (
  folder: string,
  tenant: string,
  { lines }: Pick<FoundFolder, 'lines'>,
): Promise<void> => writeIndex(folder, tenant, [...lines.values()]).catch(() => undefined)
