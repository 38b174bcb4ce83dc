import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { ALL_CHANNELS } from '../../src/shared/ipc/channels'
import type { Channel } from '../../src/shared/ipc/contract'
import { EVIL_DOMAIN, startAttackedNetwork, type AttackedNetwork } from '../support/attacked-network'
import { COUNTS, SEED } from '../support/counts'
import { canarySecret } from '../support/secret-sweep'
import { expect, test } from './fixtures'

/**
 * A script that got into the page: it may call every method of the bridge, in any order, with any
 * input, and confirm whatever a page can confirm. It knows the tenants' ids and everything but their
 * secrets. Whatever it does, a secret reaches the one server that it was entered for, or none.
 */

/** `tenant`: which of the two stored tenants an input means; put in when the sequence runs. */
interface Call {
  readonly method: string
  readonly input: unknown
}

const ID = (tenant: number) => `@id${String(tenant)}`
const HOST = (tenant: number) => `@host${String(tenant)}`

const attacks = (network: AttackedNetwork): fc.Arbitrary<Call> => {
  const print = (pem: string) => new X509Certificate(pem).fingerprint256
  const id = fc.constantFrom(ID(0), ID(1), ID(0), ID(1), '@run', 'nobody')
  const role = fc.constantFrom('app', 'agent', 'inspector')
  const known = fc.constantFrom('known-to-the-attacker', 'known-too')
  const clientId = fc.constantFrom('app-client', 'agent-client', 'evil-client')
  const application = fc.record({ kind: fc.constant('application'), clientId, scope: fc.constant('all') })
  const signIn = fc.record({
    kind: fc.constant('sign-in'),
    clientId,
    redirectPort: fc.integer({ min: 20_000, max: 30_000 }),
    scope: fc.constant('all offline_access'),
  })
  const own = (clientIdOf: string) => ({ kind: 'application', clientId: clientIdOf, scope: 'all' })
  /** Ways to lead a tenant elsewhere: alone, they lead nowhere or to the attacker; together, further. */
  const change = fc.oneof(
    fc.constant({}),
    fc.constantFrom({ ca: network.evilCa }, { ca: network.ca + network.evilCa }, { ca: null }),
    fc.constantFrom({ proxy: network.evilProxy }, { proxy: null }),
    fc.constantFrom(
      { proxy: network.evilProxy, ca: network.evilCa },
      { proxy: network.evilProxy, ca: network.ca + network.evilCa },
    ),
    fc
      .constantFrom(HOST(0), HOST(1), `${HOST(0)}:8443`, `sub.${EVIL_DOMAIN}`)
      .map((host) => ({ url: `https://${host}` })),
    fc.constant({ url: network.evilUrl }),
    application.map((app) => ({ app })),
    fc.oneof(application, signIn, fc.constant(null)).map((agent) => ({ agent })),
    application.map((inspector) => ({ inspector })),
    fc.constantFrom({ tenant: 'evil' }, { tags: ['x'] }, { name: 'Another' }),
  )
  const profileOf = (tenant: number) =>
    fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      const input: Record<string, unknown> & { url: string; proxy: string | null } = Object.assign(
        {
          name: `@name${String(tenant)}`,
          url: `https://${HOST(tenant)}`,
          tenant: null,
          ca: network.ca,
          proxy: network.proxy,
          tags: [],
          app: own('app-client'),
          agent: own('agent-client'),
          inspector: null,
        },
        ...changes,
      )
      // A page can tick every box.
      return {
        ...input,
        confirmedHost: input.url.replace(/^https?:\/\//, ''),
        confirmedAuthorities: [print(network.ca), print(network.evilCa)],
        ...(input.proxy !== null && { confirmedProxy: input.proxy }),
      }
    })
  const target = fc.record({ kind: fc.constant('profile'), profileId: id })
  const secrets = fc.record({ app: known, agent: known, inspector: known }, { requiredKeys: [] })
  const save = fc.constantFrom(0, 1).chain((tenant) =>
    fc.record({
      id: fc.oneof({ weight: 8, arbitrary: fc.constant(ID(tenant)) }, id, fc.constant(null)),
      profile: profileOf(tenant),
      secrets: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, secrets),
    }),
  )
  const inputs: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    'profiles:save': save,
    'profiles:duplicate': fc.record({ id }),
    'profiles:beginRemoval': fc.record({ ids: fc.array(id, { minLength: 1 }) }),
    'profiles:finishRemoval': fc.constant({ removalId: null }),
    'profiles:reorder': fc.record({ ids: fc.constant([ID(1), ID(0)]) }),
    'profiles:setSecret': fc.record({ id, role, secret: known }),
    'profiles:deleteSecret': fc.record({ id, role }),
    'profiles:confirmImport': fc.record({
      importId: id,
      authorities: fc.constant([print(network.evilCa)]),
      proxies: fc.constant([network.evilProxy]),
    }),
    'profiles:readCertificates': fc.record({ ca: fc.constantFrom(network.evilCa, 'x') }),
    'profiles:confirmAuthHost': fc.record({
      id,
      host: fc.constantFrom(`sub.${EVIL_DOMAIN}`, HOST(0), HOST(1)),
    }),
    'comparison:check': fc.record({ target }),
    'comparison:probeScopes': fc.record({ target }),
    'comparison:start': fc.record({ target, title: fc.constant('x'), resources: fc.constant(['tickets']) }),
    'comparison:cancel': fc.record({ runId: fc.constant('@run') }),
    'comparison:close': fc.record({ runId: fc.constant('@run') }),
    'comparison:setOnScreen': fc.record({
      screen: fc.constantFrom('comparison', 'applications', 'elsewhere'),
      runId: fc.constantFrom(null, '@run'),
      inventory: fc.constant(null),
    }),
  } satisfies Partial<Record<Channel, fc.Arbitrary<unknown>>>
  const known_ = fc
    .constantFrom(
      ...Object.keys(inputs),
      ...Array<string>(8).fill('profiles:save'),
      ...Array<string>(6).fill('comparison:check'),
      'comparison:start',
    )
    .chain((method) => (inputs[method] ?? fc.constant(undefined)).map((input) => ({ method, input })))
  // What opens a dialog of the system is left out: a page cannot answer it.
  const silent = ALL_CHANNELS.filter(
    (method) => !/chooseImport|openSnapshot|export|exportAll|removeAll/.test(method),
  )
  const any = fc
    .tuple(
      fc.constantFrom(...silent),
      fc.oneof(
        fc.constant(undefined),
        fc.record({ id }),
        fc.record({ runId: fc.constant('@run') }),
        fc.anything({ maxDepth: 1 }),
      ),
    )
    .map(([method, input]) => ({ method, input: cloneable(input) }))
  return fc.oneof({ weight: 6, arbitrary: known_ }, { weight: 1, arbitrary: any })
}

/** What a hostile review did: the same address with an authority and a proxy of its own, and a test of the connection. */
const stolenRoute = (network: AttackedNetwork): readonly Call[] => {
  const own = (clientId: string) => ({ kind: 'application', clientId, scope: 'all' })
  const profile = {
    name: '@name0',
    url: `https://${HOST(0)}`,
    tenant: null,
    ca: network.evilCa,
    confirmedAuthorities: [new X509Certificate(network.evilCa).fingerprint256],
    proxy: network.evilProxy,
    confirmedProxy: network.evilProxy,
    tags: [],
    app: own('app-client'),
    agent: own('agent-client'),
    inspector: null,
  }
  const check = { method: 'comparison:check', input: { target: { kind: 'profile', profileId: ID(0) } } }
  return [check, { method: 'profiles:save', input: { id: ID(0), profile, secrets: {} } }, check]
}

const cloneable = (value: unknown): unknown => {
  try {
    return (JSON.parse(JSON.stringify([value])) as unknown[])[0]
  } catch {
    return null
  }
}

test('a script in the page leads no secret anywhere but to the server it was entered for', async ({
  launch,
  secrets: swept,
}) => {
  const network = await startAttackedNetwork()
  const app = await launch()
  const { page } = app
  await app.electron?.evaluate(({ shell }) => {
    shell.openExternal = () => Promise.resolve()
  })
  const entered = new Map<string, string>()
  let sequences = 0
  let arrived = 0
  /** The person, who stores two tenants with their own secrets. @returns what stands for them in the attack */
  const storeTenants = async (): Promise<Record<string, string>> => {
    const names: Record<string, string> = {}
    await page.evaluate(() => window.crossview.profiles.removeAll())
    for (const tenant of [0, 1]) {
      const host = `t${String(sequences)}-${String(tenant)}.halopsa.com`
      const typed = { app: canarySecret(), agent: canarySecret() }
      for (const secret of Object.values(typed)) {
        entered.set(secret, host)
        swept.add(secret)
      }
      const application = (clientId: string) => ({ kind: 'application' as const, clientId, scope: 'all' })
      const saved = await page.evaluate((input) => window.crossview.profiles.save(input), {
        id: null,
        profile: {
          name: host,
          url: `https://${host}`,
          tenant: null,
          ca: network.ca,
          confirmedAuthorities: [new X509Certificate(network.ca).fingerprint256],
          proxy: network.proxy,
          confirmedProxy: network.proxy,
          tags: [],
          app: application('app-client'),
          agent: application('agent-client'),
          inspector: null,
        },
        secrets: typed,
      })
      if (!saved.ok) throw new Error(saved.error.message)
      Object.assign(names, {
        [ID(tenant)]: saved.value.profile.id,
        [HOST(tenant)]: host,
        [`@name${String(tenant)}`]: host,
      })
    }
    return names
  }
  const attack = async (calls: readonly Call[]) => {
    sequences += 1
    const names = await storeTenants()
    const text = Object.entries(names).reduce(
      (all, [mark, name]) => all.replaceAll(mark, name),
      JSON.stringify(calls),
    )
    await page.evaluate(
      async (steps) => {
        type Method = (input: unknown) => Promise<{ ok: boolean; value?: { runId?: string } }>
        const api = window.crossview as unknown as Record<string, Record<string, Method>>
        let run = 'none'
        const pending: Promise<unknown>[] = []
        for (const { method, input } of steps) {
          const [group = '', name = ''] = method.split(':')
          const given = (JSON.parse(JSON.stringify([input]).replaceAll('@run', run)) as unknown[])[0]
          const answer = (async () => api[group]?.[name]?.(input === undefined ? undefined : given))().catch(
            () => undefined,
          )
          // Some are left under way while the next is called, as a script would.
          if (method === 'comparison:start') run = (await answer)?.value?.runId ?? run
          else if (method.startsWith('comparison:')) pending.push(answer)
          else await answer
        }
        // Sign-ins wait for a person: the tenants they belong to are removed by the next sequence.
        await Promise.race([Promise.all(pending), new Promise((done) => setTimeout(done, 2_000))])
      },
      JSON.parse(text) as Call[],
    )
    // In the end the person tests both, where they are still there as entered.
    const evil = network.atEvil()
    for (const [secret, host] of entered) {
      if (evil.includes(secret)) throw new Error(`a secret of ${host} reached the attacker`)
    }
    for (const tenant of [0, 1]) {
      const host = names[HOST(tenant)] ?? ''
      const there = network.atHost(host)
      for (const [secret, own] of entered) {
        if (!there.includes(secret)) continue
        if (own === host) arrived += 1
        else throw new Error(`a secret of ${own} reached ${host}`)
      }
    }
    entered.clear()
  }
  try {
    await fc.assert(fc.asyncProperty(fc.array(attacks(network), { minLength: 3, maxLength: 14 }), attack), {
      examples: [[stolenRoute(network)]],
      numRuns: COUNTS.pageAttacks,
      seed: SEED,
      endOnFailure: COUNTS.pageAttacks > 100,
    })
    // It shows nothing where no secret ever leaves.
    expect(arrived).toBeGreaterThan(COUNTS.pageAttacks / 20)
  } finally {
    await app.close()
    await network.close()
  }
})
