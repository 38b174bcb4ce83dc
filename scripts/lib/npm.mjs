/** npm, started as a program and never through a shell. Built-ins only: runs before `npm ci`. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { foldersOnPath, isOfPackages, withoutNpm, withoutTools } from './environment.mjs'

/** Where npm is beside a `node.exe`. */
const BESIDE_NODE = ['node_modules', 'npm', 'bin', 'npm-cli.js']

/**
 * What starts npm: a program, and what comes before npm's own arguments. Elsewhere than on Windows `npm` on
 * PATH is a program. On Windows it is a batch file: only cmd.exe could run it, and takes `&`, `%`, `>` and
 * quotes in an argument for its own. There npm's JavaScript is run by a Node. What lies in a package is taken
 * for neither.
 * @param {{ root: string, env: NodeJS.ProcessEnv, platform?: NodeJS.Platform, execPath?: string,
 *   isThere?: (file: string) => boolean }} at the checkout, and what a test puts in place of this process
 * @returns {[program: string, ...first: string[]]}
 * @throws when there is no npm
 */
export const npmCommand = ({
  root,
  env,
  platform = process.platform,
  execPath = process.execPath,
  isThere = existsSync,
}) => {
  if (platform !== 'win32') return ['npm']
  const { basename, dirname, isAbsolute, join, relative } = path.win32
  const own = dirname(execPath)
  const folders = [...(isOfPackages(own) ? [] : [own]), ...foldersOnPath(env, path.win32)]
  const outer = env.npm_execpath ?? ''
  // npm names itself to what it starts; another package manager does too, and a leftover may name anything.
  const isNpm = basename(outer) === 'npm-cli.js' && isAbsolute(outer)
  const inside = relative(root, outer)
  const isOurs = !inside.startsWith('..') && !isAbsolute(inside)
  const cli = [
    ...(isNpm && !isOurs ? [outer] : []),
    ...folders.map((folder) => join(folder, ...BESIDE_NODE)),
  ].find(isThere)
  if (cli === undefined)
    throw new Error(
      'npm was not found, neither beside Node nor on PATH. Install Node from nodejs.org, which brings npm, and run this again.',
    )
  // The Node of a package may be deleted while npm works, which Windows refuses as long as it runs.
  const node = folders.map((folder) => join(folder, 'node.exe')).find(isThere)
  return [node ?? execPath, cli]
}

/**
 * Runs npm to its end, without settings of an npm that this was started by.
 * @param {string} root the checkout: also the folder it runs in
 * @param {readonly string[]} args
 * @param {Omit<import('node:child_process').SpawnSyncOptions, 'shell' | 'cwd' | 'env'>} [options]
 */
export const runNpm = (root, args, options = {}) => {
  const [program, ...first] = npmCommand({ root, env: process.env })
  return spawnSync(program, [...first, ...args], {
    ...options,
    cwd: root,
    env: withoutTools(withoutNpm(process.env)),
  })
}
