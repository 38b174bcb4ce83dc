import { describe, expect, it } from 'vitest'
import { createKeychain } from '../../../../src/main/adapters/keychain/keychain'
import { SERVICE } from '../../../../src/main/adapters/keychain/keytar-queue'
import { MapKeytar } from '../../../support/map-keytar'
import { TRUST } from '../../../support/trust'

/** When the keychain is asked with a canary first, which may show a prompt, and when it is just asked. */

const CANARY = ['write canary', 'read canary', 'delete canary']

/** A keychain that holds one secret, and what keytar is asked. */
const recorded = (platform: NodeJS.Platform = 'linux') => {
  const keytar = new MapKeytar()
  keytar.entries.set(`${SERVICE}/a/app`, 'secret')
  const asked: string[] = []
  const note = (what: string, account: string) => {
    asked.push(`${what} ${/^canary-/.test(account) ? 'canary' : account}`)
  }
  const { prototype } = MapKeytar
  keytar.getPassword = (service, account) => {
    note('read', account)
    return prototype.getPassword.call(keytar, service, account)
  }
  keytar.setPassword = (service, account, password) => {
    note('write', account)
    return prototype.setPassword.call(keytar, service, account, password)
  }
  keytar.deletePassword = (service, account) => {
    note('delete', account)
    return prototype.deletePassword.call(keytar, service, account)
  }
  const store = createKeychain({ platform, load: () => keytar, deadline: 1000, holdOff: 0 })
  return { keytar, store, since: () => asked.splice(0) }
}

describe('the canary', () => {
  it('is sent before the first read, and not before those after it', async () => {
    const { store, since } = recorded()
    expect(await store.get('a/app')).toMatchObject({ state: 'found', secret: 'secret', sessionOnly: false })
    expect(since()).toEqual([...CANARY, 'read a/app'])
    await store.get('a/app')
    expect(since()).toEqual(['read a/app'])
  })

  it('has an account of this process alone: another one’s would be overwritten', async () => {
    const { keytar, store } = recorded()
    const accounts = new Set<string>()
    const write = keytar.setPassword.bind(keytar)
    keytar.setPassword = (service, account, password) => {
      accounts.add(account)
      return write(service, account, password)
    }
    await store.status()
    expect([...accounts]).toEqual([`canary-${String(process.pid)}`])
  })

  it('tells what is not there from what cannot be seen, once more after the read', async () => {
    const { store, since } = recorded()
    await store.status()
    since()
    expect(await store.get('b/app')).toEqual({ state: 'absent' })
    expect(since()).toEqual(['read b/app', ...CANARY, 'read b/app'])
    expect(await store.delete('b/app')).toMatchObject({ ok: true })
    expect(since()).toEqual(['delete b/app', ...CANARY, 'delete b/app'])
  })

  it('is not sent when something was deleted', async () => {
    const { store, since, keytar } = recorded()
    await store.status()
    since()
    expect(await store.delete('a/app')).toMatchObject({ ok: true })
    expect(since()).toEqual(['delete a/app'])
    expect(keytar.entries.size).toBe(0)
  })

  it('is sent again after the keychain was found locked', async () => {
    const { keytar, store, since } = recorded()
    await store.status()
    keytar.trouble = 'locked'
    expect(await store.get('a/app')).toMatchObject({ error: { code: 'KEYCHAIN_LOCKED' } })
    keytar.trouble = 'none'
    since()
    expect(await store.get('a/app')).toMatchObject({ state: 'found' })
    expect(since()).toEqual([...CANARY, 'read a/app'])
  })

  it('is not sent again after one secret was refused', async () => {
    const { keytar, store, since } = recorded()
    // What it is known to hold tells a keychain that can be read from one that is locked.
    await store.get('a/app')
    keytar.trouble = 'full'
    expect(await store.set('b/app', 'new', TRUST)).toMatchObject({ error: { code: 'KEYCHAIN_FAILED' } })
    keytar.trouble = 'none'
    since()
    expect(await store.get('a/app')).toMatchObject({ state: 'found' })
    expect(since()).toEqual(['read a/app'])
  })

  it('that a full vault of Windows does not take keeps nobody from reading or deleting', async () => {
    const { keytar, store } = recorded('win32')
    keytar.trouble = 'full'
    expect(await store.get('a/app')).toMatchObject({ state: 'found', secret: 'secret' })
    expect(await store.delete('a/app')).toMatchObject({ ok: true })
    expect(keytar.entries.size).toBe(0)
  })

  it('that is refused is refused for reading and deleting too', async () => {
    const { keytar, store } = recorded()
    keytar.trouble = 'locked'
    const locked = { error: { code: 'KEYCHAIN_LOCKED' } }
    expect(await store.get('a/app')).toMatchObject({ state: 'unavailable', ...locked })
    expect(await store.delete('a/app')).toMatchObject({ ok: false, ...locked })
    expect(keytar.entries.size).toBe(1)
  })
})

describe('what the keychain says after the canary', () => {
  it.each(['getPassword', 'deletePassword'] as const)(
    '%s: is said, and not taken for absent',
    async (call) => {
      const { keytar, store } = recorded('darwin')
      await store.status()
      let calls = 0
      const answer = keytar[call].bind(keytar)
      // The first finds nothing; the canary passes; then the keychain is locked.
      keytar[call] = ((service: string, account: string) => {
        if (/^canary-/.test(account)) return answer(service, account)
        calls += 1
        return calls === 1
          ? Promise.resolve(call === 'getPassword' ? null : false)
          : Promise.reject(new Error(''))
      }) as never // the same signature as the call it stands for
      const told = call === 'getPassword' ? await store.get('a/app') : await store.delete('a/app')
      expect(told).toMatchObject({ error: { code: 'KEYCHAIN_LOCKED' } })
      expect(calls).toBe(2)
    },
  )
})
