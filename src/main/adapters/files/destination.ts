import type { Stats } from 'node:fs'
import { lstat, readlink, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Result } from '../../../shared/result'
import { isNullDevice } from './device'
import { fault, FOLDER, nameFault, OTHER_KIND, READ_ONLY, writeFault, type WriteFault } from './write-fault'

/** What a path leads to that something is to be written to, links followed. */
export type Destination =
  /** Written to as what it is: a device, a pipe, what a shell makes of `>(…)`. */
  | { readonly kind: 'device'; readonly path: string }
  /** A file; `there` is what stays of the one that is there: whose it is, its rights, its other names. */
  | { readonly kind: 'file'; readonly path: string; readonly there: Stats | null }

/** As many as Linux itself follows. */
const MOST_LINKS = 40

/**
 * Where a path leads, through links also, or why nothing may be written there: a folder, a file marked as read-only, a disk, a socket.
 * SECURITY: a link or a pipe of somebody else is not written through: they would decide where a tenant's data goes, with the rights of who
 * writes. A file of somebody else, where everybody may put files (`/tmp`), is replaced by a new one, not kept for its owner to read.
 */
export const destinationOf = async (
  target: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<Destination, WriteFault>> => {
  let at = target
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    if (platform === 'win32' && (isNullDevice(at, platform) || at.startsWith('\\\\.\\')))
      return ok({ kind: 'device', path: at })
    const found = await lstat(at).catch(() => null)
    const folder = await realpath(path.dirname(at)).catch(() => '')
    if (platform !== 'win32' && isOfDescriptors(folder)) return descriptor(at)
    if (found === null) return namedFile({ kind: 'file', path: at, there: null }, platform)
    if (!found.isSymbolicLink()) {
      const there = await existing(at, found, folder)
      return there.ok && there.value.kind === 'file' ? namedFile(there.value, platform) : there
    }
    if (!isOwn(found) && found.uid !== 0) return err(FOREIGN_LINK)
    at = path.resolve(folder, await readlink(at))
  }
  return err(fault(writeFault('ELOOP'), 'Choose another place.'))
}

/** Where a system shows the open files of a process as names: on Linux links that lead to no path, on macOS devices. */
const isOfDescriptors = (folder: string): boolean => /^\/(?:proc\/.*|dev\/fd)$/.test(folder)

const namedFile = (file: Destination, platform: NodeJS.Platform): Result<Destination, WriteFault> => {
  const wrongName = nameFault(file.path, platform)
  return wrongName === null ? ok(file) : err(wrongName)
}

const descriptor = async (at: string): Promise<Result<Destination, WriteFault>> => {
  const found = await stat(at).catch(() => null)
  if (found === null) return err(fault('it is not open', 'Name a file instead.'))
  if (found.isDirectory()) return err(FOLDER)
  const isWritable = found.isFile() || found.isFIFO() || found.isCharacterDevice()
  return isWritable ? ok({ kind: 'device', path: at }) : err(OTHER_KIND)
}

const existing = async (
  at: string,
  found: Stats,
  folder: string,
): Promise<Result<Destination, WriteFault>> => {
  if (found.isDirectory()) return err(FOLDER)
  if (found.isCharacterDevice()) return ok({ kind: 'device', path: at })
  if (found.isFIFO()) return isOwn(found) ? ok({ kind: 'device', path: at }) : err(FOREIGN_PIPE)
  if (!found.isFile()) return err(OTHER_KIND)
  if ((found.mode & 0o222) === 0) return err(READ_ONLY)
  // Nor one that somebody else may have given a second name there.
  const isPlanted = (!isOwn(found) || found.nlink > 1) && ((await stat(folder)).mode & 0o002) !== 0
  return ok({ kind: 'file', path: at, there: isPlanted && process.getuid !== undefined ? null : found })
}

/** On Windows, which has other means, everything is. */
const isOwn = ({ uid }: Stats): boolean => process.getuid === undefined || uid === process.getuid()

const ELSEWHERE = 'Choose another name, or a folder of your own.'
const FOREIGN_LINK = fault('a link of another user has this name', ELSEWHERE)
const FOREIGN_PIPE = fault('a pipe of another user has this name', ELSEWHERE)
