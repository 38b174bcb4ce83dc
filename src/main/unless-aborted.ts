/** What {@link unlessAborted} answers once nobody waits any more. */
export const ABORTED = Symbol('aborted')

/**
 * Waits for work, but no longer than every signal allows. Work that goes on is left to itself, and
 * what it rejects with then is dropped; what ends in the same moment as the signal counts as ended.
 * No listener stays. A deadline is `AbortSignal.timeout`, which holds no process.
 * @returns what the work resolves with, or {@link ABORTED}; rejects as the work does
 */
export const unlessAborted = async <T>(
  work: Promise<T>,
  ...signals: readonly AbortSignal[]
): Promise<T | typeof ABORTED> => {
  let stop: () => void = () => undefined
  const aborted = new Promise<typeof ABORTED>((resolve) => {
    stop = () => {
      resolve(ABORTED)
    }
  })
  for (const signal of signals) signal.addEventListener('abort', stop, { once: true })
  // An abort that was before brings no event, and wins over work that had ended as well.
  const isOver = signals.some((signal) => signal.aborted)
  if (isOver) stop()
  try {
    // The one race; eslint.config.js bans others.
    return await Promise.race(isOver ? [aborted, work] : [work, aborted])
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', stop)
  }
}
