import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createKeychain, SERVICE } from '../../src/main/adapters/keychain'
import { secretStoreContract } from '../support/secret-store-contract'

secretStoreContract('the system’s keychain', () => createKeychain())

const lookup = (account: string) =>
  spawnSync('secret-tool', ['lookup', 'service', SERVICE, 'account', account], { encoding: 'utf8' }).stdout

it('a secret is in the keyring that other programs see, and gone when deleted', async () => {
  const store = createKeychain()
  const id = `${randomUUID()}/agent`
  await store.set(id, 'visible to secret-tool')
  expect(lookup(id)).toBe('visible to secret-tool')
  await store.delete(id)
  expect(lookup(id)).toBe('')
})

it('a secret survives the program', async () => {
  const id = `${randomUUID()}/inspector`
  await createKeychain().set(id, 'kept')
  expect(await createKeychain().get(id)).toEqual({ state: 'found', secret: 'kept', sessionOnly: false })
  await createKeychain().delete(id)
})

it('probing leaves nothing in the keyring', async () => {
  await createKeychain().status()
  expect(lookup(`canary-${String(process.pid)}`)).toBe('')
})
