import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../support/source-scan'

/** What scripts/lib/keytar-download.mjs takes from a server, in a process of its own: the server is ours, and lies. */

let folder = ''

const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-addon-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a published binary of keytar', () => {
  const ADDON = Buffer.from('the addon '.repeat(1000))

  /** A tar archive of one file, by the ustar format. */
  const archiveOf = (name: string, content: Buffer) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    for (const [text, at] of [
      ['0000644\0', 100],
      ['0000000\0', 108],
      ['0000000\0', 116],
      [`${content.length.toString(8).padStart(11, '0')}\0`, 124],
      ['00000000000\0', 136],
      ['        ', 148],
      ['0', 156],
      ['ustar\u000000', 257],
    ] as const)
      header.write(text, at)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return gzipSync(Buffer.concat([header, content, Buffer.alloc(512 - (content.length % 512) + 1024)]))
  }
  const ARCHIVE = archiveOf('build/Release/keytar.node', ADDON)
  const flipped = Buffer.from(ARCHIVE)
  flipped[flipped.length >> 1]! ^= 1

  const fetchedFrom = async (
    listener: RequestListener,
    known = { archive: hash(ARCHIVE), addon: hash(ADDON) },
  ) => {
    const server = createServer(listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const addon = path.join(folder, 'keytar.node')
    const at = {
      url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/x`,
      known,
      addon,
      node: process.execPath,
    }
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { fetchAddon } from ${JSON.stringify(pathToFileURL(path.join(ROOT, 'scripts/lib/keytar-download.mjs')).href)}
       console.log(fetchAddon({ ...${JSON.stringify(at)}, say: console.log }))`,
    ])
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    await new Promise((resolve) => child.once('close', resolve))
    server.closeAllConnections()
    server.close()
    return { output, there: existsSync(addon) ? await readFile(addon) : null }
  }

  const giving =
    (bytes: Buffer, status = 200): RequestListener =>
    (_request, response) =>
      response.writeHead(status).end(bytes)

  it('is put in place when both hashes are the known ones', async () => {
    expect(await fetchedFrom(giving(ARCHIVE))).toEqual({ output: 'true\n', there: ADDON })
  })

  it.each<[string, RequestListener]>([
    ['one other bit', giving(flipped)],
    ['another addon', giving(archiveOf('build/Release/keytar.node', Buffer.from('evil')))],
    ['a path that leads out', giving(archiveOf('../../../../tmp/evil', ADDON))],
    ['half of it', giving(ARCHIVE.subarray(0, ARCHIVE.length >> 1))],
    ['more after it', giving(Buffer.concat([ARCHIVE, Buffer.from('x')]))],
    ['nothing', giving(Buffer.alloc(0))],
    ['a page of a proxy', giving(Buffer.from('<html>blocked</html>'))],
    ['not found', giving(ARCHIVE, 404)],
    ['a closed connection', (_request, response) => response.destroy()],
    ['six megabytes', giving(Buffer.alloc(6_000_000))],
    [
      'no end',
      (_request, response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        }
        response.on('drain', more)
        more()
      },
    ],
  ])('is refused: %s', async (_what, listener) => {
    const { output, there } = await fetchedFrom(listener)
    expect(output).toMatch(/refused, and compiled instead|could not be downloaded.*compiling it/)
    expect(output).toMatch(/false\n$/)
    expect(there).toBeNull()
  })

  it('is refused when the archive is the known one and the addon is not', async () => {
    const { output, there } = await fetchedFrom(giving(ARCHIVE), {
      archive: hash(ARCHIVE),
      addon: hash('other'),
    })
    expect(output).toMatch(/not the one whose hash is known.*\nfalse\n$/)
    expect(there).toBeNull()
  })
})
