import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profilePlan } from '../../../../src/main/services/runs/plan'
import { secretId, trustDigest } from '../../../../src/main/services/profiles/secret-trust'
import {
  connectionKeys,
  furtherAppKey,
  type ConnectionKey,
  type FurtherApp,
  type ProfileInput,
} from '../../../../src/shared/files/profile'
import { add, listed, SECRETS, setUp, type SetUp } from '../../../support/profile-service'
import { APP, profileInput, REPORTING } from '../../../support/profiles'

const KEY = furtherAppKey(REPORTING.id)
const ALL_SECRETS = { ...SECRETS, [KEY]: 'reporting-secret-1' }
const BILLING: FurtherApp = {
  ...APP,
  id: '55555555-5555-4555-8555-555555555555',
  name: 'Billing',
  clientId: 'billing-client',
}

const addWithApp = (all: SetUp, changes: Partial<ProfileInput> = {}) =>
  add(all, { apps: [REPORTING], ...changes }, ALL_SECRETS)

const INSPECTOR_ONLY = { app: null, agent: null, inspector: { ...APP, clientId: 'inspector-client' } }

describe('the secret of a further app connection', () => {
  it('is kept under an entry of its own, sealed with its own trust, and is in no file', async () => {
    const all = setUp()
    const id = await addWithApp(all)
    expect(Object.fromEntries(all.secrets.kept)).toEqual({
      [`${id}/app`]: SECRETS.app,
      [`${id}/agent`]: SECRETS.agent,
      [`${REPORTING.id}/app`]: 'reporting-secret-1',
    })
    const stored = (await all.service.profile(id))!
    expect(all.secrets.trusts.get(`${REPORTING.id}/app`)).toBe(trustDigest(stored, KEY))
    expect(trustDigest(stored, KEY)).not.toBe(trustDigest(stored, 'app'))
    expect(await listed({ service: all.open() })).toMatchObject([
      { secrets: { app: 'stored', agent: 'stored', [KEY]: 'stored' } },
    ])
    for (const name of (await readdir(all.folder)).filter((file) => file.startsWith('profiles')))
      expect(await readFile(path.join(all.folder, name), 'utf8')).not.toContain('-secret-1')
  })

  it('is used for that one alone, and not where it was not entered for', async () => {
    const all = setUp()
    const id = await addWithApp(all)
    const profile = (await all.service.profile(id))!
    const secretOf = async (app?: string, changes: Partial<ProfileInput> = {}) => {
      const plan = await profilePlan(
        { ...profile, ...changes },
        all.service,
        app === undefined ? {} : { app },
      )
      return plan.ok
        ? [plan.value.app?.role, plan.value.app?.connection.clientId, await plan.value.app?.readSecret()]
        : plan.error.code
    }
    expect(await secretOf()).toEqual(['app', 'app-client', SECRETS.app])
    expect(await secretOf(REPORTING.id)).toEqual(['app', 'reporting-client', 'reporting-secret-1'])
    expect(await secretOf(BILLING.id)).toBe('NOT_FOUND')
    const stolen = [{ ...REPORTING, clientId: 'evil' }]
    expect(await secretOf(REPORTING.id, { apps: stolen })).toBe('SECRET_NEEDED')
    expect(await secretOf(REPORTING.id, { url: 'https://evil.halopsa.com' })).toBe('SECRET_NEEDED')
  })

  it('is asked for again, by the name of its connection, when it would go elsewhere', async () => {
    const all = setUp()
    const id = await addWithApp(all)
    const before = Object.fromEntries(all.secrets.kept)
    const another = profileInput({ apps: [{ ...REPORTING, clientId: 'another' }] })
    const refused = await all.service.save({ id, profile: another, secrets: {} })
    expect(refused).toMatchObject({ error: { code: 'SECRET_NEEDED', field: `secrets.${KEY}` } })
    expect(!refused.ok && refused.error.message).toContain('“Reporting”')
    const moved = profileInput({ url: 'https://moved.halopsa.com', apps: [REPORTING] })
    expect(await all.service.save({ id, profile: moved, secrets: SECRETS })).toMatchObject({
      error: { code: 'SECRET_NEEDED', field: `secrets.${KEY}` },
    })
    expect(Object.fromEntries(all.secrets.kept)).toEqual(before)
    expect(await all.service.save({ id, profile: another, secrets: { [KEY]: 'new one' } })).toMatchObject({
      ok: true,
    })
    expect(all.secrets.kept.get(`${REPORTING.id}/app`)).toBe('new one')
  })

  it('stays when its connection is renamed, and goes with it', async () => {
    const all = setUp()
    const id = await addWithApp(all)
    const renamed = profileInput({ apps: [{ ...REPORTING, name: 'Power BI' }] })
    expect(await all.service.save({ id, profile: renamed, secrets: {} })).toMatchObject({
      value: { secrets: { [KEY]: 'stored' } },
    })
    const saved = await all.service.save({ id, profile: profileInput(), secrets: {} })
    expect(saved).toMatchObject({ ok: true })
    expect(saved.ok && saved.value.profile.keychainSecrets).toEqual(['app', 'agent'])
    expect([...all.secrets.kept.keys()]).toEqual([`${id}/app`, `${id}/agent`])
  })

  it('is set and deleted by itself, and only where the tenant has the connection', async () => {
    const all = setUp()
    const id = await add(all, { apps: [REPORTING] }, {})
    expect(await all.service.setSecret({ id, role: KEY, secret: 'later' })).toMatchObject({
      value: { secrets: { [KEY]: 'stored', app: 'missing' } },
    })
    const slip = { id, role: KEY, secret: 'REPORTING-client' }
    expect(await all.service.setSecret(slip)).toMatchObject({ error: { field: 'secret' } })
    const foreign = furtherAppKey(BILLING.id)
    expect(await all.service.setSecret({ id, role: foreign, secret: 'x' })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: `secrets.${foreign}` },
    })
    expect([...all.secrets.kept.keys()]).toEqual([`${REPORTING.id}/app`])
    await all.service.deleteSecret({ id, role: KEY })
    expect(all.secrets.kept.size).toBe(0)
  })

  it('goes with its tenant, with all, and where only a damaged file still names it', async () => {
    const all = setUp()
    const id = await addWithApp(all)
    expect(await all.service.remove({ id })).toMatchObject({ ok: true })
    expect(all.secrets.kept.size).toBe(0)
    await addWithApp(all)
    all.secrets.kept.set(`${BILLING.id}/app`, 'of a damaged list')
    await writeFile(
      path.join(all.folder, 'profiles.corrupt-2026-11-24T10-00-00-000Z.json'),
      JSON.stringify({ apps: [BILLING] }).slice(0, -3),
    )
    expect(await all.service.removeAll()).toMatchObject({ value: { kept: [] } })
    expect(all.secrets.kept.size).toBe(0)
  })

  it('is entered for later where the keychain cannot be asked, and deleted then', async () => {
    const all = setUp()
    const id = await add(all, { apps: [REPORTING] }, {})
    all.secrets.kept.set(`${REPORTING.id}/app`, 'of another session')
    all.secrets.fault = 'locked'
    expect(await all.service.remove({ id })).toMatchObject({ ok: true })
    expect(all.secrets.kept.size).toBe(1)
    all.secrets.fault = null
    await all.service.settle()
    // Its entry was of this process, which works on it no more at the next start.
    await all.open().settle()
    expect(all.secrets.kept.size).toBe(0)
  })

  it('is never shared: a copy has ids of its own, and no secret', async () => {
    const all = setUp()
    const id = await addWithApp(all)
    const copy = await all.service.duplicate({ id })
    const [app] = copy.ok ? (copy.value.profile.apps ?? []) : []
    expect(app).toMatchObject({ name: 'Reporting', clientId: 'reporting-client' })
    expect(app?.id).not.toBe(REPORTING.id)
    expect(copy).toMatchObject({ value: { secrets: { [furtherAppKey(app?.id ?? '')]: 'missing' } } })
    await all.service.remove({ id: copy.ok ? copy.value.profile.id : '' })
    expect(all.secrets.kept.get(`${REPORTING.id}/app`)).toBe('reporting-secret-1')
  })

  it('cannot be reached through another tenant, or through the id of a tenant', async () => {
    const all = setUp()
    const id = await addWithApp(all)
    const second = await add(all, { name: 'Second' })
    const refused = async (of: string | null, app: FurtherApp) => {
      const profile = { ...profileInput({ name: of === null ? 'Third' : 'Second' }), apps: [app] }
      const secrets = { [furtherAppKey(app.id)]: 'overwritten' }
      return all.service.save({ id: of, profile, secrets })
    }
    const before = Object.fromEntries(all.secrets.kept)
    for (const of of [null, second])
      for (const taken of [REPORTING.id, id, second])
        expect(await refused(of, { ...REPORTING, id: taken })).toMatchObject({
          error: { code: 'CONFLICT', field: 'apps.0.name' },
        })
    expect(await refused(null, { ...REPORTING, id: id.toUpperCase().replace('0', 'A') })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: 'apps.0.id' },
    })
    expect(Object.fromEntries(all.secrets.kept)).toEqual(before)
  })
})

describe('the connections of a tenant together', () => {
  it.each<[string, Partial<ProfileInput>]>([
    ['app', { app: null, agent: null }],
    ['app', { app: null }],
    ['apps.0.clientId', { apps: [{ ...REPORTING, clientId: ' APP-client' }] }],
    ['apps.0.clientId', { apps: [{ ...REPORTING, clientId: 'AGENT-Client' }] }],
    ['apps.1.clientId', { apps: [REPORTING, { ...BILLING, clientId: 'Reporting-Client' }] }],
    ['apps.1.name', { apps: [REPORTING, { ...BILLING, name: ' reporting' }] }],
    ['apps.1.name', { apps: [REPORTING, { ...BILLING, id: REPORTING.id }] }],
    ['apps.0.name', { apps: [{ ...REPORTING, name: 'x\u202Ey' }] }],
    ['apps.0.name', { apps: [{ ...REPORTING, name: ' ' }] }],
    ['apps.0.scope', { apps: [{ ...REPORTING, scope: '' }] }],
  ])('name the field that is wrong: %s of %j', async (field, changes) => {
    const { service } = setUp()
    const profile = { ...profileInput(), ...changes }
    expect(await service.save({ id: null, profile, secrets: {} })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field },
    })
  })

  it('may be an inspector alone, and further ones without a main one', async () => {
    const all = setUp()
    const inspector = await add(all, INSPECTOR_ONLY, { inspector: 'inspector-secret' })
    const plan = await profilePlan((await all.service.profile(inspector))!, all.service)
    expect(plan).toMatchObject({ value: { app: null, agent: null, inspector: { role: 'inspector' } } })
    await add(all, { name: 'Further', app: null, agent: null, apps: [REPORTING] }, { [KEY]: 'secret' })
    expect(await listed({ service: all.open() })).toMatchObject([
      { profile: { app: null }, secrets: { inspector: 'stored' } },
      { profile: { app: null, apps: [REPORTING] }, secrets: { [KEY]: 'stored' } },
    ])
  })

  it('reads no secret of an app connection where only the others are needed', async () => {
    const all = setUp()
    const id = await add(all, { inspector: INSPECTOR_ONLY.inspector }, { inspector: 'i', agent: 'a' })
    const profile = (await all.service.profile(id))!
    expect(await profilePlan(profile, all.service)).toMatchObject({ error: { code: 'SECRET_NEEDED' } })
    all.secrets.reads.length = 0
    const plan = await profilePlan(profile, all.service, { withoutApp: true })
    expect(plan).toMatchObject({ value: { app: null, inspector: { role: 'inspector' } } })
    expect(all.secrets.reads).toEqual([`${id}/agent`, `${id}/inspector`])
  })
})

const NAMES = ['Reporting', 'Billing', 'Sync', 'Backup']
const URLS = ['https://one.halopsa.com', 'https://two.halopsa.com']

const WORK = {
  save: ({ service }, { id, profile, secrets }) => service.save({ id, profile, secrets }),
  remove: ({ service }, { id }) => service.remove({ id: id ?? '' }),
  duplicate: ({ service }, { id }) => service.duplicate({ id: id ?? '' }),
  set: ({ service }, { id, key }) => service.setSecret({ id: id ?? '', role: key, secret: 'set' }),
  delete: ({ service }, { id, key }) => service.deleteSecret({ id: id ?? '', role: key }),
} satisfies Record<string, (all: SetUp, change: Change) => Promise<unknown>>

interface Change {
  readonly id: string | null
  readonly profile: ProfileInput
  readonly secrets: Partial<Record<ConnectionKey, string>>
  readonly key: ConnectionKey
}

const step = fc.record({
  what: fc.constantFrom('save', 'save', 'save', 'remove', 'duplicate', 'set', 'delete'),
  trouble: fc.constantFrom(null, null, null, 'full', 'locked'),
  tenant: fc.nat(3),
  url: fc.constantFrom(...URLS),
  app: fc.boolean(),
  apps: fc.uniqueArray(fc.nat(3), { maxLength: 4 }),
  client: fc.nat(1),
  given: fc.array(fc.nat(6), { maxLength: 7 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What a step makes of the tenant that is there then, or of a new one. */
const changeOf = async (
  all: SetUp,
  { tenant, url, app, apps, client, given, what }: Step,
): Promise<Change> => {
  const views = await listed(all)
  const before = views[tenant]?.profile
  const ids = before?.apps?.map((each) => each.id) ?? []
  const profile = profileInput({
    name: `Tenant ${String(tenant)}`,
    url,
    app: app ? APP : null,
    inspector: INSPECTOR_ONLY.inspector,
    apps: apps.map((index) => ({
      ...APP,
      id: ids[index] ?? `${String(views.length)}${String(index)}aaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa`,
      name: NAMES[index] ?? '',
      clientId: `client ${String(index)}-${String(client)}`,
    })),
  })
  const keys = connectionKeys(profile)
  const named = given.flatMap((index) => keys[index] ?? [])
  return {
    id: before?.id ?? null,
    profile,
    secrets: Object.fromEntries(named.map((key) => [key, `${what} ${url}`])),
    key: named[0] ?? 'inspector',
  }
}

describe('random changes', () => {
  it('leave no secret but those of connections that are there, each sealed for where its connection leads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const all = setUp()
        for (const each of steps) {
          const change = await changeOf(all, each)
          all.disk.full = each.trouble === 'full'
          all.secrets.fault = each.trouble === 'locked' ? 'locked' : null
          await WORK[each.what](all, change)
          all.disk.full = false
          all.secrets.fault = null
        }
        const next = { ...all, service: all.open() }
        await next.service.settle()
        const profiles = (await listed(next)).map(({ profile }) => profile)
        const sealed = new Map(
          profiles.flatMap((profile) =>
            connectionKeys(profile).map(
              (key) => [secretId(profile.id, key), trustDigest(profile, key)] as const,
            ),
          ),
        )
        for (const account of all.secrets.kept.keys())
          expect(all.secrets.trusts.get(account)).toBe(sealed.get(account))
        for (const { id, keychainSecrets = [] } of profiles)
          for (const key of keychainSecrets) expect(all.secrets.kept.has(secretId(id, key))).toBe(true)
        await next.service.removeAll()
        expect([...all.secrets.kept.keys()]).toEqual([])
      }),
      { numRuns: 20 },
    )
  })
})
