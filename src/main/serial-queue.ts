/** Does work after everything that was given before it has ended, however that ended. */
export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>

/** One piece of work at a time, in the order given. What one rejects with is its own caller's alone. */
export const createSerialQueue = (): SerialQueue => {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
}
