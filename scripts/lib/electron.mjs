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
const BLOCKED = path.join(ROOT, 'node_modules', '.crossview-electron-blocked')
const DAY_MS = 86_400_000
const DOWNLOAD_TIMEOUT_MS = 180_000

/** The executable, or null. Downloads nothing. */
export const findElectron = () => {
  const folders = [process.env.ELECTRON_OVERRIDE_DIST_PATH, path.join(ROOT, 'node_modules/electron/dist')]
  return (
    folders
      .filter(Boolean)
      .map((folder) => path.join(folder, EXECUTABLE))
      .find(existsSync) ?? null
  )
}

/** The executable, downloaded when it is not there and GitHub can be reached; else null. */
export const ensureElectron = () => {
  const found = findElectron()
  if (found !== null || triedToday()) return found
  say('Downloading Electron from GitHub')
  const done = spawnSync(NODE, [path.join(ROOT, 'node_modules/electron/install.js')], {
    cwd: ROOT,
    env: toolEnv(),
    stdio: 'ignore',
    timeout: DOWNLOAD_TIMEOUT_MS,
  })
  const installed = findElectron()
  if (done.status !== 0 || installed === null) {
    say(
      'Electron could not be downloaded (GitHub blocked?). Trying again tomorrow, or delete node_modules/.crossview-electron-blocked.',
    )
    mkdirSync(path.dirname(BLOCKED), { recursive: true })
    writeFileSync(BLOCKED, '')
  }
  return installed
}

const triedToday = () =>
  existsSync(BLOCKED) &&
  readFileSync(BLOCKED, 'utf8') === '' &&
  Date.now() - statSync(BLOCKED).mtimeMs < DAY_MS
