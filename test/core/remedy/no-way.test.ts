import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { explained } from '../../../src/core/causes/explained'
import type { Resource } from '../../../src/core/halo/resource'
import { changeSyntax } from '../../../src/core/remedy/change-syntax'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { whatIf } from '../../../src/core/remedy/what-if'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aRecord,
  aTeam,
  aTicket,
  connected,
  failedSide,
  FABRIKAM,
  listed,
  refused,
  truncated,
  type Scene,
} from '../support/builders'

const TICKETS = [aTicket(1), aTicket(2, FABRIKAM)]
const whole = (scene: Scene): Comparison => {
  const facts = aComparison(scene)
  return explained(facts)
}
const fixOf = (scene: Scene, resource: Resource = 'tickets', chosen: readonly string[] | null = null) => {
  const { ways, open, reasons } = smallestFixes(whole(scene), resource, chosen)
  return {
    ways: ways.map(({ changes }) => changes.map(changeSyntax)),
    open,
    reasons: reasons.map(({ code, records }) => ({ code, records })),
    messages: reasons.map(({ message }) => message),
  }
}
const codesAbout = (scene: Scene, resource: Resource) =>
  whole(scene)
    .findings.filter((finding) => finding.side === 'app' && finding.resource === resource)
    .map(({ code }) => code)

describe('what both Why? and fix say', () => {
  it('of a disabled agent that sees clients and no tickets: it is not what hides them', () => {
    const scene: Scene = {
      configuration: { appSide: anAgent({ disabled: true }) },
      observed: {
        tickets: [listed(TICKETS), listed([])],
        clients: [listed([aRecord(11)]), listed([aRecord(11)])],
      },
    }
    expect(codesAbout(scene, 'tickets')).toEqual(['data.unexplained'])
    expect(fixOf(scene)).toMatchObject({
      ways: [],
      open: ['1', '2'],
      reasons: [{ code: 'no-cause', records: ['1', '2'] }],
    })
    const [disabled] = whole(scene).findings.filter(({ code }) => code === 'agent.disabled')
    expect(disabled?.message).toBe(
      'API Agent is disabled, and sees records all the same, so this is not what hides others.',
    )
  })

  it('of a disabled agent that sees nothing: enable it', () => {
    const scene: Scene = {
      configuration: { appSide: anAgent({ disabled: true }) },
      observed: { tickets: [listed(TICKETS), refused(401)] },
    }
    expect(fixOf(scene)).toMatchObject({ ways: [['agent.disabled=no']], open: [], reasons: [] })
  })

  it('of a token without any scope: tick the scope that governs, or all where none is known to', () => {
    const scene: Scene = {
      app: connected({ ...API_AGENT, scopes: [] }),
      configuration: { appSide: anAgent() },
      observed: {
        tickets: [listed(TICKETS), refused(401)],
        teams: [listed([aRecord(3)]), refused(401)],
      },
    }
    expect(fixOf(scene).ways).toEqual([['app.scope+=read:tickets']])
    expect(fixOf(scene, 'teams').ways).toEqual([['app.scope+=all']])
    expect(whole(scene).findings.map(({ code }) => code)).toContain('connection.no-scope')
  })

  it('of a token whose answer named no scope although it opens records: the scope is not known', () => {
    const scene: Scene = {
      app: connected({ ...API_AGENT, scopes: [] }),
      configuration: { appSide: anAgent() },
      observed: {
        tickets: [listed(TICKETS), refused(403)],
        clients: [listed([aRecord(11)]), listed([aRecord(11)])],
      },
    }
    expect(fixOf(scene)).toMatchObject({ ways: [], reasons: [{ code: 'undecided' }] })
    expect(fixOf(scene).messages).toEqual(['Which scope governs tickets is not known for this token.'])
    expect(codesAbout(scene, 'tickets')).toEqual(['data.unexplained'])
  })

  it('of a refusal that no scope and no level explains: limits of single records do not undo it', () => {
    const scene: Scene = {
      configuration: {
        appSide: anAgent({ claims: { Fc: '0', Tx: '2' }, clients: [{ clientId: '11', name: 'Contoso' }] }),
      },
      observed: { tickets: [listed(TICKETS), refused(403)] },
    }
    expect(codesAbout(scene, 'tickets')).toEqual(['data.unexplained'])
    expect(fixOf(scene)).toMatchObject({ ways: [], reasons: [{ code: 'no-cause', records: ['1', '2'] }] })
  })

  it('of the same agent, refused on both sides at level No Access: raise it', () => {
    const scene: Scene = {
      app: connected(),
      configuration: { appSide: anAgent({ agentId: '7', claims: { Tx: '0' } }) },
      observed: { tickets: [refused(), refused()] },
    }
    expect(codesAbout(scene, 'tickets')).toEqual(['agent.feature-level'])
    expect(fixOf(scene)).toMatchObject({ ways: [['agent.claim.Tx=1']], open: [], reasons: [] })
  })

  it('of the same agent that sees a record on the other side: no setting of the agent', () => {
    const scene: Scene = {
      app: connected({ scopes: ['read:customers'] }),
      configuration: { appSide: anAgent({ agentId: '7', claims: null, teams: null }) },
      observed: { tickets: [listed(TICKETS), refused()] },
    }
    expect(codesAbout(scene, 'tickets')).toEqual(['scope.missing'])
    expect(fixOf(scene)).toMatchObject({ ways: [['app.scope+=read:tickets']], open: [], reasons: [] })
  })
})

describe('why there is no way', () => {
  it('an application that logs in as nobody', () => {
    const scene: Scene = {
      app: connected(
        { ...API_AGENT, agentId: null, scopes: ['read:customers'] },
        aFailure('connection.not-an-agent', { status: 403 }),
      ),
      observed: { tickets: [listed(TICKETS), refused()] },
    }
    expect(fixOf(scene)).toMatchObject({ ways: [], open: ['1', '2'], reasons: [{ code: 'not-an-agent' }] })
  })

  it('settings that were not read', () => {
    const scene: Scene = { observed: { tickets: [listed(TICKETS), listed([aTicket(1)])] } }
    expect(fixOf(scene)).toMatchObject({ reasons: [{ code: 'undecided', records: ['2'] }] })
    expect(fixOf(scene).messages).toEqual(["The settings of the app's agent were not read."])
  })

  it('settings that leave it open, by their codes', () => {
    const scene: Scene = {
      configuration: { appSide: anAgent({ claims: { Tx: '2', Ft: '1', l8: '1', l9: '1' }, clients: null }) },
      observed: { tickets: [listed(TICKETS), listed([aTicket(1)])] },
    }
    expect(fixOf(scene).messages).toEqual([
      'What was read leaves open whether a setting hides them: agent.client.',
    ])
  })

  it('a cause that no single setting takes away', () => {
    const homeless = aTicket(5, { teamId: null, departmentId: null })
    const scene: Scene = {
      configuration: { appSide: anAgent({ teams: [], departments: [] }) },
      observed: { tickets: [listed([homeless]), listed([])] },
    }
    expect(codesAbout(scene, 'tickets')).toEqual(['agent.no-team'])
    expect(fixOf(scene)).toMatchObject({ ways: [], open: ['5'], reasons: [{ code: 'no-change' }] })
    expect(fixOf(scene).messages[0]).toContain('agent.no-team')
  })

  it.each([
    [
      'a list cut short',
      { observed: { tickets: [listed(TICKETS), truncated([aTicket(1)], 9)] } },
      /no whole list/,
    ],
    [
      'a side that could not connect',
      { app: failedSide(aFailure('request.failed')), observed: {} },
      /could not connect/,
    ],
  ] satisfies [string, Scene, RegExp][])('%s', (_name, scene, message) => {
    const found = fixOf(scene, 'tickets', ['2'])
    expect(found).toMatchObject({ ways: [], open: ['2'], reasons: [{ code: 'not-listed', records: ['2'] }] })
    expect(found.messages[0]).toMatch(message)
  })

  it('nothing that is missing', () => {
    const scene: Scene = { observed: { tickets: [listed(TICKETS), listed(TICKETS)] } }
    expect(fixOf(scene).reasons).toEqual([{ code: 'not-lacking', records: [] }])
    expect(fixOf(scene, 'tickets', ['2', '99'])).toMatchObject({
      open: [],
      reasons: [{ code: 'not-lacking', records: ['2', '99'] }],
    })
  })

  it('tells what it can open from what it cannot', () => {
    const unknownClient = aTicket(9, { clientId: null })
    const scene: Scene = {
      configuration: {
        appSide: anAgent({
          claims: { Tx: '2', Fc: '0', Ft: '1', l8: '1', l9: '1' },
          clients: [{ clientId: '11', name: 'Contoso' }],
        }),
      },
      observed: { tickets: [listed([...TICKETS, unknownClient]), listed([aTicket(1)])] },
    }
    const found = fixOf(scene)
    expect(found.ways).toContainEqual(['agent.client+=12'])
    expect(found).toMatchObject({ open: ['9'], reasons: [{ code: 'undecided', records: ['9'] }] })
  })
})

describe('what was observed, after a change', () => {
  const seesTeams: Scene = {
    app: connected({ ...API_AGENT, scopes: ['all:teams', 'read:tickets'] }),
    configuration: { appSide: anAgent({ teams: [aTeam('3', 'Service Desk'), aTeam('4', 'Projects')] }) },
    observed: { teams: [listed([aRecord(3), aRecord(4)]), listed([aRecord(3), aRecord(4)])] },
  }

  it('no longer shows that the scopes suffice once one is taken away', () => {
    const { resources } = whatIf(whole(seesTeams), [{ kind: 'scope', op: 'remove', scope: 'all:teams' }])
    expect(resources).toMatchObject([{ resource: 'teams', appears: [], disappears: [], unknown: ['3', '4'] }])
  })

  it('still shows it while scopes are only added', () => {
    const { resources } = whatIf(whole(seesTeams), [{ kind: 'scope', op: 'add', scope: 'read:kb' }])
    expect(resources).toEqual([])
  })

  it('says nothing of another agent', () => {
    const scene: Scene = {
      ...seesTeams,
      configuration: {
        appSide: anAgent(),
        agentSide: anAgent({ agentId: '7', name: 'Tim Bowers', disabled: true }),
      },
    }
    const { resources } = whatIf(whole(scene), [{ kind: 'agent', id: '7', name: 'Tim Bowers' }])
    expect(resources).toMatchObject([{ resource: 'teams', appears: [], disappears: ['3', '4'], unknown: [] }])
  })
})
