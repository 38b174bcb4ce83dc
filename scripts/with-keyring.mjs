// Runs a command in a private D-Bus session with an unlocked, empty gnome-keyring:
//   node scripts/with-keyring.mjs CMD ARGS…
// Keyrings live in a temporary folder (XDG_DATA_HOME), so HOME and its caches stay as they are.
// The keyring is tried before the command runs: without a working one this fails, never skips.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { packagesAdvice } from './lib/system-packages.mjs'

const INSIDE = '--inside-the-session'
const PASSWORD = 'test'
/** The bus's own messages are noise and dropped; the command's standard error goes round it by this descriptor. */
const STDERR_INSIDE = 3

const command = process.argv.slice(2)
if (command[0] === INSIDE) runInside(command.slice(1))
else if (command.length === 0) fail('usage: node scripts/with-keyring.mjs CMD ARGS…', 2)
else if (process.platform !== 'linux') fail('gnome-keyring is a keychain of Linux: run this there.')
else runSession(command)

/**
 * Makes the folders and the session bus, and starts this script again on it.
 * @param {string[]} wanted
 */
function runSession(wanted) {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossview-keyring-'))
  const [runtime, data] = [path.join(folder, 'run'), path.join(folder, 'data')]
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: data,
    CROSSVIEW_KEYRING_FOLDER: folder,
  }
  // An inherited bus or prompter would lead to the user's own keyring.
  delete env.DBUS_SESSION_BUS_ADDRESS
  delete env.GNOME_KEYRING_CONTROL
  for (const made of [runtime, data]) mkdirSync(made, { mode: 0o700 })
  const script = fileURLToPath(import.meta.url)
  const session = spawn('dbus-run-session', ['--', process.execPath, script, INSIDE, ...wanted], {
    env,
    stdio: ['inherit', 'inherit', 'ignore', process.stderr.fd],
  })
  passSignals(session)
  session.on('error', () =>
    fail(
      `dbus-run-session could not be started. Install it with ${packagesAdvice(['dbus', 'gnome-keyring', 'libsecret-tools'])}.`,
    ),
  )
  session.on('exit', (status, signal) => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(statusOf(status, signal))
  })
}

/**
 * On the bus: unlocks a new keyring, tries it and runs the command.
 * @param {string[]} wanted
 */
function runInside([program = '', ...args]) {
  // Returns once the daemon answers on the bus. No line feed at the end: it would be part of the password.
  const daemon = spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    input: PASSWORD,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  if (daemon.error)
    fail(`gnome-keyring-daemon could not be started. Install it with ${packagesAdvice(['gnome-keyring'])}.`)
  const fault = tryKeyring()
  if (fault !== null) fail(`The keyring does not work (${fault}), so nothing was run.`)
  const child = spawn(program, args, { stdio: ['inherit', 'inherit', STDERR_INSIDE] })
  passSignals(child)
  child.on('error', () => fail(`${program} could not be started.`, 127))
  // The bus ends with this process, and the keyring with the bus.
  child.on('exit', (status, signal) => process.exit(statusOf(status, signal)))
}

/** Stores, reads and removes an entry. @returns what is wrong, or null */
function tryKeyring() {
  const attributes = ['crossview-canary', String(process.pid)]
  const value = String(process.hrtime.bigint())
  const tool = (/** @type {string[]} */ args, /** @type {string | undefined} */ input = undefined) =>
    spawnSync('secret-tool', [...args, ...attributes], { input, encoding: 'utf8', timeout: 5_000 })
  const stored = tool(['store', '--label=canary'], value)
  if (/** @type {NodeJS.ErrnoException | undefined} */ (stored.error)?.code === 'ENOENT')
    return `secret-tool is missing: install it with ${packagesAdvice(['libsecret-tools'])}`
  if (stored.status !== 0) return stored.stderr.trim() || 'no answer'
  if (tool(['lookup']).stdout !== value) return 'it did not give back what it took'
  return tool(['clear']).status === 0 ? null : 'an entry could not be removed'
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignals(child) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
}

/**
 * @param {number | null} status
 * @param {NodeJS.Signals | null} signal
 */
function statusOf(status, signal) {
  return status ?? 128 + (signal === null ? 0 : constants.signals[signal])
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message, status = 1) {
  writeSync(command[0] === INSIDE ? STDERR_INSIDE : process.stderr.fd, `with-keyring: ${message}\n`)
  process.exit(status)
}
