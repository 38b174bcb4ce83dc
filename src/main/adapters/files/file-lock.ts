import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, utimes } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf } from '../../held-file'
import { createHeld } from './exclusive-file'
import {
  FOREIGN_MS,
  HERE,
  isAlive,
  isOwnMark,
  MARK,
  ownMark,
  readMark,
  type MarkedWorld,
} from './process-mark'
import { writeFault } from './write-fault'

/**
 * A lock between processes that share a folder: those that change the tenants in it, the window and any number of
 * command lines, or those that ask one tenant.
 *
 * A lock file cannot be taken from a dead process safely: between the look and the deletion a third
 * one may have taken it.
 * So each writer has files of its own (Lamport's bakery): it says that it is choosing, draws a
 * number above all it sees, and waits for those who choose and for those with a lower number. Files
 * of dead processes can be deleted by anybody at any time, since no two have the same name. Which are
 * dead, process-mark.ts says.
 */
export interface FileLock {
  /**
   * Waits for the others.
   * @param signal ends the wait: `CANCELLED`
   * @returns what gives the lock back, or why it was not to be had
   */
  take(signal?: AbortSignal): Promise<Result<() => Promise<void>, AppError>>
}

export interface FileLockOptions {
  /** Milliseconds to wait for the others: a change may be asking a keychain that does not answer. */
  readonly patience?: number
  /** What its files are called, so that a folder has room for several; of letters, digits and dots. */
  readonly name?: string
  /** What is said when another one has it. */
  readonly busy?: () => AppError | Promise<AppError>
  /** What is said where the folder takes no files, with the reason as a clause. */
  readonly unwritable?: (reason: string) => AppError
  /** For tests of the other systems. */
  readonly world?: MarkedWorld
}

const PATIENCE_MS = 15_000
const LOOK_AGAIN_MS = 25
/** Where somebody waits for a whole run. */
const LOOK_SELDOM_MS = 250
/** For those who cannot look at this process: they go by the age of its file (process-mark.ts). */
const RENEW_MS = FOREIGN_MS / 4

/** @param folder where the writers' files are; made where missing */
export const createFileLock = (
  folder: string,
  {
    patience = PATIENCE_MS,
    name = 'profiles.turn',
    busy = othersChange,
    unwritable = (reason) => nothingChanged(folder, reason),
    world = HERE,
  }: FileLockOptions = {},
): FileLock => {
  const { nameOf, ticketsIn } = ticketsCalled(name)
  const pause = patience > PATIENCE_MS ? LOOK_SELDOM_MS : LOOK_AGAIN_MS
  const others = async (writer: string): Promise<readonly Ticket[]> => {
    const tickets = ticketsIn(await readdir(folder)).filter((ticket) => ticket.writer !== writer)
    const isLive = await Promise.all(tickets.map((ticket) => holds(folder, ticket, world)))
    await Promise.all(
      tickets.filter((_each, index) => !isLive[index]).map(({ name }) => remove(path.join(folder, name))),
    )
    return tickets.filter((_each, index) => isLive[index])
  }
  const take = async (signal: AbortSignal | undefined): Promise<() => Promise<void>> => {
    const writer = `${await ownMark(world)}-${randomBytes(4).toString('hex')}`
    const deadline = performance.now() + patience
    const held: (() => Promise<void>)[] = []
    const put = async (name: string) => {
      held.push(await createHeld(path.join(folder, name), world.platform))
    }
    let renewing: NodeJS.Timeout | undefined
    const giveBack = async () => {
      clearInterval(renewing)
      await Promise.all(held.splice(0).map((release) => release().catch(() => undefined)))
      own.delete(writer)
    }
    const until = async (isFree: (tickets: readonly Ticket[]) => boolean) => {
      while (!isFree(await others(writer))) {
        if (signal?.aborted === true) throw new StoppedError()
        if (performance.now() > deadline) throw new BusyError()
        await wait(pause)
      }
    }
    own.add(writer)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await put(nameOf('choosing', writer))
      const number = 1 + Math.max(0, ...(await others(writer)).map((ticket) => ticket.number ?? 0))
      const ticket = nameOf(String(number), writer)
      await put(ticket)
      renewing = setInterval(() => void renew(path.join(folder, ticket)), RENEW_MS).unref()
      await held
        .shift()?.()
        .catch(() => undefined)
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
    take: async (signal) => {
      try {
        return ok(await take(signal))
      } catch (error) {
        if (error instanceof StoppedError) return err(stopped())
        return err(error instanceof BusyError ? await busy() : unwritable(writeFault(codeOf(error))))
      }
    },
  }
}

class BusyError extends Error {}
class StoppedError extends Error {}

/** Windows refuses it of a file that is held, and needs it there as little. */
const renew = async (file: string): Promise<void> => {
  const now = new Date()
  await utimes(file, now, now).catch(() => undefined)
}

interface Ticket {
  readonly name: string
  /** Null while it is being chosen. */
  readonly number: number | null
  /** Its process, and a random part. */
  readonly writer: string
  readonly mark: string
}

/** @param name what the files begin with */
const ticketsCalled = (name: string) => {
  // The version before wrote no place into its mark.
  const ticket = new RegExp(
    String.raw`^${name.replaceAll('.', String.raw`\.`)}-(choosing|\d+)\.((${MARK}|\d+-\d+)-[0-9a-f]{8})$`,
  )
  return {
    nameOf: (number: string, writer: string): string => `${name}-${number}.${writer}`,
    ticketsIn: (names: readonly string[]): readonly Ticket[] =>
      names.flatMap((each) => {
        const [, number, writer = '', mark = ''] = ticket.exec(each) ?? []
        if (number === undefined) return []
        return [{ name: each, number: number === 'choosing' ? null : Number(number), writer, mark }]
      }),
  }
}

const isBefore = (ticket: Ticket, number: number, writer: string): boolean =>
  ticket.number !== null && (ticket.number < number || (ticket.number === number && ticket.writer < writer))

/** Writers of this process: a ticket with its mark that is not among them is of one that was killed. */
const own = new Set<string>()

const holds = async (
  folder: string,
  { name, writer, mark }: Ticket,
  world: MarkedWorld,
): Promise<boolean> => {
  if (own.has(writer)) return true
  if (await isOwnMark(mark, world)) return false
  return isAlive(readMark(mark), path.join(folder, name), world)
}

/** What cannot be deleted is another writer's to try, once this process has ended. */
const remove = (file: string): Promise<void> => rm(file, { force: true }).catch(() => undefined)

const othersChange = (): AppError =>
  appError('CONFLICT', 'Another Crossview is changing the tenants, so nothing was changed here.', {
    advice: [
      'Wait until it is done, or answer what the keychain asks there.',
      'Then look at the list again and repeat this.',
    ],
  })

const stopped = (): AppError => appError('CANCELLED', 'Stopped while waiting for another Crossview.')

const nothingChanged = (folder: string, reason: string): AppError =>
  appError(
    'FILE_WRITE_FAILED',
    `Nothing was changed, because Crossview cannot write to ${folder}: ${reason}.`,
    { advice: ['Make room or allow writing there, then save again.'] },
  )
