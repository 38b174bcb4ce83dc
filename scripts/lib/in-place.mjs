/** Runs a program in a script's place: its terminal, its signals, its end. */
import { spawn } from 'node:child_process'
import { whyNotStarted } from './not-started.mjs'

/** How Windows ends a program on Ctrl-C that has no handler (STATUS_CONTROL_C_EXIT). */
const ENDED_BY_CTRL_C = 0xc000013a
const INTERRUPTED = 130

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, notStarted: (why: string) => void,
 *   statusOf?: (status: number) => number }} options what is said and set when it cannot be started, and what to
 *   exit with when it ended by itself
 */
export const runInPlace = (program, args, { cwd, env, notStarted, statusOf = (status) => status }) => {
  const child = spawn(program, args, { cwd, env, stdio: 'inherit' })
  // A Ctrl-C reaches the whole group: passed on, it would be the second one, which ends at once.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) =>
    process.exit(signal !== null || code === ENDED_BY_CTRL_C ? INTERRUPTED : statusOf(code ?? 1)),
  )
  child.on('error', (error) => notStarted(whyNotStarted(error, program, cwd)))
}
