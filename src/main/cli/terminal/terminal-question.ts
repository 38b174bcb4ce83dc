import { createInterface } from 'node:readline/promises'
import { ABORTED, unlessAborted } from '../../unless-aborted'
import type { Console } from './console'

/**
 * How a person is asked for a line; undefined without a terminal for both the question and the
 * answer. The terminal stays as it is, so Ctrl-C interrupts the command as it always does.
 */
export const terminalQuestion = (): Console['ask'] => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  return async (question, signal) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
    const closed = new AbortController()
    lines.once('close', () => {
      closed.abort()
    })
    try {
      const answer = await unlessAborted(lines.question(question, { signal }), closed.signal)
      // An end of input (Ctrl-D) is no answer.
      return answer === ABORTED ? '' : answer
    } catch {
      // Interrupted: no answer either.
      return ''
    } finally {
      lines.close()
    }
  }
}
