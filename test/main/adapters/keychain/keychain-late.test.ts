import { describe, expect, it } from 'vitest'
import { createKeychain, seal } from '../../../../src/main/adapters/keychain/keychain'
import { SERVICE } from '../../../../src/main/adapters/keychain/keytar-queue'
import type { KeptSecret, SecretStore } from '../../../../src/main/ports'
import type { AppError } from '../../../../src/shared/app-error'
import type { Result } from '../../../../src/shared/result'
import { MapKeytar } from '../../../support/map-keytar'
import { TRUST } from '../../../support/trust'

/** What a call does whose deadline has passed, step by step. With the real prompt: test/keychain/prompt.test.ts. */

const open = async (holdOff = 0) => {
  const keytar = new MapKeytar()
  const store = createKeychain({ load: () => keytar, deadline: 30, holdOff })
  expect((await store.status()).status).toBe('ready')
  return { keytar, store }
}

/** Keeps a secret whose call passes its deadline. @returns the promise in an object: it is not to be awaited here */
const setLate = async (store: SecretStore, id: string, secret: string) => {
  const kept = await store.set(id, secret, TRUST)
  expect(kept).toMatchObject({ ok: true, value: { sessionOnly: true } })
  return { late: lateOf(kept) }
}

const lateOf = (kept: Result<KeptSecret, AppError>): Promise<boolean> => {
  if (!kept.ok || kept.value.late === undefined) throw new Error('The call was not late')
  return kept.value.late
}

describe('a secret that the keychain takes past the deadline', () => {
  it('is in the keychain then, and not for the session only', async () => {
    const { keytar, store } = await open()
    const release = keytar.hold()
    const { late } = await setLate(store, 'a/app', 'secret')
    expect(await store.get('a/app')).toMatchObject({ secret: 'secret', sessionOnly: true })
    release()
    expect(await late).toBe(true)
    expect(await store.get('a/app')).toMatchObject({ state: 'found', secret: 'secret', sessionOnly: false })
  })

  it('gives way to a newer one that could not be begun meanwhile', async () => {
    const { keytar, store } = await open()
    const release = keytar.hold()
    const first = await setLate(store, 'a/app', 'first')
    const second = await setLate(store, 'a/app', 'second')
    release()
    expect(await Promise.all([first.late, second.late])).toEqual([true, true])
    expect([...keytar.entries]).toEqual([[`${SERVICE}/a/app`, seal('second', TRUST)]])
    expect(await store.get('a/app')).toMatchObject({ secret: 'second', sessionOnly: false })
  })

  it('is deleted when that was asked for meanwhile', async () => {
    const { keytar, store } = await open()
    const release = keytar.hold()
    const { late } = await setLate(store, 'a/app', 'secret')
    expect(await store.delete('a/app')).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_FAILED' } })
    release()
    expect(await late).toBe(false)
    expect(keytar.entries.size).toBe(0)
    expect(await store.get('a/app')).toEqual({ state: 'absent' })
  })

  it('stays for the session when the keychain says no', async () => {
    const { keytar, store } = await open()
    const release = keytar.hold()
    const { late } = await setLate(store, 'a/app', 'secret')
    keytar.trouble = 'locked'
    release()
    expect(await late).toBe(false)
    expect(await store.get('a/app')).toMatchObject({ secret: 'secret', sessionOnly: true })
  })
})

describe('a secret that had to wait for another call', () => {
  it('is kept when that one ends', async () => {
    const { keytar, store } = await open()
    const release = keytar.hold()
    expect(await store.get('a/app')).toMatchObject({ state: 'unavailable' })
    const kept = [await setLate(store, 'a/app', 'one'), await setLate(store, 'b/app', 'two')]
    release()
    expect(await Promise.all(kept.map(({ late }) => late))).toEqual([true, true])
    expect([...keytar.entries.values()]).toEqual([seal('one', TRUST), seal('two', TRUST)])
  })

  it('is not, when that one was refused: the prompt was dismissed', async () => {
    const { keytar, store } = await open(60_000)
    const release = keytar.hold()
    expect((await store.status()).status).toBe('locked')
    const { late } = await setLate(store, 'a/app', 'secret')
    keytar.trouble = 'locked'
    release()
    expect(await late).toBe(false)
    keytar.trouble = 'none'
    expect((await store.status()).status).toBe('ready')
    expect(keytar.entries.size).toBe(0)
    expect(await store.get('a/app')).toMatchObject({ secret: 'secret', sessionOnly: true })
  })

  it('is not, when it was deleted meanwhile; what was there before stays', async () => {
    const { keytar, store } = await open()
    keytar.entries.set(`${SERVICE}/a/app`, 'old')
    const release = keytar.hold()
    await store.get('a/app')
    const { late } = await setLate(store, 'a/app', 'new')
    await store.delete('a/app')
    release()
    expect(await late).toBe(false)
    expect(await store.get('a/app')).toMatchObject({ secret: 'old', sessionOnly: false })
  })
})

describe('calls of the keychain', () => {
  it('run one at a time, and those that were given up are not begun', async () => {
    const { keytar, store } = await open()
    const before = keytar.calls
    const release = keytar.hold()
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => store.get(`${id}/app`)))
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['unavailable']))
    expect(keytar.mostAtOnce).toBe(1)
    expect(keytar.calls - before).toBe(1)
    expect(store.underWay()).not.toBeNull()
    release()
    await store.underWay()
    expect(store.underWay()).toBeNull()
    expect(await store.get('a/app')).toEqual({ state: 'absent' })
  })

  it('are not asked again right after a refusal, but by the status', async () => {
    const { keytar, store } = await open(60_000)
    keytar.trouble = 'locked'
    expect(await store.set('a/app', 'secret', TRUST)).toMatchObject({ value: { sessionOnly: true } })
    const asked = keytar.calls
    expect(await store.get('b/app')).toMatchObject({
      state: 'unavailable',
      error: { code: 'KEYCHAIN_LOCKED' },
    })
    await store.set('b/app', 'secret', TRUST)
    await store.delete('c/app')
    expect(keytar.calls).toBe(asked)
    keytar.trouble = 'none'
    expect((await store.status()).status).toBe('ready')
    expect(await store.get('c/app')).toEqual({ state: 'absent' })
  })

  it('leave no canary behind when it was late', async () => {
    const { keytar, store } = await open()
    const release = keytar.hold()
    expect((await store.status()).status).toBe('locked')
    release()
    await store.underWay()
    expect(keytar.entries.size).toBe(0)
    expect((await store.status()).status).toBe('ready')
  })

  it('read and delete again what was not there before the canary had the keychain unlocked', async () => {
    const { keytar, store } = await open()
    keytar.entries.set(`${SERVICE}/a/app`, 'secret')
    // As libsecret does it: nothing is found while locked, and writing shows the prompt.
    let isLocked = true
    const { prototype } = MapKeytar
    keytar.getPassword = (...of) =>
      isLocked ? Promise.resolve(null) : prototype.getPassword.apply(keytar, of)
    keytar.deletePassword = (...of) =>
      isLocked ? Promise.resolve(false) : prototype.deletePassword.apply(keytar, of)
    keytar.setPassword = (...of) => {
      isLocked = false
      return prototype.setPassword.apply(keytar, of)
    }
    expect(await store.get('a/app')).toMatchObject({ state: 'found', secret: 'secret', sessionOnly: false })
    isLocked = true
    expect(await store.delete('a/app')).toEqual({ ok: true, value: null })
    expect(keytar.entries.size).toBe(0)
  })
})
