import { afterEach, describe, expect, it } from 'vitest'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { secretFromEnvironment } from '../../../../src/main/cli/target/secret-source'
import { profilePlan } from '../../../../src/main/services/runs/plan'
import { json, startFaultServer, type FaultServer } from '../../../support/fault-server'
import { setUp } from '../../../support/profile-service'
import { profileInput } from '../../../support/profiles'
import { KEPT_SECRETS, REFUSED_SECRETS } from '../../../support/secret-corpus'

const running: FaultServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

/** A tenant that notes the secrets it is sent, and takes none. */
const listeningTenant = async () => {
  const server = await startFaultServer((request, response) => {
    if (request.method === 'POST') json(response, { error: 'invalid_client' }, 401)
    else json(response, { auth_url: `${server.url}/auth` })
  })
  running.push(server)
  return {
    url: server.url,
    secrets: () =>
      server.seen
        .filter(({ method }) => method === 'POST')
        .map(({ body }) => new URLSearchParams(body).get('client_secret')),
  }
}

describe('a secret, from what was typed to the token request', () => {
  it.each(KEPT_SECRETS)('of %s arrives exactly', async (_what, typed, kept) => {
    const tenant = await listeningTenant()
    const { service, secrets } = setUp()
    const saved = await service.save({
      id: null,
      profile: profileInput({ url: tenant.url, agent: null }),
      secrets: { app: typed },
    })
    if (!saved.ok) throw new Error(saved.error.message)
    const { id } = saved.value.profile
    expect([...secrets.kept.values()]).toEqual([kept])
    await service.deleteSecret({ id, role: 'app' })
    expect(await service.setSecret({ id, role: 'app', secret: typed })).toMatchObject({ ok: true })
    const profile = await service.profile(id)
    const plan = profile === null ? null : await profilePlan(profile, service)
    if (plan?.ok !== true || plan.value.app === null) throw new Error('no plan')
    const connector = createHaloConnector({ clock: systemClock })
    expect((await connector.connect(plan.value.app, AbortSignal.timeout(10_000))).ok).toBe(false)
    expect(tenant.secrets()).toEqual([kept])
    expect(secretFromEnvironment('X', 'app.secretEnv', { X: typed })).toEqual({ ok: true, value: kept })
  })

  it.each(REFUSED_SECRETS)('of %s is refused with its field, and not repeated', async (_what, typed) => {
    const { service, secrets } = setUp()
    const id = '00000000-0000-4000-8000-000000000001'
    for (const role of ['app', 'agent'] as const) {
      const profile = profileInput()
      const saved = await service.save({ id: null, profile, secrets: { app: 'good', [role]: typed } })
      expect(saved).toMatchObject({ error: { code: 'INVALID_ARGUMENT', field: `secrets.${role}` } })
      expect(JSON.stringify(saved)).not.toMatch(/canary|bbb|ccc|ööö/)
    }
    expect(await service.setSecret({ id, role: 'app', secret: typed })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: 'secret' },
    })
    expect([secrets.kept.size, secrets.reads.length]).toEqual([0, 0])
  })

  it.each(['', ' ', '\r\n', '\u00A0\uFEFF'])('of nothing (%j) is refused', async (typed) => {
    const { service, secrets } = setUp()
    const saved = await service.save({ id: null, profile: profileInput(), secrets: { app: typed } })
    expect(saved).toMatchObject({ error: { code: 'INVALID_ARGUMENT', field: 'secrets.app' } })
    expect(await service.setSecret({ id: 'x', role: 'app', secret: typed })).toMatchObject({
      error: { code: 'INVALID_ARGUMENT', field: 'secret' },
    })
    expect(secretFromEnvironment('X', 'app.secretEnv', { X: typed })).toMatchObject({
      error: { code: 'SECRET_NEEDED', field: 'app.secretEnv' },
    })
    expect(secrets.kept.size).toBe(0)
  })
})
