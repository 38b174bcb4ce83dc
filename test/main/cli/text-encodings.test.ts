import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../../src/demo/index'
import { CONTOSO_CA } from '../../support/authorities'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** Every text file that a person gives to the command line, as editors and shells write it. */

const folder = temporaryFolder(afterAll)
let demo: DemoServer

const RECIPE = {
  schema: 'crossview.recipe/1',
  name: 'muller',
  title: 'Müller',
  description: 'Reads tickets.',
  source: { title: 'Müller', url: 'https://reporting.example/halo', date: '2026-11' },
  scopes: ['read:tickets'],
  permissions: [{ feature: 'Tickets', verbs: ['read'] }],
  membership: true,
  settings: [],
  unchecked: [],
}

/** By the file that is written in another encoding: what it holds, and the command that reads it. */
const FILES: Readonly<Record<string, readonly [content: () => Promise<string> | string, ...args: string[]]>> =
  {
    'config.json': [
      () =>
        JSON.stringify({
          name: 'Müller',
          url: demo.url,
          app: { kind: 'application', clientId: demo.app.clientId, secretFile: 'app.secret', scope: 'all' },
        }),
      ...['check', '--config', 'config.json'],
    ],
    'app.secret': [() => `${demo.app.secret}\n`, 'check', '--config', 'config.json'],
    'ca.pem': [() => CONTOSO_CA, 'check', '--config', 'with-ca.json'],
    'policy.yaml': [
      () => 'schema: crossview.expect/1\nexpect:\n  - name: Müller\n    same: [tickets]\n',
      ...['expect', 'policy.yaml', '--snapshot', 'snapshot.json'],
    ],
    'snapshot.json': [
      () => readFile(path.join(folder, 'saved.json'), 'utf8'),
      ...['report', '--snapshot', 'snapshot.json', '--json', '-'],
    ],
    'tenants.csv': [
      () =>
        `name,url,app_client_id\nMüller,https://muller.halopsa.com,11111111-2222-3333-4444-555555555555\n`,
      ...['profiles', 'import', 'tenants.csv'],
    ],
    'tenants.json': [
      () =>
        JSON.stringify([
          { name: 'Müller', url: 'https://muller.halopsa.com', app: { kind: 'application', clientId: 'a' } },
        ]),
      ...['profiles', 'import', 'tenants.json'],
    ],
    'recipe.json': [() => JSON.stringify(RECIPE), 'check', '--demo', 'healthy', '--recipe', 'recipe.json'],
    'calls.log': [
      () => 'GET /api/tickets?search=x\nMüller\n',
      ...['check', '--demo', 'healthy', '--calls', 'calls.log'],
    ],
    'recorded/recording.json': [
      () => readFile(path.join(folder, 'record/recording.json'), 'utf8'),
      ...['check', '--replay', 'recorded'],
    ],
    'scopes.json': [
      () => readFile(path.join(folder, 'probed.json'), 'utf8'),
      ...['check', '--config', 'config.json', '--scopes', '--resume', 'scopes.json'],
    ],
  }

const at = (name: string) => path.join(folder, name)
const put = (name: string, content: string | Buffer) => writeFile(at(name), content, { mode: 0o600 })
const textOf = async (name: string) => (await FILES[name]?.[0]()) ?? ''

/** Each run has the tenants to itself. */
const run = async (name: string) => {
  for (const file of ['profiles.json', 'profiles.json.bak']) await rm(at(file), { force: true })
  const [, ...args] = FILES[name] ?? []
  const { status, out, messages } = await runCli(folder, args)
  const lasting = (text: string) => text.replace(/127\.0\.0\.1:\d+|\d+ ms/g, '')
  return { status, out: lasting(out), messages: lasting(messages) }
}

beforeAll(async () => {
  demo = await startDemo('healthy')
  await mkdir(at('recorded'))
  for (const name of ['config.json', 'app.secret']) await put(name, await textOf(name))
  const config = JSON.parse(await textOf('config.json')) as object
  await put('with-ca.json', JSON.stringify({ ...config, ca: 'ca.pem' }))
  await runCli(folder, ['compare', '--demo', 'healthy', '--resources', 'tickets', '--snapshot', 'saved.json'])
  await runCli(folder, ['check', '--config', 'config.json', '--record', 'record'])
  await runCli(folder, ['check', '--config', 'config.json', '--scopes', '--json', 'probed.json'])
  for (const name of Object.keys(FILES)) await put(name, await textOf(name))
})
afterAll(async () => {
  await demo.close()
  await rm(at('app.secret'))
})

describe.each(Object.keys(FILES))('%s', (name) => {
  it('is read the same in UTF-8 with a mark and in UTF-16, with the line breaks of Windows', async () => {
    const text = await textOf(name)
    const plain = await run(name)
    expect(plain.status).not.toBe(2)
    const windows = text.replaceAll('\n', '\r\n')
    for (const bytes of [
      Buffer.from(`\uFEFF${windows}`),
      Buffer.from(`\uFEFF${windows}`, 'utf16le'),
      Buffer.from(`\uFEFF${windows}`, 'utf16le').swap16(),
    ]) {
      await put(name, bytes)
      expect(await run(name)).toEqual(plain)
    }
    await put(name, text)
  })

  it('is refused, with how to save it, in an encoding that cannot be told', async () => {
    const text = await textOf(name)
    for (const bytes of [
      Buffer.from(text, 'utf16le'),
      Buffer.from(`Müller\n${text}`, 'latin1'),
      Buffer.from(`${text}\0`),
    ]) {
      await put(name, bytes)
      const { status, out, messages } = await run(name)
      expect([status, out]).toEqual([2, ''])
      expect(messages).toMatch(/Save it as UTF-8/)
      expect(messages).toContain(name === 'app.secret' ? 'app.secretFile' : path.basename(name))
    }
    await put(name, text)
  })

  it('is refused as what it is, where it is no text at all', async () => {
    const text = await textOf(name)
    const utf32 = Buffer.from(
      Array.from(`\uFEFF${text}`).flatMap((sign) => [
        ...Buffer.from(new Uint32Array([sign.codePointAt(0) ?? 0]).buffer),
      ]),
    )
    for (const [bytes, what] of [
      [gzipSync(text), 'gzip'],
      [Buffer.from(`PK\u0003\u0004${text}`), 'ZIP'],
      [Buffer.from(`%PDF-1.7\n${text}`), 'PDF'],
      [Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(text)]), 'PNG'],
      [utf32, 'UTF-32'],
      [utf32.subarray(4), 'UTF-32'],
      [Buffer.from(`M\u00FCller\n${text}`, 'latin1'), 'Windows-1252'],
    ] as const) {
      // What is larger than a secret is refused as that before anything of it is read.
      if (name === 'app.secret' && bytes.length > 2054) continue
      await put(name, bytes)
      const { status, out, messages } = await run(name)
      expect([what, status, out]).toEqual([what, 2, ''])
      expect(messages).toContain(what)
    }
    await put(name, text)
  })

  it('is refused as empty where nothing but a mark or line breaks is in it', async () => {
    const text = await textOf(name)
    for (const bytes of [
      Buffer.from('\uFEFF'),
      Buffer.from('\uFEFF', 'utf16le'),
      Buffer.from('\uFEFF', 'utf16le').swap16(),
      Buffer.from('\r\n\r\n'),
    ]) {
      await put(name, bytes)
      const { status, out, messages } = await run(name)
      expect([status, out]).toEqual([2, ''])
      expect(messages).toMatch(name === 'ca.pem' ? /holds no PEM certificate/ : /is empty/)
    }
    await put(name, text)
  })
})
