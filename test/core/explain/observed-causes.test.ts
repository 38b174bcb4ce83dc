import { describe, expect, it } from 'vitest'
import type { RecordSummary } from '../../../src/core/comparison/record'
import {
  aRecord,
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
  refused,
  UNASSIGNED,
} from '../support/builders'
import type { Observed } from '../support/builders'

/** Findings when nothing is known of the app's agent but what it sees. */
const explainTickets = (
  lost: readonly RecordSummary[],
  seen: readonly RecordSummary[],
  more: Observed = {},
) => explainScene({ observed: { tickets: [listed([...lost, ...seen]), listed(seen)], ...more } })

const UNEXPLAINED = ['data.unexplained', 'identity.different-agent']

describe('causes read from the data alone', () => {
  it('agent.client: every lost ticket is of a client of which the app sees nothing', () => {
    const finding = only(
      explainTickets([aTicket(1, FABRIKAM), aTicket(2, FABRIKAM)], [aTicket(3)]),
      'agent.client',
    )
    expect(finding).toMatchObject({ severity: 'error', records: ['1', '2'], confidence: 'observed' })
    expect(finding.message).toBe(
      '2 tickets that the app does not see fit a limit to certain clients: it sees nothing at all of theirs; the settings of API Agent are not known.',
    )
    expect(evidenceOf(finding)).toEqual(['client: Fabrikam Ltd (2)'])
  })

  it('agent.client: not when another resource shows that client', () => {
    const users = listed([aRecord(5, FABRIKAM)])
    expect(codesOf(explainTickets([aTicket(1, FABRIKAM)], [aTicket(2)], { users: [users, users] }))).toEqual(
      UNEXPLAINED,
    )
  })

  it('agent.client: ticket by ticket where the list of clients shows which are invisible', () => {
    const findings = explainTickets([aTicket(1, FABRIKAM), aTicket(2)], [aTicket(3)], {
      clients: [listed([aRecord(11), aRecord(12)]), listed([aRecord(11)])],
    })
    expect(findings.filter(({ code }) => code === 'agent.client')).toMatchObject([
      { resource: 'tickets', records: ['1'] },
      { resource: 'clients', records: ['12'] },
    ])
    expect(only(findings, 'data.unexplained').records).toEqual(['2'])
  })

  it('agent.client: not on the word of the list of clients alone when other records of the client are seen', () => {
    const findings = explainTickets([aTicket(1, FABRIKAM)], [aTicket(2, FABRIKAM), aTicket(3)], {
      clients: [listed([aRecord(11), aRecord(12)]), listed([aRecord(11)])],
    })
    expect(findings.map(({ code, resource }) => [code, resource]).slice(0, 2)).toEqual([
      ['data.unexplained', 'tickets'],
      ['data.unexplained', 'clients'],
    ])
  })

  it('agent.ticket-type: every lost ticket is of a type that is never seen', () => {
    const findings = explainTickets([aTicket(1, { typeId: '2' }), aTicket(2, { typeId: '3' })], [aTicket(3)])
    expect(codesOf(findings)).toEqual(['agent.ticket-type', 'identity.different-agent'])
  })

  it('agent.asset-type: likewise for assets', () => {
    const server = aRecord(1, { clientId: '11', typeId: '5' })
    const laptop = aRecord(2, { clientId: '11', typeId: '6' })
    const findings = explainScene({ observed: { assets: [listed([server, laptop]), listed([server])] } })
    expect(codesOf(findings)).toEqual(['agent.asset-type', 'identity.different-agent'])
  })

  it('agent.team: every lost ticket is with a team that is never seen', () => {
    const findings = explainTickets([aTicket(1, { teamId: '4' })], [aTicket(2)])
    expect(codesOf(findings)).toEqual(['agent.team', 'identity.different-agent'])
  })

  it('agent.unassigned: all lost tickets are unassigned and no unassigned one is seen', () => {
    expect(codesOf(explainTickets([aTicket(1, UNASSIGNED)], [aTicket(2)]))).toEqual([
      'agent.unassigned',
      'identity.different-agent',
    ])
    expect(codesOf(explainTickets([aTicket(1, UNASSIGNED)], [aTicket(2), aTicket(3, UNASSIGNED)]))).toEqual(
      UNEXPLAINED,
    )
  })

  it("agent.others-tickets: all lost tickets are others' and only own ones are seen", () => {
    expect(codesOf(explainTickets([aTicket(1, OTHERS)], [aTicket(2)]))).toEqual([
      'agent.others-tickets',
      'identity.different-agent',
    ])
    expect(codesOf(explainTickets([aTicket(1, OTHERS)], [aTicket(2, { agentId: '8' })]))).toEqual(UNEXPLAINED)
  })

  it('both kinds of assignment together, each with its own tickets', () => {
    const findings = explainTickets([aTicket(1, OTHERS), aTicket(2, UNASSIGNED)], [aTicket(3)])
    expect(only(findings, 'agent.others-tickets').records).toEqual(['1'])
    expect(only(findings, 'agent.unassigned').records).toEqual(['2'])
  })

  it('takes assignment for no cause while a lost ticket is of a kind that is seen', () => {
    expect(codesOf(explainTickets([aTicket(1, UNASSIGNED), aTicket(2)], [aTicket(3)]))).toEqual(UNEXPLAINED)
  })

  it("does not call tickets others' when the agent is unknown", () => {
    const findings = explainScene({
      app: connected({ agentId: null, name: null }),
      observed: {
        tickets: [listed([aTicket(1, OTHERS), aTicket(2, UNASSIGNED)]), listed([aTicket(2, UNASSIGNED)])],
      },
    })
    expect(codesOf(findings)).toEqual(['data.unexplained'])
  })

  it('gives every facet that separates, since any of them may be it', () => {
    const findings = explainTickets([aTicket(1, { ...FABRIKAM, teamId: '4' })], [aTicket(2)])
    expect(codesOf(findings)).toEqual(['agent.team', 'agent.client', 'identity.different-agent'])
  })

  it('wants an exact separation: one lost ticket that does not fit leaves all unexplained', () => {
    const findings = explainTickets([aTicket(1, FABRIKAM), aTicket(2)], [aTicket(3)])
    expect(codesOf(findings)).toEqual(UNEXPLAINED)
    expect(only(findings, 'data.unexplained')).toMatchObject({ severity: 'error', records: ['1', '2'] })
  })

  it('reads nothing from an empty list, which separates everything from nothing', () => {
    expect(codesOf(explainTickets([aTicket(1, { ...FABRIKAM, ...UNASSIGNED })], []))).toEqual(UNEXPLAINED)
  })

  it('reads nothing from types and teams of another list: opportunities have their own', () => {
    const opportunity = aTicket(5, { typeId: '9', teamId: '8' })
    const findings = explainTickets([], [aTicket(1)], { opportunities: [listed([opportunity]), listed([])] })
    expect(codesOf(findings)).toEqual(UNEXPLAINED)
  })

  it('asks for an inspector when nothing is known of the agent', () => {
    expect(only(explainTickets([aTicket(1)], [aTicket(2)]), 'data.unexplained').fix?.text).toContain(
      'inspector',
    )
  })

  it('is used for what the settings leave open, never against them', () => {
    const explainWith = (claims: Record<string, string>) =>
      explainScene({
        configuration: { appSide: anAgent({ claims, clients: [] }) },
        observed: {
          tickets: [listed([aTicket(1, { ...FABRIKAM, ...UNASSIGNED }), aTicket(2)]), listed([aTicket(2)])],
        },
      })
    const open = explainWith({ Fc: '1', Ft: '1', Tx: '2', l8: '1' })
    expect(only(open, 'agent.unassigned')).toMatchObject({ confidence: 'observed', records: ['1'] })
    expect(codesOf(open)).not.toContain('agent.client')
    expect(codesOf(explainWith({ Fc: '1', Ft: '1', Tx: '2', l8: '1', l9: '1' }))).toEqual(UNEXPLAINED)
  })

  it('never applies to the same agent', () => {
    const findings = explainScene({
      app: connected(),
      observed: {
        tickets: [listed([aTicket(1, FABRIKAM), aTicket(2)]), listed([aTicket(2)])],
        assets: [refused(), refused()],
      },
    })
    expect(codesOf(findings)).not.toContain('agent.client')
  })
})
