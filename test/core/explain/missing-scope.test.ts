import { describe, expect, it } from 'vitest'
import {
  aRecord,
  aTicket,
  anAgent,
  API_AGENT,
  codesOf,
  connected,
  evidenceOf,
  explainScene,
  listed,
  only,
  refused,
} from '../support/builders'
import type { Scene } from '../support/builders'

const app = (scopes: readonly string[], requestedScopes: readonly string[] = ['all']) =>
  connected({ ...API_AGENT, scopes, requestedScopes })
const sameAgentWith = (scopes: readonly string[]) => connected({ scopes })
const ASSETS = [aRecord(1), aRecord(2)]

describe('scope.missing', () => {
  it.each([[401], [403]] as const)('explains a refusal with HTTP %i', (status) => {
    const findings = explainScene({
      app: app(['read:tickets']),
      observed: { assets: [listed(ASSETS), refused(status)] },
    })
    const finding = only(findings, 'scope.missing')
    expect(finding).toMatchObject({
      severity: 'error',
      side: 'app',
      resource: 'assets',
      records: [],
      confidence: 'documented',
    })
    expect(evidenceOf(finding)).toEqual([
      `Assets: refused, HTTP ${status}`,
      'seen by the other side: 2',
      'granted scopes: read:tickets',
      'scope needed: read:assets',
    ])
    expect(codesOf(findings)).not.toContain('data.unexplained')
  })

  it('explains an empty list, with the records it costs', () => {
    const finding = only(
      explainScene({ app: app(['read:tickets']), observed: { assets: [listed(ASSETS), listed([])] } }),
      'scope.missing',
    )
    expect(finding.records).toEqual(['1', '2'])
  })

  it('is also said when both sides are the same agent', () => {
    const findings = explainScene({
      app: sameAgentWith(['read:tickets']),
      observed: { assets: [listed(ASSETS), refused()] },
    })
    expect(codesOf(findings)).toEqual(['scope.missing'])
  })

  it('is not said when the scopes cover the resource: edit includes read', () => {
    const findings = explainScene({
      app: app(['edit:assets']),
      observed: { assets: [listed(ASSETS), refused()] },
    })
    expect(codesOf(findings)).toEqual(['data.unexplained', 'identity.different-agent'])
  })

  it('is not said when records are seen without the scope: then it is not needed', () => {
    const findings = explainScene({
      app: app(['read:customers']),
      observed: { assets: [listed(ASSETS), listed(ASSETS.slice(0, 1))] },
    })
    expect(codesOf(findings)).not.toContain('scope.missing')
  })

  it('is not said on a guess: no scope is known to govern services', () => {
    const findings = explainScene({
      app: app(['read:tickets']),
      observed: { services: [listed([aRecord(1)]), refused()] },
    })
    expect(codesOf(findings)).toEqual(['data.unexplained', 'identity.different-agent'])
    expect(only(findings, 'data.unexplained').message).toContain('is not known whether a scope or its agent')
  })

  it('is not said of all:standard, whose contents are unknown', () => {
    const findings = explainScene({
      app: app(['all:standard']),
      observed: { assets: [listed(ASSETS), refused()] },
    })
    expect(codesOf(findings)).not.toContain('scope.missing')
  })

  it('is told beside the level of the agent when both refuse', () => {
    const findings = explainScene({
      app: app(['read:tickets']),
      configuration: { appSide: anAgent({ claims: { Dx: '0' } }) },
      observed: { assets: [listed(ASSETS), refused()] },
    })
    expect(codesOf(findings)).toEqual(['scope.missing', 'agent.feature-level', 'identity.different-agent'])
  })

  it('leaves the agent out of it where only the data could blame it', () => {
    const contoso = aRecord(11)
    const findings = explainScene({
      app: app(['read:customers']),
      observed: {
        tickets: [listed([aTicket(1, { clientId: '12' })]), listed([])],
        clients: [listed([contoso, aRecord(12)]), listed([contoso])],
      },
    })
    expect(findings.filter(({ resource }) => resource === 'tickets').map(({ code }) => code)).toEqual([
      'scope.missing',
    ])
  })

  it('is a warning when the other side is refused as well: nothing is lost', () => {
    const findings = explainScene({
      app: app(['read:tickets']),
      observed: { assets: [refused(), refused()] },
    })
    expect(only(findings, 'scope.missing').severity).toBe('warning')
  })

  it('is said of the agent side too, as a warning', () => {
    const findings = explainScene({
      agent: connected({ scopes: ['read:tickets'] }),
      app: app(['all']),
      observed: { assets: [listed([]), listed(ASSETS)] },
    })
    expect(only(findings, 'scope.missing')).toMatchObject({
      side: 'agent',
      severity: 'warning',
      records: ['1', '2'],
    })
  })

  describe('the smallest change', () => {
    const fixWith = (scene: Scene) =>
      only(explainScene({ ...scene, observed: { assets: [listed(ASSETS), refused()] } }), 'scope.missing').fix
    const application = (scopes: readonly string[]) => ({
      application: {
        id: 'x',
        name: 'Reporting sync',
        inactive: false,
        loginAgentId: '42',
        loginAgentName: 'API Agent',
        scopes,
      },
    })

    it('is a tick when it is asked for', () => {
      expect(fixWith({ app: app(['read:tickets']), configuration: application(['read:tickets']) })).toEqual({
        text: 'Tick read:assets for Reporting sync; tokens issued from then on have it.',
        path: 'Configuration > Integrations > Halo API > Applications > Reporting sync > Permissions',
      })
    })

    it('is in the token request when it is ticked but not asked for', () => {
      const fix = fixWith({
        app: app(['read:tickets'], ['read:tickets']),
        configuration: application(['read:tickets', 'read:assets']),
      })
      expect(fix).toEqual({
        text: 'Ask for read:assets in the token request: it is ticked, but not asked for.',
        path: null,
      })
    })

    it('is both when the ticks are unknown', () => {
      expect(fixWith({ app: app(['read:tickets'], ['read:tickets']) })?.text).toContain(
        'and ask for it in the token request',
      )
    })
  })
})

describe('an empty list of teams', () => {
  const TEAMS = [aRecord(3, { label: 'Service Desk' }), aRecord(4, { label: 'Projects' })]

  it('is not blamed on a scope nor on membership without evidence, and says what to try', () => {
    const findings = explainScene({
      app: app(['read:tickets']),
      configuration: { appSide: anAgent() },
      observed: { teams: [listed(TEAMS), listed([])] },
    })
    expect(codesOf(findings)).toEqual(['data.unexplained', 'identity.different-agent'])
    expect(only(findings, 'data.unexplained').fix?.text).toContain('all:teams')
  })

  it('is blamed on scopes when the same agent sees the teams with more of them', () => {
    const findings = explainScene({
      app: sameAgentWith(['read:tickets']),
      observed: { teams: [listed(TEAMS), listed([])] },
    })
    expect(only(findings, 'scope.missing')).toMatchObject({ confidence: 'observed', records: ['3', '4'] })
    expect(evidenceOf(only(findings, 'scope.missing'))).toContain('scopes of the other side only: all')
  })

  it('stays unexplained when the same agent has no more scopes than this side', () => {
    const findings = explainScene({
      agent: sameAgentWith(['read:tickets']),
      app: sameAgentWith(['read:tickets']),
      observed: { teams: [listed(TEAMS), listed([])] },
    })
    expect(codesOf(findings)).toEqual(['data.unexplained'])
  })
})

describe('scope.not-granted', () => {
  it('names what was asked for by name and did not come', () => {
    const findings = explainScene({ app: app(['read:tickets'], ['read:tickets', 'read:assets']) })
    const finding = only(findings, 'scope.not-granted')
    expect(finding).toMatchObject({ severity: 'warning', side: 'app', resource: null })
    expect(finding.message).toBe('The app asked for read:assets, and its token came without it.')
  })

  it('is an error when a resource is refused for it', () => {
    const findings = explainScene({
      app: app(['read:tickets'], ['read:tickets', 'read:assets']),
      observed: { assets: [listed(ASSETS), refused()] },
    })
    expect(only(findings, 'scope.not-granted').severity).toBe('error')
  })

  it.each([
    ['all, narrowed to what is ticked', ['all'], ['read:tickets']],
    ['read, implied by edit', ['read:tickets'], ['edit:tickets']],
    ['anything, when all came', ['read:tickets', 'edit:assets'], ['all']],
    ['names that only concern signing in', ['read:tickets', 'offline_access'], ['read:tickets']],
  ])('is not said of %s', (_, requested, granted) => {
    expect(codesOf(explainScene({ app: app(granted, requested) }))).not.toContain('scope.not-granted')
  })
})

describe('a refusal without a scope to blame', () => {
  const assets = (over: Scene) => explainScene({ observed: { assets: [listed(ASSETS), refused()] }, ...over })

  it('is the level of the agent where that is No Access', () => {
    const findings = assets({ configuration: { appSide: anAgent({ claims: { Dx: '0' } }) } })
    const finding = only(findings, 'agent.feature-level')
    expect(finding).toMatchObject({
      severity: 'error',
      resource: 'assets',
      records: [],
      confidence: 'documented',
    })
    expect(finding.message).toBe(
      'Assets are hidden from the app because the level of API Agent for Assets is No Access.',
    )
    expect(evidenceOf(finding)).toEqual(['level: Assets (Dx): No Access'])
  })

  it.each([
    ['unknown', {}],
    ['Read Only', { Dx: '2' }],
  ])('is unexplained where the level is %s', (_, claims) => {
    const findings = assets({ configuration: { appSide: anAgent({ claims: { ...claims } }) } })
    expect(codesOf(findings)).toEqual(['data.unexplained', 'identity.different-agent'])
    expect(only(findings, 'data.unexplained').severity).toBe('error')
  })

  it('is never the level when both sides are the same agent', () => {
    const findings = assets({
      app: connected(),
      configuration: { appSide: anAgent({ agentId: '7', claims: { Dx: '0' } }) },
    })
    expect(codesOf(findings)).toEqual(['data.unexplained'])
    expect(only(findings, 'data.unexplained').message).toContain('another setting of the application')
  })

  it('may be the level when the same agent is refused on both sides', () => {
    const findings = assets({
      app: connected(),
      configuration: { appSide: anAgent({ agentId: '7', claims: { Dx: '0' } }) },
      observed: { assets: [refused(), refused()] },
    })
    expect(codesOf(findings.filter(({ side }) => side === 'app'))).toEqual(['agent.feature-level'])
  })

  it('is undecided, and blames no application, when the same agent is refused on both sides without its level being known', () => {
    const findings = assets({ app: connected(), observed: { assets: [refused(), refused()] } })
    expect(codesOf(findings)).toEqual(['data.unexplained'])
    expect(findings[0]).toMatchObject({ side: 'both', resource: 'assets' })
    expect(findings[0]?.message).toContain('likely their agent is the cause')
  })

  it('stays a fact about tickets even if other resources answer', () => {
    const findings = assets({
      configuration: { appSide: anAgent({ claims: { Dx: '0' } }) },
      observed: {
        assets: [listed(ASSETS), refused()],
        tickets: [listed([aTicket(1)]), listed([aTicket(1)])],
      },
    })
    expect(codesOf(findings)).toEqual(['agent.feature-level', 'identity.different-agent'])
  })
})
