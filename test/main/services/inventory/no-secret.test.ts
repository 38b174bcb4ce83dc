import { afterEach, describe, expect, it } from 'vitest'
import type { InventoryFacts } from '../../../../src/core/inventory/application'
import { Recorder, replayer } from '../../../../src/main/adapters/halo/recording/recording'
import { scenarios, startDemo } from '../../../../src/demo/index'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { demoPlan } from '../../../../src/main/demo-plan'
import { inventoryPlan } from '../../../../src/main/services/inventory/inventory-plan'
import { readInventory } from '../../../../src/main/services/inventory/inventory-reader'
import { RESOURCES } from '../../../../src/core/halo/resource'
import { json } from '../../../support/fault-server'
import { guid, startInventoryHalo, type InventoryHalo } from '../../../support/inventory-halo'
import { canarySecret, findMarked } from '../../../support/secret-sweep'

const running: { close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()))
})

/** Fields of applications, agents and roles that hold a secret or may (halo-api.md sections 4.2, 4.5 and 4.6), and some that nobody knows. */
const planted = (): Readonly<Record<string, unknown>> => {
  const plain = Object.fromEntries(
    [
      ...[
        'clientSecret',
        'new_apikey1',
        'new_apikey2',
        'apikey1',
        'apikey2',
        'concurrencyToken',
        'public_key',
      ],
      ...[
        'consentType',
        'permissions',
        'properties',
        'issuer',
        'jwt_certificate_id',
        'redirectUris',
        'type_',
      ],
      ...['apikey_last_use_ip_address', 'new_access_token', 'oauth_code_verifier', 'oauth_state', 'password'],
      ...[
        'new_password',
        'passphrase',
        'note',
        '_warning',
        'custom',
        'refresh_token',
        'access_token',
        '__proto__x',
      ],
    ].map((name) => [name, canarySecret()]),
  )
  return {
    ...plain,
    tokens: [{ id: canarySecret(), payload: canarySecret(), creationDate: '2026-11-20T08:00:00' }],
    authorizations: [{ id: canarySecret(), properties: { deep: [canarySecret()] } }],
    federated_credentials: [{ issuer: canarySecret(), audience: canarySecret() }],
    customfields: [{ name: 'key', value: canarySecret() }],
  }
}

const start = async (options: Parameters<typeof startInventoryHalo>[0]): Promise<InventoryHalo> => {
  const halo = await startInventoryHalo(options)
  running.push(halo)
  return halo
}

/** What a reading is, without how often and when. */
const found = ({ requests: _r, startedAt: _s, finishedAt: _f, ...facts }: InventoryFacts) => facts

describe('a secret that Halo sends along', () => {
  it('is in no fact, no message and no recording; and the recording replays to the same facts', async () => {
    const secrets = planted()
    const halo = await start({ count: 12, secrets })
    halo.trouble = (path, response) => {
      if (path.endsWith('0007')) {
        // What is neither a text nor a number where one belongs is as good as absent, here and when replayed.
        const login = { loginas_agent_id: { id: 42 }, loginas_client_id: 0, loginas_supplier_id: 0 }
        json(response, { id: guid('a', 7), ...login, inactive: {}, ...secrets })
        return true
      }
      const isRefused = path.endsWith('0003')
      if (!isRefused && !path.endsWith('0005')) return false
      json(response, { Message: canarySecret(), ...secrets }, isRefused ? 403 : 500)
      return true
    }
    const recorder = new Recorder()
    const told: unknown[] = []
    const facts = await halo.read({
      resources: RESOURCES,
      onProgress: (progress) => told.push(progress),
      deps: { wrapClient: recorder.wrap },
    })
    expect(facts.applications.map(({ detail }) => detail.state)).toContain('refused')
    expect(facts.applications.filter(({ detail }) => detail.state === 'read')).toHaveLength(10)
    const exchanges = recorder.result()
    expect(
      findMarked('inventories', {
        facts: JSON.stringify(facts),
        progress: JSON.stringify(told),
        recording: JSON.stringify(exchanges),
      }),
    ).toEqual([])
    // They were there to be found.
    expect(findMarked('inventories', { answer: JSON.stringify(secrets) })).toEqual(['answer'])

    const { seen } = halo
    const before = seen.length
    const replayed = await halo.read({ resources: RESOURCES, deps: { wrapClient: replayer(exchanges) } })
    expect(seen).toHaveLength(before)
    expect(found(replayed)).toEqual(found(facts))
  })

  it('nor is one of the demo tenant’s, which plants them itself', async () => {
    const demo = await startDemo(scenarios[0]?.name ?? '', { tickets: 100, requestLimit: 100_000 })
    running.push(demo)
    const plan = inventoryPlan(demoPlan(demo, 'Demo'), ['tickets', 'clients'])
    if (!plan.ok) throw new Error(plan.error.message)
    const recorder = new Recorder()
    const facts = await readInventory(
      {
        connector: createHaloConnector({ clock: systemClock, wrapClient: recorder.wrap }),
        clock: systemClock,
      },
      plan.value,
      { signal: new AbortController().signal },
    )
    expect(facts.applications.length).toBeGreaterThan(17)
    expect(facts.listFailure).toBeNull()
    expect(
      findMarked('inventories', {
        facts: JSON.stringify(facts),
        recording: JSON.stringify(recorder.result()),
      }),
    ).toEqual([])
  })
})
