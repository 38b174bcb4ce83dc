import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startDemo, type DemoServer } from '../../src/demo/index'
import { historyKeyAccount } from '../../src/main/adapters/history/history-key'
import { createHistoryStore } from '../../src/main/adapters/history/history-store'
import { createKeychain } from '../../src/main/adapters/keychain/keychain'
import { createProfileFile } from '../../src/main/adapters/profile-store/profile-store'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { eventually } from '../support/eventually'
import { openInventoryWindow } from '../support/inventory-runs'
import { everythingOutside, lookUpOutside } from '../support/other-program'
import { profileInput } from '../support/profiles'

/** The history of the window with a real keychain: what is kept, what an outsider finds of it, and how it goes. */

let demo: DemoServer
let window: Awaited<ReturnType<typeof openInventoryWindow>>
beforeEach(async () => {
  demo = await startDemo('mixed', { requestLimit: 100_000 })
  window = await openInventoryWindow()
})
afterEach(async () => {
  await window.got('profiles:removeAll', undefined)
  await window.close()
  await demo.close()
})

const side = ({ clientId }: { readonly clientId: string }) => ({
  kind: 'application' as const,
  clientId,
  scope: 'all',
})

const store = async (name: string): Promise<string> => {
  const { profile } = await window.got('profiles:save', {
    id: null,
    profile: profileInput({
      name,
      url: demo.url,
      app: side(demo.app),
      agent: side(demo.agent),
      inspector: side(demo.inspector),
    }),
    secrets: { app: demo.app.secret, agent: demo.agent.secret, inspector: demo.inspector.secret },
  })
  return profile.id
}

/** Another process that looks into the same folder, with the same keychain. */
const history = () =>
  createHistoryStore({
    userData: window.folder,
    secrets: createKeychain(),
    profiles: createProfileFile(window.folder, systemClock),
    clock: systemClock,
  })

const keyAccount = async (): Promise<string> => {
  const text = await readFile(path.join(window.folder, 'history', 'key.json'), 'utf8')
  return historyKeyAccount((JSON.parse(text) as { keys: [string] }).keys[0])
}

const keptOf = async (id: string, count: number) => {
  await eventually(async () => {
    expect((await history().list(id)).entries).toHaveLength(count)
  })
  return (await history().list(id)).entries
}

it('keeps comparisons, inventories and closed reviews of stored tenants, and nothing of demo tenants', async () => {
  const id = await store('Kept tenant')
  const target = { kind: 'profile', profileId: id } as const
  await window.got('comparison:start', { target, title: 'x', resources: ['tickets', 'clients'] })
  await keptOf(id, 1)
  const { inventoryId } = await window.got('inventory:start', { target, resources: ['clients', 'tickets'] })
  await window.ended(inventoryId)
  const [inventory] = await keptOf(id, 2)
  expect(inventory).toMatchObject({ kind: 'applications', signed: false })
  const { entries } = await window.got('inventory:summary', { inventoryId })
  const decision = {
    decision: 'keep' as const,
    by: 'Ada Keller',
    on: '2026-11-24',
    reason: null,
    ticket: null,
    until: null,
  }
  for (const { application } of entries.filter((entry) => !entry.application.system))
    await window.got('inventory:decide', { inventoryId, applicationId: application.id, decision })
  await window.got('inventory:closeReview', { inventoryId })
  await eventually(async () => {
    expect((await history().list(id)).entries.map(({ kind, signed }) => `${kind} ${String(signed)}`)).toEqual(
      ['applications true', 'comparison false'],
    )
  })
  // A predicted view and a demo run are no results of a stored tenant.
  await window.got('inventory:openView', { inventoryId, applicationId: entries[0]?.application.id ?? '' })
  await window.read('mixed', ['tickets'])
  await window.compare('mixed', ['tickets'])
  await window.services.close()
  expect((await readdir(path.join(window.folder, 'history'))).sort()).toEqual([id, 'key.json'].sort())
  const key = lookUpOutside(await keyAccount())
  const secret = key.slice(key.lastIndexOf(':') + 1).trim()
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  for (const entry of await readdir(path.join(window.folder, 'history', id))) {
    const content = await readFile(path.join(window.folder, 'history', id, entry), 'latin1')
    expect([
      entry,
      content.includes(demo.url),
      content.includes('Kept tenant'),
      content.includes(secret),
    ]).toEqual([entry, false, false, false])
  }
})

it('goes with its tenant; with the last of them its key goes as well', async () => {
  const [one, two] = [await store('One'), await store('Two')]
  for (const profileId of [one, two]) {
    const target = { kind: 'profile', profileId } as const
    await window.got('comparison:start', { target, title: 'x', resources: ['tickets'] })
    await keptOf(profileId, 1)
  }
  await window.got('profiles:beginRemoval', { ids: [one] })
  expect(existsSync(path.join(window.folder, 'history', one))).toBe(true)
  await window.got('profiles:finishRemoval', { removalId: null })
  expect(existsSync(path.join(window.folder, 'history', one))).toBe(false)
  const account = await keyAccount()
  expect(everythingOutside()).toContain(account)
  const [kept] = (await history().list(two)).entries
  expect((await history().read(two, kept?.id ?? '')).ok).toBe(true)
  await window.got('profiles:removeAll', undefined)
  expect(everythingOutside()).not.toContain(account)
  expect(existsSync(path.join(window.folder, 'history'))).toBe(false)
})
