import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Arch, build, Platform, type Configuration } from 'electron-builder'
import { parse } from 'yaml'

const ROOT = path.join(import.meta.dirname, '../..')

/** The product's own builder configuration. */
export const builderConfiguration = (): Configuration =>
  parse(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) as Configuration

/** The product's own hooks of electron-builder: see scripts/lib/pack-hooks.mjs. */
export const packHooks = async () =>
  (await import(pathToFileURL(path.join(ROOT, 'scripts/lib/pack-hooks.mjs')).href)) as {
    readonly FUSES: Readonly<Record<string, boolean>>
    readonly setFuses: (executable: string) => Promise<number>
  }

/**
 * The fuses of a binary by their names.
 * @returns true for on, false for off; a fuse without a name here has its number
 */
export const fusesOf = async (executable: string): Promise<Readonly<Record<string, boolean>>> => {
  const wire = (await getCurrentFuseWire(executable)) as unknown as Readonly<Record<string, number | string>>
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([name]) => name !== 'version')
      // The characters 1 and 0; a fuse that Electron removed is an r.
      .map(([index, state]) => [FuseV1Options[Number(index)] ?? index, state === 0x31]),
  )
}

/** Where the unpacked Electron is that tests run on: the test runtime here, the installed one elsewhere. */
const electronFolder = (): string => {
  const found = [process.env.ELECTRON_OVERRIDE_DIST_PATH, path.join(ROOT, 'node_modules/electron/dist')].find(
    (folder) => folder !== undefined && existsSync(folder),
  )
  if (found === undefined)
    throw new Error('No Electron is here: neither the test runtime nor the installed one')
  return found
}

/**
 * Packages `out/` as `electron-builder.yml` says, on the Electron that is here. Two things differ on
 * the test runtime, which is Electron 22: it starts through its own loader, and it has the first seven
 * of the nine fuses.
 * @param output an empty folder
 * @returns the executable
 */
export const packageApp = async (output: string): Promise<string> => {
  const config = builderConfiguration()
  const dist = electronFolder()
  const loader = path.join(dist, 'resources/app')
  const old = existsSync(loader)
  const forTest: Configuration = {
    ...config,
    electronDist: dist,
    directories: { ...config.directories, output },
    ...(old
      ? {
          electronVersion: '22.3.25',
          afterPack: './test/packaged/old-fuses.mjs',
          files: [
            ...(config.files as string[]),
            { from: 'test/packaged', to: 'test-entry', filter: ['entry.cjs'] },
            { from: loader, to: 'test-entry/runtime' },
          ],
          extraMetadata: { main: 'test-entry/entry.cjs' },
        }
      : {}),
  }
  // Given as a file: an object would be merged over electron-builder.yml.
  const file = path.join(output, 'electron-builder.json')
  await writeFile(file, JSON.stringify(forTest))
  await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget('dir', process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    config: file,
  })
  return path.join(output, `${process.arch === 'arm64' ? 'linux-arm64' : 'linux'}-unpacked/crossview`)
}

/** One start of the packaged app. */
export interface Started {
  readonly process: ChildProcess
  readonly userData: string
  /** What it wrote so far. */
  output(): string
  /** Waits until the output or the log contains the text. Rejects when the app ends first. */
  until(text: string | RegExp): Promise<void>
  /** Waits for its end. @returns the exit status; null after a signal */
  ended: Promise<number | null>
  close(): Promise<void>
}

const isRoot = process.getuid?.() === 0
/** The user and the group `nobody` of Debian. */
const NOBODY = 65_534

/** Starts the packaged app with a fresh profile folder, under a display that is there already. */
export const startPackaged = async (
  executable: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> => {
  const userData = await mkdtemp(path.join(tmpdir(), 'crossview-packaged-'))
  // Chromium has no sandbox for root.
  return started(executable, [...(isRoot ? ['--no-sandbox'] : []), ...args], userData, {
    env: { ...process.env, ...env },
  })
}

/** Starts the packaged app as people do: as an ordinary user, with the system's sandbox. */
export const startSandboxed = async (
  executable: string,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Started> => {
  const userData = await mkdtemp(path.join(tmpdir(), 'crossview-packaged-'))
  if (!isRoot) return started(executable, args, userData, { env: { ...process.env, ...more } })
  const { XAUTHORITY, DBUS_SESSION_BUS_ADDRESS: _ofRoot, ...env } = process.env
  const display = path.join(userData, 'display')
  if (XAUTHORITY !== undefined) {
    await copyFile(XAUTHORITY, display)
    await chown(display, NOBODY, NOBODY)
  }
  await chown(userData, NOBODY, NOBODY)
  for (const folder of [userData, path.dirname(executable)]) await letThrough(folder)
  return started(executable, args, userData, {
    env: {
      ...env,
      HOME: userData,
      XDG_RUNTIME_DIR: userData,
      TMPDIR: userData,
      XAUTHORITY: display,
      ...more,
    },
    uid: NOBODY,
    gid: NOBODY,
  })
}

/** Temporary folders are their maker's alone: others may pass now, and still not look. */
const letThrough = async (folder: string): Promise<void> => {
  for (let above = path.dirname(folder); above.startsWith('/tmp/'); above = path.dirname(above))
    await chmod(above, 0o711)
}

const started = (
  executable: string,
  args: readonly string[],
  userData: string,
  options: Pick<SpawnOptions, 'env' | 'uid' | 'gid'>,
): Started => {
  const child = spawn(executable, args, {
    ...options,
    env: { ...options.env, CROSSVIEW_USER_DATA: userData },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const log = path.join(userData, 'logs/crossview.log')
  const written = () => output + (existsSync(log) ? readFileSync(log, 'utf8') : '')
  return {
    process: child,
    userData,
    output: () => output,
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!(typeof text === 'string' ? written().includes(text) : text.test(written()))) return
          clearInterval(polling)
          listeners.delete(look)
          resolve()
        }
        // The log is another process's file: looked at until it says so; the test's time limit ends it.
        const polling = setInterval(look, 50)
        listeners.add(look)
        void ended.then(() => {
          clearInterval(polling)
          reject(new Error(`The app ended before it said ${String(text)}:\n${written()}`))
        })
        look()
      }),
    close: async () => {
      child.kill('SIGKILL')
      await ended
      await rm(userData, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
