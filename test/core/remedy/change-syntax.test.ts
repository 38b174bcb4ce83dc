import { describe, expect, it } from 'vitest'
import { changeChoices, changesOf } from '../../../src/core/remedy/change-choices'
import { CHANGE_EXAMPLES } from '../../../src/core/remedy/change-examples'
import { changeSyntax, parseChange } from '../../../src/core/remedy/change-syntax'
import { changeText, fixWayMarkdown } from '../../../src/core/remedy/change-text'
import { smallestFixes } from '../../../src/core/remedy/smallest-fix'
import { whatIf } from '../../../src/core/remedy/what-if'
import { anAgent } from '../support/builders'
import { comparisonOf, restrictedTenant } from '../../support/random-tenant'

const comparison = comparisonOf(restrictedTenant())

const read = (text: string) => {
  const parsed = parseChange(text, comparison)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.change
}
const refusal = (text: string): string => {
  const parsed = parseChange(text, comparison)
  return parsed.ok ? `read as ${changeSyntax(parsed.change)}` : parsed.message
}

describe('a change as text', () => {
  it('names things by name or id and reads back as it was written', () => {
    const [team] = comparison.configuration.teams ?? []
    expect(read(`agent.team+=${team?.name ?? ''}`)).toEqual(read(`agent.team+=${team?.teamId ?? ''}`))
    for (const change of changeChoices(comparison).flatMap(({ choices }) => choices.flatMap(changesOf)))
      expect(changeSyntax(read(change))).toBe(change)
    for (const { changes } of smallestFixes(comparison, 'tickets', null).ways)
      for (const change of changes) expect(read(changeSyntax(change))).toEqual(change)
  })

  it.each([
    ['nonsense', /is not a change/],
    ['agent.team+=', /is not a change/],
    ['agent.team+=No Such Team', /No team called “No Such Team”/],
    ['agent.hat+=1', /Nothing called “agent.hat”/],
    ['agent.team=1', /agent\.team\+=/],
    ['agent.team=all', /agent\.team\+=/],
    ['agent.hat=1', /Nothing called “agent.hat”/],
    ['agent.level.Tickets=highest', /levels of Tickets are 0 No Access/],
    ['app.scope+=read:nothing', /no scope called “read:nothing”/],
    ['agent.claim.l9=maybe', /number, true or false/],
    ['agent.level.Tickets=7', /levels of Tickets are 0 No Access/],
    ['agent.level.Hats=1', /no feature “Hats”/],
    ['agent.disabled=perhaps', /yes or no/],
    ['agent=Nobody', /are not in this comparison/],
  ])('refuses %s and says why', (text, message) => {
    expect(refusal(text)).toMatch(message)
  })

  it.each([
    ['agent.disabled=yes', { kind: 'disabled', value: true }],
    ['agent.disabled=no', { kind: 'disabled', value: false }],
    ['agent.client=all', { kind: 'claim', code: 'Fc', value: '1' }],
    ['agent.team-unassigned=all', { kind: 'claim', code: 'l9', value: '1' }],
    ['agent.level.Tickets=1', { kind: 'claim', code: 'Tx', value: '1' }],
    ['agent.level.tickets=no access', { kind: 'claim', code: 'Tx', value: '0' }],
    ['agent.level.Tx=Read Only', { kind: 'claim', code: 'Tx', value: '1' }],
    ['app.scope-=all', { kind: 'scope', op: 'remove', scope: 'all' }],
  ])('reads %s', (text, change) => {
    expect(read(text)).toEqual(change)
    // A level and `all` are claims: they read back as such.
    expect(read(changeSyntax(read(text)))).toEqual(change)
  })

  it('finds an agent by name or id, among those whose settings were read', () => {
    const named = (agentId: string, name: string) => anAgent({ agentId, name })
    const two = {
      ...comparison,
      configuration: {
        ...comparison.configuration,
        agentSide: named('7', 'Tim'),
        appSide: named('8', 'Ada'),
      },
    }
    for (const text of ['agent=7', 'agent=TIM'])
      expect(parseChange(text, two)).toEqual({ ok: true, change: { kind: 'agent', id: '7', name: 'Tim' } })
    const none = { ...two, configuration: { ...two.configuration, agentSide: null, appSide: null } }
    const told = [two, none].map((each) => parseChange('agent=Nobody', each))
    expect(told).toMatchObject([
      { ok: false, message: expect.stringContaining('those of Tim, Ada are') as string },
      { ok: false, message: expect.not.stringContaining('those of') as string },
    ])
  })

  it('asks for an id where a name is two things', () => {
    const teams = ['901', '902'].map((teamId) => ({ teamId, name: 'Twins', departmentId: null }))
    const twins = { ...comparison, configuration: { ...comparison.configuration, teams } }
    expect(parseChange('agent.team+=twins', twins)).toMatchObject({
      ok: false,
      message: expect.stringContaining('(901, 902)') as string,
    })
  })

  it('gives an example of every kind', () => {
    const kinds = CHANGE_EXAMPLES.map((example) => example.replace(/[+-]?=.*/, ''))
    expect(new Set(kinds)).toEqual(
      new Set([
        'app.scope',
        'agent.team',
        'agent.department',
        'agent.client',
        'agent.ticket-type',
        'agent.asset-type',
        'agent.team-unassigned',
        'agent.claim.l9',
        'agent.level.Assets',
        'agent.disabled',
        'agent',
      ]),
    )
  })

  it('says that a scope cannot be taken from “all”', () => {
    const { app } = comparison
    const all = {
      ...comparison,
      app: app.state === 'connected' ? { ...app, identity: { ...app.identity, scopes: ['all'] } } : app,
    }
    const parsed = parseChange('app.scope-=read:tickets', all)
    expect(parsed.ok ? '' : parsed.message).toContain('untick “all”')
  })
})

describe('what a change does', () => {
  it('is nothing without changes, and tells its limits', () => {
    const outlook = whatIf(comparison, [])
    expect(outlook.resources).toEqual([])
    expect(outlook.limits[0]).toContain('neither side saw')
  })

  it('warns that a first client in an empty list takes all others away', () => {
    const limited = {
      ...comparison,
      configuration: {
        ...comparison.configuration,
        appSide: comparison.configuration.appSide && {
          ...comparison.configuration.appSide,
          claims: { ...comparison.configuration.appSide.claims, Fc: '0' },
        },
      },
    }
    const client = '11'
    const outlook = whatIf(limited, [{ kind: 'client', op: 'add', id: client, name: 'One' }])
    const clients = outlook.resources.find(({ resource }) => resource === 'clients')
    expect(clients?.appears).toEqual([])
    expect(clients?.disappears.length).toBeGreaterThan(10)
    expect(clients?.disappears).not.toContain(client)
  })

  it('says so when settings were not read', () => {
    const unread = { ...comparison, configuration: { ...comparison.configuration, appSide: null } }
    const outlook = whatIf(unread, [read('agent.claim.l9=1')])
    expect(outlook.resources.flatMap(({ appears }) => appears)).toEqual([])
    expect(outlook.limits.join(' ')).toContain('were not read')
  })
})

describe('a change in words', () => {
  it('has Halo’s click path, and a link where one is known', () => {
    expect(changeText(read('app.scope+=read:assets'), comparison)).toMatchObject({
      path: expect.stringContaining('Halo API > Applications'),
      link: 'https://random.halopsa.com/config/integrations/api/applications',
    })
    expect(changeText(read('agent.claim.l9=1'), comparison)).toEqual({
      text: 'Let API - Reporting view unassigned tickets.',
      path: 'Configuration > Teams & Agents > Agents > API - Reporting > Permissions',
      link: null,
    })
  })

  it('is inert as Markdown, whatever a name holds', () => {
    const name = '[x](javascript:alert(1)) <img src=x> `code` *bold*'
    const markdown = fixWayMarkdown(
      { changes: [{ kind: 'team', op: 'add', id: '1', name }], opens: 3, opened: [] },
      comparison,
    )
    expect(markdown).toContain('\\[x\\](javascript:alert(1)) \\<img src=x\\> \\`code\\` \\*bold\\*')
    expect(markdown).toContain('shows 3 other records')
  })
})
