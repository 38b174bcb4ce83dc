/** keytar's addon as its makers published it, where its hash is known. Built-ins only. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sha256Of } from './pinned.mjs'

/** The archives have 0.2 MB. */
const ARCHIVE_LIMIT = 5_000_000

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
    const unpacked = path.join(work, 'keytar.node')
    writeFileSync(unpacked, fileIn(gunzipSync(readFileSync(archive)), 'build/Release/keytar.node'))
    if (sha256Of(unpacked) !== known.addon) {
      say('keytar’s published binary is not the one whose hash is known: refused, and compiled instead')
      return false
    }
    mkdirSync(path.dirname(addon), { recursive: true })
    copyFileSync(unpacked, addon)
    return true
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * One file of a tar archive whose hash is known: https://www.gnu.org/software/tar/manual/html_node/Standard.html.
 * No program is asked: `tar` is another one on each system, or none.
 * @param {Buffer} tar
 * @param {string} wanted
 * @returns {Buffer} empty when it is not there
 */
const fileIn = (tar, wanted) => {
  const textAt = (/** @type {number} */ start, /** @type {number} */ length) =>
    tar.toString('latin1', start, start + length).split('\0', 1)[0] ?? ''
  for (let at = 0; at + BLOCK <= tar.length && textAt(at, 1) !== '';) {
    const size = Number.parseInt(textAt(at + 124, 12), 8) || 0
    const start = at + BLOCK
    if (textAt(at, 100) === wanted) return tar.subarray(start, start + size)
    at = start + Math.ceil(size / BLOCK) * BLOCK
  }
  return Buffer.alloc(0)
}

/** Everything in a tar archive begins at a multiple of it. */
const BLOCK = 512
