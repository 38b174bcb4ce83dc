import { describe, expect, it } from 'vitest'
import { REASON_CODES } from '../../../src/core/comparison/reason-code'
import {
  aFailure,
  aRecord,
  aTicket,
  anAgent,
  API_AGENT,
  codesOf,
  connected,
  evidenceOf,
  explainScene,
  failedSide,
  listed,
  only,
  refused,
} from '../support/builders'

const HEALTHY = { tickets: [listed([aTicket(1)]), listed([aTicket(1)])] } as const
const ALL_REFUSED = {
  tickets: [listed([aTicket(1)]), refused(401)],
  clients: [listed([aRecord(11)]), refused(403)],
} as const

describe('a side that cannot connect', () => {
  const codes = REASON_CODES.filter((code) => code.startsWith('connection.'))

  it.each(codes)('%s is an error about that side, in the words of the failure', (code) => {
    const findings = explainScene({ app: failedSide(aFailure(code, { status: 401 })) })
    const finding = only(findings, code)
    expect(finding).toMatchObject({ severity: 'error', side: 'app', resource: null, confidence: 'observed' })
    expect(finding.message).toBe(`The app could not connect: It went wrong (${code}).`)
    expect(evidenceOf(finding)).toEqual(
      expect.arrayContaining([
        'HTTP status: 401',
        'check: Check the first thing.',
        'check: Check the second thing.',
      ]),
    )
    expect(finding.fix).not.toBeNull()
  })

  it('is told of the agent side in the same way', () => {
    const findings = explainScene({ agent: failedSide(aFailure('connection.tls')) })
    expect(only(findings, 'connection.tls')).toMatchObject({ side: 'agent', severity: 'error' })
  })

  it('has no further findings for the resources that could not be read for that reason', () => {
    const failure = aFailure('connection.unreachable')
    const findings = explainScene({
      app: failedSide(failure),
      observed: {
        tickets: [
          { state: 'skipped', reason: 'Not asked.' },
          { state: 'failed', failure },
        ],
      },
    })
    expect(codesOf(findings)).toEqual(['connection.unreachable'])
  })

  it('never goes unmentioned, even for a failure without a reason code', () => {
    const findings = explainScene({ agent: failedSide(aFailure('request.failed')) })
    expect(only(findings, 'data.incomplete')).toMatchObject({
      side: 'agent',
      severity: 'error',
      resource: null,
    })
  })

  it('names the requested scopes that Halo does not know', () => {
    const findings = explainScene({
      app: failedSide(aFailure('connection.invalid-scope'), ['read:tickets', 'read:clients']),
    })
    const finding = only(findings, 'connection.invalid-scope')
    expect(evidenceOf(finding)).toContain('unknown scope: read:clients')
    expect(finding.fix?.text).toContain('read:clients')
    expect(finding.fix?.text).not.toContain('read:tickets')
  })

  it('says first that the application is inactive, where an inspector could see it', () => {
    const application = {
      id: 'x',
      name: 'Reporting sync',
      inactive: true,
      loginAgentId: '42',
      loginAgentName: 'API Agent',
      scopes: null,
    }
    const finding = only(
      explainScene({
        app: failedSide(aFailure('connection.invalid-client')),
        configuration: { application },
      }),
      'connection.invalid-client',
    )
    expect(finding.fix).toEqual({
      text: 'Make Reporting sync active again.',
      path: 'Configuration > Integrations > Halo API > Applications > Reporting sync',
    })
  })

  it('has words of its own when the failure brings none', () => {
    const findings = explainScene({
      app: failedSide(aFailure('connection.not-halo', { message: '', advice: [] })),
    })
    expect(only(findings, 'connection.not-halo').message).toBe(
      'The app could not connect: What answered is not Halo.',
    )
  })
})

describe('connection.no-scope', () => {
  it('is the one cause when the token holds no scope and everything is refused', () => {
    const findings = explainScene({
      app: connected({ ...API_AGENT, scopes: [], requestedScopes: [] }),
      observed: ALL_REFUSED,
    })
    expect(codesOf(findings)).toEqual(['connection.no-scope', 'identity.different-agent'])
    const finding = only(findings, 'connection.no-scope')
    expect(finding).toMatchObject({ severity: 'error', side: 'app', resource: null })
    expect(evidenceOf(finding)).toContain('refused: tickets, clients')
    expect(finding.fix?.text).toContain('Send a scope')
  })

  it('asks for ticks when scopes were asked for', () => {
    const finding = only(
      explainScene({ app: connected({ ...API_AGENT, scopes: [] }), observed: ALL_REFUSED }),
      'connection.no-scope',
    )
    expect(finding.fix?.text).toContain('Tick the scopes')
  })

  it('covers what comes back as an empty list instead of a refusal', () => {
    const findings = explainScene({
      app: connected({ ...API_AGENT, scopes: [] }),
      observed: { ...ALL_REFUSED, teams: [listed([aRecord(3)]), listed([])] },
    })
    expect(findings.filter(({ resource }) => resource === 'teams')).toMatchObject([
      { code: 'connection.no-scope', records: ['3'] },
    ])
  })

  it('is not claimed when the side sees records all the same', () => {
    const findings = explainScene({ app: connected({ ...API_AGENT, scopes: [] }), observed: HEALTHY })
    expect(codesOf(findings)).toEqual(['identity.different-agent'])
  })
})

describe('connection.not-an-agent', () => {
  const unknown = {
    agentId: null,
    name: null,
    administrator: null,
    scopes: ['read:tickets', 'read:customers'],
  }

  it('is likely when Agent/me and every resource are refused to a token with scopes', () => {
    const findings = explainScene({
      app: connected(unknown, aFailure('identity.unknown', { status: 403 })),
      observed: ALL_REFUSED,
    })
    expect(codesOf(findings)).toEqual(['connection.not-an-agent', 'identity.unknown'])
    expect(only(findings, 'connection.not-an-agent').message).toContain('likely')
  })

  it('is taken over from Agent/me when that says so, once', () => {
    const findings = explainScene({
      app: connected(unknown, aFailure('connection.not-an-agent', { status: 403 })),
    })
    expect(codesOf(findings)).toEqual(['connection.not-an-agent'])
  })

  it('is not claimed when some resource answers', () => {
    const findings = explainScene({
      app: connected(unknown, aFailure('identity.unknown', { status: 403 })),
      observed: { ...ALL_REFUSED, tickets: HEALTHY.tickets },
    })
    expect(codesOf(findings)).not.toContain('connection.not-an-agent')
  })

  it('does not hide that a scope is missing as well', () => {
    const findings = explainScene({
      app: connected({ ...unknown, scopes: ['read:tickets'] }, aFailure('identity.unknown', { status: 403 })),
      observed: ALL_REFUSED,
    })
    expect(only(findings, 'scope.missing').resource).toBe('clients')
  })
})

describe('identities', () => {
  it('two agents are information, with both names', () => {
    const finding = only(explainScene({ app: connected(API_AGENT) }), 'identity.different-agent')
    expect(finding).toMatchObject({ severity: 'info', side: 'both' })
    expect(evidenceOf(finding)).toEqual([
      'agent of the agent side: Tim Bowers (agent 7)',
      'agent of the app side: API Agent (agent 42)',
    ])
  })

  it('the same agent is no finding', () => {
    expect(explainScene({ app: connected() })).toEqual([])
  })

  it('identity.unknown says that Agent/me did not answer', () => {
    const findings = explainScene({
      app: connected({ agentId: null, name: null }, aFailure('identity.unknown', { status: 403 })),
    })
    expect(codesOf(findings)).toEqual(['identity.unknown'])
    expect(evidenceOf(only(findings, 'identity.unknown'))).toContain('status of Agent/me: 403')
  })
})

describe('agent.administrator', () => {
  it('warns that the app runs as one', () => {
    const finding = only(
      explainScene({ app: connected({ ...API_AGENT, administrator: true }) }),
      'agent.administrator',
    )
    expect(finding).toMatchObject({ severity: 'warning', side: 'app' })
    expect(finding.fix?.path).toBe('Configuration > Teams & Agents > Agents > API Agent > Permissions')
  })

  it('is taken from the settings where the identity does not tell', () => {
    const findings = explainScene({
      app: connected({ ...API_AGENT, administrator: null }),
      configuration: { appSide: anAgent({ administrator: true }) },
    })
    expect(codesOf(findings)).toContain('agent.administrator')
  })

  it.each([[false], [null]])(
    'is not claimed when it is %s, nor of the person on the agent side',
    (administrator) => {
      const findings = explainScene({
        agent: connected({ administrator: true }),
        app: connected({ ...API_AGENT, administrator }),
      })
      expect(codesOf(findings)).toEqual(['identity.different-agent'])
    },
  )
})

describe('agent.disabled', () => {
  const settings = { appSide: anAgent({ disabled: true }) }

  it('is told once when everything is refused, as likely, beside nothing unexplained', () => {
    const findings = explainScene({
      app: connected({ agentId: null, name: null }, aFailure('identity.unknown', { status: 401 })),
      configuration: settings,
      observed: ALL_REFUSED,
    })
    expect(codesOf(findings)).toEqual(['agent.disabled', 'identity.unknown'])
    const finding = only(findings, 'agent.disabled')
    expect(finding).toMatchObject({ resource: null, severity: 'error', side: 'app' })
    expect(finding.message).toBe('API Agent is disabled, which likely keeps the app from seeing anything.')
    expect(evidenceOf(finding)).toContain('refused: tickets, clients')
  })

  it('accounts for records missing from empty lists', () => {
    const findings = explainScene({
      configuration: settings,
      observed: { users: [listed([aRecord(1)]), listed([])] },
    })
    expect(findings.filter(({ code }) => code === 'agent.disabled')).toMatchObject([
      { resource: null, records: [] },
      {
        resource: 'users',
        records: ['1'],
        message: 'Likely: 1 user is hidden from the app because API Agent is disabled.',
      },
    ])
    expect(codesOf(findings)).not.toContain('data.unexplained')
  })

  it('is told once of the same agent on both sides', () => {
    const both = anAgent({ agentId: '7', disabled: true })
    const findings = explainScene({
      app: connected(),
      configuration: { agentSide: both, appSide: both },
      observed: { tickets: [refused(), refused()] },
    })
    expect(findings.map(({ code, side }) => [code, side])).toEqual([['agent.disabled', 'app']])
  })

  it('is a warning only when the side sees records all the same', () => {
    const findings = explainScene({ configuration: settings, observed: HEALTHY })
    expect(only(findings, 'agent.disabled')).toMatchObject({ resource: null, severity: 'warning' })
  })

  it.each([[false], [null]])('is not claimed when it is %s', (disabled) => {
    const findings = explainScene({
      configuration: { appSide: anAgent({ disabled }) },
      observed: ALL_REFUSED,
    })
    expect(codesOf(findings)).not.toContain('agent.disabled')
  })
})
