import { describe, expect, it } from 'vitest'
import { indexOf } from '../../../src/core/inventory/applications'
import type { ApplicationFacts, AgentReading } from '../../../src/core/inventory/application'
import type { ApplicationNote, Risk, RiskCode } from '../../../src/core/inventory/inventory'
import { METHOD_WORDS } from '../../../src/core/inventory/inventory-words'
import { risksOf } from '../../../src/core/inventory/risks'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { anApplication, READ_AT, readAgent } from '../support/assessed'
import { aFailure } from '../support/builders'

const RECIPE: Recipe = {
  name: 'tickets',
  title: 'Tickets',
  description: '',
  source: { title: 'A guide', url: null, date: '2026' },
  scopes: ['edit:tickets', 'read:customers'],
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
}
const NOTE: ApplicationNote = { purpose: 'tickets', owner: 'Ada', nextReview: null }

interface Around {
  readonly agents?: readonly AgentReading[]
  readonly others?: readonly ApplicationFacts[]
  readonly note?: ApplicationNote
  readonly recipe?: Recipe | null
}

const risksIn = (
  application: ApplicationFacts,
  { agents = [readAgent()], others = [], note = NOTE, recipe = RECIPE }: Around = {},
): readonly Risk[] =>
  risksOf({
    application,
    index: indexOf({ applications: [application, ...others], agents, inspectorClientId: null }),
    note,
    recipe,
    at: READ_AT,
  })

const codes = (...input: Parameters<typeof risksIn>): readonly RiskCode[] =>
  risksIn(...input).map(({ code }) => code)

const one = (code: RiskCode, ...input: Parameters<typeof risksIn>): Risk => {
  const found = risksIn(...input).filter((risk) => risk.code === code)
  expect(found).toHaveLength(1)
  return found[0]!
}

it('finds nothing in an application with one scope, an API-only agent, a purpose and an owner', () => {
  expect(codes(anApplication())).toEqual([])
})

it('never calls one of Halo’s own a risk, whatever it holds', () => {
  const own = anApplication({
    system: true,
    scopes: ['all'],
    inactive: true,
    method: 'api-key',
    detail: { state: 'refused', status: 403 },
  })
  expect(codes(own, { agents: [readAgent({ administrator: true, apiOnly: false })], note: NO_NOTE })).toEqual(
    [],
  )
})

const NO_NOTE: ApplicationNote = { purpose: null, owner: null, nextReview: null }

describe('application.administrator', () => {
  const admin = readAgent({ administrator: true })

  it('is an error where the scopes limit nothing, and says where to change it', () => {
    expect(one('application.administrator', anApplication({ scopes: ['all'] }), { agents: [admin] })).toEqual(
      {
        code: 'application.administrator',
        severity: 'error',
        owasp: 'NHI5',
        message:
          'The application logs in as API Agent, a Halo administrator, and its scope all does not limit that: its key may do nearly everything in this tenant.',
        evidence: [
          { what: 'logs in as', value: 'API Agent (agent 42)' },
          { what: 'Is a Halo Administrator', value: 'yes' },
          { what: 'ticked scopes', value: 'all' },
        ],
        fix: {
          text: 'Let it log in as an agent that is no administrator, or take the right from API Agent.',
          path: 'Configuration > Teams & Agents > Agents > API Agent > Permissions',
        },
      },
    )
    expect(risksIn(anApplication({ scopes: ['admin'] }), { agents: [admin] })[0]?.severity).toBe('error')
  })

  it('is a warning where scopes limit it, are not known, or nothing can be done with it now', () => {
    const severityOf = (application: ApplicationFacts, agent = admin) =>
      one('application.administrator', application, { agents: [agent] }).severity
    expect(severityOf(anApplication())).toBe('warning')
    expect(severityOf(anApplication({ scopes: null }))).toBe('warning')
    expect(severityOf(anApplication({ scopes: ['all'], inactive: true }))).toBe('warning')
    expect(
      severityOf(anApplication({ scopes: ['all'] }), readAgent({ administrator: true, disabled: true })),
    ).toBe('warning')
  })

  it('is not said of an agent that is none, and unread where nobody knows', () => {
    expect(codes(anApplication(), { agents: [readAgent({ administrator: false })] })).toEqual([])
    expect(codes(anApplication(), { agents: [readAgent({ administrator: null })] })).toEqual([
      'application.unread',
    ])
  })
})

describe('application.all-scopes', () => {
  it('is said of all and of admin, with the scopes that the purpose needs', () => {
    const risk = one('application.all-scopes', anApplication({ scopes: ['openid', 'all'] }))
    expect(risk).toMatchObject({ severity: 'warning', owasp: 'NHI5' })
    expect(risk.fix).toEqual({
      text: 'Untick all and tick edit:tickets, read:customers, which is what its purpose needs.',
      path: 'Configuration > Integrations > Halo API > Applications > Reporting sync > Permissions',
    })
    expect(
      one('application.all-scopes', anApplication({ scopes: ['admin'] }), { recipe: null }).fix?.text,
    ).toBe('Untick admin and tick only the scopes that it needs.')
  })

  it('is not said of many narrow ones, of all:standard and admin:webhooks, nor of scopes that nobody knows', () => {
    const held = ['all:standard', 'all:teams', 'admin:webhooks', 'edit:tickets']
    expect(codes(anApplication({ scopes: held }))).toEqual([])
    expect(codes(anApplication({ scopes: [] }))).toEqual([])
    expect(codes(anApplication({ scopes: null }))).toEqual(['application.unread'])
  })
})

describe('application.person', () => {
  it('is said of an agent that is not API-only', () => {
    const risk = one('application.person', anApplication(), { agents: [readAgent({ apiOnly: false })] })
    expect(risk).toMatchObject({ severity: 'warning', owasp: 'NHI10' })
    expect(risk.message).toContain('API Agent, a person’s account')
  })

  it('is not said of an API-only agent, nor where Halo does not say which it is', () => {
    expect(codes(anApplication(), { agents: [readAgent({ apiOnly: true })] })).toEqual([])
    expect(codes(anApplication(), { agents: [readAgent({ apiOnly: null })] })).toEqual([])
  })
})

describe('application.shared-agent', () => {
  const other = (over: Parameters<typeof anApplication>[0] = {}) =>
    anApplication({ id: 'app-2', name: 'Billing', ...over })

  it('names the others, by the agent’s id and not by its name', () => {
    const risk = one('application.shared-agent', anApplication(), {
      others: [other(), other({ id: 'app-3', name: 'Phone', login: { name: 'renamed' } })],
    })
    expect(risk).toMatchObject({ severity: 'warning', owasp: 'NHI9' })
    expect(risk.message).toBe(
      'The application logs in as API Agent, and so do Billing and Phone: each of them may do what any of them needs.',
    )
    expect(codes(anApplication(), { others: [other({ login: { agentId: '43' } })] })).toEqual([])
  })

  it('takes no account of inactive ones and of Halo’s own, but names them where another shares it too', () => {
    const quiet = [other({ inactive: true }), other({ id: 'app-4', name: 'Halo mobile', system: true })]
    expect(codes(anApplication(), { others: quiet })).toEqual([])
    expect(codes(anApplication({ inactive: true }), { others: [other()] })).toEqual(['application.inactive'])
    const risk = one('application.shared-agent', anApplication(), {
      others: [...quiet, other({ id: 'app-5', name: 'Phone', inactive: null })],
    })
    expect(risk.evidence.slice(1).map(({ value }) => value)).toEqual([
      'Billing (inactive)',
      'Halo mobile (Halo’s own)',
      'Phone',
    ])
    expect(risk.message).toContain('and so does Phone:')
  })

  it('is not said of those that log in as nobody', () => {
    const nobody = { type: 'unknown', agentId: null, name: null } as const
    expect(codes(anApplication({ login: nobody }), { others: [other({ login: nobody })] })).toEqual([
      'application.unread',
    ])
  })

  it('tells applications and agents of one name apart', () => {
    const risk = one('application.shared-agent', anApplication(), {
      others: [
        other({ name: 'reporting  SYNC' }),
        other({ id: 'x', login: { agentId: '43', name: 'API agent' } }),
      ],
    })
    expect(risk.message).toContain('API Agent (#42), and so does reporting  SYNC (#app-2):')
    expect(risk.fix?.path).toContain('Reporting sync (#app-1)')
  })
})

describe('application.agent-disabled', () => {
  it('is said of a disabled agent, and not of one that is enabled or of which nobody knows', () => {
    const agents = (disabled: boolean | null) => ({ agents: [readAgent({ disabled })] })
    expect(one('application.agent-disabled', anApplication(), agents(true))).toMatchObject({
      severity: 'warning',
      owasp: 'NHI1',
    })
    expect(codes(anApplication(), agents(false))).toEqual([])
    expect(codes(anApplication(), agents(null))).toEqual([])
  })
})

describe('application.inactive', () => {
  it('is information, with how many scopes are left', () => {
    const risk = one(
      'application.inactive',
      anApplication({ inactive: true, scopes: ['read:tickets', 'all:teams'] }),
    )
    expect(risk).toMatchObject({ severity: 'info', owasp: 'NHI1' })
    expect(risk.message).toContain('still holds 2 scopes')
    expect(one('application.inactive', anApplication({ inactive: true, scopes: null })).message).toContain(
      'which scopes it holds is not known',
    )
  })

  it('is not said where Halo does not say', () => {
    expect(codes(anApplication({ inactive: null }))).toEqual([])
  })
})

describe('application.no-login', () => {
  const unset = { type: 'unset', agentId: null, name: null } as const

  it('is said where login type or agent is unset', () => {
    expect(one('application.no-login', anApplication({ login: unset }))).toMatchObject({
      severity: 'warning',
      owasp: null,
    })
    expect(codes(anApplication({ login: { ...unset, type: 'agent' } }))).toEqual(['application.no-login'])
    expect(codes(anApplication({ login: { ...unset, type: 'agent', name: '  ' } }))).toEqual([
      'application.no-login',
    ])
  })

  it('is information where the method is not known, and not said where people sign in through it', () => {
    expect(one('application.no-login', anApplication({ login: unset, method: 'unknown' })).severity).toBe(
      'info',
    )
    expect(codes(anApplication({ login: unset, method: 'authorization-code' }))).toEqual([])
  })

  it('is not said of end users and suppliers, nor where nobody knows', () => {
    for (const type of ['user', 'supplier'] as const)
      expect(codes(anApplication({ login: { type, agentId: null, name: 'Fabrikam' } }))).toEqual([])
    expect(codes(anApplication({ login: { ...unset, type: 'unknown' } }))).toEqual(['application.unread'])
  })
})

describe('application.weak-method', () => {
  it('is said of passwords, the implicit flow and static keys', () => {
    for (const method of ['password', 'implicit', 'api-key'] as const) {
      expect(one('application.weak-method', anApplication({ method }))).toMatchObject({
        severity: 'warning',
        owasp: 'NHI4',
        evidence: [{ what: 'method', value: METHOD_WORDS[method] }],
      })
    }
  })

  it('is not said of the others, nor of a method that nobody knows', () => {
    for (const method of ['client-credentials', 'authorization-code', 'unknown'] as const)
      expect(codes(anApplication({ method, methodText: 'saml' }))).toEqual([])
  })
})

describe('application.key-expiry', () => {
  const withKey = (expiresAt: string | null, more: Partial<ApplicationFacts> = {}) =>
    anApplication({
      apiKeys: [{ generatedAt: '2026-01-05T00:00:00Z', lastUsedAt: null, expiresAt }],
      ...more,
    })

  it('is said of an expired key and of one that soon is, and of no other', () => {
    expect(one('application.key-expiry', withKey('2026-11-26T11:59:59Z'))).toMatchObject({
      severity: 'warning',
      owasp: null,
      message: 'The API key expired on 2026-11-26.',
    })
    expect(codes(withKey('2027-11-26T11:59:59Z'))).toEqual([])
  })

  it('is Long-Lived Secrets where it likely never expires, and nothing where that is not known', () => {
    expect(one('application.key-expiry', withKey(null, { apiKeyExpiryDays: 0 }))).toMatchObject({
      owasp: 'NHI7',
      message: 'The API key has no expiry date and its keys are given 0 days: likely it never expires.',
    })
    expect(codes(withKey(null))).toEqual([])
    expect(codes(withKey(null, { apiKeyExpiryDays: null }))).toEqual([])
  })
})

describe('application.unread', () => {
  const why = (...input: Parameters<typeof risksIn>) =>
    one('application.unread', ...input).evidence.map(({ value }) => value)

  it('says what could not be read: the record, its scopes, who it logs in as', () => {
    expect(why(anApplication({ detail: { state: 'refused', status: 403 }, scopes: null }))).toEqual([
      'Halo refused its record to the inspector (403)',
    ])
    expect(
      why(anApplication({ detail: { state: 'failed', failure: aFailure('request.failed') }, scopes: null })),
    ).toEqual(['its record could not be read: It went wrong (request.failed)'])
    expect(why(anApplication({ scopes: null }))).toEqual(['its record names no scopes'])
    expect(why(anApplication({ login: { type: 'unknown', agentId: null, name: null } }))).toEqual([
      'it is not known who it logs in as',
    ])
  })

  it('advises to read on where the reading was ended, and a better inspector otherwise', () => {
    const ended = anApplication({
      detail: { state: 'not-read', reason: 'The reading was ended.' },
      scopes: null,
    })
    expect(one('application.unread', ended).fix?.text).toContain('let it finish')
    expect(one('application.unread', anApplication({ scopes: null })).fix?.text).toContain('inspector')
  })

  it('is said of an agent whose settings were not read: it may be anything, an administrator too', () => {
    const failed: AgentReading = { agentId: '42', state: 'failed', failure: aFailure('request.failed') }
    expect(why(anApplication(), { agents: [failed] })).toEqual([
      'the settings of its agent API Agent could not be read: It went wrong (request.failed)',
    ])
    expect(why(anApplication(), { agents: [] })).toEqual([
      'the settings of its agent API Agent were not read',
    ])
    expect(why(anApplication({ login: { agentId: null } }))).toEqual(['the agent API Agent was not found'])
    for (const claims of [null, {}, { SA: 'false', l8: '1' }])
      expect(why(anApplication(), { agents: [readAgent({ claims })] })).toEqual([
        'Halo does not say which levels API Agent has',
      ])
    expect(one('application.unread', anApplication(), { agents: [] })).toMatchObject({
      severity: 'warning',
      owasp: null,
    })
  })

  it('is not said where all was read', () => {
    expect(codes(anApplication({ scopes: [] }))).toEqual([])
  })
})

describe('application.no-purpose', () => {
  const said = (note: Partial<ApplicationNote>, recipe: Recipe | null = RECIPE) =>
    one('application.no-purpose', anApplication(), { note: { ...NOTE, ...note }, recipe }).message

  it('is information while a purpose or an owner is missing; blank is none', () => {
    expect(said({ purpose: null, owner: null }, null)).toBe(
      'Nobody said what the application is for, and no owner is named.',
    )
    expect(said({ purpose: ' ' }, null)).toBe('Nobody said what the application is for.')
    expect(said({ owner: '​' })).toBe('No owner is named.')
    expect(one('application.no-purpose', anApplication(), { note: NO_NOTE, recipe: null })).toMatchObject({
      severity: 'info',
      owasp: 'NHI1',
    })
  })

  it('says so where the purpose is a recipe that nobody knows', () => {
    expect(said({ purpose: 'gone' }, null)).toBe(
      'Its purpose “gone” is no recipe that is known here, so nothing was checked.',
    )
  })
})

it('says nothing of the agent where people sign in through the application, as themselves', () => {
  const application = anApplication({ method: 'authorization-code' })
  const agents = [readAgent({ administrator: true, apiOnly: false, disabled: true })]
  expect(codes(application, { agents, others: [anApplication({ id: 'app-2' })] })).toEqual([])
  expect(codes(application, { agents: [] })).toEqual([])
})

it('tells the worst first', () => {
  const all = risksIn(anApplication({ scopes: ['all'], method: 'api-key' }), {
    agents: [readAgent({ administrator: true, apiOnly: false })],
    note: NO_NOTE,
    recipe: null,
  })
  expect(all.map(({ severity }) => severity)).toEqual(['error', 'warning', 'warning', 'warning', 'info'])
})

it('isolates names that are written from right to left', () => {
  const agent = readAgent({ name: 'סוכן', apiOnly: false })
  expect(one('application.person', anApplication(), { agents: [agent] }).message).toContain(
    'as \u2068סוכן\u2069, a person’s account',
  )
})
