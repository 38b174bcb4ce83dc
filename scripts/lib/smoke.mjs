/** How each installer is put on a machine and taken off again, and whether what it brought answers. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * @typedef {{ name: string, install: string[][], executable: string, remove: string[][], gone: string }} Trial
 *   commands, the program that is there between them, and what must not be there afterwards
 */

/** A program that starts takes seconds; a machine of GitHub's that is busy, more. */
const ANSWER_WITHIN_MS = 120_000
const LOOK_EVERY_MS = 200

/**
 * Ubuntu 24.04 lets no program without a profile of AppArmor make the namespaces of Chromium's sandbox,
 * and an AppImage brings neither a profile nor, as the deb does, the helper that Chromium has for this.
 * Without the setting (an older system) there is nothing to lift.
 */
const LIFT_RESTRICTION = [
  'sudo',
  'sysctl',
  '--ignore',
  '--write',
  'kernel.apparmor_restrict_unprivileged_userns=0',
]

/**
 * Ways to try one installer on the system it is for; none for what cannot be tried there.
 * @param {string} file an installer, by its whole path
 * @param {string} scratch an empty folder
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Trial[]}
 */
export const trialsOf = (file, scratch, env = process.env) => {
  const app = path.join(scratch, 'Crossview.app')
  const inApp = path.join(app, 'Contents/MacOS/Crossview')
  const mount = path.join(scratch, 'image')
  const dropped = { remove: [], gone: path.join(scratch, 'nothing') }
  const windowsApp = (/** @type {string | undefined} */ folder) =>
    path.join(folder ?? '', 'Crossview', 'Crossview.exe')
  const setup = (/** @type {string} */ scope, /** @type {string} */ executable) => ({
    name: scope,
    install: [[file, '/S', scope]],
    executable,
    remove: [[path.join(path.dirname(executable), 'Uninstall.exe'), '/S', scope]],
    gone: executable,
  })
  if (file.endsWith('.deb'))
    return [
      {
        name: 'apt-get',
        install: [['sudo', 'apt-get', 'install', '-y', '-qq', file]],
        executable: '/usr/bin/crossview',
        remove: [['sudo', 'apt-get', 'purge', '-y', '-qq', 'crossview']],
        gone: '/usr/bin/crossview',
      },
    ]
  if (file.endsWith('.AppImage'))
    return [
      { name: 'as it is', install: [['chmod', '+x', file], LIFT_RESTRICTION], executable: file, ...dropped },
    ]
  if (file.endsWith('.dmg'))
    return [
      {
        name: 'copied out',
        install: [
          ['hdiutil', 'attach', '-quiet', '-nobrowse', '-readonly', '-mountpoint', mount, file],
          ['ditto', path.join(mount, 'Crossview.app'), app],
          ['hdiutil', 'detach', '-quiet', mount],
        ],
        executable: inApp,
        ...dropped,
      },
    ]
  if (/-mac-\w+\.zip$/.test(file))
    return [
      { name: 'unpacked', install: [['ditto', '-x', '-k', file, scratch]], executable: inApp, ...dropped },
    ]
  if (/-win-\w+\.zip$/.test(file))
    return [
      // Windows brings a tar that reads archives of both kinds.
      {
        name: 'unpacked',
        install: [['tar.exe', '-xf', file, '-C', scratch]],
        executable: path.join(scratch, 'Crossview.exe'),
        ...dropped,
      },
    ]
  if (file.endsWith('-setup.exe'))
    return [
      setup('/CurrentUser', windowsApp(path.join(env['LOCALAPPDATA'] ?? '', 'Programs'))),
      setup('/AllUsers', windowsApp(env['PROGRAMFILES'])),
    ]
  if (file.endsWith('.msi'))
    return [
      {
        name: 'msiexec',
        install: [['msiexec.exe', '/i', file, '/qn', '/norestart']],
        executable: windowsApp(env['PROGRAMFILES']),
        remove: [['msiexec.exe', '/x', file, '/qn', '/norestart']],
        gone: windowsApp(env['PROGRAMFILES']),
      },
    ]
  return []
}

/** @param {() => boolean} holds @param {number} within milliseconds */
const eventually = async (holds, within) => {
  for (const end = Date.now() + within; Date.now() < end; await pause(LOOK_EVERY_MS)) if (holds()) return true
  return holds()
}

/** @param {string[]} command @throws when it does not end well */
const run = ([program = '', ...args]) => {
  const done = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (done.status !== 0)
    throw new Error(
      `${program} ${args.join(' ')} ended with ${done.status ?? done.error?.message ?? done.signal}`,
    )
}

/**
 * Starts Crossview with an empty data folder and waits until its log says that the window has loaded;
 * then ends it, and all that it started.
 * @public a test starts other programs with it
 * @param {string[]} command
 * @param {number} [within] milliseconds
 * @throws when it ends before, or says nothing
 */
export const answers = async ([program = '', ...args], within = ANSWER_WITHIN_MS) => {
  const userData = mkdtempSync(path.join(tmpdir(), 'crossview-smoke-'))
  const log = path.join(userData, 'logs/crossview.log')
  const written = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that its helpers end with it.
    detached: process.platform !== 'win32',
    // An AppImage is then unpacked where the machine cannot mount it.
    env: { ...process.env, CROSSVIEW_USER_DATA: userData, APPIMAGE_EXTRACT_AND_RUN: '1' },
  })
  /** @type {string | null} */
  let end = null
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve((end = error.message)))
    child.once('exit', (status, signal) => resolve((end = `it ended with ${status ?? signal}`)))
  })
  try {
    await eventually(() => end !== null || written().includes('window loaded'), within)
    if (!written().includes('window loaded'))
      throw new Error(`${program} showed no window: ${end ?? `nothing in ${within / 1000} s`}\n${written()}`)
  } finally {
    if (end === null && child.pid !== undefined) {
      if (process.platform === 'win32') spawnSync('taskkill.exe', ['/T', '/F', '/PID', String(child.pid)])
      else process.kill(-child.pid, 'SIGKILL')
      await ended
    }
    rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/**
 * Installs, starts and removes.
 * @param {Trial} trial
 * @param {readonly string[]} screen put before what opens a window
 * @param {number} [within] milliseconds, for an answer and for the end of an uninstaller
 * @throws when a step fails, or something is left
 */
export const attempt = async ({ install, executable, remove, gone }, screen, within = ANSWER_WITHIN_MS) => {
  for (const command of install) run(command)
  await answers([...screen, executable], within)
  for (const command of remove) run(command)
  // An uninstaller of Windows goes on in a copy of itself, which can remove the first.
  if (!(await eventually(() => !existsSync(gone), within))) throw new Error(`${gone} is still there`)
}
