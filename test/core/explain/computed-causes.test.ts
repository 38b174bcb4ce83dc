import { describe, expect, it } from 'vitest'
import type { AgentPermissions } from '../../../src/core/halo/permission'
import type { RecordSummary } from '../../../src/core/comparison/record'
import {
  aRecord,
  aTeam,
  aTicket,
  anAgent,
  codesOf,
  connected,
  evidenceOf,
  explainScene,
  FABRIKAM,
  listed,
  only,
  OTHERS,
  UNASSIGNED,
} from '../support/builders'
import type { Observed } from '../support/builders'

/** Findings when the app, running as this agent, lacks some of the tickets. */
const explainTickets = (
  agent: AgentPermissions,
  lost: readonly RecordSummary[],
  seen: readonly RecordSummary[] = [],
) =>
  explainScene({
    configuration: { appSide: agent },
    observed: { tickets: [listed([...lost, ...seen]), listed(seen)] },
  })

const LIMITED_TO_CONTOSO = { Fc: '0', Ft: '1', l8: '1', l9: '1', Tx: '2' }
const contosoOnly = anAgent({ claims: LIMITED_TO_CONTOSO, clients: [{ clientId: '11', name: 'Contoso' }] })

describe('agent.client', () => {
  it('names the clients with their records and the click path', () => {
    const finding = only(
      explainTickets(
        contosoOnly,
        [aTicket(1, FABRIKAM), aTicket(2, FABRIKAM), aTicket(3, { clientId: '13', clientName: 'Litware' })],
        [aTicket(9)],
      ),
      'agent.client',
    )
    expect(finding).toMatchObject({
      severity: 'error',
      side: 'app',
      resource: 'tickets',
      records: ['1', '2', '3'],
      confidence: 'documented',
    })
    expect(finding.message).toBe(
      '3 tickets are hidden from the app because API Agent is limited to certain clients, and theirs are not among them.',
    )
    expect(evidenceOf(finding)).toEqual([
      'client: Fabrikam Ltd (2)',
      'client: Litware (1)',
      'clients allowed: Contoso',
    ])
    expect(finding.fix).toEqual({
      text: 'Add Fabrikam Ltd and Litware to the clients of API Agent, or allow it all clients.',
      path: 'Configuration > Teams & Agents > Agents > API Agent > Permissions',
    })
  })

  it('names three clients in the fix and counts the rest', () => {
    const lost = [12, 13, 14, 15, 16].map((id) =>
      aTicket(id, { clientId: String(id), clientName: `Client ${id}` }),
    )
    const finding = only(explainTickets(contosoOnly, lost), 'agent.client')
    expect(finding.fix?.text).toContain('Client 12, Client 13, Client 14 and 2 more')
    expect(evidenceOf(finding).filter((text) => text.startsWith('client: '))).toHaveLength(5)
  })

  it.each([
    ['clients', aRecord(12, { label: 'Fabrikam Ltd' })],
    ['sites', aRecord(80, FABRIKAM)],
    ['users', aRecord(81, FABRIKAM)],
    ['assets', aRecord(82, FABRIKAM)],
  ] as const)('covers %s, which follow their client', (resource, record) => {
    const findings = explainScene({
      configuration: { appSide: contosoOnly },
      observed: { [resource]: [listed([record]), listed([])] } satisfies Observed,
    })
    expect(only(findings, 'agent.client')).toMatchObject({ resource, records: [record.id] })
    expect(evidenceOf(only(findings, 'agent.client'))[0]).toBe('client: Fabrikam Ltd (1)')
  })

  it('calls an inferred rule likely', () => {
    const findings = explainScene({
      configuration: { appSide: contosoOnly },
      observed: { users: [listed([aRecord(1, FABRIKAM)]), listed([])] },
    })
    expect(only(findings, 'agent.client').message).toMatch(/^Likely: 1 user is hidden/)
  })

  it('is not said of a client the agent may see, nor when all clients are allowed', () => {
    expect(codesOf(explainTickets(contosoOnly, [aTicket(1)]))).toContain('data.unexplained')
    expect(codesOf(explainTickets(anAgent(), [aTicket(1, FABRIKAM)]))).toEqual([
      'data.unexplained',
      'identity.different-agent',
    ])
  })

  it('is not computed where the settings are unknown', () => {
    const findings = explainTickets(anAgent({ claims: null, clients: null }), [aTicket(1, FABRIKAM)])
    expect(codesOf(findings)).toEqual(['data.unexplained', 'identity.different-agent'])
  })

  it('gives way to observation for a client of which the app does see tickets', () => {
    const findings = explainTickets(
      contosoOnly,
      [aTicket(1, FABRIKAM), aTicket(2, { clientId: '13' })],
      [aTicket(3, FABRIKAM)],
    )
    expect(only(findings, 'agent.client').records).toEqual(['2'])
    expect(only(findings, 'data.unexplained').records).toEqual(['1'])
  })
})

describe('agent.ticket-type', () => {
  const incidentsOnly = anAgent({
    claims: { ...LIMITED_TO_CONTOSO, Fc: '1', Ft: '0' },
    ticketTypes: [
      { typeId: '1', name: 'Incident', canView: true },
      { typeId: '3', name: 'Change', canView: false },
    ],
  })

  it.each([
    ['missing from the list', '2'],
    ['in the list without view', '3'],
  ])('covers a type %s', (_, typeId) => {
    const finding = only(explainTickets(incidentsOnly, [aTicket(1, { typeId })]), 'agent.ticket-type')
    expect(finding.records).toEqual(['1'])
    expect(finding.message).toMatch(/^Likely: /)
    expect(evidenceOf(finding)).toContain('ticket types allowed: Incident')
  })

  it('takes the name of the type from wherever one was read', () => {
    const findings = explainScene({
      configuration: { appSide: incidentsOnly, ticketTypes: [{ id: '2', name: 'Request' }] },
      observed: { tickets: [listed([aTicket(1, { typeId: '2' })]), listed([])] },
    })
    expect(evidenceOf(only(findings, 'agent.ticket-type'))[0]).toBe('ticket type: Request (1)')
  })

  it('is not said of an allowed type', () => {
    expect(codesOf(explainTickets(incidentsOnly, [aTicket(1)]))).not.toContain('agent.ticket-type')
  })
})

describe('agent.asset-type', () => {
  const agent = anAgent({
    claims: { Fc: '1', Fa: '0' },
    assetTypes: [{ typeId: '5', name: 'Server', canView: true }],
  })
  const explainAssets = (lost: RecordSummary) =>
    explainScene({ configuration: { appSide: agent }, observed: { assets: [listed([lost]), listed([])] } })

  it('covers an asset of another type', () => {
    const finding = only(
      explainAssets(aRecord(1, { clientId: '11', typeId: '6', typeName: 'Laptop' })),
      'agent.asset-type',
    )
    expect(evidenceOf(finding)).toEqual(['asset type: Laptop (1)', 'asset types allowed: Server'])
  })

  it('is not said of an allowed type', () => {
    expect(codesOf(explainAssets(aRecord(1, { clientId: '11', typeId: '5' })))).not.toContain(
      'agent.asset-type',
    )
  })
})

describe('agent.team and agent.no-team', () => {
  it('covers tickets of other teams', () => {
    const finding = only(
      explainTickets(
        anAgent(),
        [aTicket(1, { teamId: '4', teamName: 'Projects', departmentId: '2' })],
        [aTicket(2)],
      ),
      'agent.team',
    )
    expect(finding.message).toBe(
      '1 ticket is hidden from the app because API Agent is in neither the team nor the department it belongs to.',
    )
    expect(finding.fix?.text).toContain('Make API Agent a member of the team Projects')
    expect(evidenceOf(finding)).toContain("agent's teams: Service Desk")
  })

  it('is not said of a ticket whose department the agent belongs to', () => {
    const agent = anAgent({ departments: [{ departmentId: '2', name: 'Delivery' }] })
    expect(codesOf(explainTickets(agent, [aTicket(1, { teamId: '4', departmentId: '2' })]))).not.toContain(
      'agent.team',
    )
  })

  it('says no team instead when there is none, for every ticket', () => {
    const findings = explainTickets(anAgent({ teams: [], departments: [] }), [
      aTicket(1),
      aTicket(2, { teamId: '4' }),
    ])
    expect(codesOf(findings)).toEqual(['agent.no-team', 'identity.different-agent'])
    expect(only(findings, 'agent.no-team')).toMatchObject({ records: ['1', '2'], confidence: 'documented' })
  })

  it('does not say no team when tickets are seen after all', () => {
    const findings = explainTickets(anAgent({ teams: [], departments: [] }), [aTicket(1)], [aTicket(2)])
    expect(codesOf(findings)).toEqual([
      'data.unexplained',
      'data.contradicts-rule',
      'identity.different-agent',
    ])
    expect(only(findings, 'data.contradicts-rule').records).toEqual(['2'])
  })

  it('does not say no team while departments are unknown', () => {
    expect(codesOf(explainTickets(anAgent({ teams: [], departments: null }), [aTicket(1)]))).not.toContain(
      'agent.no-team',
    )
  })
})

describe('agent.unassigned and agent.others-tickets', () => {
  const restricted = anAgent({ claims: { ...LIMITED_TO_CONTOSO, Fc: '1', l8: '0', l9: '0' } })

  it('separates unassigned from others, and says what an API-only agent is never given', () => {
    const findings = explainTickets(restricted, [aTicket(1, UNASSIGNED), aTicket(2, OTHERS)])
    expect(only(findings, 'agent.unassigned').records).toEqual(['1'])
    const others = only(findings, 'agent.others-tickets')
    expect(others.records).toEqual(['2'])
    expect(others.message).toContain('an API-only agent is never assigned any, so it sees none')
    expect(evidenceOf(others)).toEqual(['assigned to: Tim Bowers (1)', "view other agents' tickets (l8): 0"])
  })

  it("is not said of the agent's own tickets", () => {
    expect(codesOf(explainTickets(restricted, [aTicket(1)]))).toEqual([
      'data.unexplained',
      'identity.different-agent',
    ])
  })

  it('is not said where the team gives the right', () => {
    const agent = {
      ...restricted,
      teams: [aTeam('3', 'Service Desk', { unassignedAccess: true, otherAgentAccess: true })],
    }
    expect(codesOf(explainTickets(agent, [aTicket(1, UNASSIGNED), aTicket(2, OTHERS)]))).toEqual([
      'data.unexplained',
      'identity.different-agent',
    ])
  })

  it('gives way to observation: one unassigned ticket seen disproves it for all', () => {
    const findings = explainTickets(restricted, [aTicket(1, UNASSIGNED)], [aTicket(2, UNASSIGNED)])
    expect(codesOf(findings)).not.toContain('agent.unassigned')
  })
})

describe('assignment and observation', () => {
  it("one ticket of another agent seen disproves the rule for all agents'", () => {
    const agent = anAgent({ claims: { ...LIMITED_TO_CONTOSO, Fc: '1', l8: '0' } })
    const findings = explainTickets(agent, [aTicket(1, OTHERS)], [aTicket(2, { agentId: '8' })])
    expect(codesOf(findings)).toEqual([
      'data.unexplained',
      'data.contradicts-rule',
      'identity.different-agent',
    ])
  })
})

describe('the values of a finding', () => {
  it('come with the one of most records first, in evidence and fix', () => {
    const zeta = { clientId: '14', clientName: 'Zeta' }
    const finding = only(
      explainTickets(contosoOnly, [aTicket(1, FABRIKAM), aTicket(2, zeta), aTicket(3, zeta)]),
      'agent.client',
    )
    expect(evidenceOf(finding).slice(0, 2)).toEqual(['client: Zeta (2)', 'client: Fabrikam Ltd (1)'])
    expect(finding.fix?.text).toContain('Add Zeta and Fabrikam Ltd')
  })

  it('are named the same whatever row came first, even if rows disagree', () => {
    const name = (clientName: string) =>
      aTicket(clientName === 'Litware' ? 1 : 2, { clientId: '13', clientName })
    const evidence = (records: readonly RecordSummary[]) =>
      evidenceOf(only(explainTickets(contosoOnly, records), 'agent.client'))
    const swapped = [
      { ...name('Litware'), id: '2' },
      { ...name('LITWARE'), id: '1' },
    ]
    expect(evidence([name('Litware'), name('LITWARE')])).toEqual(evidence(swapped))
  })
})

describe('several causes', () => {
  it('are all listed, since all must change', () => {
    const agent = anAgent({ ...contosoOnly, claims: { ...LIMITED_TO_CONTOSO, l9: '0' } })
    const findings = explainTickets(agent, [
      aTicket(1, { ...FABRIKAM, ...UNASSIGNED, teamId: '4', departmentId: '2' }),
    ])
    expect(codesOf(findings)).toEqual([
      'agent.team',
      'agent.client',
      'agent.unassigned',
      'identity.different-agent',
    ])
  })

  it('cover an empty list under level No Access', () => {
    const findings = explainTickets(anAgent({ claims: { ...anAgent().claims, Tx: '0' } }), [aTicket(1)])
    expect(only(findings, 'agent.feature-level')).toMatchObject({ records: ['1'], resource: 'tickets' })
  })
})

describe('the same agent on both sides', () => {
  it('leaves lost records to the application, whatever the settings say', () => {
    const findings = explainScene({
      app: connected(),
      configuration: { appSide: anAgent({ ...contosoOnly, agentId: '7' }) },
      observed: { tickets: [listed([aTicket(1), aTicket(2, FABRIKAM)]), listed([aTicket(1)])] },
    })
    expect(codesOf(findings)).toEqual(['data.unexplained'])
    expect(only(findings, 'data.unexplained').message).toContain('so it lies in the application')
  })
})

describe('app.more-than-person', () => {
  const observed: Observed = { tickets: [listed([aTicket(1)]), listed([aTicket(1), aTicket(2, FABRIKAM)])] }

  it('warns of what only the app sees', () => {
    const findings = explainScene({ observed })
    expect(only(findings, 'app.more-than-person')).toMatchObject({
      severity: 'warning',
      side: 'app',
      records: ['2'],
    })
    expect(only(findings, 'app.more-than-person').message).toBe(
      'The app sees 1 ticket that Tim Bowers does not.',
    )
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it("adds why, from the person's settings, as information", () => {
    const agentSide = anAgent({ ...contosoOnly, agentId: '7', name: 'Tim Bowers', apiOnly: false })
    const findings = explainScene({ observed, configuration: { agentSide } })
    expect(only(findings, 'agent.client')).toMatchObject({ severity: 'info', side: 'agent', records: ['2'] })
  })
})
