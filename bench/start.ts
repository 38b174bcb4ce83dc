import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from '../scripts/lib/build.mjs'
import { median, type Benchmark, type Figure } from './figure'
import { openScreen } from './window-hosts'
import { bare, ended, windowStarts } from './window-starts'

const ROOT = path.join(import.meta.dirname, '..')
const COMMAND_LINE = path.join(ROOT, 'out/main/cli.cjs')
const RUNS = 9
const WINDOW_RUNS = 5

/** How long a start takes: of the command line beside an empty Node, of each window beside an empty one of its runtime. */
export const run: Benchmark = async () => {
  if (!build()) throw new Error('Crossview could not be built.')
  const folder = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  const closeScreen = await openScreen()
  try {
    return [...(await commandLine(folder)), ...(await windows(folder))]
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

const windows = async (folder: string): Promise<readonly Figure[]> => {
  const figures: Figure[] = []
  for (const { name, ours, empty } of await windowStarts(folder)) {
    const timed = (start: typeof ours) => async () => {
      const window = await start()
      await window.end()
      return window.taken
    }
    const times = await interleaved({ ours: timed(ours), empty: timed(empty) }, WINDOW_RUNS)
    figures.push({
      what: `start to the usable window in ${name}`,
      ours: times.ours,
      unit: 'ms',
      reference: { what: `an empty window of ${name}`, value: times.empty },
      aim: 'under 1.3 of it',
      runs: WINDOW_RUNS,
    })
  }
  return figures
}
