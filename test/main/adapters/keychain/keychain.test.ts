import { describe, expect, it } from 'vitest'
import { createKeychain, seal } from '../../../../src/main/adapters/keychain/keychain'
import { SERVICE } from '../../../../src/main/adapters/keychain/keytar-queue'
import { MapKeytar } from '../../../support/map-keytar'
import { MemorySecrets } from '../../../support/memory-secrets'
import { secretStoreContract, sessionOnlyContract } from '../../../support/secret-store-contract'
import { TRUST } from '../../../support/trust'

const withKeytar = (keytar = new MapKeytar()) => ({
  keytar,
  store: createKeychain({ load: () => keytar, deadline: 1000, holdOff: 0 }),
})

const withoutModule = () =>
  createKeychain({
    load: () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file: No such file or directory')
    },
  })

secretStoreContract('the keychain over a map', () => withKeytar().store)
secretStoreContract('the in-memory twin', () => new MemorySecrets())

sessionOnlyContract('the keychain without its native module', withoutModule)
sessionOnlyContract('the locked in-memory twin', () => {
  const secrets = new MemorySecrets()
  secrets.fault = 'locked'
  return secrets
})

describe('faults of the keychain', () => {
  it.each([
    ['Cannot create an item in a locked collection', 'locked', 'KEYCHAIN_LOCKED'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'missing', 'KEYCHAIN_MISSING'],
    [
      'The name org.freedesktop.secrets was not provided by any .service files',
      'missing',
      'KEYCHAIN_MISSING',
    ],
    [
      'Object does not exist at path “/org/freedesktop/secrets/collection/login”',
      'missing',
      'KEYCHAIN_MISSING',
    ],
    ['Message recipient disconnected from message bus without replying', 'missing', 'KEYCHAIN_FAILED'],
    ['The connection is closed', 'missing', 'KEYCHAIN_FAILED'],
    ['The name :1.0 was not provided by any .service files', 'missing', 'KEYCHAIN_FAILED'],
    ['The session wrapping the secret does not exist', 'missing', 'KEYCHAIN_FAILED'],
    ['User interaction is not allowed.', 'locked', 'KEYCHAIN_LOCKED'],
    ['User canceled the operation.', 'locked', 'KEYCHAIN_LOCKED'],
    ['something never seen', 'missing', 'KEYCHAIN_FAILED'],
  ])('“%s” is %s', async (message, status, code) => {
    const { store, keytar } = withKeytar()
    keytar.fault = new Error(message)
    const state = await store.status()
    const lookup = await store.get('a/app')
    expect(state.status).toBe(status)
    expect(state.advice).not.toEqual([])
    expect(lookup).toMatchObject({ state: 'unavailable', error: { code } })
    expect(JSON.stringify([state, lookup])).not.toContain(message)
  })

  it('a missing native module leaves the app usable and is tried again', async () => {
    const keytar = new MapKeytar()
    let installed = false
    const store = createKeychain({
      load: () => {
        if (!installed) throw new Error('Cannot find module')
        return keytar
      },
    })
    expect((await store.status()).status).toBe('missing')
    installed = true
    expect((await store.status()).status).toBe('ready')
  })

  it('an answer that never comes ends at the deadline', async () => {
    const keytar = new MapKeytar()
    keytar.silent = true
    const store = createKeychain({ load: () => keytar, deadline: 20 })
    expect(await store.get('a/app')).toMatchObject({
      state: 'unavailable',
      error: { code: 'KEYCHAIN_FAILED' },
    })
    expect(await store.set('a/app', 'secret', TRUST)).toMatchObject({
      ok: true,
      value: { sessionOnly: true },
    })
    expect(await store.delete('a/app')).toMatchObject({ ok: false })
    expect((await store.status()).status).toBe('locked')
  })

  it('a null while locked is not taken for absent', async () => {
    const { store, keytar } = withKeytar()
    // As libsecret does it: reading finds nothing, writing fails.
    keytar.setPassword = () => Promise.reject(new Error('Cannot create an item in a locked collection'))
    expect(await store.get('a/app')).toMatchObject({
      state: 'unavailable',
      error: { code: 'KEYCHAIN_LOCKED' },
    })
    expect(await store.delete('a/app')).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_LOCKED' } })
  })

  it('a keychain that takes the canary and does not give it back is not ready', async () => {
    const { store, keytar } = withKeytar()
    keytar.getPassword = () => Promise.resolve(null)
    expect((await store.status()).status).toBe('locked')
  })

  it('a full keychain is an error, not a session-only secret', async () => {
    const { store, keytar } = withKeytar()
    keytar.fault = new Error('Not enough memory resources are available to process this command.')
    expect(await store.set('a/app', 'secret', TRUST)).toMatchObject({
      ok: false,
      error: { code: 'KEYCHAIN_FAILED' },
    })
    keytar.fault = null
    expect(await store.get('a/app')).toEqual({ state: 'absent' })
  })

  it('works again after unlocking, and the next set moves the secret into the keychain', async () => {
    const { store, keytar } = withKeytar()
    keytar.fault = new Error('Cannot create an item in a locked collection')
    await store.set('a/app', 'typed while locked', TRUST)
    keytar.fault = null
    expect(await store.get('a/app')).toMatchObject({ secret: 'typed while locked', sessionOnly: true })
    await store.set('a/app', 'typed after', TRUST)
    expect(await store.get('a/app')).toMatchObject({ secret: 'typed after', sessionOnly: false })
    expect(keytar.entries.get(`${SERVICE}/a/app`)).toBe(seal('typed after', TRUST))
  })

  it('deleting removes the secret of the session and the one in the keychain', async () => {
    const { store, keytar } = withKeytar()
    await store.set('a/app', 'old', TRUST)
    keytar.fault = new Error('Cannot create an item in a locked collection')
    await store.set('a/app', 'session', TRUST)
    keytar.fault = null
    await store.delete('a/app')
    expect(await store.get('a/app')).toEqual({ state: 'absent' })
    expect(keytar.entries.size).toBe(0)
  })

  it('leaves no canary behind, also when probes run at the same time', async () => {
    const { store, keytar } = withKeytar()
    const states = await Promise.all([
      store.status(),
      store.get('x/app'),
      store.status(),
      store.delete('y/app'),
    ])
    expect(states).toMatchObject([
      { status: 'ready' },
      { state: 'absent' },
      { status: 'ready' },
      { ok: true },
    ])
    expect(keytar.entries.size).toBe(0)
  })

  it('refused secrets never reach the keychain', async () => {
    const { store, keytar } = withKeytar()
    await store.set('a/app', 'nul\0nul', TRUST)
    expect(keytar.calls).toBe(0)
  })
})
