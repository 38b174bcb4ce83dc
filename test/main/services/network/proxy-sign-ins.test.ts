import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createKnownProxies } from '../../../../src/main/adapters/files/known-proxies'
import { createScrubber } from '../../../../src/main/security/secret-scrubber'
import { ProxySignInStore } from '../../../../src/main/services/network/proxy-sign-ins'
import { MemorySecrets } from '../../../support/memory-secrets'
import { temporaryFolder } from '../../../support/profiles'
import { canarySecret } from '../../../support/secret-sweep'

const PROXY = 'http://proxy.office:8080'
let folder = ''
let secrets = new MemorySecrets()
beforeEach(() => {
  folder = temporaryFolder()
  secrets = new MemorySecrets()
})
const open = (scrubber = createScrubber()) =>
  new ProxySignInStore({ secrets, known: createKnownProxies(folder), scrubber })

describe('a name and a password of a proxy', () => {
  it('are found for that proxy, with whatever stands in them, and scrubbed from then on', async () => {
    const scrubber = createScrubber()
    const password = `${canarySecret()}:ö@ #`
    expect(await open().set(PROXY, { name: 'OFFICE\\me', password })).toEqual({
      ok: true,
      value: { sessionOnly: false },
    })
    expect(await open(scrubber).find(PROXY)).toEqual({ ok: true, value: { name: 'OFFICE\\me', password } })
    const sent = Buffer.from(`OFFICE\\me:${password}`).toString('base64')
    expect(scrubber.scrub(`Basic ${sent} ${password}`)).not.toContain(password)
    expect(scrubber.scrub(sent)).not.toContain(sent.slice(20, 40))
    expect(readFileSync(path.join(folder, 'proxies.json'), 'utf8')).not.toMatch(/OFFICE|canary/)
    expect(await open().stateOf(PROXY)).toBe('stored')
  })

  it.each(['https://proxy.office:8080', 'http://proxy.office:8081', 'http://proxy.office.evil:8080'])(
    'are not for %s',
    async (other) => {
      await open().set(PROXY, { name: 'me', password: 'secret' })
      expect(await open().find(other)).toEqual({ ok: true, value: null })
      // Not even where the entry itself was moved there.
      const [id = ''] = secrets.kept.keys()
      const moved = id.replace(PROXY, other)
      secrets.kept.set(moved, secrets.kept.get(id) ?? '')
      secrets.trusts.set(moved, secrets.trusts.get(id) ?? '')
      expect(await open().find(other)).toEqual({ ok: true, value: null })
      expect(await open().stateOf(other)).toBe('missing')
    },
  )

  it('are gone when forgotten, one or all, and stay listed where the keychain keeps them', async () => {
    await open().set(PROXY, { name: 'a', password: 'b' })
    await open().set('http://other:1', { name: 'c', password: 'd' })
    await open().forget(PROXY)
    expect(await open().known()).toEqual({ proxies: ['http://other:1'], notice: null })
    secrets.fault = 'locked'
    expect(await open().find('http://other:1')).toEqual({ ok: false, error: null })
    expect(await open().stateOf('http://other:1')).toBe('unknown')
    expect((await open().removeAll()).ok).toBe(false)
    expect((await open().known()).proxies).toEqual(['http://other:1'])
    secrets.fault = null
    expect((await open().removeAll()).ok).toBe(true)
    expect([await open().known(), secrets.kept.size]).toEqual([{ proxies: [], notice: null }, 0])
  })

  it('are not forgotten for ever where the list of them is damaged: it is not written over, and deleting all says so', async () => {
    await open().set(PROXY, { name: 'a', password: 'b' })
    const file = path.join(folder, 'proxies.json')
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, before.slice(0, -5))
    expect(await open().set('http://other:1', { name: 'c', password: 'd' })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_FILE' },
    })
    expect(await open().removeAll()).toMatchObject({ ok: false, error: { code: 'INVALID_FILE' } })
    expect(readFileSync(file, 'utf8')).toBe(before.slice(0, -5))
    expect(secrets.kept.size).toBe(1)
    // What is kept still opens tunnels, and with the list put back it goes.
    expect(await open().find(PROXY)).toMatchObject({ ok: true, value: { name: 'a' } })
    writeFileSync(file, before)
    expect([(await open().removeAll()).ok, secrets.kept.size]).toEqual([true, 0])
  })

  it.each<[string, string, string]>([
    ['a:b', 'x', 'name'],
    ['', '', 'name'],
    ['me', 'two\nlines', 'password'],
    ['me', 'x'.repeat(2000), 'password'],
  ])('are refused as %j with %j', async (name, password, field) => {
    expect(await open().set(PROXY, { name, password })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_ARGUMENT', field },
    })
    expect([secrets.kept.size, (await open().known()).proxies]).toEqual([0, []])
  })
})
