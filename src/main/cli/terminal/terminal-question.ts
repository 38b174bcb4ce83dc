import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Console } from './console'

/**
 * How a person is asked for a line; undefined without a terminal for both the question and the
 * answer. The terminal stays as it is, so Ctrl-C interrupts the command as it always does.
 */
export const terminalQuestion = (): Console['ask'] => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  return async (question, signal) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
    const stop = new AbortController()
    const none = once(lines, 'close', { signal: stop.signal }).then(() => '')
    try {
      // An end of input (Ctrl-D) is no answer.
      return await Promise.race([lines.question(question, { signal }), none])
    } catch {
      // Interrupted: no answer either.
      return ''
    } finally {
      stop.abort()
      // Rejects by the line above, and by nothing else.
      await none.catch(() => undefined)
      lines.close()
    }
  }
}
