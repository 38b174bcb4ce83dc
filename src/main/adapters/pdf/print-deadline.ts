/** An end of patience that is put off as long as something happens. */
export interface Deadline {
  readonly signal: AbortSignal
  extend(): void
  end(): void
}

/** @param ms from now, and from each time it is put off. Holds no process. */
export const createDeadline = (ms: number): Deadline => {
  const late = new AbortController()
  const begin = (): NodeJS.Timeout =>
    setTimeout(() => {
      late.abort()
    }, ms).unref()
  let timer = begin()
  return {
    signal: late.signal,
    extend: () => {
      clearTimeout(timer)
      timer = begin()
    },
    end: () => {
      clearTimeout(timer)
    },
  }
}
