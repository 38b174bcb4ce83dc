import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { profilePlan } from '../../../../src/main/services/runs/plan'
import type { ProfileInput, TenantProfile } from '../../../../src/shared/files/profile'
import { ATTACKER_CA, CONTOSO_CA, fingerprintsOf } from '../../../support/authorities'
import { add, listed, SECRETS, setUp, type SetUp } from '../../../support/profile-service'
import { profileInput } from '../../../support/profiles'

const PROXY = 'http://proxy.contoso.example:8080'
const OTHER_PORT = 'http://proxy.contoso.example:8081'
const EVIL_PROXY = 'http://127.0.0.1:9'
const confirmed = {
  ca: CONTOSO_CA,
  confirmedAuthorities: fingerprintsOf(CONTOSO_CA),
  proxy: PROXY,
  confirmedProxy: PROXY,
}
const evilCa = { ca: ATTACKER_CA, confirmedAuthorities: fingerprintsOf(ATTACKER_CA) }
const signIn = { kind: 'sign-in' as const, clientId: 'agent-client', redirectPort: 8123, scope: 'all' }

/** Ways to lead a stored secret elsewhere, each with everything confirmed that a page could confirm. */
const WAYS: readonly (readonly [string, Partial<ProfileInput>])[] = [
  ['an authority of its own', evilCa],
  [
    'one more authority',
    {
      ca: CONTOSO_CA + ATTACKER_CA,
      confirmedAuthorities: [...fingerprintsOf(CONTOSO_CA), ...fingerprintsOf(ATTACKER_CA)],
    },
  ],
  ['a proxy of its own', { proxy: EVIL_PROXY, confirmedProxy: EVIL_PROXY }],
  ['another port of the proxy', { proxy: OTHER_PORT, confirmedProxy: OTHER_PORT }],
  ['no proxy', { proxy: null }],
  ['both', { ...evilCa, proxy: EVIL_PROXY, confirmedProxy: EVIL_PROXY }],
  ['another host', { url: 'https://fabrikam.halopsa.com' }],
  ['another port', { url: 'https://contoso.halopsa.com:8443', confirmedHost: 'contoso.halopsa.com:8443' }],
  ['this machine', { url: 'http://127.0.0.1:9' }],
  ['another application', { app: { kind: 'application', clientId: 'evil', scope: 'all' } }],
]

const plannedSecret = async ({ service }: SetUp, id: string, changes: Partial<TenantProfile> = {}) => {
  const profile = await service.profile(id)
  if (profile === null) throw new Error('no profile')
  const plan = await profilePlan({ ...profile, ...changes }, service)
  return plan.ok ? plan.value.app?.readSecret() : plan.error.code
}

describe('a stored secret', () => {
  it.each(WAYS)('is asked for again for %s, and nothing changes without', async (_way, changes) => {
    const all = setUp()
    const id = await add(all, confirmed)
    const before = await all.service.profile(id)
    const saved = await all.service.save({
      id,
      profile: profileInput({ ...confirmed, ...changes }),
      secrets: {},
    })
    expect(saved).toMatchObject({ ok: false, error: { code: 'SECRET_NEEDED', field: 'secrets.app' } })
    expect(await all.service.profile(id)).toEqual(before)
    expect(await plannedSecret(all, id)).toBe(SECRETS.app)
  })

  it.each(WAYS)('is not used for %s that stands in the file all the same', async (_way, changes) => {
    const all = setUp()
    const id = await add(all, confirmed)
    const stored = await all.service.profile(id)
    const { confirmedHost, ...rest } = profileInput({ ...confirmed, ...changes })
    await rewriteStore(all, { ...stored!, ...rest, ...(confirmedHost !== undefined && { confirmedHost }) })
    const later = { ...all, service: all.open() }
    expect(await plannedSecret(later, id)).toBe('SECRET_NEEDED')
    // The list says so, too, once the keychain was asked.
    expect(await listed(later)).toMatchObject([{ secrets: { app: 'missing' } }])
  })

  it('is put back with its own trust when the save fails', async () => {
    const all = setUp()
    const id = await add(all, confirmed)
    all.disk.full = true
    const profile = profileInput({ ...confirmed, ...evilCa })
    expect(
      await all.service.save({ id, profile, secrets: { app: 'typed', agent: 'typed too' } }),
    ).toMatchObject({
      error: { code: 'FILE_WRITE_FAILED' },
    })
    expect(await plannedSecret(all, id)).toBe(SECRETS.app)
    expect(await plannedSecret(all, id, evilCa)).toBe('SECRET_NEEDED')
  })

  it('of an older Crossview, which says nothing of where it may go, goes nowhere', async () => {
    const all = setUp()
    const id = await add(all, confirmed)
    all.secrets.trusts.clear()
    expect(await plannedSecret(all, id)).toBe('SECRET_NEEDED')
    expect(await all.service.setSecret({ id, role: 'app', secret: 'again' })).toMatchObject({ ok: true })
  })

  it('is asked for once: with it, the new trust is the trust', async () => {
    const all = setUp()
    const id = await add(all, confirmed)
    const profile = profileInput({ ...confirmed, ...evilCa })
    const secrets = { app: 'for the new one', agent: 'too' }
    expect(await all.service.save({ id, profile, secrets })).toMatchObject({ ok: true })
    expect(await plannedSecret(all, id)).toBe('for the new one')
    expect(await all.service.save({ id, profile, secrets: {} })).toMatchObject({ ok: true })
  })
})

describe('a connection that changes its kind', () => {
  it('never sends its refresh token as a client secret', async () => {
    const all = setUp()
    const id = await add(all, { agent: signIn }, { app: SECRETS.app })
    const began = await all.service.profile(id)
    await all.service.keepRefreshToken(began!, 'agent', 'refresh-token')
    expect(all.secrets.kept.get(`${id}/agent`)).toBe('refresh-token')
    const profile = profileInput({ agent: { kind: 'application', clientId: 'agent-client', scope: 'all' } })
    expect(await all.service.save({ id, profile, secrets: {} })).toMatchObject({ ok: true })
    expect(all.secrets.kept.has(`${id}/agent`)).toBe(false)
    // Nor one that a run brings afterwards, in this process or in another.
    for (const service of [all.service, all.open()]) await service.keepRefreshToken(began!, 'agent', 'late')
    expect(all.secrets.kept.has(`${id}/agent`)).toBe(false)
  })

  it.each([
    ['web address', { url: 'https://fabrikam.halopsa.com' }],
    ['authority', evilCa],
    ['proxy', { proxy: EVIL_PROXY, confirmedProxy: EVIL_PROXY }],
    ['application', { agent: { ...signIn, clientId: 'other' } }],
    ['kind', { agent: { kind: 'application' as const, clientId: 'agent-client', scope: 'all' } }],
  ])('or its %s drops the refresh token', async (_what, changes) => {
    const all = setUp()
    const id = await add(all, { ...confirmed, agent: signIn }, { app: SECRETS.app })
    await all.service.keepRefreshToken((await all.service.profile(id))!, 'agent', 'refresh-token')
    const profile = profileInput({ ...confirmed, agent: signIn, ...changes })
    expect(await all.service.save({ id, profile, secrets: { app: 'again' } })).toMatchObject({ ok: true })
    expect([...all.secrets.kept.keys()]).toEqual([`${id}/app`])
  })
})

describe('what a tenant brings of its own', () => {
  it.each([
    ['an authority', { ca: ATTACKER_CA }, 'confirmedAuthorities', ['authorities']],
    ['a proxy', { proxy: EVIL_PROXY }, 'confirmedProxy', ['proxy']],
    [
      'an authority with another confirmed',
      { ca: ATTACKER_CA, confirmedAuthorities: fingerprintsOf(CONTOSO_CA) },
      'confirmedAuthorities',
      ['authorities'],
    ],
    [
      'a proxy with another confirmed',
      { proxy: EVIL_PROXY, confirmedProxy: PROXY },
      'confirmedProxy',
      ['proxy'],
    ],
  ])(
    '(%s) is confirmed before it is saved from a form, or used from a file',
    async (_what, changes, field, open) => {
      const all = setUp()
      expect(
        await all.service.save({ id: null, profile: profileInput(changes), secrets: SECRETS }),
      ).toMatchObject({ error: { code: 'TRUST_NOT_CONFIRMED', field } })
      expect(all.secrets.kept.size).toBe(0)
      const preview = await all.service.importText('a.json', JSON.stringify([profileInput(changes)]))
      if (!preview.ok) throw new Error(preview.error.message)
      const { importId } = preview.value
      expect(await all.service.confirmImport({ importId, authorities: [], proxies: [] })).toMatchObject({
        value: { profiles: [{ unconfirmed: open }] },
      })
      const [view] = await listed(all)
      const id = view!.profile.id
      expect(await all.service.setSecret({ id, role: 'app', secret: 'typed' })).toMatchObject({
        error: { code: 'TRUST_NOT_CONFIRMED', field },
      })
      expect(await plannedSecret(all, id)).toBe('TRUST_NOT_CONFIRMED')
      expect(all.secrets.reads).toEqual([])
      expect(await all.service.confirmTrust(id)).toMatchObject({ value: { unconfirmed: [] } })
      expect(await all.service.setSecret({ id, role: 'app', secret: 'typed' })).toMatchObject({ ok: true })
    },
  )

  it('comes from a file with what a person has to look at, and with none of its confirmations', async () => {
    const all = setUp()
    const file = JSON.stringify([
      { ...profileInput({ name: 'One', ...confirmed }), confirmedAuthHost: 'evil.example' },
      profileInput({ name: 'Two', ...confirmed }),
      profileInput({ name: 'Three' }),
    ])
    const preview = await all.service.importText('a.json', file)
    expect(preview).toMatchObject({
      value: {
        authorities: [
          {
            subject: 'CN=Contoso Root CA, O=Contoso Ltd',
            fingerprint: fingerprintsOf(CONTOSO_CA)[0],
            tenants: 2,
          },
        ],
        proxies: [{ proxy: PROXY, tenants: 2 }],
      },
    })
    if (!preview.ok) return
    const { importId } = preview.value
    await all.service.confirmImport({ importId, authorities: fingerprintsOf(CONTOSO_CA), proxies: [] })
    expect(await listed(all)).toMatchObject([
      { unconfirmed: ['proxy'] },
      { unconfirmed: ['proxy'] },
      { unconfirmed: [] },
    ])
    expect((await listed(all)).map(({ profile }) => profile.confirmedAuthHost)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    // Nor does any of it leave in an export.
    const text = await all.service.exportText()
    expect(text.ok && text.value).not.toMatch(/confirmed/)
  })

  it('an authorisation server that was confirmed is forgotten with the address', async () => {
    const all = setUp()
    const id = await add(all)
    await all.service.confirmAuthHost(id, 'login.contoso.example')
    const contexts = async () => {
      const plan = await profilePlan((await all.service.profile(id))!, all.service)
      return plan.ok ? plan.value.app?.trustedAuthHosts : plan.error.code
    }
    expect(await contexts()).toEqual(['login.contoso.example'])
    await all.service.save({ id, profile: profileInput({ tags: ['x'] }), secrets: {} })
    expect(await contexts()).toEqual(['login.contoso.example'])
    await all.service.save({
      id,
      profile: profileInput({ url: 'https://fabrikam.halopsa.com' }),
      secrets: SECRETS,
    })
    expect(await contexts()).toEqual([])
  })
})

describe('a run that ended', () => {
  it('records nothing for a tenant that leads elsewhere by then', async () => {
    const all = setUp()
    const id = await add(all)
    const began = await all.service.profile(id)
    const run = { finishedAt: '2026-11-24T10:00:00Z', complete: true, errors: 0, warnings: 0 }
    await all.service.save({
      id,
      profile: profileInput({ url: 'https://fabrikam.halopsa.com' }),
      secrets: SECRETS,
    })
    await all.service.recordRun(began!, run)
    expect((await all.service.profile(id))?.lastRun).toBeNull()
    await all.service.recordRun((await all.service.profile(id))!, run)
    expect((await all.service.profile(id))?.lastRun).toEqual(run)
  })
})

/** As somebody does who can write the file: with a checksum that fits. */
const rewriteStore = async ({ folder }: SetUp, profile: TenantProfile): Promise<void> => {
  const file = path.join(folder, 'profiles.json')
  const envelope = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  const data = { profiles: [profile] }
  const sha256 = createHash('sha256').update(JSON.stringify(data)).digest('hex')
  await writeFile(file, JSON.stringify({ ...envelope, data, sha256 }))
}
