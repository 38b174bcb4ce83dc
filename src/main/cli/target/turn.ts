import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { hostOf } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import type { TenantTurns } from '../../turns-port'
import { unlessAborted } from '../../unless-aborted'
import type { Console } from '../terminal/console'

export interface TurnOptions {
  /** Seconds: at most so long is waited, at random, before the first request. */
  readonly jitter?: number
  /** Seconds to wait for another run of the tenant. */
  readonly wait?: number
}

export interface TurnDeps {
  readonly console: Console
  readonly interrupt: AbortSignal
  readonly turns: TenantTurns
  /** For tests: milliseconds, below the number that it is given. */
  readonly random?: (below: number) => number
}

const nothingToGiveBack = (): Promise<void> => Promise.resolve()

/**
 * Waits a random while (`--jitter`), so that what is scheduled for one moment on many machines does not arrive at one
 * moment. An interrupt ends it at once: `CANCELLED`.
 */
export const waitAtRandom = async (
  { jitter = 0 }: TurnOptions,
  { console, interrupt, random = (below) => randomInt(below) }: Omit<TurnDeps, 'turns'>,
): Promise<Result<null, AppError>> => {
  if (jitter === 0) return ok(null)
  const pause = random(jitter * 1_000 + 1)
  console.message(
    `Waiting ${countText(Math.ceil(pause / 1_000))} s, at random of up to ${countText(jitter)} s, before the first request.`,
  )
  const ended = new AbortController()
  await unlessAborted(
    wait(pause, undefined, { signal: ended.signal }).catch(() => undefined),
    interrupt,
  )
  ended.abort()
  return interrupt.aborted ? err(stopped()) : ok(null)
}

/**
 * The turn at a tenant: one run at a time. Where the data folder takes no files, as in a container that has none, the
 * run goes on and says so: it reads only, and a tenant that is asked too much says so itself.
 * @returns what gives it back
 */
export const takeTurn = async (
  url: string,
  { wait: seconds = 0 }: TurnOptions,
  { console, interrupt, turns }: TurnDeps,
): Promise<Result<() => Promise<void>, AppError>> => {
  const turn = await turns.take(url, seconds * 1_000, interrupt)
  if (turn.ok || turn.error.code !== 'FILE_WRITE_FAILED') return turn
  console.message([
    `Whether another run asks this tenant now is not known, and this one goes on. ${turn.error.message}`,
    ...turn.error.advice.map((line) => `  - ${line}`),
  ])
  return ok(nothingToGiveBack)
}

/** The turns of one run over many tenants: where several names lead to one host, it takes that turn once for all. */
export const sharedTurns = (turns: TenantTurns): TenantTurns => {
  const held = new Map<string, { users: number; readonly turn: ReturnType<TenantTurns['take']> }>()
  return {
    take: async (url, patience, signal) => {
      const host = hostOf(url)
      const entry = held.get(host) ?? { users: 0, turn: turns.take(url, patience, signal) }
      held.set(host, entry)
      entry.users += 1
      const turn = await entry.turn
      const giveBack = async () => {
        entry.users -= 1
        if (entry.users > 0) return
        held.delete(host)
        if (turn.ok) await turn.value()
      }
      if (turn.ok) return ok(giveBack)
      await giveBack()
      return turn
    },
  }
}

const stopped = (): AppError => appError('CANCELLED', 'Stopped before anything was asked.')
