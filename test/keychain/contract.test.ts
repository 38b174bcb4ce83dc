import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createKeychain, unseal } from '../../src/main/adapters/keychain/keychain'
import { createCommandDeps } from '../../src/main/cli/composition'
import { runProgram } from '../../src/main/cli/commands/program'
import { everythingOutside, lookUpOutside } from '../support/other-program'
import { profileInput } from '../support/profiles'
import { secretStoreContract } from '../support/secret-store-contract'
import { TRUST } from '../support/trust'
import { loaded } from '../support/command-line'

secretStoreContract('the system’s keychain', () => createKeychain())

it('a secret is in the keychain that other programs see, and gone when deleted', async () => {
  const store = createKeychain()
  const id = `${randomUUID()}/agent`
  await store.set(id, 'visible to others', TRUST)
  expect(lookUpOutside(id)).toBe(`crossview-1:${TRUST}:visible to others`)
  await store.delete(id)
  expect(lookUpOutside(id)).toBe('')
})

it('a secret survives the program', async () => {
  const id = `${randomUUID()}/inspector`
  await createKeychain().set(id, 'kept', TRUST)
  expect(await createKeychain().get(id)).toMatchObject({
    state: 'found',
    secret: 'kept',
    trust: TRUST,
    sessionOnly: false,
  })
  await createKeychain().delete(id)
})

it('probing leaves nothing in the keyring', async () => {
  await createKeychain().status()
  expect(lookUpOutside(`canary-${String(process.pid)}`)).toBe('')
})

it('removing every profile leaves no secret and no tenant behind, seen from outside', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossview-remove-'))
  const before = process.env.CROSSVIEW_USER_DATA
  process.env.CROSSVIEW_USER_DATA = folder
  try {
    const messages: string[] = []
    const deps = createCommandDeps(
      {
        out: () => Promise.resolve(),
        message: (text) => messages.push(text),
        env: process.env,
        cwd: folder,
      },
      new AbortController().signal,
    )
    const ids: string[] = []
    for (const name of ['One', 'Two']) {
      const saved = await deps.profiles.save({
        id: null,
        profile: profileInput({ name }),
        secrets: { app: `canary-app-${name}`, agent: `canary-agent-${name}` },
      })
      if (!saved.ok) throw new Error(saved.error.message)
      ids.push(saved.value.profile.id)
    }
    expect(ids.map((id) => unseal(lookUpOutside(`${id}/app`)).secret)).toEqual([
      'canary-app-One',
      'canary-app-Two',
    ])
    // What a run learns of a secret is known to the list: there is one memory of the keychain.
    await createKeychain().delete(`${ids[0] ?? ''}/agent`)
    expect(await runProgram(['check', '--profile', 'One'], '0', loaded(deps))).toBe(2)
    expect(await deps.profiles.list()).toMatchObject({
      value: {
        profiles: [{ secrets: { app: 'stored', agent: 'missing' } }, { secrets: { agent: 'stored' } }],
      },
    })
    expect(await runProgram(['profiles', 'remove', '--all'], '0', loaded(deps))).toBe(2)
    expect(ids.map((id) => unseal(lookUpOutside(`${id}/app`)).secret)).toEqual([
      'canary-app-One',
      'canary-app-Two',
    ])
    expect(await runProgram(['profiles', 'remove', '--all', '--yes'], '0', loaded(deps))).toBe(0)
    expect(
      ids.flatMap((id) => ['app', 'agent', 'inspector'].map((role) => lookUpOutside(`${id}/${role}`))),
    ).toEqual(ids.flatMap(() => ['', '', '']))
    expect(everythingOutside()).not.toContain('canary')
    // The backup and a damaged list would still name them.
    expect(readdirSync(folder).filter((name) => name.startsWith('profiles'))).toEqual([])
    expect(messages.join()).not.toContain('canary')
  } finally {
    if (before === undefined) delete process.env.CROSSVIEW_USER_DATA
    else process.env.CROSSVIEW_USER_DATA = before
    rmSync(folder, { recursive: true, force: true })
  }
})
