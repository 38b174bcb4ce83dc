import { afterEach, describe, expect, it } from 'vitest'
import type { ApplicationFacts, InventoryFacts } from '../../../../src/core/inventory/application'
import { RESOURCES } from '../../../../src/core/halo/resource'
import { scenarios, startDemo } from '../../../../src/demo/index'
import { createHaloConnector } from '../../../../src/main/adapters/halo/connector'
import { Recorder } from '../../../../src/main/adapters/halo/recording/recording'
import { systemClock } from '../../../../src/main/adapters/system/system-clock'
import { demoPlan } from '../../../../src/main/demo-plan'
import { inventoryPlan } from '../../../../src/main/services/inventory/inventory-plan'
import { readInventory } from '../../../../src/main/services/inventory/inventory-reader'
import type { ReadingProgress } from '../../../../src/main/services/inventory/inventory-progress'
import { json } from '../../../support/fault-server'
import { assessor } from '../../../../src/core/inventory/assess'
import { guid, startInventoryHalo, type InventoryHalo, type Trouble } from '../../../support/inventory-halo'

const running: InventoryHalo[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((halo) => halo.close()))
})

const start = async (options: Parameters<typeof startInventoryHalo>[0] = {}, trouble?: Trouble) => {
  const halo = await startInventoryHalo(options)
  if (trouble !== undefined) halo.trouble = trouble
  running.push(halo)
  return halo
}

const refuse =
  (what: RegExp, status = 403): Trouble =>
  (path, response) => {
    if (!what.test(path)) return false
    response.writeHead(status).end()
    return true
  }

const states = ({ applications }: InventoryFacts) => applications.map(({ detail }) => detail.state)
const times = (paths: readonly string[], what: RegExp) => paths.filter((path) => what.test(path)).length
const distinct = (paths: readonly string[]) => new Set(paths).size
const isDetail = /^\/Application\/./

describe('a reading of a tenant’s applications', () => {
  it('asks for the list, each application, agent, role and list once', async () => {
    const halo = await start({ count: 40 })
    const facts = await halo.read({ resources: ['tickets', 'clients', 'teams'] })
    expect(states(facts)).toEqual(Array(40).fill('read'))
    expect(facts).toMatchObject({ cancelled: false, listFailure: null, gaps: [], throttled: 0 })
    expect(facts.inspectorClientId).toBe(halo.plan().inspector.connection.clientId)
    expect(facts.agents).toHaveLength(14)
    expect(facts.agents.every(({ state }) => state === 'read')).toBe(true)
    expect(facts.roles.map(({ id }) => id)).toEqual([guid('e', 1), guid('e', 2), guid('e', 3)])
    expect(facts.lists.map(({ resource }) => resource)).toEqual(['tickets', 'clients', 'teams'])
    expect(facts.teams).toHaveLength(3)
    expect(facts.ticketTypes).toHaveLength(3)

    const asked = halo.asked()
    expect(times(asked, /^\/Application$/)).toBe(1)
    for (const kind of [isDetail, /^\/Agent\/./, /^\/Roles\/./])
      expect(times(asked, kind)).toBe(distinct(asked.filter((path) => kind.test(path))))
    const pages = times(asked, /^\/(?:Tickets|Client|Team|TicketType)$/)
    // Discovery (two), the token and Agent/me come besides.
    expect(halo.seen).toHaveLength(4 + 1 + 40 + 14 + 3 + pages)
    expect(facts.requests).toBe(halo.seen.length)
  })

  it('keeps what the list said beside what the record says, and scopes of the record alone', async () => {
    const halo = await start({ count: 1 })
    const [application] = (await halo.read()).applications
    expect(application).toEqual<ApplicationFacts>({
      id: guid('a', 1),
      clientId: guid('c', 1),
      name: 'Application 1',
      description: `What ${guid('a', 1)} is for`,
      system: false,
      inactive: false,
      method: 'client-credentials',
      methodText: null,
      login: { type: 'agent', agentId: '40', name: 'API agent 40' },
      scopes: ['read:tickets'],
      createdAt: '2026-03-01T09:30:00',
      createdBy: 'Tim Bowers',
      apiKeys: [],
      apiKeyExpiryDays: null,
      detail: { state: 'read' },
    })
  })

  it('asks the demo tenant for nothing twice', async () => {
    const demo = await startDemo(scenarios[0]?.name ?? '', { requestLimit: 100_000 })
    try {
      const plan = inventoryPlan(demoPlan(demo, 'Demo'), RESOURCES)
      if (!plan.ok) throw new Error(plan.error.message)
      const recorder = new Recorder()
      const connector = createHaloConnector({ clock: systemClock, wrapClient: recorder.wrap })
      const { signal } = new AbortController()
      const facts = await readInventory({ connector, clock: systemClock }, plan.value, { signal })
      const sent = recorder.result().map(({ request }) => request)
      const pages = sent.filter((request) => request.includes('page_no=')).length
      expect(new Set(sent).size).toBe(sent.length)
      expect(demo.counts().requests).toBe(sent.length)
      expect(facts.applications.length).toBeGreaterThan(17)
      const { applications, agents, roles } = facts
      expect(facts.requests).toBe(4 + 1 + applications.length + agents.length + roles.length + pages)
      expect(
        facts.lists.every(({ observation }) => observation.state === 'listed' && observation.complete),
      ).toBe(true)
    } finally {
      await demo.close()
    }
  })

  it('tells what it reads', async () => {
    const halo = await start()
    const told: ReadingProgress[] = []
    await halo.read({ onProgress: (progress) => told.push(progress) })
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual([
      'connecting',
      'applications',
      'agents',
      'roles',
      'listing',
    ])
    const begun = told.filter(({ at }, place) => at?.startsWith('Application') && at !== told[place - 1]?.at)
    expect(begun.map(({ at, begun }) => [at, begun])).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => [`Application ${number}`, number]),
    )
    // Several are under way at once: begun and not done.
    expect(begun.some(({ begun, done }) => begun - done > 1)).toBe(true)
    expect(told.every(({ begun, done, total }) => total === null || (done <= begun && begun <= total))).toBe(
      true,
    )
    const ends = new Map(told.map(({ phase, done, total }) => [phase, [done, total]]))
    for (const [phase, [done, total]] of ends) if (phase !== 'connecting') expect(done).toBe(total)
    const sent = told.map(({ requests }) => requests)
    expect(sent).toEqual([...sent].sort((a, b) => a - b))
  })
})

describe('what a Halo does not give', () => {
  it('the list: said so, with what it likely takes; lists of records are read all the same', async () => {
    const halo = await start({}, refuse(/^\/Application/))
    const facts = await halo.read()
    expect(facts.applications).toEqual([])
    expect(facts.listFailure).toMatchObject({
      status: 403,
      message: expect.stringMatching(/refused the inspector/),
    })
    expect(facts.listFailure?.advice.join()).toMatch(/administrator/)
    expect(facts.lists.map(({ observation }) => observation.state)).toEqual(['listed', 'listed'])
    expect(times(halo.asked(), /^\/(?:Application|Agent|Roles)/)).toBe(1)
  })

  it.each([
    ['an empty list', '[]', /came empty/],
    ['an empty list with its count', '{"record_count":0,"applications":[]}', /came empty/],
    ['null', 'null', /JSON that is no list/],
    ['an error with status 200', '{"error":"no"}', /an error in place of a list/],
    ['a web page', '<html><body>Sign in</body></html>', /./],
    ['half a list', '[{"id":"a"', /not whole JSON/],
  ])('a list that is %s is not “no applications”', async (_name, body, message) => {
    const halo = await start({}, (path, response) => {
      if (path !== '/Application') return false
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
      return true
    })
    const facts = await halo.read()
    expect(facts.applications).toEqual([])
    expect(facts.listFailure?.message).toMatch(message)
  })

  it('a list of records that the inspector may not read, though it came as an empty one', async () => {
    const halo = await start({}, (path, response) => {
      if (path === '/Agent/me') {
        const claims = [
          { type: 'Tx', value: '0' },
          { type: 'Ux', value: '2' },
        ]
        json(response, { id: 1001, name: 'Inspector', is_admin: false, claims })
      } else if (path === '/Tickets') json(response, { record_count: 0, tickets: [] })
      else return false
      return true
    })
    const facts = await halo.read()
    expect(facts.lists.map(({ resource, observation }) => [resource, observation.state])).toEqual([
      ['tickets', 'refused'],
      ['clients', 'listed'],
    ])
    const inventory = assessor(facts, { notes: {}, recipes: [], compared: [] }).inventory()
    expect(inventory.complete).toBe(false)
    expect(inventory.entries.map(({ sees: [tickets] }) => tickets?.state)).toEqual(
      facts.applications.map(() => 'unknown'),
    )
  })

  it('a list in an envelope is a list, and one that is shorter than its count is not whole', async () => {
    const rows = [{ id: guid('a', 1), displayName: 'One', loginas_agent_id: 40 }]
    for (const [total, failure] of [[1, null] as const, [5, /not be read whole/] as const]) {
      const halo = await start({}, (path, response) => {
        if (path === '/Application') json(response, { record_count: total, applications: rows })
        return path === '/Application'
      })
      const facts = await halo.read()
      expect(facts.applications).toHaveLength(1)
      if (failure === null) expect(facts.listFailure).toBeNull()
      else {
        expect(facts.listFailure?.message).toMatch(failure)
        expect(facts.gaps.join()).toMatch(/1 came of the 5 that Halo counts/)
      }
    }
  })

  it('a list beyond all bounds is not read in part', async () => {
    const rows = Array.from({ length: 10_001 }, (_, index) => ({ id: guid('a', index) }))
    const halo = await start({}, (path, response) => {
      if (path === '/Application') json(response, rows)
      return path === '/Application'
    })
    const facts = await halo.read()
    expect(facts.applications).toEqual([])
    expect(facts.listFailure?.message).toMatch(/more than 10,000 entries/)
  })

  it('a few details: these applications are unread, and the others are read', async () => {
    const halo = await start({ count: 12 }, refuse(new RegExp(`^/Application/${guid('a', 3)}$`)))
    const facts = await halo.read()
    expect(states(facts).filter((state) => state === 'read')).toHaveLength(11)
    expect(facts.applications[2]).toMatchObject({ scopes: null, detail: { state: 'refused', status: 403 } })
    expect(facts.listFailure).toBeNull()
    expect(facts.gaps).toEqual(['The details of “Application 3” could not be read: Halo refused it (403).'])
  })

  it('all details: no more is asked after ten refusals, and the others say so', async () => {
    const halo = await start({ count: 500 }, refuse(isDetail))
    const facts = await halo.read()
    expect(times(halo.asked(), isDetail)).toBe(10)
    expect(states(facts).filter((state) => state === 'refused')).toHaveLength(10)
    expect(facts.applications[10]?.detail).toMatchObject({
      state: 'not-read',
      reason: expect.stringMatching(/gave none of the first 10/),
    })
    expect(facts.applications.every(({ scopes }) => scopes === null)).toBe(true)
    expect(facts.gaps).toHaveLength(2)
  })

  it('the details of many, once it gave one: each is asked for', async () => {
    const halo = await start({ count: 30 }, refuse(new RegExp(`^/Application/(?!${guid('a', 1)})`)))
    const facts = await halo.read()
    expect(times(halo.asked(), isDetail)).toBe(30)
    expect(states(facts).filter((state) => state === 'refused')).toHaveLength(29)
  })

  it('the details of its own applications: those of the tenant’s are asked for', async () => {
    const own = Array.from({ length: 20 }, (_, index) => ({ id: guid('b', index), system_use: 'halo' }))
    const halo = await start({}, (path, response) => {
      if (path === '/Application') json(response, [...own, { id: guid('a', 1), system_use: null }])
      else if (path.startsWith('/Application/b')) response.writeHead(403).end()
      else return false
      return true
    })
    expect(states(await halo.read()).at(-1)).toBe('read')
  })

  it('agents or roles: no more of them is asked after ten, and each is told', async () => {
    const halo = await start({ count: 60 }, refuse(/^\/(?:Agent\/[^m]|Roles)/))
    const facts = await halo.read()
    expect(facts.agents).toHaveLength(20)
    expect(facts.agents.every(({ state }) => state === 'failed')).toBe(true)
    expect(times(halo.asked(), /^\/Agent\//)).toBe(10)
    expect(facts.gaps.join()).toMatch(
      /The settings of API agent 40 \(agent 40\), .* and \d+ more could not be read/,
    )
    expect(states(facts)).toEqual(Array(60).fill('read'))
  })

  it('an agent that is another one, or is gone: its applications are read, and so are the other agents', async () => {
    const halo = await start({ count: 60 }, (path, response) => {
      if (path === '/Agent/41') json(response, { id: 7, name: 'Somebody else' })
      else if (/^\/Agent\/(?:4[2-9]|5[0-8])$/.test(path)) response.writeHead(404).end()
      else return false
      return true
    })
    const facts = await halo.read()
    expect(facts.agents.filter(({ state }) => state === 'read').map(({ agentId }) => agentId)).toEqual([
      '40',
      '59',
    ])
    expect(facts.gaps.join()).toMatch(
      /API agent 41 \(agent 41\) could not be read: Halo answered with another agent\./,
    )
  })

  it('a role: it is named, and the others are read', async () => {
    const halo = await start({}, refuse(new RegExp(`^/Roles/${guid('e', 2)}`), 404))
    const facts = await halo.read()
    expect(facts.roles.map(({ id }) => id)).toEqual([guid('e', 1), guid('e', 3)])
    expect(facts.gaps).toEqual([expect.stringMatching(/^What is set in the role Reader could not be read/)])
  })

  it.each([
    ['no scopes', {}],
    ['null for scopes', { scopes: null }],
    ['a text for scopes', { scopes: 'read:tickets' }],
    ['a scope without a name', { scopes: [{ name: 'read:tickets' }, { id: 7 }] }],
    ['a scope that is no object', { scopes: [{ name: 'read:tickets' }, null] }],
  ])('a record with %s leaves them unknown, and says so', async (_name, more) => {
    const halo = await start({ count: 1 }, (path, response) => {
      if (isDetail.test(path)) json(response, { id: guid('a', 1), ...more })
      return isDetail.test(path)
    })
    const facts = await halo.read()
    expect(facts.applications[0]).toMatchObject({ scopes: null, detail: { state: 'read' } })
    expect(facts.gaps.join()).toMatch(/does not say which scopes/)
  })

  it.each([
    ['a web page', '<html><body>Sign in</body></html>'],
    ['another application', JSON.stringify({ id: guid('a', 2), scopes: [] })],
    ['a list', JSON.stringify([{ id: guid('a', 1), scopes: [] }])],
    ['nothing', ''],
    [
      'more scopes than there are',
      JSON.stringify({ id: guid('a', 1), scopes: Array(10_001).fill({ name: 'x' }) }),
    ],
  ])('a record that is %s makes the application unread', async (_name, body) => {
    const halo = await start({ count: 1 }, (path, response) => {
      if (isDetail.test(path)) response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
      return isDetail.test(path)
    })
    const facts = await halo.read()
    expect(facts.applications[0]).toMatchObject({
      name: 'Application 1',
      scopes: null,
      detail: { state: 'failed' },
    })
    expect(facts.gaps.join()).toMatch(/“Application 1” could not be read/)
  })

  it('time: 429 in the middle is waited for, and everything is read', async () => {
    let refusals = 0
    const halo = await start({ count: 12 }, (path, response) => {
      if (!path.endsWith('05') || refusals >= 3) return false
      refusals += 1
      response.writeHead(429, { 'Retry-After': '7' }).end()
      return true
    })
    const waits: (string | null)[] = []
    const facts = await halo.read({ onProgress: ({ waiting }) => waits.push(waiting) })
    expect(states(facts)).toEqual(Array(12).fill('read'))
    expect(facts.throttled).toBe(3)
    expect(waits.join()).toMatch(/asked to wait/)
    expect(waits.at(-1)).toBeNull()
  })

  it('an answer: a connection that is cut is asked again, and one that always is costs that one alone', async () => {
    const cut = new Map<string, number>()
    const halo = await start({ count: 6 }, (path, response) => {
      const times = (cut.get(path) ?? 0) + 1
      cut.set(path, times)
      if (
        !(path.endsWith('02') && isDetail.test(path)) &&
        !(path.endsWith('04') && isDetail.test(path) && times === 1)
      )
        return false
      response.socket?.destroy()
      return true
    })
    const facts = await halo.read()
    expect(states(facts)).toEqual(['read', 'failed', 'read', 'read', 'read', 'read'])
  })

  it('anything any more: what was read stays, and nobody asks five hundred times', async () => {
    let isDead = false
    const halo = await start({ count: 500 }, (path, response) => {
      isDead ||= path.endsWith('0020') && isDetail.test(path)
      if (isDead) response.socket?.destroy()
      return isDead
    })
    const facts = await halo.read()
    // Those that were asked at once with the one at which it died may have come before it.
    const { length: read } = states(facts).filter((state) => state === 'read')
    expect(read).toBeGreaterThanOrEqual(12)
    expect(read).toBeLessThan(19 + 8)
    expect(facts.applications).toHaveLength(500)
    expect(halo.seen.length).toBeLessThan(200)
    expect(facts.lists.every(({ observation }) => observation.state === 'failed')).toBe(true)
    expect(facts.gaps.length).toBeGreaterThan(2)
  })

  it('a connection: the failure is the list’s too, and nothing is “none”', async () => {
    const halo = await start()
    await halo.close()
    running.length = 0
    const facts = await halo.read()
    expect(facts.inspector).toMatchObject({ state: 'failed', failure: { code: 'connection.unreachable' } })
    expect(facts.listFailure?.code).toBe('connection.unreachable')
    expect(facts.lists.map(({ observation }) => observation.state)).toEqual(['skipped', 'skipped'])
    expect(facts).toMatchObject({ teams: null, ticketTypes: null, inspectorAgent: null })
  })
})
