import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'

/** Private D-Bus sessions with a keyring in a wanted state, for tests of the real keychain. */

const ROOT = path.resolve(import.meta.dirname, '../..')

export interface KeyringSession {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The bus, and what was started on it. */
  readonly processes: ChildProcess[]
  close(): Promise<void>
}

/** Starts a bus on an own runtime folder. @param data folder with the keyrings, shared to reopen them */
export const startBus = async (data: string): Promise<KeyringSession> => {
  const runtime = mkdtempSync(path.join(tmpdir(), 'crossview-bus-'))
  const base = { ...process.env, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: data, DISPLAY: undefined }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await firstLine(bus)
  const processes = [bus]
  return {
    env: { ...base, DBUS_SESSION_BUS_ADDRESS: address },
    processes,
    close: async () => {
      await Promise.all(processes.reverse().map(ended))
      rmSync(runtime, { recursive: true, force: true })
    },
  }
}

/** Unlocks the keyring “login”, made with this password when there is none, and waits until it answers. */
export const unlockKeyring = (session: KeyringSession, password: string): void => {
  spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env: session.env,
    input: password,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
}

/** An empty folder for keyrings. */
export const keyringFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossview-keyrings-'))
  mkdirSync(path.join(folder, 'keyrings'), { mode: 0o700 })
  return folder
}

/** The process id of the daemon that serves secrets on this bus. */
export const secretServicePid = (session: KeyringSession): number => {
  const answer = spawnSync(
    'dbus-send',
    [
      '--session',
      '--print-reply=literal',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.GetConnectionUnixProcessID',
      'string:org.freedesktop.secrets',
    ],
    { env: session.env, encoding: 'utf8' },
  )
  const pid = /uint32 (\d+)/.exec(answer.stdout)?.[1]
  if (pid === undefined) throw new Error(`No secret service on the bus: ${answer.stderr}`)
  return Number(pid)
}

/** The keychain adapter in a process of its own, on some bus or none, asked over its standard input. */
export interface KeychainProcess {
  readonly ask: (
    call: readonly [method: 'status' | 'get' | 'set' | 'delete', ...args: string[]],
  ) => Promise<unknown>
  close(): Promise<void>
}

/** Bundles the probe as the app is bundled: CommonJS, keytar left outside. @returns the file */
export const buildProbe = async (): Promise<string> => {
  const folder = path.join(ROOT, 'node_modules', '.cache', `crossview-keychain-probe-${String(process.pid)}`)
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    build: {
      ssr: path.join(ROOT, 'test/keychain/probe.ts'),
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'probe.cjs' } },
    },
  })
  return path.join(folder, 'probe.cjs')
}

export const removeProbe = (file: string): void => {
  rmSync(path.dirname(file), { recursive: true, force: true })
}

/** @param deadline milliseconds for each call of the keychain */
export const startProbe = (
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  deadline: number,
): KeychainProcess => {
  const child = spawn(process.execPath, [file, String(deadline)], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const waiting: ((answer: unknown) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)))
  child.on('exit', (status) => {
    for (const resolve of waiting) resolve({ died: status })
  })
  return {
    ask: (call) =>
      new Promise((resolve) => {
        waiting.push(resolve)
        child.stdin.write(`${JSON.stringify(call)}\n`)
      }),
    close: () => ended(child),
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('exit', () => {
      resolve()
    })
    child.kill('SIGKILL')
  })

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('The output is not piped')
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('error', reject)
    child.once('exit', (status) => {
      reject(new Error(`Ended with ${String(status)} before it said anything`))
    })
  })
