import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf } from '../../held-file'
import { isRunning } from './atomic-file'
import { writeFault } from './write-fault'

/**
 * A lock for the processes that change one folder: the window, and any number of command lines.
 *
 * Node has no lock that the system gives back when a process is killed, and a lock file cannot be
 * taken from a dead process safely: between the look and the deletion a third one may have taken it.
 * So each writer has files of its own (Lamport's bakery): it says that it is choosing, draws a
 * number above all it sees, and waits for those who choose and for those with a lower number. Files
 * of dead processes can be deleted by anybody at any time, since no two have the same name.
 */
export interface FileLock {
  /** Waits for the others. @returns what gives the lock back, or why it was not to be had */
  take(): Promise<Result<() => Promise<void>, AppError>>
}

export interface FileLockOptions {
  /** Milliseconds to wait for the others: a change may be asking a keychain that does not answer. */
  readonly patience?: number
}

const PATIENCE_MS = 15_000
const LOOK_AGAIN_MS = 25

/** @param folder where the writers' files are; made where missing */
export const createFileLock = (
  folder: string,
  { patience = PATIENCE_MS }: FileLockOptions = {},
): FileLock => {
  const others = async (writer: string): Promise<readonly Ticket[]> => {
    const tickets = ticketsIn(await readdir(folder)).filter((ticket) => ticket.writer !== writer)
    const isLive = await Promise.all(tickets.map(isAlive))
    await Promise.all(
      tickets.filter((_each, index) => !isLive[index]).map(({ name }) => remove(path.join(folder, name))),
    )
    return tickets.filter((_each, index) => isLive[index])
  }
  const take = async (): Promise<() => Promise<void>> => {
    const writer = await newWriter()
    const deadline = performance.now() + patience
    const files: string[] = []
    const put = async (name: string) => {
      files.push(path.join(folder, name))
      await (await open(path.join(folder, name), 'wx', 0o600)).close()
    }
    const giveBack = async () => {
      await Promise.all(files.map(remove))
      own.delete(writer)
    }
    const until = async (isFree: (tickets: readonly Ticket[]) => boolean) => {
      while (!isFree(await others(writer))) {
        if (performance.now() > deadline) throw new BusyError()
        await wait(LOOK_AGAIN_MS)
      }
    }
    own.add(writer)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await put(nameOf('choosing', writer))
      const number = 1 + Math.max(0, ...(await others(writer)).map((ticket) => ticket.number ?? 0))
      await put(nameOf(String(number), writer))
      await remove(files[0] ?? '')
      // One look after the other: who is not choosing now has a number that the second look sees.
      await until((tickets) => tickets.every((ticket) => ticket.number !== null))
      await until((tickets) => !tickets.some((ticket) => isBefore(ticket, number, writer)))
      return giveBack
    } catch (error) {
      await giveBack()
      throw error
    }
  }
  return {
    take: async () => {
      try {
        return ok(await take())
      } catch (error) {
        return err(error instanceof BusyError ? busy() : notWritable(folder, codeOf(error)))
      }
    },
  }
}

class BusyError extends Error {}

interface Ticket {
  readonly name: string
  /** Null while it is being chosen. */
  readonly number: number | null
  /** Process, its start, and a random part. */
  readonly writer: string
  readonly pid: number
  readonly started: string
}

const TICKET = /^profiles\.turn-(choosing|\d+)\.((\d+)-(\d+)-[0-9a-f]{8})$/

const nameOf = (number: string, writer: string): string => `profiles.turn-${number}.${writer}`

const ticketsIn = (names: readonly string[]): readonly Ticket[] =>
  names.flatMap((name) => {
    const [, number, writer = '', pid, started = ''] = TICKET.exec(name) ?? []
    if (number === undefined) return []
    return [
      { name, number: number === 'choosing' ? null : Number(number), writer, pid: Number(pid), started },
    ]
  })

const isBefore = (ticket: Ticket, number: number, writer: string): boolean =>
  ticket.number !== null && (ticket.number < number || (ticket.number === number && ticket.writer < writer))

const newWriter = async (): Promise<string> =>
  `${String(process.pid)}-${await startOf(process.pid)}-${randomBytes(4).toString('hex')}`

/** Writers of this process: a ticket with its id that is not among them is of one that was killed. */
const own = new Set<string>()

/** A process id is used again: by this process or, where the start of a process can be told, by any other. */
const isAlive = async ({ writer, pid, started }: Ticket): Promise<boolean> => {
  if (pid === process.pid) return own.has(writer)
  if (!isRunning(pid)) return false
  const start = await startOf(pid)
  return start === UNKNOWN || started === UNKNOWN || start === started
}

export const UNKNOWN = '0'

/** When a process started, in the system's own count; known on Linux. */
export const startOf = async (pid: number): Promise<string> => {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '')
  // The name before it may hold spaces and brackets. Field 22 of proc(5), the 20th after the name.
  return /\) (?:\S+ ){19}(\d+)/.exec(stat)?.[1] ?? UNKNOWN
}

/** What cannot be deleted is another writer's to try, once this process has ended. */
const remove = (file: string): Promise<void> => rm(file, { force: true }).catch(() => undefined)

const busy = (): AppError =>
  appError('CONFLICT', 'Another Crossview is changing the tenants, so nothing was changed here.', {
    advice: [
      'Wait until it is done, or answer what the keychain asks there.',
      'Then look at the list again and repeat this.',
    ],
  })

const notWritable = (folder: string, code: string): AppError =>
  appError(
    'FILE_WRITE_FAILED',
    `Nothing was changed, because Crossview cannot write to ${folder}: ${writeFault(code)}.`,
    { advice: ['Make room or allow writing there, then save again.'] },
  )
