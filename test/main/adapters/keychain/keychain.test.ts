import { describe, expect, it } from 'vitest'
import { createKeychain, seal } from '../../../../src/main/adapters/keychain/keychain'
import { faultError, faultState } from '../../../../src/main/adapters/keychain/keychain-advice'
import { deadlineOn, SERVICE } from '../../../../src/main/adapters/keychain/keytar-queue'
import { MAX_SECRET_BYTES } from '../../../../src/shared/secret-text'
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

/** What systems say, of which nothing may depend on the words. */
const MESSAGES = [
  'Cannot create an item in a locked collection',
  'Es steht nicht genügend Speicher zur Verfügung, um diesen Befehl zu verarbeiten.',
  'Die angegebene Anmeldesitzung ist nicht vorhanden. Sie wurde gegebenenfalls bereits beendet.',
  '指定されたログオン セッションは存在しません。',
  '\ufffdw\ufffd\u8081\ufffd\ufffdO\ufffdI\ufffd\ufffd',
  'An unknown error occurred.',
  '',
]

describe.each(MESSAGES)('faults of the keychain that says “%s”', (message) => {
  it.each([
    ['linux', 'gone', 'missing', 'KEYCHAIN_MISSING', 'GNOME Keyring'],
    ['linux', 'locked', 'locked', 'KEYCHAIN_LOCKED', 'Passwords and Keys'],
    ['darwin', 'gone', 'locked', 'KEYCHAIN_LOCKED', 'Keychain Access'],
    ['darwin', 'locked', 'locked', 'KEYCHAIN_LOCKED', 'Keychain Access'],
    ['win32', 'gone', 'missing', 'KEYCHAIN_MISSING', 'Credential Manager'],
  ] as const)(
    'on %s, %s from the start: %s, and what to do there',
    async (platform, trouble, status, code, advice) => {
      const keytar = new MapKeytar()
      keytar.trouble = trouble
      keytar.message = message
      const store = createKeychain({ platform, load: () => keytar, deadline: 1000, holdOff: 0 })
      const state = await store.status()
      const lookup = await store.get('a/app')
      expect(state.status).toBe(status)
      expect(state.advice.join(' ')).toContain(advice)
      expect(lookup).toMatchObject({ state: 'unavailable', error: { code } })
      if (message !== '') expect(JSON.stringify([state, lookup])).not.toContain(message)
    },
  )

  it.each([
    ['linux', 'gone', 'KEYCHAIN_FAILED', /ended while/],
    ['linux', 'locked', 'KEYCHAIN_LOCKED', /locked/],
    ['darwin', 'gone', 'KEYCHAIN_LOCKED', /locked/],
    ['win32', 'gone', 'KEYCHAIN_MISSING', /No keychain service/],
  ] as const)('on %s, %s after it had worked: %s', async (platform, trouble, code, text) => {
    const keytar = new MapKeytar()
    keytar.message = message
    const store = createKeychain({ platform, load: () => keytar, deadline: 1000, holdOff: 0 })
    await store.set('a/app', 'kept', TRUST)
    await store.status()
    keytar.trouble = trouble
    const deleted = await store.delete('a/app')
    expect(deleted).toMatchObject({
      ok: false,
      error: { code, message: expect.stringMatching(text) as string },
    })
    expect(await store.set('b/app', 'new', TRUST)).toMatchObject({ ok: true, value: { sessionOnly: true } })
  })

  it.each(['linux', 'darwin', 'win32'] as const)(
    'on %s, full: an error, not a session-only secret',
    async (platform) => {
      const keytar = new MapKeytar()
      keytar.message = message
      const store = createKeychain({ platform, load: () => keytar, deadline: 1000, holdOff: 0 })
      await store.set('a/app', 'old', TRUST)
      keytar.trouble = 'full'
      expect(await store.set('b/app', 'secret', TRUST)).toMatchObject({
        ok: false,
        error: {
          code: 'KEYCHAIN_FAILED',
          advice: [
            expect.stringContaining('full') as string,
            ...(platform === 'win32' ? [expect.any(String) as string] : []),
          ],
        },
      })
      expect(await store.get('a/app')).toMatchObject({ state: 'found', secret: 'old', sessionOnly: false })
      keytar.trouble = 'none'
      expect(await store.get('b/app')).toEqual({ state: 'absent' })
    },
  )
})

describe('advice for the keychain', () => {
  const FAULTS = ['locked', 'silent', 'stopped', 'no-service', 'no-module', 'other'] as const
  const OF_SYSTEM = {
    win32: /Credential Manager/,
    darwin: /Keychain Access|\bMac\b|\bmacOS\b/,
    linux: /GNOME|KDE|KWallet|wallet|Passwords and Keys|gnome-keyring|libsecret|keyring|secret-tool|Linux/,
  } as const

  it.each(
    FAULTS.flatMap((fault) => (['win32', 'darwin', 'linux'] as const).map((on) => [fault, on] as const)),
  )('%s: names nothing of another system than %s', (fault, platform) => {
    const said = JSON.stringify([faultError(fault, platform), faultState(fault, platform)])
    expect(faultState(fault, platform).advice).not.toEqual([])
    for (const [system, words] of Object.entries(OF_SYSTEM))
      if (system !== platform) expect(said).not.toMatch(words)
  })
})

describe('the keychain', () => {
  it('is patient with macOS, which asks the person within the call', () => {
    expect((['linux', 'win32', 'darwin'] as const).map(deadlineOn)).toEqual([5_000, 5_000, 120_000])
  })

  it('keeps the longest secret sealed within the 2,560 bytes of a Windows credential', () => {
    expect(new TextEncoder().encode(seal('x'.repeat(MAX_SECRET_BYTES), TRUST)).length).toBeLessThanOrEqual(
      2560,
    )
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
    keytar.trouble = 'locked'
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

  it('works again after unlocking, and the next set moves the secret into the keychain', async () => {
    const { store, keytar } = withKeytar()
    keytar.trouble = 'locked'
    await store.set('a/app', 'typed while locked', TRUST)
    keytar.trouble = 'none'
    expect(await store.get('a/app')).toMatchObject({ secret: 'typed while locked', sessionOnly: true })
    await store.set('a/app', 'typed after', TRUST)
    expect(await store.get('a/app')).toMatchObject({ secret: 'typed after', sessionOnly: false })
    expect(keytar.entries.get(`${SERVICE}/a/app`)).toBe(seal('typed after', TRUST))
  })

  it('deleting removes the secret of the session and the one in the keychain', async () => {
    const { store, keytar } = withKeytar()
    await store.set('a/app', 'old', TRUST)
    keytar.trouble = 'locked'
    await store.set('a/app', 'session', TRUST)
    keytar.trouble = 'none'
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
