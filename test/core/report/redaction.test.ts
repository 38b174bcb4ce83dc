import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { comparisonToJson } from '../../../src/core/comparison/comparison-json'
import { explained } from '../../../src/core/causes/explained'
import type { ComparisonFacts } from '../../../src/core/access/side-facts'
import { redact } from '../../../src/core/report/redaction'
import { aScene } from '../support/arbitraries'
import {
  aComparison,
  aFailure,
  aRecord,
  aTeam,
  aTicket,
  anAgent,
  API_AGENT,
  codesOf,
  connected,
  FABRIKAM,
  failedSide,
  listed,
  OTHERS,
  refused,
  truncated,
} from '../support/builders'
import type { Scene } from '../support/builders'

const CANARY = 'Zanzibar'

/** Numbers names in the order they come. */
const pseudonyms = () => {
  const known = new Map<string, string>()
  return (kind: string, text: string): string => {
    const key = `${kind}/${text}`
    const name = known.get(key) ?? `${kind}-${known.size + 1}`
    known.set(key, name)
    return name
  }
}

/** Plants a name in every text that is not an id, a code or a state. */
const withCanary = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((item) => withCanary(item, key))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withCanary(child, name)]))
  }
  if (typeof value !== 'string' || STRUCTURAL.test(key)) return value
  return /Name$|^name$|^label$/.test(key) && value === '' ? CANARY : `${value} ${CANARY}`
}

const STRUCTURAL =
  /(^id|Id)$|^(state|code|verdict|resource|startedAt|finishedAt|onlyAgent|onlyApp|changed)$|^[A-Z][a-z]$|^l[89]$|^SA$/

const NAMED: Scene = {
  agent: connected(),
  app: connected({ ...API_AGENT, scopes: ['read:tickets', 'custom'] }),
  configuration: {
    appSide: anAgent({
      claims: { Tx: '2', Fc: '0', l9: '0' },
      clients: [{ clientId: '11', name: 'Contoso' }],
      roles: [{ id: '1', name: 'Readers' }],
    }),
    application: {
      id: 'x',
      name: 'Reporting sync',
      inactive: false,
      loginAgentId: '42',
      loginAgentName: 'API Agent',
      scopes: ['read:tickets'],
    },
    teams: [{ teamId: '3', name: 'Service Desk', departmentId: '1' }],
    ticketTypes: [{ id: '1', name: 'Incident' }],
    assetTypes: [{ id: '1', name: 'Server' }],
    gaps: ['Northwind has no inspector.'],
  },
  observed: {
    tickets: [
      listed([aTicket(1, { ...FABRIKAM, ...OTHERS, siteName: 'London', typeName: 'Incident' }), aTicket(2)]),
      listed([aTicket(2)]),
    ],
    clients: [listed([aRecord(11, { label: 'Contoso' }), aRecord(12, { label: 'Fabrikam Ltd' })]), refused()],
    users: [truncated([aRecord(1)], 2), { state: 'skipped', reason: 'Northwind was busy.' }],
    assets: [listed([aRecord(1)]), { state: 'failed', failure: aFailure('connection.unreachable') }],
  },
}

describe('redact', () => {
  it('lets no name through, from any field, into any field', () => {
    const planted = withCanary(aComparison(NAMED)) as ComparisonFacts // The same shape, other texts.
    const redacted = redact(explained(planted), pseudonyms())
    expect(JSON.stringify(planted).split(CANARY).length).toBeGreaterThan(40)
    expect(JSON.stringify(redacted)).not.toContain(CANARY)
    expect(JSON.stringify(comparisonToJson(redacted))).not.toContain(CANARY)
  })

  it('lets no name through from a side that could not connect', () => {
    const facts = aComparison({ app: failedSide(aFailure('connection.tls'), ['read:zanzibar']) })
    const planted = withCanary(facts) as ComparisonFacts // The same shape, other texts.
    expect(JSON.stringify(redact(explained(planted), pseudonyms())).toLowerCase()).not.toContain('zanzibar')
  })

  it('keeps every conclusion: codes, records, severities, verdicts, ids', () => {
    fc.assert(
      fc.property(aScene(fc.constantFrom('7', '42', null)), (scene) => {
        const comparison = explained(aComparison(scene))
        const redacted = redact(comparison, pseudonyms())
        const shape = ({ findings }: Comparison) =>
          findings.map(({ code, severity, side, resource, records, confidence }) => ({
            code,
            severity,
            side,
            resource,
            records,
            confidence,
          }))
        expect(shape(redacted)).toEqual(shape(comparison))
        expect(redacted.coverage).toEqual(comparison.coverage)
        expect(redacted.resources.map(({ onlyAgent, onlyApp }) => [onlyAgent, onlyApp])).toEqual(
          comparison.resources.map(({ onlyAgent, onlyApp }) => [onlyAgent, onlyApp]),
        )
      }),
    )
  })

  it('calls the same client the same in its list, its tickets and the findings', () => {
    const redacted = redact(explained(aComparison(NAMED)), (kind, text) => `<${kind}:${text.length}>`)
    const [tickets, clients] = redacted.resources
    const ticket = tickets?.agent.state === 'listed' ? tickets.agent.records[0] : undefined
    const client = clients?.agent.state === 'listed' ? clients.agent.records[1] : undefined
    expect(ticket?.clientName).toBe('<client:12>')
    expect(client?.label).toBe('<client:12>')
    expect(JSON.stringify(redacted.findings)).toContain('<client:12> (1)')
    expect(codesOf(redacted.findings)).toContain('agent.client')
  })

  it('says of a failure what is true of every tenant', () => {
    const app = failedSide(aFailure('connection.tls', { message: 'halo.contoso.example is not trusted.' }))
    const redacted = redact(explained(aComparison({ app })), pseudonyms())
    expect(redacted.app).toMatchObject({
      failure: { message: "The server's certificate is not trusted, has expired or is for another host." },
    })
  })

  it('replaces the host of the address, drops its path, and keeps the scheme', () => {
    const facts = aComparison({})
    const tenant = { ...facts.tenant, url: 'https://user@halo.contoso.example:8443/contoso' }
    expect(redact(explained({ ...facts, tenant }), (kind, text) => `${kind}[${text}]`).tenant.url).toBe(
      'https://host[halo.contoso.example:8443]',
    )
  })

  it('keeps small numbers as ids, and replaces any other part of an id alike wherever it stands', () => {
    const odd = { clientId: 'tim@contoso.example', agentId: '447911123456', teamId: '3' }
    const records = [aTicket('7/tim@contoso.example', odd), aTicket(5, odd), aTicket('b0a1-guid', odd)]
    const appSide = anAgent({
      clients: [{ clientId: 'tim@contoso.example', name: 'Contoso' }],
      roles: [{ id: 'r-1', name: 'Readers' }],
    })
    const redacted = redact(
      explained(
        aComparison({ observed: { tickets: [listed(records), listed([])] }, configuration: { appSide } }),
      ),
      (kind, text) => `${kind}[${String(text.length)}]`,
    )
    const [tickets] = redacted.resources
    expect(tickets?.onlyAgent).toEqual(['5', '7/id[19]', 'id[9]'])
    expect(tickets?.agent.state === 'listed' && tickets.agent.records[0]).toMatchObject({
      id: '5',
      clientId: 'id[19]',
      agentId: 'id[12]',
      teamId: '3',
      date: null,
    })
    expect(redacted.configuration.appSide).toMatchObject({
      clients: [{ clientId: 'id[19]' }],
      roles: [{ id: 'id[3]' }],
    })
  })

  it('drops what roles say of a person, and dates', () => {
    const roles = [{ id: '1', name: 'Readers', claims: { Tx: '2', mail: 'a@contoso.example' } }]
    const dated = aTicket(1, { date: '2024-05-06T07:08:09Z' })
    const facts = aComparison({
      observed: { tickets: [listed([dated]), listed([])] },
      configuration: { roles },
    })
    const redacted = redact(explained(facts), pseudonyms())
    expect(redacted.configuration.roles?.[0]?.claims).toEqual({ Tx: '2' })
    expect(JSON.stringify(redacted)).not.toContain('2024-05-06')
  })

  it('keeps permission codes and drops claims that may be about a person', () => {
    const appSide = anAgent({ claims: { Tx: '2', SA: 'true', email: 'a@contoso.example', Zz: 'Contoso' } })
    const { configuration } = redact(explained(aComparison({ configuration: { appSide } })), pseudonyms())
    expect(configuration.appSide?.claims).toEqual({ Tx: '2', SA: 'true' })
  })

  it('names memberships and lists with stand-ins', () => {
    const appSide = anAgent({ teams: [aTeam('3', 'Service Desk')] })
    const { configuration } = redact(
      explained(aComparison({ configuration: { appSide } })),
      (kind) => `a ${kind}`,
    )
    expect(configuration.appSide?.teams?.[0]).toMatchObject({ teamId: '3', name: 'a team' })
  })
})
