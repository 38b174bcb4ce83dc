import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './source-scan'

/** The Windows of Wine 10 in shared/windows-runtime, where it is set up: its README says what it is not. */

const RUNTIME = path.join(ROOT, '../shared/windows-runtime')
const HOME = process.env.CROSSVIEW_WINE ?? '/var/tmp/crossview-wine-tests'

/** Its C:\ on this machine. */
export const DRIVE = path.join(HOME, 'root/wine/prefix/drive_c')
/** `hold.exe FILE SECONDS SHARE` keeps a file open as Excel or a scanner does; keytar's addon for Windows. */
export const HOLD_EXE = path.join(DRIVE, 'nodejs/hold.exe')
export const KEYTAR = path.join(HOME, 'keytar.node')

/** @returns why nothing can be run there; null when it can */
export const whyNoWine = (): string | null => {
  if (!existsSync(path.join(RUNTIME, 'run'))) return 'shared/windows-runtime is not beside the checkout'
  if (!existsSync(KEYTAR)) return `no Windows runtime is set up in ${HOME}`
  return process.getuid?.() === 0 ? null : 'the Windows runtime is run by root'
}

const start = (command: readonly string[]): ChildProcess =>
  // The runtime lowers its own priority; beside other tests it would stand still.
  spawn('nice', ['-n', '-14', path.join(RUNTIME, 'run'), ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CROSSVIEW_WINE: HOME },
  })

/**
 * Runs a program to its end.
 * @param command Windows paths
 * @returns its exit status, and what it printed
 */
export const wine = (...command: readonly string[]): Promise<{ status: number | null; output: string }> => {
  const child = start(command)
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => {
      resolve({ status, output })
    })
  })
}

/**
 * Starts a program that runs until it is closed.
 * @returns resolves when it has printed something
 */
export const openWine = async (...command: readonly string[]): Promise<{ close(): Promise<void> }> => {
  const child = start(command)
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve, reject) => {
    child.stdout!.once('data', resolve)
    child.once('close', () => {
      reject(new Error(`${command.join(' ')} ended at once`))
    })
  })
  return {
    close: async () => {
      await wine('taskkill', '/f', '/im', path.win32.basename(command[0]!))
      await ended
    },
  }
}

/** Ends everything that runs there; the registry is written to its files. */
export const endWine = async (): Promise<void> => {
  await wine('--raw', 'wineserver', '-k')
}

/**
 * A key of the registry.
 * @returns its values by name; null when it is not there
 */
export const registryKey = async (key: string): Promise<Readonly<Record<string, string>> | null> => {
  const { status, output } = await wine('reg', 'query', key)
  if (status !== 0) return null
  return Object.fromEntries(
    [...output.matchAll(/^ {4}(\S+) +REG_\w+ +(.*?)\r?$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}
