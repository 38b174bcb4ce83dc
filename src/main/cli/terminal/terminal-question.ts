import { createInterface } from 'node:readline/promises'
import { Writable, type Readable } from 'node:stream'
import { isatty } from 'node:tty'
import { ABORTED, unlessAborted } from '../../unless-aborted'

/**
 * How a person is asked for a line: text of our own, and a signal that takes the question back.
 * @returns the answer; null when none came: interrupted, the end of the input (Ctrl-D), a terminal that is gone
 */
export type Question = (question: string, signal: AbortSignal) => Promise<string | null>

export interface Questions {
  readonly ask: Question
  /** Nothing of the answer is shown. */
  readonly askSecret: Question
}

type Keyboard = Readable & { readonly isTTY?: boolean; readonly fd?: number }
type Screen = Writable & { readonly isTTY?: boolean }

/**
 * Questions on a terminal; none without one for both the question and the answer.
 * @param interrupt what Ctrl-C does, or a terminal that closes (SIGHUP). A terminal that hides what is typed does not interrupt by itself: it
 *   delivers Ctrl-C as a key, on every system
 */
export const terminalQuestions = (
  input: Keyboard,
  output: Screen,
  interrupt: (signal: 'SIGINT' | 'SIGHUP') => void,
): Partial<Questions> => {
  if (input.isTTY !== true || output.isTTY !== true) return {}
  // A terminal that goes while nobody is asked (EIO) is no fault of Crossview.
  input.on('error', () => undefined)
  const answer = async (question: string, signal: AbortSignal, isSecret: boolean): Promise<string | null> => {
    // What is shown is typed in the terminal's own way, where Ctrl-C interrupts as it always does.
    const lines = createInterface({ input, output: isSecret ? silence() : output, terminal: isSecret })
    const ended = new AbortController()
    let isOver = false
    const gone = () => {
      interrupt('SIGHUP')
      // Behind what the signal does: no answer because of it is no end of the input.
      setImmediate(() => {
        ended.abort()
      })
    }
    lines.once('close', () => {
      // A terminal that is closed ends the input too, often before its signal comes; then it is none any more.
      if (!isOver && input.fd !== undefined && !isatty(input.fd)) gone()
      else ended.abort()
    })
    lines.on('SIGINT', () => {
      interrupt('SIGINT')
    })
    lines.on('error', gone)
    try {
      if (isSecret) output.write(question)
      const typed = await unlessAborted(lines.question(isSecret ? '' : question, { signal }), ended.signal)
      return typed === ABORTED ? null : typed
    } catch {
      // Taken back by the signal.
      return null
    } finally {
      isOver = true
      lines.close()
      if (isSecret) output.write('\n')
    }
  }
  return {
    ask: (question, signal) => answer(question, signal, false),
    askSecret: (question, signal) => answer(question, signal, true),
  }
}

/** Where a terminal echoes what nobody is to see. */
const silence = (): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
