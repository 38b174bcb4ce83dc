/**
 * keytar's addon: compiled from the sources that package-lock.json has the hash of, or, where
 * scripts/lib/pinned.mjs knows its hash, the binary that keytar published. What is neither is not loaded.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PLATFORM, PREBUILT_KEYTARS, sha256Of } from './pinned.mjs'
import { withFirst, withoutNpm, withoutTools } from './environment.mjs'

const VERSION = '7.9.0'
const RELEASE = `https://github.com/atom/node-keytar/releases/download/v${VERSION}/keytar-v${VERSION}-napi-v3-`
/** The archives have 0.2 MB. */
const ARCHIVE_LIMIT = 5_000_000

/**
 * @param {{ root: string, node: string, say: (text: string) => void }} at the checkout, the Node of
 *   the tools, and where to tell of progress
 * @throws when the addon is not what set-up put there: nothing loads it then
 */
export const ensureKeytar = ({ root, node, say }) => {
  const folder = path.join(root, 'node_modules/keytar')
  const addon = path.join(folder, 'build/Release/keytar.node')
  // What was compiled here has a hash of its own on each machine: it is noted when it is made.
  const note = path.join(root, 'node_modules/.crossview-keytar')
  if (isOurs(addon, note, path.relative(root, addon)) && loads(root, node)) return
  if (existsSync(addon)) {
    // Not deleted: where it cannot be made again, whoever made it may know that it is right.
    const aside = path.join(folder, 'keytar.node.unknown')
    renameSync(addon, aside)
    say(
      'keytar’s addon is there and was not made by this set-up, or does not load: making it again.\n' +
        `If you made it yourself, and it cannot be made here: move ${path.relative(root, aside)} back and write its SHA-256 into ${path.relative(root, note)}.`,
    )
  }
  say('Building keytar, which keeps secrets in the keychain')
  rmSync(path.join(folder, 'build'), { recursive: true, force: true })
  const known = PREBUILT_KEYTARS[PLATFORM]
  const fetched =
    known !== undefined && fetchAddon({ url: `${RELEASE}${PLATFORM}.tar.gz`, known, addon, node, say })
  if (!fetched) compile({ root, node, folder })
  if (existsSync(addon)) writeFileSync(note, sha256Of(addon))
  if (!loads(root, node))
    say('keytar does not load: secrets are kept for a session only, and Crossview says so.')
}

/**
 * Whether the addon is known; throws when it is not the one that was noted.
 * @param {string} addon file
 * @param {string} note file with its hash
 * @param {string} shown name of the addon for a person
 */
const isOurs = (addon, note, shown) => {
  if (!existsSync(addon)) return false
  const found = sha256Of(addon)
  if (found === PREBUILT_KEYTARS[PLATFORM]?.addon) return true
  if (!existsSync(note)) return false
  const expected = readFileSync(note, 'utf8').trim()
  if (found === expected) return true
  throw new Error(
    `${shown} is not the one that was made here: something changed it. It was not loaded.\n` +
      `  SHA-256 expected ${expected}\n  SHA-256 found    ${found}\n` +
      'Find out what changed it; then delete the folder node_modules and run this again.',
  )
}

/**
 * Loading takes 0.1 s, so it is checked each time: a keytar that does not load keeps no secret.
 * @param {string} root
 * @param {string} node
 */
const loads = (root, node) =>
  spawnSync(node, ['-e', 'require("keytar")'], { cwd: root, stdio: 'ignore' }).status === 0

/** Runs in a process of its own, because set-up waits for it. Argument: address, file, limit in bytes. */
const DOWNLOAD = `
  const [url, file, limit] = process.argv.slice(1)
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) })
  if (!answer.ok) throw new Error('HTTP ' + answer.status)
  let size = 0
  const parts = []
  for await (const part of answer.body) {
    size += part.length
    if (size > Number(limit)) throw new Error('too long')
    parts.push(part)
  }
  const { writeFileSync } = await import('node:fs')
  writeFileSync(file, Buffer.concat(parts))
`

/**
 * Puts a published addon in place, if archive and addon have the hashes that are known.
 * @public a test runs it in a Node of its own
 * @param {{ url: string, known: { archive: string, addon: string }, addon: string, node: string,
 *   say: (text: string) => void }} from
 * @returns {boolean} whether it is there; when not, nothing was put there
 */
export const fetchAddon = ({ url, known, addon, node, say }) => {
  const work = mkdtempSync(path.join(tmpdir(), 'crossview-keytar-'))
  try {
    const archive = path.join(work, 'keytar.tar.gz')
    const got = spawnSync(
      node,
      ['--input-type=module', '-e', DOWNLOAD, url, archive, String(ARCHIVE_LIMIT)],
      { stdio: 'ignore', env: { ...process.env, NODE_USE_ENV_PROXY: '1' } },
    )
    if (got.status !== 0) {
      say('keytar’s published binary could not be downloaded (GitHub blocked?): compiling it')
      return false
    }
    // Before it is unpacked: nothing reads an archive that is not the known one.
    if (sha256Of(archive) !== known.archive) {
      say(`${url} is not the archive whose hash is known: refused, and compiled instead`)
      return false
    }
    spawnSync('tar', ['-xzf', archive, '-C', work, 'build/Release/keytar.node'], { stdio: 'ignore' })
    const unpacked = path.join(work, 'build/Release/keytar.node')
    if (!existsSync(unpacked) || sha256Of(unpacked) !== known.addon) {
      say('keytar’s published binary is not the one whose hash is known: refused, and compiled instead')
      return false
    }
    mkdirSync(path.dirname(addon), { recursive: true })
    writeFileSync(addon, readFileSync(unpacked))
    return true
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * node-gyp is a locked package and is run by name: no install script, and nothing else of npm’s, runs.
 * @param {{ root: string, node: string, folder: string }} at
 */
const compile = ({ root, node, folder }) => {
  const headers = headersBeside(node)
  spawnSync(
    node,
    [
      path.join(root, 'node_modules/node-gyp/bin/node-gyp.js'),
      'rebuild',
      '--loglevel=warn',
      ...(headers === null ? [] : [`--nodedir=${headers}`]),
    ],
    {
      cwd: folder,
      stdio: ['ignore', 2, 2],
      // keytar's build asks `node` where node-addon-api is.
      env: withFirst(path.dirname(node), withoutTools(withoutNpm(process.env))),
    },
  )
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
