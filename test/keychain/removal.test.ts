import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { historyKeyAccount } from '../../src/main/adapters/history/history-key'
import { createKeychain } from '../../src/main/adapters/keychain/keychain'
import { createLogger } from '../../src/main/adapters/system/logger'
import { furtherAppKey } from '../../src/shared/files/profile'
import { eventually } from '../support/eventually'
import { startTroubledTenant, type TroubledTenant } from '../support/troubled-tenant'
import { everythingOutside } from '../support/other-program'
import { profileInput, REPORTING, temporaryFolder } from '../support/profiles'
import { filesIn } from '../support/secret-sweep'
import { TRUST } from '../support/trust'
import { openWindowServices } from '../support/window-services'

/**
 * After *Delete all tenants* (security-measurements.md F18) nothing of any tenant is in the keychain or in a file,
 * whatever was there besides the list, and a comparison that was under way brings nothing back.
 */

let tenant: TroubledTenant
let temporary = ''
/** What names the folder for temporary files, on every system. */
const NAMES = ['TMPDIR', 'TEMP', 'TMP']
const inherited = NAMES.map((name) => [name, process.env[name]] as const)
beforeEach(async () => {
  tenant = await startTroubledTenant('healthy', { tickets: 100 })
  temporary = temporaryFolder()
  for (const name of NAMES) process.env[name] = temporary
})
afterEach(async () => {
  for (const [name, value] of inherited) {
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
  await tenant.close()
})

it('leaves nothing of a tenant in the keyring, the user’s data, the log or the temporary folder', async () => {
  const folder = temporaryFolder()
  const services = openWindowServices(folder, { logger: createLogger(folder) })
  const { handlers } = services
  const { app, agent } = tenant.plan
  const secrets = { app: (await app.readSecret()) ?? '', agent: (await agent.readSecret()) ?? '' }
  const ids: string[] = []
  const names = ['Contoso of the deleted', 'Fabrikam of the deleted', 'Renamed of the deleted']
  const appIds = names.map(() => randomUUID())
  for (const [index, name] of names.entries()) {
    const further = { ...REPORTING, id: appIds[index] ?? '', name: 'App of the deleted' }
    const saved = await handlers['profiles:save']({
      id: null,
      profile: profileInput({
        name,
        url: tenant.url,
        app: { kind: 'application', clientId: app.connection.clientId, scope: 'all' },
        agent: { kind: 'application', clientId: agent.connection.clientId, scope: 'all' },
        tags: ['tag-of-the-deleted'],
        apps: [further],
      }),
      secrets: { ...secrets, [furtherAppKey(further.id)]: `secret of a further app of ${name}` },
    })
    if (!saved.ok) throw new Error(saved.error.message)
    ids.push(saved.value.profile.id)
  }
  // One run that ended, and so was recorded; and one that stands still in its middle.
  const compare = async (profileId: string) => {
    const started = await handlers['comparison:start']({
      target: { kind: 'profile', profileId },
      title: 'x',
      resources: ['tickets', 'clients'],
    })
    if (!started.ok) throw new Error(started.error.message)
    return (started.value as { runId: string }).runId
  }
  const ends = new Map<string, string>()
  services.onEvent((_channel, progress) => {
    if ('runId' in progress && (progress.phase === 'done' || progress.phase === 'failed'))
      ends.set(progress.runId, progress.phase)
  })
  const first = await compare(ids[0] ?? '')
  await eventually(() => {
    expect(ends.get(first)).toBe('done')
    expect(existsSync(path.join(folder, 'history', ids[0] ?? '', 'index-1.json'))).toBe(true)
  })
  const account = keyAccountIn(folder)
  expect(everythingOutside()).toContain(account)
  let held = 0
  tenant.trouble = ({ url }) => {
    if (!url.includes('/Tickets')) return 'none'
    held += 1
    return 'hang'
  }
  const second = await compare(ids[1] ?? '')
  await eventually(() => {
    expect(held).toBeGreaterThan(0)
  })
  // Left by a damaged list, by a writer that was killed, and by a change that was cut off.
  const gone = '11111111-2222-4333-8444-555555555555'
  expect(await createKeychain().set(`${gone}/app`, 'secret of one in a damaged list', TRUST)).toMatchObject({
    ok: true,
  })
  const about = JSON.stringify({ name: names[0], id: gone, url: tenant.url })
  writeFileSync(path.join(folder, 'profiles.corrupt-2026-11-24T10-00-00-000Z.json'), about)
  writeFileSync(path.join(folder, 'profiles.json.4194999-0123abcd.tmp'), about)
  mkdirSync(path.join(folder, 'unfinished-saves'), { recursive: true })
  for (const id of [...ids, ...appIds, gone]) expect(everythingOutside()).toContain(id)

  const removed = await handlers['profiles:removeAll'](undefined)
  expect(removed).toMatchObject({ ok: true, value: { removed: names, kept: [] } })
  await eventually(() => {
    expect(ends.has(second)).toBe(true)
  })
  // Whatever still waits to change the list comes before this.
  expect(await handlers['profiles:beginRemoval']({ ids })).toMatchObject({ value: { removed: [] } })
  await services.close()

  for (const id of [...ids, ...appIds, gone]) expect(everythingOutside()).not.toContain(id)
  const stored = everythingOutside()
  expect(stored).not.toContain(account)
  expect(existsSync(path.join(folder, 'history'))).toBe(false)
  for (const secret of Object.values(secrets)) expect(stored).not.toContain(secret)
  expect(stored).not.toContain('secret of a further app')
  const left = await filesIn(folder, temporary)
  const words = [
    ...ids,
    ...appIds,
    gone,
    'of-the-deleted',
    'of the deleted',
    tenant.url,
    app.connection.clientId,
  ]
  const found = Object.entries(left).flatMap(([file, content]) =>
    words.filter((word) => String(content).includes(word)).map((word) => `${file}: ${word}`),
  )
  expect(found).toEqual([])
  expect(Object.keys(left).filter((file) => path.basename(file).startsWith('profiles'))).toEqual([])
})

const keyAccountIn = (folder: string): string => {
  const { keys } = JSON.parse(readFileSync(path.join(folder, 'history', 'key.json'), 'utf8')) as {
    keys: [string]
  }
  return historyKeyAccount(keys[0])
}
