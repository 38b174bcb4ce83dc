import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findElectron } from '../scripts/lib/electron.mjs'
import { chromiumSandbox, findChromium } from '../src/main/adapters/pdf/chromium'
import { openPage, portOfNobody, type PageOverPort } from './page-over-port'

/** A program with a window, started as a user starts it, and its page. */
export interface StartedWindow {
  /** Milliseconds from the start until the page was as it should be. */
  readonly taken: number
  readonly pid: number
  readonly page: PageOverPort
  end(): Promise<void>
}

/** A host that is on this machine: the app in it, and an empty window of the same runtime. */
export interface WindowStarts {
  readonly name: string
  readonly ours: () => Promise<StartedWindow>
  readonly empty: () => Promise<StartedWindow>
}

const ROOT = path.join(import.meta.dirname, '..')

const HELLO = '<!doctype html><title>Empty</title><h1>Empty</h1>'
const IS_EMPTY_SHOWN = `document.visibilityState === 'visible' && document.querySelector('h1') !== null`
/** The welcome, with what can be clicked. */
const IS_OURS_SHOWN = `document.visibilityState === 'visible' && [...document.querySelectorAll('button')].some(
  (each) => each.textContent.includes('Explore the demo tenant') && each.offsetHeight > 0)`

/** An environment in which nothing is set that Crossview would not start with. */
export const bare = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  DISPLAY: process.env['DISPLAY'],
  CROSSVIEW_USER_DATA: path.join(folder, 'data'),
  CROSSVIEW_SECRET: 'none-of-anybody',
})

export const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) =>
        child.once('exit', () => {
          resolve()
        }),
      )

/** Those of the hosts that are here; of the others it is said that they were not measured. */
export const windowStarts = async (folder: string): Promise<readonly WindowStarts[]> => {
  const [electron, chromium] = [findElectron(), findChromium(process.env)]
  if (electron === null) process.stdout.write('Electron is not on this machine: it was not measured.\n')
  if (chromium === null) process.stdout.write('No Chromium is on this machine: it was not measured.\n')
  return [
    ...(electron === null ? [] : [await inElectron(electron, folder)]),
    ...(chromium === null ? [] : [await inChromium(chromium, folder)]),
  ]
}

const started = async (
  [command, ...args]: readonly [string, ...string[]],
  port: number,
  isShown: string,
  env: NodeJS.ProcessEnv,
): Promise<StartedWindow> => {
  const before = performance.now()
  // A group of its own, so that it can be ended with everything that it started.
  const child = spawn(command, args, { cwd: ROOT, env, stdio: 'ignore', detached: true })
  const end = async (): Promise<void> => {
    await Promise.race([ended(child), wait(3_000)])
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL')
    await ended(child)
    await untilFree(port)
  }
  try {
    const page = await openPage(port)
    await page.until(isShown)
    return {
      taken: performance.now() - before,
      pid: child.pid ?? 0,
      page,
      end: async () => {
        await page.close()
        await end()
      },
    }
  } catch (error) {
    child.kill()
    await end()
    throw error
  }
}

const untilFree = async (port: number): Promise<void> => {
  for (;;) {
    const isTaken = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' })
      socket.once('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => {
        resolve(false)
      })
    })
    if (!isTaken) return
    await wait(20)
  }
}

const inElectron = async (executable: string, folder: string): Promise<WindowStarts> => {
  const page = path.join(folder, 'page.html')
  const app = path.join(folder, 'empty.cjs')
  await writeFile(page, HELLO)
  await writeFile(
    app,
    `const { app, BrowserWindow } = require('electron')
     app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 840 }).loadFile(${JSON.stringify(page)}))`,
  )
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const start = (what: string, isShown: string) => async () => {
    const port = await portOfNobody()
    const watched = `--remote-debugging-port=${String(port)}`
    return started([executable, ...sandbox, watched, what], port, isShown, bare(folder))
  }
  return { name: 'Electron', ours: start(ROOT, IS_OURS_SHOWN), empty: start(app, IS_EMPTY_SHOWN) }
}

const inChromium = async (executable: string, folder: string): Promise<WindowStarts> => {
  const empty = path.join(folder, 'empty-window.mjs')
  await writeFile(
    empty,
    `import { chromium } from ${JSON.stringify(path.join(ROOT, 'node_modules/playwright-core/index.mjs'))}
     const [profile, executablePath] = process.argv.slice(2)
     const context = await chromium.launchPersistentContext(profile, {
       executablePath,
       headless: false,
       chromiumSandbox: ${String(chromiumSandbox())},
       viewport: null,
       args: [${JSON.stringify(`--app=data:text/html,${HELLO}`)}, '--window-size=1280,840'],
     })
     context.once('close', () => process.exit())
     context.pages()[0].once('close', () => context.close())`,
  )
  const start = (script: string, isShown: string) => async () => {
    const port = await portOfNobody()
    const own = await mkdtemp(path.join(folder, 'browser-'))
    // Beside the pipe that it is driven over, a port to look at it from outside.
    const watched = path.join(own, 'watched-chromium')
    await writeFile(watched, `#!/bin/sh\nexec "${executable}" "$@" --remote-debugging-port=${String(port)}\n`)
    await chmod(watched, 0o700)
    const args = script === empty ? [path.join(own, 'profile'), watched] : []
    const env = { ...bare(folder), CROSSVIEW_CHROMIUM: watched }
    return started([process.execPath, script, ...args], port, isShown, env)
  }
  return {
    name: 'Chromium',
    ours: start(path.join(ROOT, 'out/main/browser-window.cjs'), IS_OURS_SHOWN),
    empty: start(empty, IS_EMPTY_SHOWN),
  }
}
