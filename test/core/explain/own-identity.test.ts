import { expect, it } from 'vitest'
import { bestPattern } from '../../../src/core/explain/pattern'
import { resourceDefinition, RESOURCES, type NameKind } from '../../../src/core/halo/resource'
import { aRecord, explainScene, listed } from '../support/builders'

const FACETS = ['clientId', 'siteId', 'teamId', 'departmentId', 'typeId', 'agentId'] as const

const OWN: Readonly<Partial<Record<NameKind, (typeof FACETS)[number]>>> = {
  client: 'clientId',
  site: 'siteId',
  team: 'teamId',
  'ticket type': 'typeId',
  agent: 'agentId',
}

/** Records that carry their own id in every facet, as rows of some lists do. */
const itself = (id: number) => aRecord(id, Object.fromEntries(FACETS.map((facet) => [facet, String(id)])))

it.each(RESOURCES)('is no pattern among %s, and no cause', (resource) => {
  const lost = [2, 3, 4, 5].map(itself)
  const seen = [6, 7].map(itself)
  expect(bestPattern(lost, seen, (_kind, id) => id, resource)).toBeNull()
  const { kind } = resourceDefinition(resource)
  const facet = kind === null ? undefined : OWN[kind]
  if (facet === undefined) return
  const own = (id: string) => aRecord(id, { [facet]: id })
  const findings = explainScene({
    observed: {
      [resource]: [
        listed([...lost, ...seen].map(({ id }) => own(id))),
        listed(seen.map(({ id }) => own(id))),
      ],
    },
  })
  expect(findings.filter(({ records }) => records.length > 0).map(({ code }) => code)).toEqual([
    'data.unexplained',
  ])
})

it('of a client counts where the records of those clients are hidden as well', () => {
  const clients = [11, 12, 13].map((id) => aRecord(id, { clientId: String(id) }))
  const assets = clients.map(({ id }) => aRecord(`9${id}`, { clientId: id }))
  const findings = explainScene({
    observed: {
      clients: [listed(clients), listed(clients.slice(2))],
      assets: [listed(assets), listed(assets.slice(2))],
    },
  })
  expect(findings.filter(({ code }) => code === 'agent.client').map(({ resource }) => resource)).toContain(
    'clients',
  )
})

it('sites of one client are those of the client, and dates of no date are no pattern', () => {
  const ofClient = (id: number, clientId: string) => aRecord(id, { clientId, siteId: String(id) })
  const pattern = bestPattern(
    [ofClient(1, '11'), ofClient(2, '11')],
    [ofClient(3, '12')],
    (_kind, id) => id,
    'sites',
  )
  expect(pattern?.text).toBe('client 11')
  const dated = (id: number, date: string) => aRecord(id, { date })
  for (const none of ['0001-01-01T00:00:00', '1899-12-30T00:00:00', '1901-01-01T00:00:00'])
    expect(
      bestPattern(
        [dated(1, none), dated(2, none)],
        [dated(3, '2026-01-01T00:00:00')],
        (_kind, id) => id,
        'tickets',
      ),
    ).toBeNull()
})
