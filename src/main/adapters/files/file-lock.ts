import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { codeOf } from '../../held-file'
import { createHeld } from './exclusive-file'
import { HERE, isAlive, isOwnMark, MARK, ownMark, readMark, type MarkedWorld } from './process-mark'
import { writeFault } from './write-fault'

/**
 * A lock for the processes that change one folder: the window, and any number of command lines.
 *
 * A lock file cannot be taken from a dead process safely: between the look and the deletion a third
 * one may have taken it.
 * So each writer has files of its own (Lamport's bakery): it says that it is choosing, draws a
 * number above all it sees, and waits for those who choose and for those with a lower number. Files
 * of dead processes can be deleted by anybody at any time, since no two have the same name. Which are
 * dead, process-mark.ts says.
 */
export interface FileLock {
  /** Waits for the others. @returns what gives the lock back, or why it was not to be had */
  take(): Promise<Result<() => Promise<void>, AppError>>
}

export interface FileLockOptions {
  /** Milliseconds to wait for the others: a change may be asking a keychain that does not answer. */
  readonly patience?: number
  /** What is told where the others take longer. Absent: that they change the tenants. */
  readonly busy?: AppError
  /** For tests of the other systems. */
  readonly world?: MarkedWorld
}

const PATIENCE_MS = 15_000
const LOOK_AGAIN_MS = 25

const BUSY = appError('CONFLICT', 'Another Crossview is changing the tenants, so nothing was changed here.', {
  advice: [
    'Wait until it is done, or answer what the keychain asks there.',
    'Then look at the list again and repeat this.',
  ],
})

/** @param folder where the writers' files are; made where missing */
export const createFileLock = (
  folder: string,
  { patience = PATIENCE_MS, busy = BUSY, world = HERE }: FileLockOptions = {},
): FileLock => {
  const others = async (writer: string): Promise<readonly Ticket[]> => {
    const tickets = ticketsIn(await readdir(folder)).filter((ticket) => ticket.writer !== writer)
    const isLive = await Promise.all(tickets.map((ticket) => holds(folder, ticket, world)))
    await Promise.all(
      tickets.filter((_each, index) => !isLive[index]).map(({ name }) => remove(path.join(folder, name))),
    )
    return tickets.filter((_each, index) => isLive[index])
  }
  const take = async (): Promise<() => Promise<void>> => {
    const writer = `${await ownMark(world)}-${randomBytes(4).toString('hex')}`
    const deadline = performance.now() + patience
    const held: (() => Promise<void>)[] = []
    const put = async (name: string) => {
      held.push(await createHeld(path.join(folder, name), world.platform))
    }
    const giveBack = async () => {
      await Promise.all(held.splice(0).map((release) => release().catch(() => undefined)))
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
    take: async () => {
      try {
        return ok(await take())
      } catch (error) {
        return err(error instanceof BusyError ? busy : notWritable(folder, codeOf(error)))
      }
    },
  }
}

class BusyError extends Error {}

interface Ticket {
  readonly name: string
  /** Null while it is being chosen. */
  readonly number: number | null
  /** Its process, and a random part. */
  readonly writer: string
  readonly mark: string
}

/** The version before wrote no place into its mark. */
const TICKET = new RegExp(String.raw`^profiles\.turn-(choosing|\d+)\.((${MARK}|\d+-\d+)-[0-9a-f]{8})$`)

const nameOf = (number: string, writer: string): string => `profiles.turn-${number}.${writer}`

const ticketsIn = (names: readonly string[]): readonly Ticket[] =>
  names.flatMap((name) => {
    const [, number, writer = '', mark = ''] = TICKET.exec(name) ?? []
    if (number === undefined) return []
    return [{ name, number: number === 'choosing' ? null : Number(number), writer, mark }]
  })

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

const notWritable = (folder: string, code: string): AppError =>
  appError(
    'FILE_WRITE_FAILED',
    `Nothing was changed, because Crossview cannot write to ${folder}: ${writeFault(code)}.`,
    { advice: ['Make room or allow writing there, then save again.'] },
  )
