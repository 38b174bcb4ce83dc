/** Forms on screen that hold something typed which is stored nowhere. */
let holding = 0
const listeners = new Set<(typed: boolean) => void>()

const change = (by: 1 | -1): void => {
  const before = holding
  holding += by
  if (before === 0 || holding === 0) for (const listener of listeners) listener(holding > 0)
}

/** One more form holds something. Returns the function that says that it does no longer. */
export const holdTyped = (): (() => void) => {
  change(1)
  return () => {
    change(-1)
  }
}

/** Told whenever the first form holds something, and when none does any more. Returns the function that stops it. */
export const onTyped = (listener: (typed: boolean) => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
