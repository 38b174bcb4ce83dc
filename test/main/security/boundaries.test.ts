import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBundleFile } from '../../../src/main/security/bundle-files'
import { mayOpen } from '../../../src/main/security/openable-address'
import { CONTENT_SECURITY_POLICY } from '../../../src/main/security/page-headers'
import { isTrustedSender } from '../../../src/main/security/trusted-sender'
import { hostilePaths, NEVER_OPENED } from '../../support/outside-addresses'

describe('who may ask main', () => {
  const ORIGIN = 'crossview://app'
  it('is the main frame of our own page', () => {
    expect(isTrustedSender({ url: 'crossview://app/index.html', parent: null }, ORIGIN)).toBe(true)
  })

  it.each([
    null,
    { url: 'crossview://app/index.html', parent: {} },
    { url: 'crossview://app.evil/', parent: null },
    { url: 'crossview://evil/', parent: null },
    { url: 'https://app/', parent: null },
    { url: 'file:///app', parent: null },
    { url: 'about:blank', parent: null },
    { url: 'data:text/html,x', parent: null },
    { url: '', parent: null },
    { url: 'crossview:app', parent: null },
  ])('is nobody else: %j', (frame) => {
    expect(isTrustedSender(frame, ORIGIN)).toBe(false)
  })
})

describe('the files of the window', () => {
  let folder: string
  let bundle: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'crossview-bundle-'))
    bundle = path.join(folder, 'renderer')
    await mkdir(path.join(bundle, 'assets'), { recursive: true })
    await writeFile(path.join(bundle, 'index.html'), '<title>Crossview</title>')
    for (const name of Object.keys(SERVED)) await writeFile(path.join(bundle, name), name)
    await writeFile(path.join(bundle, 'notes.txt'), 'not served')
    await writeFile(path.join(folder, 'secret.js'), 'outside')
    await writeFile(path.join(folder, 'renderer-evil.js'), 'outside')
    await symlink(path.join(folder, 'secret.js'), path.join(bundle, 'assets/link.js'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const SERVED = {
    'assets/app.js': 'text/javascript; charset=utf-8',
    'assets/app.css': 'text/css; charset=utf-8',
    'assets/logo.svg': 'image/svg+xml',
    'assets/logo.png': 'image/png',
    'assets/letters.woff2': 'font/woff2',
  }

  it('are served with their type', async () => {
    expect((await readBundleFile(bundle, '/'))?.contentType).toBe('text/html; charset=utf-8')
    for (const [name, contentType] of Object.entries(SERVED)) {
      const file = await readBundleFile(bundle, `/${name}`)
      expect(file).toEqual({ body: new Uint8Array(Buffer.from(name)), contentType })
    }
  })

  it.each([...hostilePaths('secret.js'), '/assets/link.js', '/../renderer-evil.js', '/notes.txt'])(
    'are nothing but themselves: %s',
    async (pathname) => {
      expect(await readBundleFile(bundle, pathname)).toBeNull()
    },
  )
})

describe('an address for the system’s browser', () => {
  it.each(['https://contoso.halopsa.com/auth/authorize?x=1', 'http://127.0.0.1:8765/x', 'http://[::1]/'])(
    'is opened: %s',
    (address) => {
      expect(mayOpen(address)).toBe(true)
    },
  )

  it('is opened in no other way, however it is written', () => {
    expect(NEVER_OPENED.length).toBeGreaterThan(200)
    expect(NEVER_OPENED.filter(mayOpen)).toEqual([])
  })

  it('is not opened whatever it is, unless it parses as one of the two', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (mayOpen(text)) expect(new URL(text).protocol).toMatch(/^https?:$/)
      }),
      { seed: 20261124, numRuns: 2000 },
    )
  })
})

describe('the policy of the page', () => {
  it('lets nothing be loaded from elsewhere, nor connected to, nor run from text', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*|blob:/)
    for (const rule of ["default-src 'none'", "connect-src 'none'", "require-trusted-types-for 'script'"])
      expect(CONTENT_SECURITY_POLICY).toContain(rule)
  })
})
