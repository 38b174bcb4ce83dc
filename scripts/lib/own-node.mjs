/**
 * `npm ci` deletes node_modules with the Node in it, which may be the one that runs this (npm puts it first
 * on PATH). Windows deletes no program that runs, but lets it be moved. Built-ins only.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * Calls what deletes node_modules, with this process's own program out of the way on Windows.
 * @param {string} root the checkout
 * @param {() => void} install
 * @throws what it throws; the program is then where it was, unless another came in its place
 */
export const withOwnNodeAside = (root, install) => {
  const program = process.execPath
  const inPackages = path.relative(path.join(root, 'node_modules'), program)
  if (process.platform !== 'win32' || inPackages.startsWith('..') || path.isAbsolute(inPackages))
    return install()
  const folder = path.join(root, '.crossview', 'old-node')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) removeUnlessRunning(path.join(folder, name))
  const aside = path.join(folder, `node-${process.pid}.exe`)
  renameSync(program, aside)
  try {
    install()
  } finally {
    if (!existsSync(program) && existsSync(path.dirname(program))) renameSync(aside, program)
  }
}

/** @param {string} file of an earlier set-up, which may still wait for the program it started */
const removeUnlessRunning = (file) => {
  try {
    rmSync(file)
  } catch {
    // Then the next set-up that installs removes it.
  }
}
