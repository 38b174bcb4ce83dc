import { describe, expect, it } from 'vitest'
import { withReferences } from '../../../src/core/comparison/references'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { explain } from '../../../src/core/explain/explain'
import { explained } from '../../../src/core/causes/explained'
import { ownTime } from '../../support/own-time'
import {
  aComparison,
  aRecord,
  type Scene,
  anAgent,
  aTeam,
  aTicket,
  listed,
  visibilityFor,
} from '../support/builders'

const explainedScene = (scene: Scene) => explained(aComparison(scene))

const team = (teamId: string, name: string, departmentId: string | null) => ({ teamId, name, departmentId })
const TEAMS = [team('3', '1st Line Support', '1'), team('4', 'Desk', '1'), team('5', 'Desk', '2')]
const named = (teamName: string, departmentId: string | null = null) =>
  aTicket(1, { teamId: null, teamName, departmentId })

const teamOf = (ticket: ReturnType<typeof aTicket>): string | null => {
  const scene = explainedScene({
    configuration: { teams: TEAMS },
    observed: { tickets: [listed([ticket]), listed([])] },
  })
  const [tickets] = withReferences(scene).resources
  return tickets?.agent.state === 'listed' ? (tickets.agent.records[0]?.teamId ?? null) : null
}

describe('a reference by name', () => {
  it.each([
    [named('1st Line Support'), '3'],
    [named('1ST  line support'), '3'],
    [named('Desk'), null],
    [named('Desk', '2'), '5'],
    [named('Nobody knows'), null],
    [named(' '), null],
  ])('%# is matched where one thing alone has the name', (ticket, id) => {
    expect(teamOf(ticket)).toBe(id)
  })

  it('is looked up at once, however many things have the name', () => {
    const clients = Array.from({ length: 30_000 }, (_, index) =>
      aRecord(index + 1, { clientId: String(index + 1), clientName: 'Contoso' }),
    )
    const tickets = Array.from({ length: 30_000 }, (_, index) =>
      aTicket(index + 1, { clientId: null, clientName: index === 0 ? 'CONTOSO ' : 'Contoso' }),
    )
    const facts = aComparison({
      observed: { clients: [listed(clients), listed([])], tickets: [listed(tickets), listed([])] },
    })
    const began = ownTime()
    const { resources } = withReferences(facts)
    expect(ownTime() - began).toBeLessThan(3_000)
    const found = resources.find(({ resource }) => resource === 'tickets')?.agent
    expect(found?.state === 'listed' && new Set(found.records.map(({ clientId }) => clientId))).toEqual(
      new Set([null]),
    )
  })

  it('that is ambiguous denies nothing, and the finding says so', () => {
    const scene = explainedScene({
      configuration: { teams: TEAMS, appSide: anAgent({ teams: [aTeam('3', '1st Line Support')] }) },
      observed: { tickets: [listed([named('Desk'), aTicket(2)]), listed([aTicket(2)])] },
    })
    const whole = withReferences(scene)
    const findings = explain(whole)
    expect(findings.map(({ code }) => code)).not.toContain('agent.team')
    const open = findings.find(({ code }) => code === 'data.unexplained')
    expect(open?.evidence).toContainEqual({
      what: 'named without an id, and by none or several of this name',
      value: 'team Desk (1)',
    })
  })
})

describe('an entry of an agent’s list without an id', () => {
  const see = (agent: Parameters<typeof anAgent>[0]) =>
    visibilityFor(anAgent(agent), TEAMS)('tickets', aTicket(1)).visible

  it('keeps what is not in the list unknown, never hidden', () => {
    const limited = { Tx: '2', l8: '1', l9: '1', Fc: '0', Ft: '0', Fa: '0' }
    expect(see({ claims: limited, clients: [{ clientId: '', name: 'Contoso' }] })).toBe('unknown')
    expect(see({ claims: limited, clients: [{ clientId: '99', name: 'Other' }] })).toBe(false)
    expect(see({ claims: limited, ticketTypes: [{ typeId: '', name: 'Incident', canView: true }] })).toBe(
      'unknown',
    )
    expect(see({ teams: [aTeam('', 'Service Desk')] })).toBe('unknown')
    expect(see({ teams: [], departments: [{ departmentId: '', name: 'IT' }] })).toBe('unknown')
  })
})

describe('a ticket of which only the department is known', () => {
  const ofDepartment = aTicket(1, { teamId: null, teamName: null, departmentId: '2' })
  const see = (over: Parameters<typeof anAgent>[0]) =>
    visibilityFor(anAgent(over), TEAMS)('tickets', ofDepartment)

  it('is visible to its department, hidden from whom no team leads there, else unknown', () => {
    expect(see({ teams: [], departments: [{ departmentId: '2', name: 'Projects' }] }).visible).toBe(true)
    expect(see({ teams: [aTeam('3', 'A')] }).causes).toMatchObject([{ code: 'agent.team' }])
    expect(see({ teams: [{ ...aTeam('5', 'Desk'), departmentId: '2' }] }).visible).toBe('unknown')
  })

  it('is fixed by that department', () => {
    const scene = explainedScene({
      configuration: { teams: TEAMS, appSide: anAgent({ teams: [aTeam('3', 'A')] }) },
      observed: { tickets: [listed([ofDepartment]), listed([])] },
    })
    const [way] = smallestFixes(scene, 'tickets', null).ways
    expect(way?.changes).toMatchObject([{ kind: 'department', op: 'add', id: '2' }])
    const finding = scene.findings.find(({ code }) => code === 'agent.team')
    expect(finding?.fix?.text).toContain('the department #2')
  })
})

describe('an entry of an agent’s own lists', () => {
  const CLIENTS = [
    aRecord('11', { label: 'Contoso', clientId: '11', clientName: 'Contoso' }),
    aRecord('12', { label: 'Fabrikam', clientId: '12', clientName: 'Fabrikam' }),
  ]
  const type = (typeId: string, name: string) => ({ typeId, name, canView: true })
  const agent = anAgent({
    teams: [{ ...aTeam('', 'Desk'), departmentId: '2' }, aTeam('', 'Desk nobody knows')],
    departments: [
      { departmentId: '', name: 'On-site' },
      { departmentId: '7', name: 'Known by its id' },
    ],
    clients: [
      { clientId: '', name: 'Contoso' },
      { clientId: '', name: 'Nobody' },
    ],
    ticketTypes: [type('', 'Incident')],
    assetTypes: null,
  })
  const { appSide, agentSide } = withReferences(
    explainedScene({
      configuration: {
        teams: TEAMS,
        ticketTypes: [{ id: '1', name: 'Incident' }],
        appSide: agent,
        agentSide: anAgent({ teams: null, departments: null, clients: null, ticketTypes: null }),
      },
      observed: { clients: [listed(CLIENTS), listed(CLIENTS)] },
    }),
  ).configuration

  it('gets the id of the one thing of its name, and stays without one else', () => {
    expect(appSide?.teams?.map(({ teamId }) => teamId)).toEqual(['5', ''])
    expect(appSide?.clients?.map(({ clientId }) => clientId)).toEqual(['11', ''])
    expect(appSide?.departments?.map(({ departmentId }) => departmentId)).toEqual(['', '7'])
    expect(appSide?.ticketTypes?.map(({ typeId }) => typeId)).toEqual(['1'])
  })

  it('is none where a list was not read', () => {
    expect(appSide?.assetTypes).toBeNull()
    expect([agentSide?.teams, agentSide?.departments, agentSide?.clients, agentSide?.ticketTypes]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})
