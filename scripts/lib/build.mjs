/** Builds out/ when a source is newer than the last build. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inTurn } from './in-turn.mjs'
import { whyNotStarted } from './not-started.mjs'
import { NODE, ROOT, say, toolEnv } from '../setup.mjs'

const STAMP = path.join(ROOT, 'out', '.sources')
const SOURCES = [
  'src',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  // They are shown in the window.
  'docs',
  'README.md',
  'SECURITY.md',
]

const fingerprint = () => {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ relative) => {
    const file = path.join(ROOT, relative)
    if (!existsSync(file)) return
    const stat = statSync(file)
    if (stat.isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(relative, name))
    else hash.update(`${relative}\0${stat.size}\0${stat.mtimeMs}\n`)
  }
  SOURCES.forEach(add)
  return hash.digest('hex')
}

/** @returns whether there is a current build */
export const build = () => {
  const isCurrent = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint()
  return isCurrent() || inTurn({ root: ROOT, say }, () => isCurrent() || buildNow())
}

const buildNow = () => {
  const now = fingerprint()
  say('Building')
  const bin = path.join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const done = spawnSync(NODE, [bin, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    env: toolEnv(),
    stdio: ['ignore', 2, 2],
  })
  if (done.error !== undefined) say(whyNotStarted(done.error, NODE, ROOT))
  if (done.status !== 0) return false
  writeFileSync(STAMP, now)
  return true
}
