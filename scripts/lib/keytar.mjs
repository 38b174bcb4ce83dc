/**
 * keytar's addon: compiled from the sources that package-lock.json has the hash of, or, where
 * scripts/lib/pinned.mjs knows its hash, the binary that keytar published. What is neither is not loaded.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withFirst, withoutNpm, withoutTools } from './environment.mjs'
import { fetchAddon } from './keytar-download.mjs'
import { whyNotStarted } from './not-started.mjs'
import { PLATFORM, PREBUILT_KEYTARS, sha256Of } from './pinned.mjs'
import { compilerAdvice } from './system-packages.mjs'

const VERSION = '7.9.0'
const RELEASE = `https://github.com/atom/node-keytar/releases/download/v${VERSION}/keytar-v${VERSION}-napi-v3-`

/** Where the addon and what is known of it are, from the checkout. */
const ADDON = path.join('node_modules', 'keytar', 'build', 'Release', 'keytar.node')
/** One that nobody vouches for: out of the way, because Crossview would load it. */
const UNKNOWN = path.join('node_modules', 'keytar', 'keytar.node.unknown')
/** The one before, while another is made; also when that was interrupted, and one that nothing may load. */
const BEFORE = path.join('node_modules', 'keytar', 'keytar.node.before')
/** What was compiled here has a hash of its own on each machine: it is noted when it is made. */
const NOTE = path.join('node_modules', '.crossview-keytar')
/** For which packages it could not be made, and what the compiler said. */
const FAILED = path.join('node_modules', '.crossview-keytar-failed')

/** @param {string} root @returns {boolean} whether an addon is there, or none can be made */
export const isKeytarDecided = (root) => [ADDON, FAILED].some((file) => existsSync(path.join(root, file)))

/**
 * Makes the addon when it is not there or does not load. What cannot be made stops nothing: secrets are then
 * kept for a session, which is said each time and tried again only when the packages changed or FAILED is deleted.
 * @param {{ root: string, node: string, say: (text: string) => void }} at the checkout, the Node of
 *   the tools, and where to tell of progress
 * @throws when the addon is not what set-up put there: nothing loads it then
 */
export const ensureKeytar = ({ root, node, say }) => {
  const at = (/** @type {string} */ relative) => path.join(root, relative)
  const [addon, before, failed] = [at(ADDON), at(BEFORE), at(FAILED)]
  if (existsSync(before) && !existsSync(addon)) putInPlace(before, addon)
  let found = /** @type {Loading | null} */ (null)
  if (isOurs(root)) {
    found = loading(root, node)
    if (found === 'loads') return
  } else if (existsSync(addon)) {
    // Not deleted: where it cannot be made again, whoever made it may know that it is right.
    renameSync(addon, at(UNKNOWN))
    say(
      'keytar’s addon is there and was not made by this set-up: it is not loaded.\n' +
        `If you made it yourself: move ${UNKNOWN} back to ${ADDON} and write its SHA-256 into ${NOTE}.`,
    )
  }
  const attempt = `${sha256Of(at('package-lock.json'))} ${PLATFORM}`
  if (existsSync(failed) && readFileSync(failed, 'utf8').startsWith(attempt)) {
    if (found === 'fatal') putInPlace(addon, before)
    return say(SESSION_ONLY)
  }
  say('Building keytar, which keeps secrets in the keychain')
  const hadOne = existsSync(addon)
  if (hadOne) renameSync(addon, before)
  const failure = make({ root, node, say })
  const made = failure === null ? loading(root, node) : null
  const why = made === 'loads' ? null : (failure ?? 'It was made and does not load.')
  // One that was made and does not load is no better than the one before.
  if (why !== null && hadOne) putInPlace(before, addon)
  else if (existsSync(addon)) writeFileSync(at(NOTE), sha256Of(addon))
  rmSync(before, { force: true })
  // Crossview would end or hang with it; it is put back and tried at the next set-up.
  if (why !== null && (hadOne ? found : made) === 'fatal') putInPlace(addon, before)
  if (why === null) return rmSync(failed, { force: true })
  writeFileSync(failed, `${attempt}\n\n${why}\n`)
  say(SESSION_ONLY)
}

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const KEYCHAINS = { win32: 'the Windows Credential Manager', darwin: 'the macOS keychain' }

const SESSION_ONLY =
  `keytar does not work here and could not be built (${FAILED} says why): secrets are kept until Crossview is closed, not in ${KEYCHAINS[process.platform] ?? 'the keychain'}. ` +
  `To keep them, ${compilerAdvice()}; then delete that file and run this again.`

/**
 * @param {string} from
 * @param {string} to
 */
const putInPlace = (from, to) => {
  mkdirSync(path.dirname(to), { recursive: true })
  rmSync(to, { force: true })
  renameSync(from, to)
}

/**
 * Whether an addon is there that is known.
 * @param {string} root
 * @throws when it is not the one that was noted
 */
const isOurs = (root) => {
  const [addon, note] = [path.join(root, ADDON), path.join(root, NOTE)]
  if (!existsSync(addon)) return false
  const found = sha256Of(addon)
  if (found === PREBUILT_KEYTARS[PLATFORM]?.addon) return true
  if (!existsSync(note)) return false
  const expected = readFileSync(note, 'utf8').trim()
  if (found === expected) return true
  throw new Error(
    `${ADDON} is not the one that was made here: something changed it. It was not loaded.\n` +
      `  SHA-256 expected ${expected}\n  SHA-256 found    ${found}\n` +
      'Find out what changed it; then delete the folder node_modules and run this again.',
  )
}

/** `fails` is an error, which Crossview survives; `fatal` ends the program or never returns. @typedef {'loads' | 'fails' | 'fatal'} Loading */

/** How long loading may take on a busy machine. */
const LOADS_WITHIN_MS = 10_000

/**
 * Loading takes 0.1 s, so it is checked each time: a keytar that does not load keeps no secret.
 * @param {string} root
 * @param {string} node
 * @returns {Loading}
 */
const loading = (root, node) => {
  const { status } = spawnSync(node, ['-e', 'require("keytar")'], {
    cwd: root,
    stdio: 'ignore',
    timeout: LOADS_WITHIN_MS,
    killSignal: 'SIGKILL',
  })
  return status === 0 ? 'loads' : status === 1 ? 'fails' : 'fatal'
}

/**
 * @param {{ root: string, node: string, say: (text: string) => void }} at
 * @returns {string | null} what the compiler said when there is no addon; null when there is one
 */
const make = ({ root, node, say }) => {
  const addon = path.join(root, ADDON)
  const known = PREBUILT_KEYTARS[PLATFORM]
  if (known !== undefined && fetchAddon({ url: `${RELEASE}${PLATFORM}.tar.gz`, known, addon, node, say }))
    return null
  const said = compile({ root, node })
  return existsSync(addon) ? null : said
}

/**
 * node-gyp is a locked package and is run by name: no install script, and nothing else of npm’s, runs.
 * @param {{ root: string, node: string }} at
 * @returns {string} what it said, which is pages of it where there is no compiler
 */
const compile = ({ root, node }) => {
  const headers = headersBeside(node)
  const folder = path.join(root, 'node_modules/keytar')
  rmSync(path.join(folder, 'build'), { recursive: true, force: true })
  const { stdout, stderr, error } = spawnSync(
    node,
    [
      path.join(root, 'node_modules/node-gyp/bin/node-gyp.js'),
      'rebuild',
      '--loglevel=warn',
      ...(headers === null ? [] : [`--nodedir=${headers}`]),
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 64e6,
      // keytar's build asks `node` where node-addon-api is.
      env: withFirst(path.dirname(node), withoutTools(withoutNpm(process.env))),
    },
  )
  return error === undefined ? `${stdout}${stderr}` : whyNotStarted(error, node, folder)
}

/**
 * The headers that came with a Node; the pinned ones of Linux have them, so that none are downloaded.
 * Elsewhere node-gyp fetches them from nodejs.org and checks them against the list of hashes there.
 * @param {string} node
 */
const headersBeside = (node) => {
  const folder = path.dirname(path.dirname(node))
  return existsSync(path.join(folder, 'include/node/node_api.h')) ? folder : null
}
