import { describe, expect, it } from 'vitest'
import type { AgentReading, ApplicationFacts } from '../../../src/core/inventory/application'
import { assessor } from '../../../src/core/inventory/assess'
import { blastRadius, type Picked } from '../../../src/core/inventory/blast-radius'
import { anApplication, anInventory, readAgent } from '../support/assessed'
import {
  aFailure,
  aRecord,
  aTicket,
  connected,
  FABRIKAM,
  listed,
  refused,
  UNASSIGNED,
} from '../support/builders'

const TICKETS = [
  aTicket(1),
  aTicket(2),
  aTicket(3, FABRIKAM),
  aTicket(4, { clientId: null, clientName: null }),
  aTicket(5, UNASSIGNED),
]

const pick = (
  applications: readonly ApplicationFacts[],
  over: Parameters<typeof anInventory>[0] = {},
  ids: readonly string[] = applications.map(({ id }) => id),
): Picked => {
  const facts = anInventory({
    applications,
    lists: {
      tickets: listed(TICKETS),
      clients: listed([aRecord(11, { label: 'Contoso' }), aRecord(12, { label: 'Fabrikam' })]),
    },
    ...over,
  })
  const { inventory, predictor } = assessor(facts, { notes: {}, recipes: [], compared: [] })
  return { inventory: inventory(), predictor, applicationIds: ids }
}

const of = (
  applications: readonly ApplicationFacts[],
  ...more: [Parameters<typeof anInventory>[0]?, string[]?]
) => blastRadius([pick(applications, ...more)])

const textsOf = (radius: ReturnType<typeof of>) => radius.steps.map(({ text }) => text)

const limited = (agentId: string, clientId: string) =>
  readAgent({
    agentId,
    name: `Agent ${agentId}`,
    claims: { Tx: '2', l8: '1', l9: '1', Fc: '0', Ft: '1', Fa: '1' },
    clients: [{ clientId, name: clientId }],
  })

describe('what picked applications could read', () => {
  it('counts records by resource and client, those of no client too', () => {
    expect(of([anApplication()]).reads).toEqual([
      {
        tenant: 'Northwind MSP',
        resource: 'tickets',
        records: 5,
        unknown: 0,
        open: false,
        clients: [
          { name: 'Contoso', records: 3 },
          { name: 'Fabrikam', records: 1 },
          { name: 'No client', records: 1 },
        ],
      },
    ])
  })

  it('counts a record once that several would see, and adds up what only one does', () => {
    const both = [anApplication(), anApplication({ id: 'app-2', login: { agentId: '43' } })]
    const agents = [limited('42', '11'), limited('43', '12')]
    const one = of(both, { agents }, ['app-1']).reads[0]
    const two = of(both, { agents }, ['app-2']).reads[0]
    const all = of(both, { agents }).reads[0]
    expect([one?.records, two?.records, all?.records]).toEqual([3, 1, 4])
    const same = [anApplication(), anApplication({ id: 'app-2' })]
    expect(of(same, { agents: [limited('42', '11')] }).reads[0]?.records).toBe(3)
  })

  it('keeps records apart of which nothing decides it, but for those that another would see', () => {
    const unsure = readAgent({ claims: { Tx: '2', l8: '1', Fc: '1', Ft: '1' } })
    const sure = readAgent({ agentId: '43' })
    const both = [anApplication(), anApplication({ id: 'app-2', login: { agentId: '43' } })]
    expect(of(both, { agents: [unsure, sure] }, ['app-1']).reads[0]).toMatchObject({ records: 4, unknown: 1 })
    expect(of(both, { agents: [unsure, sure] }).reads[0]).toMatchObject({ records: 5, unknown: 0 })
  })

  it('is the least there is where a list or an application was not read', () => {
    const unread = anApplication({ id: 'app-2', scopes: null, detail: { state: 'refused', status: 403 } })
    expect(of([anApplication(), unread]).reads).toMatchObject([
      { resource: 'tickets', records: 5, open: true },
      { resource: 'clients', records: 0, open: true },
    ])
    const failed = { lists: { tickets: refused() } }
    expect(of([anApplication()], failed).reads).toMatchObject([
      { resource: 'tickets', records: 0, open: true },
    ])
  })

  it('is nothing of an inactive application', () => {
    const radius = of([anApplication({ inactive: true, scopes: ['all'] })])
    expect(radius.reads).toEqual([])
    expect(radius.changes).toEqual([])
  })
})

describe('what picked applications could change', () => {
  it('names who could, and apart from that who perhaps could', () => {
    const applications = [
      anApplication({ scopes: ['edit:tickets'] }),
      anApplication({ id: 'app-2', name: 'Unread', scopes: null }),
    ]
    const { changes } = of(applications)
    const change = (feature: string, verb: string) =>
      changes.find((each) => each.feature === feature && each.verb === verb)
    expect(change('Tickets', 'update')).toMatchObject({ state: 'could', by: ['Reporting sync'] })
    expect(change('Assets', 'update')).toMatchObject({ state: 'unknown', by: ['Unread'] })
    expect(changes.some(({ verb }) => verb === 'read')).toBe(false)
  })

  it('says that configuration is not known where scopes and agent may reach it', () => {
    const configures = (scopes: readonly string[], administrator: boolean | null) =>
      of([anApplication({ scopes })], { agents: [readAgent({ administrator })] }).changes.some(
        ({ feature, state }) => feature === 'Configuration' && state === 'unknown',
      )
    expect(configures(['all'], true)).toBe(true)
    expect(configures(['admin'], null)).toBe(true)
    expect(configures(['all'], false)).toBe(false)
    expect(configures(['edit:tickets'], true)).toBe(false)
  })
})

describe('the steps that cut them off', () => {
  const agentStep = (agents: readonly AgentReading[], ...others: readonly ApplicationFacts[]) =>
    blastRadius([pick([anApplication(), ...others], { agents }, ['app-1'])]).steps.find(({ path }) =>
      path?.startsWith('Configuration > Teams & Agents'),
    )?.text
  const billing = anApplication({ id: 'app-2', name: 'Billing' })

  it('begin with the application, then its keys, its agent, the hour of its tokens, what it wrote', () => {
    const { steps } = of([anApplication()])
    expect(steps.map(({ path }) => path)).toEqual([
      'Configuration > Integrations > Halo API > Applications > Reporting sync',
      'Configuration > Integrations > Halo API > Applications > Reporting sync',
      'Configuration > Teams & Agents > Agents > API Agent',
      null,
      null,
      null,
    ])
    expect(steps[0]?.text).toMatch(/^Make Reporting sync inactive/)
    expect(steps[3]?.text).toContain('3,600 seconds')
    expect(steps[4]?.text).toContain('actionby_application_id')
  })

  it('disable an API-only agent that nothing else uses, and no other', () => {
    expect(agentStep([readAgent()])).toBe(
      'Disable API Agent: it is API-only, and no other application logs in as it.',
    )
    expect(agentStep([readAgent()], { ...billing, inactive: true })).toContain('Disable API Agent:')
    expect(agentStep([readAgent()], billing)).toBe(
      'Do not just disable API Agent: Billing logs in as it too, with the same rights, and would stop. Give them an agent of their own first, then disable API Agent.',
    )
    expect(agentStep([readAgent({ apiOnly: false })])).toContain('is a person’s account')
    expect(agentStep([readAgent({ apiOnly: null })])).toContain('whether it is API-only is not known')
    expect(agentStep([readAgent({ disabled: true })])).toContain('is disabled already')
    expect(agentStep([{ agentId: '42', state: 'failed', failure: aFailure('request.failed') }])).toContain(
      'its settings were not',
    )
  })

  it('disable an agent once that only picked applications share, and not that of the inspector', () => {
    const shared = textsOf(of([anApplication(), billing])).filter((text) => text.includes('Disable'))
    expect(shared).toEqual(['Disable API Agent: it is API-only, and no other application logs in as it.'])
    const inspector = connected({ agentId: '42' })
    expect(textsOf(of([anApplication()], { inspector })).join()).toContain('the inspector logs in as it too')
  })

  it('leave Halo’s own to Halo, and inactive ones as they are', () => {
    expect(textsOf(of([anApplication({ system: true })]))[0]).toContain('ask Halo')
    expect(textsOf(of([anApplication({ inactive: true })]))[0]).toContain('inactive already')
  })

  it('name the API keys where there are some, and that people sign in through it where they do', () => {
    expect(textsOf(of([anApplication({ method: 'api-key' })]))[1]).toContain('a new secret and API keys')
    const signedInto = of([anApplication({ method: 'authorization-code' })])
    expect(textsOf(signedInto)[1]).toContain('People sign in through Reporting sync')
    expect(signedInto.applications[0]?.login).toBe('whoever signs in through it')
    expect(signedInto.steps.some(({ path }) => path?.includes('Agents >') ?? false)).toBe(false)
  })

  it('find out whom it logs in as where that is not known', () => {
    const unknown = of([anApplication({ login: { type: 'unknown', agentId: null, name: null } })])
    expect(textsOf(unknown).join()).toContain('Find out whom Reporting sync logs in as')
    expect(unknown.applications[0]?.login).toBe(null)
    const nobody = of([anApplication({ login: { type: 'unset', agentId: null, name: null } })])
    expect(textsOf(nobody).join()).not.toContain('Find out')
  })
})

describe('a blast radius', () => {
  it('names who else logs in as the agent, but for those that are picked as well', () => {
    const applications = [
      anApplication(),
      anApplication({ id: 'app-2', name: 'Billing' }),
      anApplication({ id: 'app-3', name: 'Old one', inactive: true }),
    ]
    expect(of(applications, {}, ['app-1']).applications).toEqual([
      {
        tenant: 'Northwind MSP',
        id: 'app-1',
        name: 'Reporting sync',
        login: 'API Agent',
        sharing: ['Billing', 'Old one (inactive)'],
        inactive: false,
      },
    ])
    expect(of(applications, {}, ['app-1', 'app-2']).applications[0]?.sharing).toEqual(['Old one (inactive)'])
  })

  it('goes over several tenants, told apart by address where they have one name, and by time where they are one', () => {
    const elsewhere = { tenant: { name: 'northwind MSP', url: 'https://other.example', version: null } }
    const tenants = (...more: Parameters<typeof anInventory>[0][]) => [
      ...new Set(
        blastRadius(more.map((over) => pick([anApplication()], over))).applications.map(
          ({ tenant }) => tenant,
        ),
      ),
    ]
    expect(tenants({}, elsewhere)).toEqual([
      'Northwind MSP (https://northwind.halopsa.com)',
      'northwind MSP (https://other.example)',
    ])
    expect(tenants({}, { finishedAt: '2026-11-25T12:00:00.000Z' })).toEqual([
      'Northwind MSP (read 2026-11-26 12:00:00 UTC)',
      'Northwind MSP (read 2026-11-25 12:00:00 UTC)',
    ])
    expect(
      blastRadius([pick([anApplication()]), pick([anApplication()], elsewhere)]).reads.map(
        ({ records }) => records,
      ),
    ).toEqual([5, 5])
  })

  it('says what it cannot know: the past, what was not read, the inspector’s limits', () => {
    const unread = anApplication({ scopes: null })
    const { limits } = of([unread], { inspectorAgent: null })
    const all = limits.join('\n')
    expect(all).toContain('read until 2026-11-26 12:00:00 UTC;')
    expect(all).toContain('what they did until now is not known here')
    expect(all).toContain('what Reporting sync may do is not known: its record names no scopes')
    expect(all).toMatch(/not read at all, and in none of these numbers: sites, users/)
    expect(all).toContain('What the inspector itself may see is not known')
  })

  it('leaves out tenants of which nothing was picked, and ids that are not there', () => {
    expect(of([anApplication()], {}, ['gone'])).toMatchObject({ applications: [], reads: [], steps: [] })
  })
})
