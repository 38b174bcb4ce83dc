/** Which Electron there is to run: an override, the installed one, or none. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { NODE, ROOT, say, toolEnv } from '../setup.mjs'

const EXECUTABLE =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron'
const DIST = path.join(ROOT, 'node_modules/electron/dist')
const BLOCKED = path.join(ROOT, 'node_modules', '.crossview-electron-blocked')
const DAY_MS = 86_400_000
const DOWNLOAD_TIMEOUT_MS = 180_000

/** The executable, or null. Downloads nothing. */
export const findElectron = () => {
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH, DIST]
  return (
    folders
      .flatMap((folder) => (folder ? [path.join(folder, EXECUTABLE)] : []))
      .find((file) => existsSync(file)) ?? null
  )
}

/** The executable, downloaded when it is not there and GitHub can be reached; else null. */
export const ensureElectron = () => {
  const found = findElectron()
  if (found !== null || triedToday()) return found
  if (installElectron()) return findElectron()
  say(
    'Electron could not be downloaded (GitHub blocked?). Trying again tomorrow, or delete node_modules/.crossview-electron-blocked.',
  )
  mkdirSync(path.dirname(BLOCKED), { recursive: true })
  writeFileSync(BLOCKED, '')
  return null
}

/**
 * Downloads the pinned Electron, if it is not there. The package `electron` holds what comes against the
 * hashes in its checksums.json, whose own hash is in package-lock.json.
 * @returns {boolean} whether it is there
 */
export const installElectron = () => {
  if (existsSync(path.join(DIST, EXECUTABLE))) return true
  say('Downloading Electron from GitHub')
  const done = spawnSync(NODE, [path.join(ROOT, 'node_modules/electron/install.js')], {
    cwd: ROOT,
    env: electronEnv(toolEnv()),
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: DOWNLOAD_TIMEOUT_MS,
  })
  if (/checksum/i.test(done.stderr))
    say('What was downloaded has not the hash of the Electron that is pinned. It was not unpacked.')
  return done.status === 0 && existsSync(path.join(DIST, EXECUTABLE))
}

/**
 * SECURITY: without the variables that make the package `electron` believe a list of hashes which the
 * server of the download sends along, or install for another system. A mirror may be named: what comes
 * from it has to have the same hash.
 * @param {NodeJS.ProcessEnv} env
 */
const electronEnv = (env) =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        !/electron_use_remote_checksums$|^ELECTRON_(OVERRIDE_DIST_PATH|INSTALL_)|^npm_config_(platform|arch)$/i.test(
          name,
        ),
    ),
  )

const triedToday = () =>
  existsSync(BLOCKED) &&
  readFileSync(BLOCKED, 'utf8') === '' &&
  Date.now() - statSync(BLOCKED).mtimeMs < DAY_MS
