import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SecretStore } from '../../src/main/ports'
import { TRUST } from './trust'

/** What every secret store does while its keychain works. */
export const secretStoreContract = (name: string, open: () => SecretStore): void => {
  const newId = () => `${randomUUID()}/app`

  describe(`${name} as a secret store`, () => {
    it('is ready, and says so in words', async () => {
      const state = await open().status()
      expect(state.status).toBe('ready')
      expect(state.message).not.toBe('')
    })

    it('gives back what it took, until it is deleted', async () => {
      const store = open()
      const id = newId()
      expect(await store.get(id)).toEqual({ state: 'absent' })
      expect(await store.set(id, 's3cret-value', TRUST)).toEqual({ ok: true, value: { sessionOnly: false } })
      expect(await store.get(id)).toEqual({
        state: 'found',
        secret: 's3cret-value',
        trust: TRUST,
        sessionOnly: false,
      })
      expect(await store.delete(id)).toEqual({ ok: true, value: null })
      expect(await store.get(id)).toEqual({ state: 'absent' })
    })

    it('replaces a secret', async () => {
      const store = open()
      const id = newId()
      await store.set(id, 'first', TRUST)
      await store.set(id, 'second', TRUST)
      expect(await store.get(id)).toMatchObject({ secret: 'second' })
      await store.delete(id)
    })

    it('keeps secrets of different ids apart', async () => {
      const store = open()
      const ids = [newId(), newId(), newId()]
      await Promise.all(ids.map((id, index) => store.set(id, `secret ${String(index)}`, TRUST)))
      await store.delete(ids[1] ?? '')
      const states = await Promise.all(ids.map((id) => store.get(id)))
      expect(states).toMatchObject([{ secret: 'secret 0' }, { state: 'absent' }, { secret: 'secret 2' }])
      await Promise.all(ids.map((id) => store.delete(id)))
    })

    it('deletes what is not there without complaint', async () => {
      expect(await open().delete(newId())).toEqual({ ok: true, value: null })
    })

    it.each([
      ['one character', 'x'],
      ['1,024 bytes', 'a'.repeat(1024)],
      ['1,024 bytes in 512 characters', 'é'.repeat(512)],
      ['an emoji', '🔐 and 👩‍👩‍👧'],
      ['a line break', 'one\ntwo\r\nthree'],
      ['right-to-left text', 'سرّ שלום'],
      ['spaces at both ends', '  s  '],
    ])('keeps %s unchanged', async (_name, secret) => {
      const store = open()
      const id = newId()
      await store.set(id, secret, TRUST)
      expect(await store.get(id)).toMatchObject({ state: 'found', secret })
      await store.delete(id)
    })

    it.each([
      ['nothing', ''],
      ['1,025 bytes', 'a'.repeat(1025)],
      ['1,026 bytes in 513 characters', 'é'.repeat(513)],
      ['a NUL', 'abc\0def'],
      ['a lone surrogate', 'abc\ud800def'],
    ])('refuses %s before the keychain is asked', async (_name, secret) => {
      const store = open()
      const id = newId()
      const kept = await store.set(id, secret, TRUST)
      expect(kept).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT', field: 'secret' } })
      if (secret !== '') expect(JSON.stringify(kept)).not.toContain(secret.slice(0, 3) + secret.slice(3, 6))
      expect(await store.get(id)).toEqual({ state: 'absent' })
    })
  })
}

/** What every secret store does while its keychain does not work: it keeps secrets until the end of the session. */
export const sessionOnlyContract = (name: string, open: () => SecretStore): void => {
  describe(`${name} without a usable keychain`, () => {
    it('keeps a secret for the session and says so', async () => {
      const store = open()
      const id = `${randomUUID()}/app`
      expect(await store.set(id, 'until quit', TRUST)).toEqual({ ok: true, value: { sessionOnly: true } })
      expect(await store.get(id)).toEqual({
        state: 'found',
        secret: 'until quit',
        trust: TRUST,
        sessionOnly: true,
      })
      await store.delete(id)
      expect(await store.get(id)).toMatchObject({ state: 'unavailable' })
    })

    it('cannot tell whether a secret is there, and says what to do', async () => {
      const store = open()
      const lookup = await store.get(`${randomUUID()}/app`)
      expect(lookup.state).toBe('unavailable')
      if (lookup.state !== 'unavailable') return
      expect(lookup.error.code).toMatch(/^KEYCHAIN_/)
      expect(lookup.error.advice).not.toEqual([])
      expect((await store.status()).status).not.toBe('ready')
    })
  })
}
