import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { findMarked } from './secret-sweep'
import { expect } from 'vitest'

/** The command line as it was built, in a process of its own. */

const CLI = path.resolve(import.meta.dirname, '../../out/main/cli.cjs')

export interface BuiltRun {
  readonly status: number | null
  readonly out: string
  /** Standard error; with a terminal, all that was on it. */
  readonly said: string
}

export interface BuiltOptions {
  /** Its working folder, which also holds the user's data. */
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
  /** What a question on the terminal ends in. */
  readonly question?: RegExp
}

const environment = ({ folder, env = {} }: BuiltOptions) => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  LANG: 'C.UTF-8',
  CROSSVIEW_USER_DATA: path.join(folder, 'data'),
  ...env,
})

/** Runs it without a terminal. */
export const runBuilt = async (args: readonly string[], options: BuiltOptions): Promise<BuiltRun> => {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: options.folder,
    env: environment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out: string[] = []
  const said: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  await once(child, 'close')
  return checked({ status: child.exitCode, out: out.join(''), said: said.join('') })
}

/**
 * Runs it on a terminal of its own (`script` of util-linux, which every Debian has) and types there.
 * @param answers what is typed when a question is on the screen; `\u0003`
 *   is Ctrl-C, `\u0004` Ctrl-D
 */
export const runOnTerminal = async (
  args: readonly string[],
  answers: readonly string[],
  options: BuiltOptions,
): Promise<BuiltRun> => {
  // In the shell's place, which would have a status of its own after Ctrl-C.
  const command = `exec ${[process.execPath, CLI, ...args].map(quoted).join(' ')}`
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: options.folder,
    env: { ...environment(options), SHELL: '/bin/sh', TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = [...answers]
  let said = ''
  let answered = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (!(options.question ?? /\(yes or no\) /).test(said.slice(answered))) return
    answered = said.length
    child.stdin.write(waiting.shift() ?? '\u0004')
  })
  await once(child, 'close')
  expect(waiting).toEqual([])
  return checked({ status: child.exitCode, out: '', said })
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const checked = (run: BuiltRun): BuiltRun => {
  expect(findMarked('output of the built command line', { out: run.out, said: run.said })).toEqual([])
  return run
}
