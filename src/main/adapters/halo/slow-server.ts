import { countText } from '../../../core/comparison/count-text'
import { err } from '../../../shared/result'
import type { HttpClient } from '../http/http'
import type { TellWait } from './waits'

/** A server that has not answered a request for so long is slow, and whoever waits is told. */
const SLOW_AFTER_MS = 5_000

/**
 * Waits for an answer, and tells who is slow once it takes long; that it goes on when the answer is there.
 * Real time, whatever the clock of the waits between requests is: it is a real answer that is waited for.
 * @param host who is asked, as messages call it
 * @param afterMs absent: 5 s
 */
export const tellingWhenSlow = async <T>(
  answer: Promise<T>,
  {
    host,
    slowAfterMs: afterMs = SLOW_AFTER_MS,
  }: { readonly host: string; readonly slowAfterMs?: number | undefined },
  onWait: TellWait,
): Promise<T> => {
  const isTold = { yes: false }
  const timer = setTimeout(() => {
    isTold.yes = true
    // Without the time that it took so far: many requests wait at once, each for another.
    onWait(
      `${host} is slow: it has not answered a request for more than ${countText(SLOW_AFTER_MS / 1000)} s.`,
    )
  }, afterMs)
  try {
    return await answer
  } finally {
    clearTimeout(timer)
    if (isTold.yes) onWait(null)
  }
}

type Send = (signal: AbortSignal) => ReturnType<HttpClient['get']>

/** How long the one request has that goes to a silent server to find out whether it answers again. */
const PROBE_MS = 15_000

/**
 * The same request, given up sooner: a server that was silent for as long as requests may take is not waited for as
 * long again by each that finds out about it.
 */
export const givenUpSoon =
  (request: Send, afterMs = PROBE_MS): Send =>
  async (signal) => {
    const own = new AbortController()
    const isOver = { yes: false }
    const end = () => {
      own.abort()
    }
    const timer = setTimeout(() => {
      isOver.yes = true
      end()
    }, afterMs)
    signal.addEventListener('abort', end, { once: true })
    try {
      const answer = await request(own.signal)
      return isOver.yes && !answer.ok ? err({ kind: 'timeout' }) : answer
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
    }
  }
