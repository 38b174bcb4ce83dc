/**
 * `npm run bench -- NAME…` measures those cases and prints their table, without names all of them;
 * `npm run bench -- all` writes docs/benchmarks.md too. The machine is noisy: what counts are ratios, and nothing
 * here fails on time. A case that fails is a row.
 */
import { fork, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { benchmarksText, keptByHand, terminalTable } from './lib/bench-results.mjs'
import { findElectron } from './lib/electron.mjs'
import { moduleAt } from './lib/module-at.mjs'
import { prepared, takesOnly } from './lib/prepared.mjs'
import { messageOf, ROOT, say, setup } from './setup.mjs'

const CASES = [
  'assessing',
  'explaining',
  'faults',
  'fleet',
  'history',
  'idle',
  'listing',
  'many-runs',
  'memory',
  'predicting',
  'printing',
  'profiles',
  'reading',
  'scrubbing',
  'snapshots',
  'sorting',
  'start',
  'summarizing',
  'window',
]
const FILE = path.join(ROOT, 'docs/benchmarks.md')
const LONGEST_MS = 15 * 60_000

/**
 * In a process of its own: its memory, and what the engine has compiled, are of no other case. What it
 * prints is progress.
 * @param {string} name
 * @returns {Promise<import('./lib/bench-results.mjs').CaseResult>}
 */
const measured = (name) =>
  new Promise((resolve) => {
    const child = fork(path.join(ROOT, 'scripts/lib/bench-case.mjs'), [name], {
      cwd: ROOT,
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
      // A figure may be NaN, which JSON has not.
      serialization: 'advanced',
      timeout: LONGEST_MS,
    })
    child.once('message', (/** @type {any} */ result) => resolve({ name, ...result }))
    child.once('error', (error) => resolve({ name, fault: messageOf(error) }))
    child.once('exit', (code, signal) =>
      resolve({ name, fault: `it ended (${signal ?? code}) and told nothing` }),
    )
  })

/** @param {readonly string[]} names */
const allMeasured = async (names) => {
  const results = []
  for (const [at, name] of names.entries()) {
    say(`${name} (${at + 1} of ${names.length})`)
    results.push(await measured(name))
  }
  return results
}

/** @param {string} command @param {string[]} args */
const said = (command, ...args) =>
  spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' }).stdout?.trim() ?? ''

/** @param {number} loadAtBegin @returns {Promise<import('./lib/bench-results.mjs').Machine>} */
const machineNow = async (loadAtBegin) => {
  const { findChromium } = await moduleAt('src/main/adapters/pdf/chromium.ts')
  const [electron, chromium] = [findElectron(), findChromium(process.env)]
  const changed = said('git', 'status', '--porcelain', '--', 'src', 'bench') === '' ? '' : ', with changes'
  const cores = os.cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: said('git', 'rev-parse', '--short', 'HEAD') + changed,
    processor: `${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} cores, ${os.platform()} ${os.arch()}`,
    memory: os.totalmem(),
    load: [loadAtBegin, os.loadavg()[0] ?? 0],
    node: process.version,
    hosts: [
      ...(electron === null ? [] : [`Electron ${said(electron, '--no-sandbox', '--version')}`]),
      ...(chromium === null ? [] : [said(chromium, '--version')]),
    ],
  }
}

const asked = process.argv.slice(2)
const isWritten = asked.includes('all')
let kept = ''
const isReady = prepared('No benchmark was run', () => {
  takesOnly('all', ...CASES)
  kept = keptByHand(existsSync(FILE) ? readFileSync(FILE, 'utf8') : null)
  setup('start')
})
if (isReady) {
  const loadAtBegin = os.loadavg()[0] ?? 0
  const results = await allMeasured(isWritten || asked.length === 0 ? CASES : asked)
  process.stdout.write(`${terminalTable(results)}\n`)
  if (isWritten) writeFileSync(FILE, benchmarksText(results, await machineNow(loadAtBegin), kept))
  if (results.some((result) => 'fault' in result)) process.exitCode = 1
}
