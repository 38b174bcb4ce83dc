import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromiumSandbox, findChromium } from '../src/main/adapters/pdf/chromium'
import { findElectron } from '../scripts/lib/electron.mjs'
import { median, type Benchmark, type Figure } from './figure'
import { openPage, portOfNobody } from './page-over-port'
import { openScreen } from './window-hosts'

const ROOT = path.join(import.meta.dirname, '..')
const COMMAND_LINE = path.join(ROOT, 'out/main/cli.cjs')
const RUNS = 9
const WINDOW_RUNS = 5

/** How long a start takes: of the command line beside an empty Node, of each window beside an empty one of its runtime. */
export const run: Benchmark = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  const closeScreen = await openScreen()
  try {
    return [...(await commandLine(folder)), ...(await electron(folder)), ...(await browserWindow(folder))]
  } finally {
    closeScreen()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Milliseconds of each, one after another and again, so that the machine is as busy for all of them. */
const interleaved = async <Name extends string>(
  cases: Readonly<Record<Name, () => Promise<number> | number>>,
  runs: number,
): Promise<Readonly<Record<Name, number>>> => {
  const names = Object.keys(cases) as Name[] // of a literal
  const times = new Map(names.map((name) => [name, [] as number[]]))
  for (let at = 0; at < runs; at++) for (const name of names) times.get(name)?.push(await cases[name]())
  return Object.fromEntries([...times].map(([name, taken]) => [name, median(taken)])) as Record<Name, number>
}

const timeOf = (args: readonly string[], cwd: string): number => {
  const before = performance.now()
  spawnSync(process.execPath, args, { cwd, env: bare(cwd), stdio: 'ignore' })
  return performance.now() - before
}

/** An environment in which nothing is set that Crossview would not start with. */
const bare = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  DISPLAY: process.env['DISPLAY'],
  CROSSVIEW_USER_DATA: path.join(folder, 'data'),
  CROSSVIEW_SECRET: 'none-of-anybody',
})

const commandLine = async (folder: string): Promise<readonly Figure[]> => {
  const { server, config, firstRequest } = await loopback(folder)
  const times = await interleaved(
    {
      node: () => timeOf(['-e', '0'], folder),
      version: () => timeOf([COMMAND_LINE, '--version'], folder),
      option: () => timeOf([COMMAND_LINE, 'compare', '--nothing-like-it'], folder),
      target: () => timeOf([COMMAND_LINE, 'compare'], folder),
      request: () => firstRequest([COMMAND_LINE, 'compare', '--config', config]),
      demo: () => firstOfDemo(folder),
    },
    RUNS,
  )
  server.close()
  const reference = { what: 'node -e 0', value: times.node }
  const figure = (what: string, ours: number, aim: string): Figure => ({
    what,
    ours,
    unit: 'ms',
    reference,
    aim,
    runs: RUNS,
  })
  const quick = 'under 1.5 of it and 60 ms'
  return [
    figure('crossview --version', times.version, quick),
    figure('crossview compare with an unknown option', times.option, quick),
    figure('crossview compare without a target', times.target, quick),
    figure('first request of compare --config, at the server', times.request, 'under 500 ms'),
    figure('first request of compare --demo, at its server', times.demo, 'under 500 ms'),
  ]
}

/** A server that answers nobody, and tells when it was asked. */
const loopback = async (
  folder: string,
): Promise<{
  readonly server: Server
  readonly config: string
  readonly firstRequest: (args: readonly string[]) => Promise<number>
}> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const config = path.join(folder, 'config.json')
  const side = { kind: 'application', secretEnv: 'CROSSVIEW_SECRET', scope: 'all' }
  const sides = { app: { ...side, clientId: 'one' }, agent: { ...side, clientId: 'two' } }
  await writeFile(
    config,
    JSON.stringify({ name: 'Tenant', url: `http://127.0.0.1:${String(port)}`, ...sides }),
  )
  return {
    server,
    config,
    firstRequest: async (args) => {
      const before = performance.now()
      const child = spawn(process.execPath, args, { cwd: folder, env: bare(folder), stdio: 'ignore' })
      const asked = new Promise<number>((resolve) => {
        server.once('request', () => {
          resolve(performance.now() - before)
        })
      })
      const taken = await Promise.race([asked, ended(child).then(() => NaN)])
      server.removeAllListeners('request')
      child.kill('SIGKILL')
      await ended(child)
      // A connection of it may still be on its way.
      server.closeAllConnections()
      return taken
    },
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) =>
        child.once('exit', () => {
          resolve()
        }),
      )

/** The demo tenant is in the same process: it is ended where its server is asked for the first time. */
const firstOfDemo = async (folder: string): Promise<number> => {
  const script = path.join(folder, 'first-of-demo.cjs')
  await writeFile(
    script,
    `const { Server } = require('node:http')
     const emit = Server.prototype.emit
     Server.prototype.emit = function (name, ...rest) {
       return name === 'request' ? process.exit(0) : emit.call(this, name, ...rest)
     }
     process.argv.splice(1, 1)
     require(process.argv[1])`,
  )
  return timeOf([script, COMMAND_LINE, 'compare', '--demo'], folder)
}

const HELLO = '<!doctype html><title>Empty</title><h1>Empty</h1>'
const IS_EMPTY_SHOWN = `document.visibilityState === 'visible' && document.querySelector('h1') !== null`
/** The welcome, with what can be clicked. */
const IS_OURS_SHOWN = `document.visibilityState === 'visible' &&
  [...document.querySelectorAll('button')].some((each) => each.textContent.includes('Explore the demo tenant') && each.offsetHeight > 0)`

/** Milliseconds from the start of a program until its page is as it should be. */
const untilShown = async (
  [command, ...args]: readonly [string, ...string[]],
  port: number,
  isShown: string,
  env: NodeJS.ProcessEnv,
): Promise<number> => {
  const before = performance.now()
  const child = spawn(command, args, { cwd: ROOT, env, stdio: 'ignore', detached: true })
  try {
    const page = await openPage(port)
    await page.until(isShown)
    const taken = performance.now() - before
    await page.close()
    return taken
  } finally {
    await Promise.race([ended(child), wait(3_000)])
    // The group of the one that was started here, whose number nobody else has while it runs.
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL')
    await ended(child)
    await untilFree(port)
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

const windowFigure = (
  name: string,
  { ours, empty }: { readonly ours: number; readonly empty: number },
): Figure => ({
  what: `start to the usable window in ${name}`,
  ours,
  unit: 'ms',
  reference: { what: `an empty window of ${name}`, value: empty },
  aim: 'under 1.3 of it',
  runs: WINDOW_RUNS,
})

const electron = async (folder: string): Promise<readonly Figure[]> => {
  const executable = findElectron()
  if (executable === null) {
    process.stdout.write('Electron is not on this machine: its window was not measured.\n')
    return []
  }
  const empty = path.join(folder, 'empty')
  await writeFile(path.join(folder, 'page.html'), HELLO)
  await writeFile(
    `${empty}.cjs`,
    `const { app, BrowserWindow } = require('electron')
     app.whenReady().then(() => {
       const window = new BrowserWindow({ width: 1280, height: 840 })
       return window.loadFile(${JSON.stringify(path.join(folder, 'page.html'))})
     })`,
  )
  const port = await portOfNobody()
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const start = (app: string, isShown: string) =>
    untilShown(
      [executable, ...sandbox, `--remote-debugging-port=${String(port)}`, app],
      port,
      isShown,
      bare(folder),
    )
  return [
    windowFigure(
      'Electron',
      await interleaved(
        { ours: () => start(ROOT, IS_OURS_SHOWN), empty: () => start(`${empty}.cjs`, IS_EMPTY_SHOWN) },
        WINDOW_RUNS,
      ),
    ),
  ]
}

const browserWindow = async (folder: string): Promise<readonly Figure[]> => {
  const executable = findChromium(process.env)
  if (executable === null) {
    process.stdout.write('No Chromium is on this machine: the fallback window was not measured.\n')
    return []
  }
  const port = await portOfNobody()
  // Beside the pipe that it is driven over, a port to look at it from outside.
  const watched = path.join(folder, 'watched-chromium')
  await writeFile(watched, `#!/bin/sh\nexec "${executable}" "$@" --remote-debugging-port=${String(port)}\n`)
  await chmod(watched, 0o700)
  const empty = path.join(folder, 'empty-window.mjs')
  await writeFile(
    empty,
    `import { chromium } from ${JSON.stringify(path.join(ROOT, 'node_modules/playwright-core/index.mjs'))}
     const context = await chromium.launchPersistentContext(process.argv[2], {
       executablePath: ${JSON.stringify(watched)},
       headless: false,
       chromiumSandbox: ${String(chromiumSandbox())},
       viewport: null,
       args: [${JSON.stringify(`--app=data:text/html,${HELLO}`)}, '--window-size=1280,840'],
     })
     context.once('close', () => process.exit())
     context.pages()[0].once('close', () => context.close())`,
  )
  const env = { ...bare(folder), CROSSVIEW_CHROMIUM: watched }
  return [
    windowFigure(
      'Chromium',
      await interleaved(
        {
          ours: () =>
            untilShown(
              [process.execPath, path.join(ROOT, 'out/main/browser-window.cjs')],
              port,
              IS_OURS_SHOWN,
              env,
            ),
          empty: async () => {
            const profile = await mkdtemp(path.join(folder, 'profile-'))
            return untilShown([process.execPath, empty, profile], port, IS_EMPTY_SHOWN, env)
          },
        },
        WINDOW_RUNS,
      ),
    ),
  ]
}
