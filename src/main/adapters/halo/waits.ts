/** Told in a sentence why and how long a request waits, and null when it goes on. */
export type TellWait = (text: string | null) => void

/**
 * Several requests of one connection wait at once, mostly for the same: each sentence is told once, and that
 * it goes on when none of them waits any more.
 * @returns what makes the teller of one request
 */
export const toldTogether = (tell: TellWait): (() => TellWait) => {
  const waiting = new Set<TellWait>()
  let told: string | null = null
  return () => {
    const one: TellWait = (text) => {
      if (text === null) waiting.delete(one)
      else waiting.add(one)
      const now = text ?? (waiting.size > 0 ? told : null)
      if (now === told) return
      told = now
      tell(now)
    }
    return one
  }
}
