import { afterEach, describe, expect, it } from 'vitest'
import type { InventoryFacts } from '../../../../src/core/inventory/application'
import { eventually } from '../../../support/eventually'
import { json } from '../../../support/fault-server'
import { startInventoryHalo, type InventoryHalo } from '../../../support/inventory-halo'

const running: InventoryHalo[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((halo) => halo.close()))
})

const start = async (options: Parameters<typeof startInventoryHalo>[0] = {}) => {
  const halo = await startInventoryHalo(options)
  running.push(halo)
  return halo
}

/** Reads until so many requests came in, then cancels. */
const cancelledAt = async (halo: InventoryHalo, requests: number): Promise<InventoryFacts> => {
  const controller = new AbortController()
  halo.trouble = () => {
    if (halo.seen.length >= requests) controller.abort()
    return false
  }
  const facts = await halo.read({ signal: controller.signal })
  halo.trouble = () => false
  // What was under way at once may come in only now.
  await eventually(() => {
    expect(halo.connections()).toBe(0)
  })
  return facts
}

/** Requests of a tenant that are under way at once, at most. */
const MOST_AT_ONCE = 8

const isRead = ({ detail }: { detail: { state: string } }) => detail.state === 'read'

/** Paths whose answers are in the facts. */
const answeredIn = ({ applications, agents, roles }: InventoryFacts): readonly string[] => [
  ...applications.filter(isRead).map(({ id }) => `/Application/${id}`),
  ...agents.filter(({ state }) => state === 'read').map(({ agentId }) => `/Agent/${agentId}`),
  ...roles.map(({ id }) => `/Roles/${id}`),
]

/** Facts without what tells when and how often. */
const found = ({ startedAt: _s, finishedAt: _f, requests: _r, gaps: _g, ...facts }: InventoryFacts) => facts

describe('a reading that is cancelled', () => {
  it('keeps what it has at any request, says what is missing, and is taken up without asking twice', async () => {
    const whole = await start({ count: 4 })
    const undisturbed = await whole.read()
    const total = whole.seen.length
    const halo = await start({ count: 4 })
    // The first that a test may answer is Agent/me, after discovery and the token.
    for (let at = 4; at < total; at++) {
      halo.seen.length = 0
      const facts = await cancelledAt(halo, at)
      const asked = halo.asked()
      expect(facts.cancelled).toBe(true)
      expect(halo.seen.length).toBeGreaterThanOrEqual(at)
      expect(halo.seen.length).toBeLessThan(at + MOST_AT_ONCE)
      // Whatever was not read says so itself, and nothing is “none”.
      expect(facts.listFailure !== null || facts.applications.length === 4).toBe(true)
      for (const application of facts.applications)
        if (!isRead(application))
          expect(application).toMatchObject({ scopes: null, detail: { state: 'not-read' } })
      for (const { observation } of facts.lists)
        expect(observation.state === 'skipped' || observation.state === 'listed').toBe(true)
      const missing =
        facts.gaps.length > 0 ||
        facts.listFailure !== null ||
        facts.lists.some(({ observation }) => observation.state !== 'listed' || !observation.complete)
      expect(missing).toBe(true)

      halo.seen.length = 0
      const again = await halo.read({ before: facts })
      expect(found(again)).toEqual(found({ ...undisturbed, tenant: again.tenant }))
      expect(again.requests).toBe(facts.requests + halo.seen.length)
      expect(again.startedAt <= again.finishedAt).toBe(true)
      // The last ones asked, as many as are under way at once, may not have been answered any more; pages of half a
      // list are read again.
      const single = (paths: readonly string[]) =>
        paths.filter((path) => !/^\/(?:Ticket|Client|Team)/.test(path))
      const answered = new Set(answeredIn(facts))
      expect(single(halo.asked()).filter((path) => answered.has(path))).toEqual([])
      const before = new Set(single(asked).slice(0, -MOST_AT_ONCE))
      expect(single(halo.asked()).filter((path) => before.has(path))).toEqual([])
      for (const { resource, observation } of facts.lists)
        if (observation.state === 'listed' && observation.complete)
          expect(halo.asked()).not.toContain(resource === 'tickets' ? '/Tickets' : '/Client')
    }
  })

  it('before it began has nothing, and says why', async () => {
    const halo = await start()
    const facts = await halo.read({ signal: AbortSignal.abort() })
    expect(facts).toMatchObject({ cancelled: true, applications: [], inspector: { state: 'failed' } })
    expect(facts.listFailure).not.toBeNull()
    expect(halo.seen).toHaveLength(0)
  })
})

describe('a reading that is taken up', () => {
  it('asks for nothing but who it is where nothing is missing', async () => {
    const halo = await start()
    const facts = await halo.read()
    halo.seen.length = 0
    const before = { ...facts, startedAt: '2026-11-24T09:00:00.000Z', finishedAt: '2026-11-24T09:05:00.000Z' }
    const again = await halo.read({ before })
    expect(halo.asked()).toEqual([])
    expect(found(again)).toEqual(found(facts))
    expect(again.startedAt).toBe(before.startedAt)
    expect(again.finishedAt > before.finishedAt).toBe(true)
    expect(again.gaps).toEqual([
      expect.stringMatching(
        /^Taken up again at 2026-11-24 10:00 UTC. As of 2026-11-24 09:05 UTC or earlier: 6 applications, 2 agents, 2 lists of records\.$/,
      ),
    ])
    const third = await halo.read({ before: again })
    expect(third.gaps).toHaveLength(2)
  })

  it('reads what failed, and leaves what was refused', async () => {
    const halo = await start({ count: 6 })
    halo.trouble = (path, response) => {
      const status = path.endsWith('a2') ? 0 : path.endsWith('0002') ? 500 : path.endsWith('0004') ? 403 : 0
      if (path === '/Client') response.writeHead(500).end()
      else if (status !== 0) response.writeHead(status).end()
      else return false
      return true
    }
    const facts = await halo.read()
    expect(facts.applications.map(({ detail }) => detail.state)).toEqual([
      'read',
      'failed',
      'read',
      'refused',
      'read',
      'read',
    ])
    expect(facts.roles).toHaveLength(2)
    halo.trouble = () => false
    halo.seen.length = 0
    const again = await halo.read({ before: facts })
    expect(halo.asked().filter((path) => !path.startsWith('/Client'))).toEqual([
      expect.stringMatching(/^\/Application\/.*0002$/),
      expect.stringMatching(/^\/Roles\/.*0002$/),
    ])
    expect(again.applications.map(({ detail }) => detail.state).filter((state) => state !== 'read')).toEqual([
      'refused',
    ])
    expect(
      again.lists.every(({ observation }) => observation.state === 'listed' && observation.complete),
    ).toBe(true)
    expect(again.gaps.filter((gap) => !gap.startsWith('Taken up'))).toEqual([
      'The details of “Application 4” could not be read: Halo refused it (403).',
    ])
  })

  it('keeps the longer of two halves of a list, and half a list rather than none', async () => {
    const halo = await start()
    const cut =
      (from: number) =>
      (path: string, response: Parameters<InventoryHalo['trouble']>[1], { url }: { url: string }) => {
        if (path !== '/Tickets' || Number(/page_no=(\d+)/.exec(url)?.[1]) < from) return false
        response.writeHead(403).end()
        return true
      }
    halo.trouble = cut(2)
    const facts = await halo.read({ resources: ['tickets'] })
    expect(facts.lists[0]?.observation).toMatchObject({ state: 'listed', complete: false })
    halo.trouble = (path, response) => {
      if (path === '/Tickets') response.writeHead(500).end()
      return path === '/Tickets'
    }
    const again = await halo.read({ before: facts, resources: ['tickets'] })
    expect(again.lists).toEqual(facts.lists)
  })

  it('keeps what it has when it cannot connect, and says so', async () => {
    const halo = await start()
    const facts = await cancelledAt(halo, 8)
    await halo.close()
    running.length = 0
    const again = await halo.read({ before: facts })
    expect(again.inspector).toEqual(facts.inspector)
    expect(again.applications.filter(isRead)).toEqual(facts.applications.filter(isRead))
    expect(again.gaps.join()).toMatch(/The inspector could not connect/)
  })

  it.each([
    ['another agent', { id: 1002 }],
    ['other scopes', { id: undefined }],
  ])('by %s reads everything anew, and says so', async (_name, agent) => {
    const halo = await start()
    const facts = await halo.read()
    if (facts.inspector.state === 'failed') throw new Error('it could not connect')
    halo.trouble = (path, response) => {
      if (path !== '/Agent/me' || agent.id === undefined) return false
      json(response, { ...agent, name: 'Somebody else', claims: [], teams: [], clients: [], tickettypes: [] })
      return true
    }
    const { identity } = facts.inspector
    const scopes = agent.id === undefined ? ['read:tickets'] : identity.scopes
    const before = { ...facts, inspector: { ...facts.inspector, identity: { ...identity, scopes } } }
    halo.seen.length = 0
    const again = await halo.read({ before })
    expect(halo.asked().filter((path) => path.startsWith('/Application'))).toHaveLength(7)
    expect(again.gaps.join()).toMatch(/read anew/)
  })

  it('of another tenant is not taken up', async () => {
    const halo = await start()
    const facts = await halo.read()
    halo.seen.length = 0
    await halo.read({ before: { ...facts, tenant: { ...facts.tenant, url: 'https://other.example' } } })
    expect(halo.asked().filter((path) => path.startsWith('/Application'))).toHaveLength(7)
  })

  it('reads lists that were not asked for before, and none that are not asked for now', async () => {
    const halo = await start()
    const facts = await halo.read({ resources: ['tickets'] })
    halo.seen.length = 0
    const again = await halo.read({ before: facts, resources: ['sites'] })
    expect(again.lists.map(({ resource }) => resource)).toEqual(['sites'])
    expect(new Set(halo.asked())).toEqual(new Set(['/Site']))
  })
})
