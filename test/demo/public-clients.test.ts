import { afterEach, describe, expect, it } from 'vitest'
import type { Observation } from '../../src/core/comparison/observation'
import { startDemo, type DemoOptions, type DemoServer } from '../../src/demo/index'
import { createHaloConnector } from '../../src/main/adapters/halo/connector'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { demoPlan } from '../../src/main/demo-plan'
import { connectHaloApi } from './clients/halo-api-powershell'
import { openDenoClient } from './clients/halopsa-api-ts'
import { openGoClient } from './clients/halopsa-client-go'
import type { Credentials, Listed, PublicClient } from './clients/public-client'
import { connectPyHaloApi } from './clients/pyhaloapi'

const CLIENTS: Readonly<Record<string, (credentials: Credentials) => PublicClient | Promise<PublicClient>>> =
  {
    'HaloAPI (PowerShell)': connectHaloApi,
    'pyhaloapi (Python)': connectPyHaloApi,
    'halopsa-client-go (Go, API key)': openGoClient,
    '@qmexnetworks/halopsa-api (Deno)': openDenoClient,
  }

const LISTED: readonly Listed[] = ['agents', 'tickets', 'clients', 'sites', 'assets', 'users']

let demo: DemoServer
afterEach(() => demo.close())

const start = async (scenario: string, options: DemoOptions = {}): Promise<Credentials> => {
  demo = await startDemo(scenario, { requestLimit: 10_000, ...options })
  return { url: demo.url, ...demo.app }
}

/** The ids that Crossview gets with the same application. */
const idsOfCrossview = async (): Promise<Readonly<Record<Listed, readonly string[]>>> => {
  const signal = new AbortController().signal
  const connector = createHaloConnector({ clock: systemClock })
  const session = await connector.connect(demoPlan(demo, 'Demo').app, signal)
  if (!session.ok) throw new Error(session.error.message)
  try {
    const lists = await Promise.all(
      LISTED.map(
        async (resource) => [resource, idsIn(await session.value.list(resource, { signal }))] as const,
      ),
    )
    return Object.fromEntries(lists) as Record<Listed, readonly string[]>
  } finally {
    session.value.close()
  }
}

const idsIn = (observation: Observation): readonly string[] => {
  if (observation.state !== 'listed' || !observation.complete) throw new Error(JSON.stringify(observation))
  return observation.records.map(({ id }) => id)
}

const inOrder = (rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] =>
  rows
    .map(({ id }) => Number(id))
    .sort((a, b) => a - b)
    .map(String)

describe.each([
  ['healthy', false],
  ['mixed', false],
  ['healthy', true],
] as const)('public clients of Halo, against the demo tenant: %s, odd answers: %s', (scenario, odd) => {
  it.each(Object.entries(CLIENTS))('%s lists what Crossview lists', async (_name, open) => {
    const client = await open(await start(scenario, { oddAnswers: odd }))
    const expected = await idsOfCrossview()
    expect(Object.keys(client.lists).length).toBeGreaterThan(1)
    for (const what of LISTED) {
      const list = client.lists[what]
      if (list !== undefined) expect([what, inOrder(await list())]).toEqual([what, expected[what]])
    }
    expect(expected.tickets.length).toBeGreaterThan(100)
    expect(demo.counts().writes).toBe(0)
  })
})

describe('what these clients meet', () => {
  it.each([
    ['HaloAPI (PowerShell)', connectHaloApi],
    ['pyhaloapi (Python)', connectPyHaloApi],
  ])('%s reads single records', async (_name, open) => {
    const client = await open(await start('healthy'))
    const expected = await idsOfCrossview()
    for (const what of LISTED) {
      // Agents besides its own are configuration, which the application may not read.
      const id = what === 'agents' ? '42' : (expected[what].at(-1) ?? '')
      expect([what, String((await client.one?.(what, id))?.['id'])]).toEqual([what, id])
    }
    expect(await client.one?.('tickets', expected.tickets[0] ?? '')).toMatchObject({
      priority: { slaid: 1, id: expect.stringMatching(/^[\da-f-]{36}$/), priorityid: expect.any(Number) },
    })
  })

  it('HaloAPI gets 100 tickets without a word when it names no page size, as HaloAPI#90 reports', async () => {
    const client = await connectHaloApi(await start('healthy', { tickets: 717 }))
    expect(await client.list('tickets')).toHaveLength(100)
    // Assets come in pages of 50 whatever is asked.
    expect(await client.list('assets', 100)).toHaveLength(300)
  })

  it('tells a wrong secret, a wrong key and a missing record as each client expects', async () => {
    const credentials = await start('healthy')
    const wrong = { ...credentials, secret: 'wrong', apiKey: 'wrong' }
    await expect(connectHaloApi(wrong)).rejects.toThrow('401')
    await expect(connectPyHaloApi(wrong)).rejects.toThrow('KeyError')
    await expect(openGoClient(wrong).lists.assets?.()).rejects.toThrow('401')
    const client = await connectHaloApi(credentials)
    await expect(client.one?.('tickets', '9')).rejects.toThrow('404')
    const python = await connectPyHaloApi(credentials)
    expect(await python.one?.('tickets', '9')).toBeNull()
  })
})
