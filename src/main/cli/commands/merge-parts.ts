import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { countText } from '../../../core/comparison/count-text'
import { nameKey } from '../../../core/comparison/name-text'
import type { Fleet } from '../../../core/fleet/fleet'
import type { FoundPart } from '../../../core/fleet/merge'
import { compareText } from '../../../core/fleet/outliers'
import { FLEET } from '../../../shared/bounds'
import { parseFleetListing, type FleetListing } from '../../../shared/files/fleet-listing'
import { parseFleetTenant } from '../../../shared/files/fleet-tenant'
import { codeOf } from '../../held-file'
import { readFault } from '../../text-file'
import { readText } from '../target/resolved-target'
import { FLEET_FILE } from './fleet-file'
import { TENANT_FILE } from './fleet-parts'

/** A part with the folder that its files are in. */
export interface MergedPart extends FoundPart {
  /** Absolute. */
  readonly folder: string
}

export interface FoundParts {
  readonly parts: readonly MergedPart[]
  /** What cannot be used, and what a run says is missing of it. */
  readonly gaps: Fleet['missing']
}

interface Search {
  readonly parts: MergedPart[]
  /** By the folder as it was typed, or the tenant's name where a run says whose folder it is. */
  readonly gaps: { part: string; reason: string }[]
  entries: number
}

/** A folder that is looked through. */
interface Place {
  /** Absolute. */
  readonly folder: string
  /** As somebody typed it, and on from there. */
  readonly told: string
}

/**
 * Parts in folders that runs wrote, or that hold such folders as downloads of them do. Nothing is opened but
 * `tenant.json` and `fleet.json`; no link is followed below a folder that was named, so that nothing outside it is read.
 */
export const findParts = async (folders: readonly string[], cwd: string): Promise<FoundParts> => {
  const search: Search = { parts: [], gaps: [], entries: 0 }
  // One folder by two spellings is one.
  for (const [folder, told] of new Map(folders.map((named) => [path.resolve(cwd, named), named]))) {
    const before = search.parts.length + search.gaps.length
    await lookThrough({ folder, told }, FLEET.depth, search)
    if (search.parts.length + search.gaps.length === before)
      search.gaps.push({ part: told, reason: `Nothing of a run is in it: no ${TENANT_FILE} was found.` })
  }
  return { parts: search.parts, gaps: search.gaps }
}

const lookThrough = async (place: Place, depth: number, search: Search): Promise<void> => {
  const entries = await entriesOf(place, search)
  if (entries === null) return
  const own = entries.find(({ name }) => name === TENANT_FILE)
  if (own !== undefined) return readPart(place, own, search)
  const before = { parts: search.parts.length, gaps: search.gaps.length }
  for (const entry of entries) {
    const told = `${place.told}/${entry.name}`
    if (entry.isSymbolicLink())
      search.gaps.push({ part: told, reason: 'It is a link, and none is followed.' })
    else if (entry.isDirectory() && depth > 0)
      await lookThrough({ folder: path.join(place.folder, entry.name), told }, depth - 1, search)
  }
  const listing = entries.find(({ name }) => name === FLEET_FILE)
  if (listing?.isFile() === true) await holdAgainst(place, before, search)
}

const entriesOf = async ({ folder, told }: Place, search: Search): Promise<readonly Dirent[] | null> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    search.entries += entries.length
    if (search.entries <= FLEET.entries) return [...entries].sort((a, b) => compareText(a.name, b.name))
    search.gaps.push({
      part: told,
      reason: `More than ${countText(FLEET.entries)} files and folders are no more looked through.`,
    })
  } catch (error) {
    search.gaps.push({ part: told, reason: `It could not be read: ${readFault(codeOf(error))}.` })
  }
  return null
}

const readPart = async ({ folder, told }: Place, entry: Dirent, search: Search): Promise<void> => {
  if (!entry.isFile()) {
    search.gaps.push({ part: told, reason: `Its ${TENANT_FILE} is no ordinary file, and was not read.` })
    return
  }
  const text = await readText(path.join(folder, TENANT_FILE), 'dir')
  const read = text.ok ? parseFleetTenant(text.value) : text
  if (read.ok) search.parts.push({ part: read.value.part, place: told, folder })
  else search.gaps.push({ part: told, reason: read.error.message })
}

/** What a run says of its tenants against what was found of them below its folder. */
const holdAgainst = async (
  { folder, told }: Place,
  before: { readonly parts: number; readonly gaps: number },
  search: Search,
): Promise<void> => {
  const file = path.join(folder, FLEET_FILE)
  const text = await readText(file, 'dir')
  const listing = text.ok ? parseFleetListing(text.value) : null
  if (listing === null) {
    search.gaps.push({
      part: `${told}/${FLEET_FILE}`,
      reason: 'It cannot be used, so that it is not known which parts there have to be.',
    })
    return
  }
  const found = new Set(search.parts.slice(before.parts).map(({ part }) => nameKey(part.name)))
  nameGaps(search.gaps, before.gaps, listing, told)
  const named = new Set(search.gaps.slice(before.gaps).map(({ part }) => part))
  for (const { name } of listing.tenants)
    if (!found.has(nameKey(name)) && !named.has(name))
      search.gaps.push({ part: name, reason: `${told}/${FLEET_FILE} names it, and its part is not there.` })
  search.gaps.push(...listing.missing.filter(({ part }) => !found.has(nameKey(part))))
}

/** A folder that cannot be used is called by its tenant, where the run says whose it is. */
const nameGaps = (
  gaps: { part: string; reason: string }[],
  from: number,
  { tenants }: FleetListing,
  told: string,
): void => {
  for (const gap of gaps.slice(from)) {
    const tenant = tenants.find(({ folder }) => folder !== null && gap.part === `${told}/${folder}`)
    if (tenant === undefined) continue
    gap.reason = `${gap.part}: ${gap.reason}`
    gap.part = tenant.name
  }
}
