import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { childEnvironment } from '../../src/main/security/surroundings'

/** Crossview's programs as they are built and started, in surroundings that a test chooses. */

export const ROOT = path.join(import.meta.dirname, '../..')

export type Program = 'cli' | 'browser-window'

/** Builds `out/` when a source is newer. */
export const buildPrograms = (): void => {
  execFileSync(
    process.execPath,
    ['-e', "import('./scripts/lib/build.mjs').then(({ build }) => process.exit(build() ? 0 : 1))"],
    { cwd: ROOT, stdio: 'ignore' },
  )
}

export interface Surroundings {
  /** Besides those of the desktop session. */
  readonly env?: Readonly<Record<string, string>>
  /** Options of Node, before the script. */
  readonly execArgv?: readonly string[]
  readonly cwd?: string
}

export interface Ended {
  /** 128 and more: by a signal. */
  readonly status: number | null
  readonly out: string
  readonly said: string
}

export interface RunningProgram {
  readonly process: ChildProcess
  readonly pid: number
  /** What it said so far on standard error. */
  said(): string
  readonly ended: Promise<Ended>
}

/** @param userData its folder; a test has its own */
export const startProgram = (
  program: Program,
  userData: string,
  args: readonly string[],
  { env = {}, execArgv = [], cwd = userData }: Surroundings = {},
): RunningProgram => {
  const child = spawn(process.execPath, [...execArgv, path.join(ROOT, `out/main/${program}.cjs`), ...args], {
    cwd,
    env: { ...childEnvironment(), CROSSVIEW_USER_DATA: userData, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  return {
    process: child,
    pid: child.pid ?? 0,
    said: () => said,
    ended: new Promise((resolve) => {
      child.once('close', (status) => {
        resolve({ status, out, said })
      })
    }),
  }
}

export const runProgram = (...start: Parameters<typeof startProgram>): Promise<Ended> =>
  startProgram(...start).ended
