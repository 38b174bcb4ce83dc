import { appError, type AppError } from '../../shared/app-error'
import { err } from '../../shared/result'
import type { Clock } from '../ports'
import { wrapHandlers } from './wrap-handlers'
import type { Handlers } from './handlers'

/**
 * Requests of a page: so many a second, so many at once after a pause, and so many under way. Somebody
 * who scrolls and types needs a tenth of it; a page that asks without end must not stop main.
 */
const EACH_SECOND = 500
const AT_ONCE = 1_000
const UNDER_WAY = 64

/** Answers `BUSY` to what is too much, before its handler is entered. */
export const limitedHandlers = (handlers: Handlers, clock: Pick<Clock, 'monotonic'>): Handlers => {
  let allowance = AT_ONCE
  let since = clock.monotonic()
  let underWay = 0
  const mayEnter = (): boolean => {
    const now = clock.monotonic()
    allowance = Math.min(AT_ONCE, allowance + ((now - since) / 1000) * EACH_SECOND)
    since = now
    if (allowance < 1 || underWay >= UNDER_WAY) return false
    allowance -= 1
    return true
  }
  return wrapHandlers(handlers, async (_channel, handle) => {
    if (!mayEnter()) return err(busy())
    underWay += 1
    try {
      return await handle()
    } finally {
      underWay -= 1
    }
  })
}

const busy = (): AppError =>
  appError('BUSY', 'Crossview is asked for more than it can do at once.', {
    advice: ['Wait a moment and try again.'],
  })
