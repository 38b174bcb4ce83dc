/** Lets some requests through and holds the others up, so that a run stands still in its middle. */
export interface Gate {
  /** Each request waits for it. */
  readonly pass: () => Promise<void>
  /** Requests that are held up now. */
  readonly waiting: () => number
  /** From now on the first few pass, the others wait. */
  shutAfter(passing: number): void
  open(): void
}

export const createGate = (): Gate => {
  let passing = Infinity
  const held: (() => void)[] = []
  return {
    pass: () => {
      passing -= 1
      return passing >= 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            held.push(resolve)
          })
    },
    waiting: () => held.length,
    shutAfter: (count) => {
      passing = count
    },
    open: () => {
      passing = Infinity
      for (const go of held.splice(0)) go()
    },
  }
}
