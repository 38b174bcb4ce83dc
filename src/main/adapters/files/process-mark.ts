import { createHash } from 'node:crypto'
import { readFile, readlink, stat } from 'node:fs/promises'
import { exclusiveFlags, isHeld } from './exclusive-file'

/**
 * Who made a file: a process, told by a mark in the file's name, so that what a killed one left can be
 * taken away. A process id alone tells nothing, since it is given again, after a restart to anything.
 *
 * - Linux: the start of the process, in clock ticks since the computer started, and the place that its
 *   id counts in: one start of one computer, and one container of it.
 * - Windows and macOS: the file itself is held by its maker (exclusive-file.ts).
 * - A process of another computer or container that shares the folder cannot be looked at. What it made is
 *   taken for left once it is older than {@link FOREIGN_MS}; nothing that is marked takes half of that, but a lock,
 *   whose file is renewed meanwhile (file-lock.ts).
 *
 * Beside it stood: a lock with a heartbeat (proper-lockfile), which a sleeping computer or a stopped process
 * loses while it still writes; a socket that the holder listens on, which a network folder has not, and whose
 * path may not be as long as that of a data folder; and asking `ps` or PowerShell, a program for each look.
 */
export interface ProcessMark {
  readonly pid: number
  /** When it started, in the system's own count; `0` where that is not known. */
  readonly start: string
  /** Where the process id counts; `held` where the file is; null in what an earlier version wrote. */
  readonly place: string | null
}

/** Milliseconds. */
export const FOREIGN_MS = 120_000
const NEW_MS = 200

/** A mark as text, in a regular expression: process, start, and from this version on the place. */
export const MARK = String.raw`\d+-\d+-(?:[0-9a-f]{8}|held)`

const UNKNOWN = '0'
const HELD = 'held'

/** The world, for tests of the other systems. */
export interface MarkedWorld {
  readonly platform: NodeJS.Platform
  readonly isRunning: (pid: number) => boolean
  readonly startOf: (pid: number) => Promise<string>
  readonly place: () => Promise<string>
  readonly isHeld: (file: string) => Promise<boolean | null>
}

/** Whether a process of this id runs; another program may have got the id of one that ended. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process started, in the system's own count; known on Linux. */
export const startOf = async (pid: number): Promise<string> => {
  const found = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '')
  // The name before it may hold spaces and brackets. Field 22 of proc(5), the 20th after the name.
  return /\) (?:\S+ ){19}(\d+)/.exec(found)?.[1] ?? UNKNOWN
}

/** One start of a Linux and one of its containers; all others are alike. */
const linuxPlace = async (): Promise<string> => {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const space = await readlink('/proc/self/ns/pid').catch(() => '')
  return createHash('sha256').update(`${boot} ${space}`).digest('hex').slice(0, 8)
}

export const HERE: MarkedWorld = {
  platform: process.platform,
  isRunning,
  startOf,
  place: linuxPlace,
  isHeld,
}

/** The mark of this process, as text. */
export const ownMark = async (world: MarkedWorld = HERE): Promise<string> => {
  const isHolding = exclusiveFlags(world.platform) !== null
  const [start, place] = isHolding ? [UNKNOWN, HELD] : [await world.startOf(process.pid), await world.place()]
  return `${String(process.pid)}-${start}-${place}`
}

/** @param text as of {@link MARK}, or without a place, or a process id alone: as earlier versions wrote it */
export const readMark = (text: string): ProcessMark => {
  const [pid, start = UNKNOWN, place = null] = text.split('-')
  return { pid: Number(pid), start, place }
}

/** Whether this process may have made it, or one before that had its id: its caller knows which. */
export const isOwnMark = async (text: string, world: MarkedWorld = HERE): Promise<boolean> =>
  text === (await ownMark(world)) || (readMark(text).place === null && readMark(text).pid === process.pid)

/**
 * Whether the process that made a file still runs. What this process itself made, its caller knows.
 * @param file by its age and its holder, where the mark alone does not tell
 */
export const isAlive = async (
  { pid, start, place }: ProcessMark,
  file: string,
  world: MarkedWorld = HERE,
): Promise<boolean> => {
  if (place === HELD) {
    const isHeldNow = await world.isHeld(file)
    // macOS makes a file and locks it in two steps.
    if (isHeldNow === false) return world.platform === 'darwin' && isYoung(file, NEW_MS)
    return isHeldNow ?? isYoung(file)
  }
  if (place !== null && place !== (await world.place())) return isYoung(file)
  if (!world.isRunning(pid)) return false
  const now = await world.startOf(pid)
  return now === UNKNOWN || start === UNKNOWN ? isYoung(file) : now === start
}

/**
 * @param age milliseconds
 * @returns whether a file was made or written within them, by the clock of this computer and that of the
 *   folder's, which may differ by less
 */
export const isYoung = async (file: string, age = FOREIGN_MS): Promise<boolean> => {
  const found = await stat(file).catch(() => null)
  return found !== null && Math.abs(Date.now() - found.mtimeMs) < age
}
