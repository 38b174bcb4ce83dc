/**
 * `npm start`: sets up, builds, and opens Crossview: in Electron, else in a window of an installed
 * Chromium. Without a display it compares the demo tenant and writes the report.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { ensureElectron } from './lib/electron.mjs'
import { ownEnv } from './lib/surroundings.mjs'
import { messageOf, NODE, ROOT, say, setup } from './setup.mjs'

/**
 * @param {string} command
 * @param {string[]} args
 */
const run = (command, args) => {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: ownEnv(),
    stdio: 'inherit',
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
  child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    say(`${path.basename(command)} could not be started (${error.code}).`)
    process.exit(1)
  })
}

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

const start = () => {
  setup('start')
  if (!build()) throw new Error('the build failed')
  if (!hasDisplay()) {
    const report = path.join(ROOT, 'crossview-demo.pdf')
    say('There is no display here, so no window can be opened. Comparing the demo tenant instead.')
    say(`The report will be ${report}`)
    // Exit status 1 says that the demo tenant has findings, which it is made for.
    const child = spawn(NODE, [path.join(ROOT, 'out/main/cli.cjs'), 'compare', '--demo', '--pdf', report], {
      cwd: ROOT,
      env: ownEnv(),
      stdio: 'inherit',
    })
    child.on('exit', (code) => process.exit(code === 1 ? 0 : (code ?? 1)))
    return
  }
  const electron = ensureElectron()
  if (electron === null) {
    run(NODE, [path.join(ROOT, 'out/main/browser-window.cjs'), ...process.argv.slice(2)])
    return
  }
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  if (asRoot)
    say('Running as root: Chromium then starts without its sandbox (--no-sandbox). Prefer an ordinary user.')
  run(electron, [...(asRoot ? ['--no-sandbox'] : []), ROOT, ...process.argv.slice(2)])
}

try {
  start()
} catch (error) {
  say(`Crossview did not start: ${messageOf(error)}`)
  process.exitCode ||= 1
}
