import { describe, expect, it } from 'vitest'
import type { AgentPermissions, TenantTeam } from '../../../src/core/halo/permission'
import type { RecordSummary } from '../../../src/core/comparison/record'
import type { Resource } from '../../../src/core/halo/resource'
import {
  aRecord,
  aTeam,
  aTicket,
  anAgent,
  FABRIKAM,
  OTHERS,
  UNASSIGNED,
  visibilityFor,
} from '../support/builders'

interface Question {
  readonly agent?: Partial<AgentPermissions>
  readonly resource?: Resource
  readonly record?: RecordSummary
  readonly teams?: readonly TenantTeam[] | null
}

const ask = ({ agent = {}, resource = 'tickets', record = aTicket(1), teams = null }: Question) =>
  visibilityFor(anAgent(agent), teams)(resource, record)

const causes = (question: Question) => ask(question).causes.map(({ code, basis }) => `${code} ${basis}`)

const CONTOSO = [{ clientId: '11', name: 'Contoso' }]
const all = anAgent().claims ?? {}

describe('an unrestricted member of the team', () => {
  it('sees the ticket', () => {
    expect(ask({})).toEqual({ visible: true, causes: [], undecided: [] })
  })

  it('is not exempt as a Halo administrator', () => {
    expect(
      ask({
        agent: { administrator: true, claims: { ...all, SA: 'true', Fc: '0' }, clients: CONTOSO },
        record: aTicket(1, FABRIKAM),
      }).visible,
    ).toBe(false)
  })
})

describe('clients', () => {
  const limited = { claims: { ...all, Fc: '0' }, clients: CONTOSO }
  const other = aTicket(1, FABRIKAM)

  it('documented for tickets and clients, inferred for what follows them and where the switch is not sent', () => {
    expect(causes({ agent: limited, record: other })).toEqual(['agent.client D'])
    expect(causes({ agent: limited, resource: 'clients', record: aRecord(12) })).toEqual(['agent.client D'])
    expect(causes({ agent: limited, resource: 'sites', record: aRecord(80, FABRIKAM) })).toEqual([
      'agent.client I',
    ])
    const { Fc: _, ...without } = all
    expect(causes({ agent: { claims: without, clients: CONTOSO }, record: other })).toEqual([
      'agent.client I',
    ])
  })

  it.each([
    ['all clients are allowed', { claims: all, clients: CONTOSO }],
    ['the list is empty', { claims: { ...all, Fc: '0' }, clients: [] }],
  ])('visible when %s', (_, agent) => {
    expect(ask({ agent, record: other }).visible).toBe(true)
  })

  it.each([
    ['the list', { claims: { ...all, Fc: '0' }, clients: null }, other],
    ['the claims', { claims: null, clients: CONTOSO }, other],
    ["the record's client", limited, aTicket(1, { clientId: null })],
  ] as const)('unknown when %s is', (_, agent, record) => {
    const answer = ask({ agent, record })
    expect(answer.visible).toBe('unknown')
    expect(answer.undecided).toContain('agent.client')
  })

  it('does not apply to lists that belong to no client', () => {
    expect(ask({ agent: limited, resource: 'statuses', record: aRecord(1) }).visible).toBe(true)
  })
})

describe('types', () => {
  const limited = {
    claims: { ...all, Ft: '0' },
    ticketTypes: [{ typeId: '1', name: 'Incident', canView: true }],
  }

  it('hides other ticket types, and those types themselves', () => {
    expect(causes({ agent: limited, record: aTicket(1, { typeId: '2' }) })).toEqual(['agent.ticket-type I'])
    expect(causes({ agent: limited, resource: 'ticket-types', record: aRecord(2) })).toEqual([
      'agent.ticket-type I',
    ])
    expect(ask({ agent: limited }).visible).toBe(true)
  })

  it.each([
    ['view is', { ...limited, ticketTypes: [{ typeId: '2', name: 'Request', canView: null }] }, '2'],
    ['the list is', { ...limited, ticketTypes: null }, '2'],
    ["the record's type is", limited, null],
  ])('unknown when %s', (_, agent, typeId) => {
    expect(ask({ agent, record: aTicket(1, { typeId }) }).visible).toBe('unknown')
  })

  it('does not limit assets by ticket types, nor tickets by asset types', () => {
    expect(causes({ agent: limited, resource: 'assets', record: aRecord(1, { typeId: '2' }) })).toEqual([])
    const byAsset = {
      claims: { ...all, Fa: '0' },
      assetTypes: [{ typeId: '9', name: 'Server', canView: true }],
    }
    expect(causes({ agent: byAsset })).toEqual([])
    expect(causes({ agent: byAsset, resource: 'assets', record: aRecord(1, { typeId: '2' }) })).toEqual([
      'agent.asset-type I',
    ])
  })
})

describe('teams', () => {
  const elsewhere = aTicket(1, { teamId: '4', departmentId: '2' })

  it('hides tickets of other teams and departments', () => {
    expect(causes({ record: elsewhere })).toEqual(['agent.team D'])
  })

  it('is satisfied by the department, of the row or of the team', () => {
    const agent = { departments: [{ departmentId: '2', name: 'Delivery' }] }
    expect(ask({ agent, record: elsewhere }).visible).toBe(true)
    const rowWithout = aTicket(1, { teamId: '4', departmentId: null })
    expect(ask({ agent, record: rowWithout }).visible).toBe('unknown')
    expect(
      ask({ agent, record: rowWithout, teams: [{ teamId: '4', name: 'Projects', departmentId: '2' }] })
        .visible,
    ).toBe(true)
    expect(
      ask({ agent, record: rowWithout, teams: [{ teamId: '4', name: 'Projects', departmentId: '5' }] })
        .visible,
    ).toBe(false)
  })

  it('is satisfied by membership of all departments', () => {
    expect(
      ask({ agent: { allDepartments: true, teams: [], departments: [] }, record: elsewhere }).visible,
    ).toBe(true)
  })

  it('a member of none sees no ticket; where memberships are unknown it is unknown', () => {
    expect(causes({ agent: { teams: [], departments: [], allDepartments: null } })).toEqual([
      'agent.no-team D',
    ])
    expect(ask({ agent: { teams: [], departments: null }, record: elsewhere }).visible).toBe('unknown')
    expect(ask({ agent: { teams: null }, record: elsewhere }).visible).toBe('unknown')
  })

  it('narrows the list of teams likewise, by inference', () => {
    expect(causes({ resource: 'teams', record: aRecord(4, { departmentId: '2' }) })).toEqual(['agent.team I'])
    expect(ask({ resource: 'teams', record: aRecord(3) }).visible).toBe(true)
  })
})

describe('assignment', () => {
  const restricted = { claims: { ...all, l8: '0', l9: '0' } }

  it('own tickets need no right', () => {
    expect(ask({ agent: restricted }).visible).toBe(true)
  })

  it.each([
    ['agent.unassigned', UNASSIGNED, 'unassignedAccess'],
    ['agent.others-tickets', OTHERS, 'otherAgentAccess'],
  ] as const)('%s: hidden without the right, visible through the team', (code, facets, access) => {
    const record = aTicket(1, facets)
    expect(causes({ agent: restricted, record })).toEqual([`${code} I`])
    expect(
      ask({ agent: { ...restricted, teams: [aTeam('3', 'Desk', { [access]: true })] }, record }).visible,
    ).toBe(true)
    expect(
      ask({ agent: { ...restricted, teams: [aTeam('3', 'Desk', { [access]: null })] }, record }).visible,
    ).toBe('unknown')
    expect(
      ask({ agent: { ...restricted, teams: [aTeam('9', 'Other', { [access]: true })] }, record }).causes.map(
        (cause) => cause.code,
      ),
    ).toContain(code)
  })

  it('unknown when the claim is not set or the assignee is unknown', () => {
    const { l9: _, ...without } = all
    expect(ask({ agent: { claims: without }, record: aTicket(1, UNASSIGNED) }).visible).toBe('unknown')
    expect(ask({ agent: restricted, record: aTicket(1, { agentId: null }) }).visible).toBe('unknown')
  })
})

describe('whole features and agents', () => {
  it.each([
    ['tickets', { Tx: '0' }, 'agent.feature-level D'],
    ['statuses', { Tx: '0' }, 'agent.feature-level I'],
    ['assets', { Dx: '0' }, 'agent.feature-level D'],
  ] as const)('level No Access hides %s', (resource, claims, expected) => {
    expect(causes({ agent: { claims: { ...all, ...claims } }, resource, record: aTicket(1) })).toEqual([
      expected,
    ])
  })

  it('an unknown level is no No Access', () => {
    expect(ask({ resource: 'contracts', record: aRecord(1) })).toMatchObject({
      visible: 'unknown',
      undecided: ['agent.feature-level'],
    })
  })

  it('a disabled agent likely sees nothing; not knowing is not knowing', () => {
    expect(causes({ agent: { disabled: true } })).toEqual(['agent.disabled I'])
    expect(ask({ agent: { disabled: null } }).visible).toBe('unknown')
  })
})

it('lists every cause, even when another is unknown', () => {
  const agent = { claims: { Tx: '2', Fc: '0', Ft: '1', l9: '0' }, clients: CONTOSO, disabled: null }
  const answer = ask({
    agent,
    record: aTicket(1, { ...FABRIKAM, ...UNASSIGNED, teamId: '4', departmentId: '2' }),
  })
  expect(answer.visible).toBe(false)
  expect(answer.causes.map(({ code }) => code)).toEqual(['agent.client', 'agent.team', 'agent.unassigned'])
  expect(answer.undecided).toEqual(['agent.disabled'])
})
