/**
 * `npm start`: sets up, builds, and opens Crossview: in Electron, else in a window of an installed
 * Chromium. Without a display it compares the demo tenant and writes the report.
 */
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { ensureElectron } from './lib/electron.mjs'
import { runInPlace } from './lib/in-place.mjs'
import { ownEnv } from './lib/surroundings.mjs'
import { messageOf, NODE, ROOT, say, setup } from './setup.mjs'

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {(status: number) => number} [statusOf] what to exit with when the program ended by itself
 */
const run = (command, args, statusOf) =>
  runInPlace(command, args, { cwd: ROOT, env: ownEnv(), notStarted, ...(statusOf && { statusOf }) })

const notStarted = (/** @type {string} */ why) => {
  say(`Crossview did not start: ${why}`)
  process.exitCode ||= 1
}

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

/** The downloads folder, where the fallback window exports to as well, or the temporary one: never the checkout, which git watches. */
const demoReport = () => {
  const named = [process.env.XDG_DOWNLOAD_DIR ?? '', path.join(home(), 'Downloads')]
  const folder = named.find((one) => path.isAbsolute(one) && isMade(one)) ?? tmpdir()
  return path.join(folder, 'crossview-demo.pdf')
}

const isMade = (/** @type {string} */ folder) => {
  try {
    mkdirSync(folder, { recursive: true })
    return true
  } catch {
    return false
  }
}

/** Empty for a user whom the system does not know, as in a container. */
const home = () => {
  try {
    return homedir()
  } catch {
    return ''
  }
}

const start = () => {
  setup('start')
  if (!build()) throw new Error('the build failed')
  if (!hasDisplay()) {
    const report = demoReport()
    say('There is no display here, so no window can be opened. Comparing the demo tenant instead.')
    say(`The report will be ${report}`)
    // Exit status 1 says that the demo tenant has findings, which it is made for.
    run(NODE, [path.join(ROOT, 'out/main/cli.cjs'), 'compare', '--demo', '--pdf', report], (status) =>
      status === 1 ? 0 : status,
    )
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
  notStarted(messageOf(error))
}
