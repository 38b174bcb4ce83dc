import { existsSync } from 'node:fs'
import { lstat, mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHeld, exclusiveFlags, isHeld } from './exclusive-file'
import { isRunning, startOf } from './process-mark'

/**
 * Temporary folders of Crossview's Chromium: its profile, and everything it makes besides. The name
 * says which process made it, so that the next start knows the one of a process that was killed.
 */

/** Kind, process namespace, process, its start, and a random part. Short: see `PrivateBrowser`. */
const NAME = /^crossview-[wp]-([0-9a-z]+)-([0-9a-z]+)-([0-9a-z]+)-\w{6}$/
const BASE = 36
const SPACES = BASE ** 3

/**
 * Containers may share a temporary folder, and cannot see each other's processes: those of one have
 * this number in common. Linux; `0` elsewhere.
 */
const namespace = async (): Promise<string> => {
  // No such link outside of Linux.
  const link = await readlink('/proc/self/ns/pid').catch(() => '')
  return (Number(/\d+/.exec(link)?.[0] ?? 0) % SPACES).toString(BASE)
}

/** An empty folder, its owner's alone, for a window or to print. Remove it at the end. */
export const makeTemporary = async (
  kind: 'w' | 'p',
  platform: NodeJS.Platform = process.platform,
): Promise<string> => {
  const owner = [await namespace(), process.pid.toString(BASE), await startHere(process.pid)]
  const folder = await mkdtemp(path.join(tmpdir(), `crossview-${kind}-${owner.join('-')}-`))
  if (exclusiveFlags(platform) !== null) owned.set(folder, await createHeld(ownerIn(folder), platform))
  return folder
}

/** Held while this process lives, where the system can: there it tells whose folder this is. */
const ownerIn = (folder: string): string => path.join(folder, 'owner')

const owned = new Map<string, () => Promise<void>>()

const startHere = async (pid: number): Promise<string> => Number(await startOf(pid)).toString(BASE)

/** Removes a folder even while a process that was told to end still writes into it. */
export const removeTemporary = async (folder: string): Promise<void> => {
  await owned.get(folder)?.()
  owned.delete(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** Removes what runs that were killed left behind. What cannot be removed is tried at the next start. */
export const sweepTemporary = async (platform: NodeJS.Platform = process.platform): Promise<void> => {
  const here = await namespace()
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const [found, space, pid = '', start = ''] = NAME.exec(name) ?? []
    if (found === undefined || space !== here) continue
    const folder = path.join(tmpdir(), name)
    if (await isAlive(parseInt(pid, BASE), start, folder, platform)) continue
    if (await isOurs(folder)) await removeTemporary(folder).catch(() => undefined)
  }
}

/**
 * A process id is used again: then the start differs, or nobody holds the folder's owner. One without that
 * file is of the version before, or is being made.
 */
const isAlive = async (
  pid: number,
  start: string,
  folder: string,
  platform: NodeJS.Platform,
): Promise<boolean> => {
  if (!isRunning(pid)) return false
  if (exclusiveFlags(platform) !== null)
    return !existsSync(ownerIn(folder)) || (await isHeld(ownerIn(folder), platform)) !== false
  return (await startHere(pid)) === start
}

/** SECURITY: everybody may write in the temporary folder, a name like ours included. */
const isOurs = async (folder: string): Promise<boolean> => {
  const found = await lstat(folder).catch(() => null)
  if (found?.isDirectory() !== true) return false
  return process.getuid === undefined || found.uid === process.getuid()
}
