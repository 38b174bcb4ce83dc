import { stringify } from 'csv-stringify/sync'
import { describe, expect, it } from 'vitest'
import { judgeAuthUrl } from '../../../../src/main/adapters/halo/auth/discovery'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import type { HaloConnector } from '../../../../src/main/ports'
import { readImport } from '../../../../src/main/services/profiles/profile-import'
import { RunRegistry } from '../../../../src/main/services/runs/run-registry'
import { secretId, trustDigest } from '../../../../src/main/services/profiles/secret-trust'
import { TenantRuns } from '../../../../src/main/services/runs/tenant-runs'
import type { AppError } from '../../../../src/shared/app-error'
import { err } from '../../../../src/shared/result'
import { ADDRESSES } from '../../../support/address-corpus'
import { setUp } from '../../../support/profile-service'
import { profileInput, storedProfile } from '../../../support/profiles'

const numbered = ADDRESSES.map((expected, index) => ({ ...expected, name: `Tenant ${String(index)}` }))
const named = (...outcomes: readonly string[]) =>
  numbered.filter(({ outcome }) => outcomes.includes(outcome)).map(({ name }) => name)

describe('saving a tenant', () => {
  it('takes, asks for a confirmation of this very host, or refuses', async () => {
    const { service } = setUp()
    for (const { name, address, ...expected } of numbered) {
      const save = (changes = {}) =>
        service.save({
          id: null,
          profile: { ...profileInput({ name }), url: address, ...changes },
          secrets: {},
        })
      if (expected.outcome === 'refused') {
        expect(await save({ confirmedHost: address }), address).toMatchObject({
          error: { code: 'INVALID_ARGUMENT', field: 'url' },
        })
        continue
      }
      if (expected.outcome === 'confirm') {
        for (const confirmedHost of [undefined, 'contoso.halopsa.com', `${expected.host}0`]) {
          const saved = await save(confirmedHost === undefined ? {} : { confirmedHost })
          expect(saved, address).toMatchObject({
            error: { code: 'HOST_NOT_CONFIRMED', field: 'confirmedHost' },
          })
          expect(!saved.ok && saved.error.message).toContain(expected.why)
        }
      }
      const saved = await save({ confirmedHost: expected.host })
      if (!saved.ok) throw new Error(`${address}: ${saved.error.message}`)
      const { profile } = saved.value
      expect(new URL(profile.url).host).toBe(expected.host)
      // An ordinary host has nothing to confirm, and nothing is stored of it.
      expect(profile.confirmedHost).toBe(expected.outcome === 'confirm' ? expected.host : undefined)
    }
  })

  it('a changed host asks again, and the old confirmation is gone', async () => {
    const { service } = setUp()
    const own = profileInput({ url: 'https://10.0.0.1', confirmedHost: '10.0.0.1' })
    const saved = await service.save({ id: null, profile: own, secrets: {} })
    if (!saved.ok) throw new Error(saved.error.message)
    const { id } = saved.value.profile
    const change = (changes: object) => service.save({ id, profile: { ...own, ...changes }, secrets: {} })
    expect(await change({ name: 'Renamed' })).toMatchObject({ ok: true })
    expect(await change({ url: 'https://10.0.0.2' })).toMatchObject({ error: { code: 'HOST_NOT_CONFIRMED' } })
    expect(await change({ confirmedHost: undefined })).toMatchObject({
      error: { code: 'HOST_NOT_CONFIRMED' },
    })
    expect(await change({ url: 'https://contoso.halopsa.com' })).toMatchObject({ ok: true })
    expect((await service.profile(id))?.confirmedHost).toBeUndefined()
    expect(await change({ confirmedHost: undefined })).toMatchObject({
      error: { code: 'HOST_NOT_CONFIRMED' },
    })
  })

  it('a copy keeps the confirmation, an export does not carry it, and an import asks again', async () => {
    const { service } = setUp()
    const own = profileInput({ url: 'https://10.0.0.1:8443', confirmedHost: '10.0.0.1:8443' })
    const saved = await service.save({ id: null, profile: own, secrets: {} })
    const id = saved.ok ? saved.value.profile.id : ''
    expect(await service.duplicate({ id })).toMatchObject({
      value: { profile: { confirmedHost: '10.0.0.1:8443' } },
    })
    const text = await service.exportText()
    expect(text.ok && text.value).toContain('10.0.0.1:8443')
    expect(text.ok && text.value).not.toContain('confirmedHost')
    const other = setUp().service
    const preview = await other.importText('x.json', text.ok ? text.value : '')
    if (!preview.ok) throw new Error(preview.error.message)
    expect(preview.value.warnings).toHaveLength(2)
    const imported = await other.confirmImport({
      importId: preview.value.importId,
      authorities: [],
      proxies: [],
    })
    expect(imported.ok && imported.value.profiles.map(({ profile }) => profile.confirmedHost)).toEqual([
      undefined,
      undefined,
    ])
  })
})

/** In Halo’s form, so that no import remarks on it. */
const CLIENT = '3f0d5a5e-9b1c-4a57-8f6e-2d1c0b9a8e7f'

describe('an import', () => {
  // A NUL makes the whole file unreadable, which another test looks at.
  const rows = numbered.filter(({ address }) => !address.includes('\0'))
  const files = {
    CSV: stringify(
      [['name', 'url', 'app_client_id'], ...rows.map(({ name, address }) => [name, address, CLIENT])],
      {
        quoted: true,
      },
    ),
    JSON: JSON.stringify(
      rows.map(({ name, address }) => ({
        name,
        url: address,
        confirmedHost: address.replace(/^https:\/\//, ''),
        app: { kind: 'application', clientId: CLIENT },
      })),
    ),
  }

  it.each(['CSV', 'JSON'] as const)(
    'of %s takes unusual hosts unconfirmed, with a warning by name',
    (kind) => {
      const imported = readImport('tenants', files[kind], [])
      if (!imported.ok) throw new Error(imported.error.message)
      const { accepted, rejected, warnings } = imported.value
      expect(accepted.map(({ name }) => name)).toEqual(named('ordinary', 'confirm'))
      expect(rejected).toHaveLength(rows.filter(({ outcome }) => outcome === 'refused').length)
      expect(warnings.map((warning) => /“(.*?)”/.exec(warning)?.[1])).toEqual(named('confirm'))
      for (const profile of accepted) expect(profile).not.toHaveProperty('confirmedHost')
    },
  )
})

describe('a stored tenant', () => {
  const outcomeOf = async (url: string, confirmedHost?: string) => {
    const all = setUp()
    let calls = 0
    const connector: HaloConnector = {
      connect: () => {
        calls += 1
        return Promise.resolve(
          err({ code: 'connection.unreachable', message: 'Counted.', advice: [], status: null }),
        )
      },
      suspend: () => undefined,
      resume: () => undefined,
    }
    const profile = storedProfile(1, { url, ...(confirmedHost !== undefined && { confirmedHost }) })
    for (const role of ['app', 'agent'] as const)
      await all.secrets.set(secretId(profile.id, role), 'secret', trustDigest(profile, role))
    const registry = new RunRegistry({ clock: systemClock, newId: () => 'run' })
    const runs = new TenantRuns({
      connector,
      clock: systemClock,
      profiles: {
        secrets: all.secrets,
        profile: () => Promise.resolve(profile),
        recordRun: () => Promise.resolve(),
        keepRefreshToken: () => Promise.resolve(),
      },
      startDemo: () => Promise.resolve(null),
      registry,
    })
    const target = { kind: 'profile', profileId: profile.id } as const
    const ended = new Promise<AppError | null>((resolve) => {
      registry.onProgress((progress) => {
        if (progress.phase === 'failed') resolve(progress.error)
        else if (progress.phase === 'done') resolve(null)
      })
    })
    const checked = await runs.check(target)
    runs.start(target, ['tickets'])
    const failed = await ended
    const probed = await runs.probeScopes(target)
    const faults = [checked.ok ? null : checked.error, failed, probed.ok ? null : probed.error]
    return {
      codes: faults.flatMap((fault) => (fault === null ? [] : [fault.code])),
      reads: all.secrets.reads.length,
      calls,
    }
  }
  const NOTHING = { reads: 0, calls: 0 }

  it('with a host that was never confirmed reads no secret and sends nothing', async () => {
    for (const expected of ADDRESSES) {
      const { address, outcome } = expected
      const plain = await outcomeOf(address)
      if (outcome === 'ordinary') {
        expect(plain.calls, address).toBeGreaterThan(0)
      } else if (outcome === 'refused') {
        const codes = ['INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'INVALID_ARGUMENT']
        expect(plain, address).toEqual({ ...NOTHING, codes })
        expect(await outcomeOf(address, address)).toEqual({ ...NOTHING, codes })
      } else {
        const codes = ['HOST_NOT_CONFIRMED', 'HOST_NOT_CONFIRMED', 'HOST_NOT_CONFIRMED']
        expect(plain, address).toEqual({ ...NOTHING, codes })
        expect(await outcomeOf(address, 'contoso.halopsa.com')).toEqual({ ...NOTHING, codes })
        expect((await outcomeOf(address, expected.host)).calls, address).toBeGreaterThan(0)
      }
    }
  })
})

describe('an authorisation server that a tenant names', () => {
  it('is none of those that no secret may go to, nor another host', () => {
    const base = 'https://contoso.halopsa.com'
    const trusted = (address: string, from = base, confirmed: readonly string[] = []) => {
      const judged = judgeAuthUrl(address, from, confirmed)
      return judged.state === 'trusted' ? judged.url : judged.state
    }
    for (const { address, ...expected } of ADDRESSES) {
      const own =
        expected.outcome === 'ordinary' && new URL(`https://${expected.host}`).host === new URL(base).host
      if (!own) expect(trusted(address), address).toMatch(/^(never|unconfirmed)$/)
      // What no secret may go to cannot be confirmed either.
      if (expected.outcome === 'refused') expect(trusted(address, base, [address]), address).toBe('never')
    }
    // Not even by a tenant whose own address should never have been taken.
    for (const url of ['https://169.254.169.254', 'https://0.0.0.0', 'https://[fe80::1]'])
      expect(trusted(`${url}/auth`, url)).toBe('never')
    expect(trusted(`${base}/auth/token`)).toBe(`${base}/auth`)
    expect(trusted('contoso.halopsa.com/auth')).toBe('never')
  })

  it.each([
    // The tenant's own label on Halo's domains, and the server that Halo publishes.
    ['https://contoso.halopsa.com', 'https://contoso.haloitsm.com/auth', 'trusted'],
    ['https://contoso.halopsa.com', 'https://CONTOSO.halopsa.com./auth', 'trusted'],
    ['https://contoso.halopsa.com', 'https://auth.haloservicedesk.com/auth', 'trusted'],
    ['https://halo.contoso.example', 'https://auth.haloservicedesk.com/auth', 'trusted'],
    // Anybody's tenant is on Halo's domains.
    ['https://contoso.halopsa.com', 'https://attacker.halopsa.com/auth', 'unconfirmed'],
    ['https://contoso.halopsa.com', 'https://auth.haloitsm.com/auth', 'unconfirmed'],
    ['https://contoso.halopsa.com', 'https://contoso.attacker.halopsa.com/auth', 'unconfirmed'],
    ['https://contoso.halopsa.com', 'https://halopsa.com/auth', 'unconfirmed'],
    ['https://contoso.halopsa.com', 'https://contoso.halopsa.com.attacker.example/auth', 'unconfirmed'],
    ['https://contoso.halopsa.com', 'https://contoso-halopsa.com/auth', 'unconfirmed'],
    ['https://halo.contoso.example', 'https://contoso.halopsa.com/auth', 'unconfirmed'],
    ['https://halo.contoso.example', 'https://attacker.halopsa.com/auth', 'unconfirmed'],
    // Another port is another server.
    ['https://contoso.halopsa.com', 'https://contoso.halopsa.com:8443/auth', 'unconfirmed'],
    ['https://halo.contoso.example', 'https://halo.contoso.example:8443/auth', 'unconfirmed'],
    ['https://halo.contoso.example:8443', 'https://halo.contoso.example/auth', 'unconfirmed'],
    ['https://contoso.halopsa.com', 'https://auth.haloservicedesk.com:444/auth', 'unconfirmed'],
    ['https://contoso.halopsa.com', 'http://contoso.halopsa.com/auth', 'never'],
    ['https://contoso.halopsa.com', 'https://127.0.0.1/auth', 'never'],
    ['https://contoso.halopsa.com', 'https://user@contoso.halopsa.com/auth', 'never'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:9090/auth', 'never'],
  ])('%s naming %s is %s', (base, auth, state) => {
    const judged = judgeAuthUrl(auth, base)
    expect(judged.state).toBe(state)
    const host = judged.state === 'trusted' ? '' : judged.host
    // A person's word holds for this host and port, and for nothing else.
    expect(judgeAuthUrl(auth, base, [host]).state).toBe(state === 'never' ? 'never' : 'trusted')
    expect(judgeAuthUrl(auth, base, ['other.example', `${host}:1`, host.slice(1)]).state).toBe(state)
  })
})
