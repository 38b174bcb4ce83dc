/**
 * Makes a fresh clone ready: system packages, npm packages, keytar's addon. Built-ins
 * only, because it runs before there is anything else; on Node 20. Says one line for each thing
 * it does, on standard error, and nothing when there is nothing to do.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withFirst } from './lib/environment.mjs'
import { inTurn } from './lib/in-turn.mjs'
import { ensureKeytar, isKeytarDecided } from './lib/keytar.mjs'
import { runNpm } from './lib/npm.mjs'
import { withOwnNodeAside } from './lib/own-node.mjs'
import { checkNode, nodeOf } from './lib/pinned.mjs'
import { ensureSystemPackages } from './lib/system-packages.mjs'

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const STAMP = path.join(ROOT, 'node_modules', '.crossview-setup')

/** @param {string} text one line for the person, on standard error */
export const say = (text) => process.stderr.write(`[crossview] ${text}\n`)

/** What a person gave that a script does not take: it ends with 2. */
export class WrongUsage extends Error {}

/** @param {unknown} error what was thrown */
export const messageOf = (error) => {
  const { code = '', path: file = '' } = /** @type {NodeJS.ErrnoException} */ (Object(error))
  if (['EACCES', 'EPERM', 'EROFS'].includes(code) && file !== '')
    return `there is no right to write ${file}. Run this as the user whom the checkout belongs to, or in a checkout of your own.`
  if (code === 'ENOSPC') return 'the disk is full. Make room on it, and run this again.'
  return error instanceof Error ? error.message : String(error)
}

/** The Node of the tools: the pinned one, whatever the machine has, where there is one for it. */
export const NODE = nodeOf(ROOT)

/**
 * The environment of everything started: the tools first on PATH.
 * @param {NodeJS.ProcessEnv} [more]
 */
export const toolEnv = (more = {}) => ({
  ...withFirst(path.join(ROOT, 'node_modules', '.bin'), process.env),
  ...more,
})

/**
 * @param {'start' | 'test' | 'cli'} purpose
 */
export const setup = (purpose) => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node 20.19 or newer is needed; this is ${process.version}`)
  ensureSystemPackages(purpose, say)
  const prepare = () => {
    installPackages()
    checkNode(ROOT)
    ensureKeytar({ root: ROOT, node: NODE, say })
  }
  // Who finds everything there writes nothing, and need not be allowed to.
  if (isInstalled() && isKeytarDecided(ROOT)) prepare()
  else inTurn({ root: ROOT, say }, prepare)
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .update(process.platform)
    .update(process.arch)
    .digest('hex')

const isInstalled = () => existsSync(STAMP) && existsSync(NODE) && readFileSync(STAMP, 'utf8') === lockHash()

const installPackages = () => {
  if (isInstalled()) return
  say('Installing npm packages (npm ci)')
  withOwnNodeAside(ROOT, npmCi)
  writeFileSync(STAMP, lockHash())
}

// SECURITY: no package runs anything when it is installed. `.npmrc` says so for every npm that is run
// here; it is said again because a variable or an option would win over the file.
const CI = [
  'ci',
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]

const npmCi = () => {
  const { status, error } = runNpm(ROOT, CI, { stdio: ['ignore', 2, 2] })
  if (status === 0) return
  throw new Error(
    error === undefined
      ? `npm ci failed, and said why above.${process.platform === 'win32' ? HELD_FILES : ''}`
      : 'npm could not be started. Install Node from nodejs.org, which brings npm, and run this again.',
  )
}

/** Windows deletes no file that a program holds. */
const HELD_FILES =
  ' If it was not permitted to delete something (EPERM, EBUSY): close Crossview and whatever else uses node_modules (an editor, a terminal), and run this again.'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const [, , purpose = 'start'] = process.argv
    if (purpose !== 'start' && purpose !== 'test' && purpose !== 'cli')
      throw new WrongUsage(`nothing is set up for ${purpose}; there are start, test and cli`)
    setup(purpose)
  } catch (error) {
    say(`Set-up stopped: ${messageOf(error)}`)
    process.exitCode ||= error instanceof WrongUsage ? 2 : 1
  }
}
