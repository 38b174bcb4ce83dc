/** One run of the tests: starts programs, keeps what each prints together, and counts what held. */
import { spawn } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { whyNotStarted } from './not-started.mjs'
import { NODE, ROOT, say, toolEnv } from '../setup.mjs'

/**
 * @typedef {{ passed: number, failed: number, names: string[], skipped?: string[], again?: string[] }} Counted
 *   how many tests held, the names of those that did not, of those that mean something on another system only,
 *   and of those that held when they were run again
 * @typedef {{ command: string[], env?: Record<string, string> }} Program
 */

/** How a program ends that says why it cannot run on this machine: nothing ran, and nothing failed. */
export const UNAVAILABLE = 69

export const createRun = () => {
  // Short, because the paths of sockets below it must be.
  const scratch = mkdtempSync(path.join(tmpdir(), 'cv-'))
  const folder = (/** @type {string} */ name) => {
    const made = path.join(scratch, name)
    mkdirSync(made)
    return made
  }
  const [logs, reports, temporary] = [folder('logs'), folder('reports'), folder('tmp')]
  const output = path.join(scratch, 'output.txt')
  writeFileSync(output, '')
  /** @type {Counted} */
  const total = { passed: 0, failed: 0, names: [] }
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const running = new Set()
  let isStopped = false

  /** @param {Counted} counted */
  const add = ({ passed, failed, names }) => {
    total.passed += passed
    total.failed += failed
    total.names.push(...names)
  }
  /**
   * @param {string} name
   * @param {boolean} passed
   */
  const count = (name, passed) => {
    add({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, names: passed ? [] : [name] })
  }

  /**
   * Runs a program to its end; what it printed is then printed as one block.
   * @param {string} name
   * @param {Program} program
   * @returns {Promise<number | null>} its exit status; null when it did not start or was ended
   */
  const runProgram = async (name, { command, env }) => {
    const [program = '', ...args] = command
    const log = path.join(logs, name.replaceAll(/\W/g, '-'))
    const file = openSync(log, 'w')
    const started = Date.now()
    const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', file, file],
      // Windows looks for it in the other two.
      env: toolEnv({ ...colour, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ...env }),
    })
    running.add(child)
    const { status, why } = await /** @type {Promise<{ status: number | null, why: string }>} */ (
      new Promise((resolve) => {
        child.once('error', (error) => {
          resolve({ status: null, why: `${whyNotStarted(error, program, ROOT)}\n` })
        })
        // Nobody else says what a signal, or a fault of the program itself, has ended.
        child.once('exit', (code, signal) => {
          resolve({ status: code, why: code === 0 ? '' : `It ended with ${signal ?? `status ${code}`}.\n` })
        })
      })
    )
    running.delete(child)
    closeSync(file)
    const printed = Buffer.concat([readFileSync(log), Buffer.from(why)])
    appendFileSync(output, printed)
    process.stdout.write(`\n--- ${name} (${Math.round((Date.now() - started) / 1000)} s)\n`)
    process.stdout.write(printed)
    return status
  }

  return {
    total,
    /** The temporary folder of everything that is started. */
    temporary,
    /** Holds all that was printed. */
    output,
    count,
    add,
    runProgram,
    /**
     * One program that passes or fails as a whole.
     * @param {string} name
     * @param {string[]} args of Node
     */
    check: async (name, args) => {
      count(name, (await runProgram(name, { command: [NODE, ...args] })) === 0)
    },
    /**
     * A runner of tests, counted by its JSON report: one that is missing or empty is a failure.
     * @param {string} name
     * @param {(report: string) => Program} program
     * @template Report what the runner writes as JSON
     * @param {(report: Report) => Counted} read
     * @param {(report: Report, path: string) => Report | Promise<Report>} [after] what a second look makes of
     *   the report, if the runner says that something failed; the path is of a report of its own
     */
    tests: async (name, program, read, after = (report) => report) => {
      const report = path.join(reports, `${name}.json`)
      let status = await runProgram(name, program(report))
      if (status === UNAVAILABLE) {
        process.stdout.write(`\n${name} did not run, see above\n`)
        return
      }
      /** @type {Counted} */
      let counted = { passed: 0, failed: 0, names: [] }
      try {
        const first = JSON.parse(readFileSync(report, 'utf8'))
        const looked = status === 0 ? first : await after(first, path.join(reports, `${name}-again.json`))
        counted = read(looked)
        if (looked !== first && counted.failed === 0) status = 0
      } catch {
        process.stdout.write(`${name}: no report was written\n`)
      }
      add(counted)
      if (counted.passed + counted.failed === 0) count(`${name}: no test ran`, false)
      else if (status !== 0 && counted.failed === 0) count(`${name}: the runner failed`, false)
      for (const skipped of counted.skipped ?? []) process.stdout.write(`${name}: not here: ${skipped}\n`)
      for (const again of counted.again ?? []) say(`${name}: failed first, and held when run again: ${again}`)
      say(`${name}: ${counted.passed} passed, ${counted.failed} failed`)
    },
    /**
     * Stages one after the other, until the run is stopped.
     * @param {(() => Promise<void>)[]} stages
     */
    inTurn: async (stages) => {
      for (const stage of stages) if (!isStopped) await stage()
    },
    /** @param {NodeJS.Signals} signal passed on to what runs now; nothing more is started */
    stop: (signal) => {
      isStopped = true
      count(`stopped by ${signal}`, false)
      for (const child of running) child.kill(signal)
    },
    close: () => {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
/** @typedef {ReturnType<typeof createRun>} Run */
