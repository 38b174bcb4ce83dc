import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { unseal } from '../../src/main/adapters/keychain/keychain'

/** Private D-Bus sessions with a keyring in a wanted state, for tests of the real keychain. */

const ROOT = path.resolve(import.meta.dirname, '../..')

export interface KeyringSession {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The bus, and what was started on it. */
  readonly processes: ChildProcess[]
  close(): Promise<void>
}

/**
 * Starts a bus on an own runtime folder.
 * @param data folder with the keyrings, shared to reopen them
 * @param changes to its environment: with a `DISPLAY`, the keyring's prompt is shown there
 */
export const startBus = async (
  data: string,
  changes: KeyringSession['env'] = {},
): Promise<KeyringSession> => {
  const runtime = mkdtempSync(path.join(tmpdir(), 'crossview-bus-'))
  const base = {
    ...process.env,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: data,
    DISPLAY: undefined,
    // The prompt is found by its English title, and started without the service for screen readers.
    LC_ALL: 'C.UTF-8',
    NO_AT_BRIDGE: '1',
    ...changes,
  }
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

/** Locks the keyring “login”, as somebody does in Passwords and Keys. */
export const lockKeyring = (session: KeyringSession): void => {
  const { status, stderr } = spawnSync(
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.secrets',
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service.Lock',
      'array:objpath:/org/freedesktop/secrets/collection/login',
    ],
    { env: session.env, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`The keyring could not be locked: ${stderr}`)
}

/** What another program reads from the keyring under an account of ours; empty for nothing. Must be unlocked. */
export const lookUp = (session: KeyringSession, account: string): string =>
  unseal(
    spawnSync('secret-tool', ['lookup', 'service', 'Crossview', 'account', account], {
      env: session.env,
      encoding: 'utf8',
    }).stdout,
  ).secret

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

/** `add` and `list` go through the service for tenants, over the probe's own folder. */
type ProbeCall = readonly [
  method: 'status' | 'get' | 'set' | 'delete' | 'settled' | 'read' | 'add' | 'list' | 'notes',
  ...args: string[],
]

/** The keychain adapter in a process of its own, on some bus or none, asked over its standard input. */
export interface KeychainProcess {
  readonly ask: (call: ProbeCall) => Promise<unknown>
  /** Ends the probe's input, so that it ends by itself as the command line does. @returns its exit status */
  end(): Promise<number | null>
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
  const waiting = new Map<number, (answer: unknown) => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [count, answer] = JSON.parse(line) as [number, unknown]
    waiting.get(count)?.(answer)
    waiting.delete(count)
  })
  const exited = new Promise<number | null>((resolve) => {
    child.on('exit', (status) => {
      for (const answer of waiting.values()) answer({ died: status })
      resolve(status)
    })
  })
  let count = 0
  return {
    ask: (call) =>
      new Promise((resolve) => {
        count += 1
        waiting.set(count, resolve)
        child.stdin.write(`${JSON.stringify([count, ...call])}\n`)
      }),
    end: () => {
      child.stdin.end()
      return exited
    },
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
