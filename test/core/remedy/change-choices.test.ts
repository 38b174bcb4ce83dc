import { describe, expect, it } from 'vitest'
import type { AgentReading } from '../../../src/core/inventory/application'
import { assessor } from '../../../src/core/inventory/assess'
import { changeChoices } from '../../../src/core/remedy/change-choices'
import { anApplication, anInventory, readAgent } from '../support/assessed'
import {
  aComparison,
  aFailure,
  anAgent,
  API_AGENT,
  aTeam,
  connected,
  failedSide,
  type Scene,
} from '../support/builders'

const choicesOf = (scene: Scene) => changeChoices({ ...aComparison(scene), findings: [], causes: [] })
const groupOf = (scene: Scene, title: RegExp) => {
  const group = choicesOf(scene).find((each) => title.test(each.title))
  if (group === undefined) throw new Error(`No group is called ${String(title)}`)
  return group
}

const SCENE: Scene = {
  app: connected({ ...API_AGENT, scopes: ['read:tickets', 'openid'] }),
  configuration: {
    agentSide: anAgent({ agentId: '7', name: 'Tim Bowers', teams: [aTeam('9', 'Sales')] }),
    appSide: anAgent({ claims: { Tx: '2', Dx: '0', l9: '1', l8: '0' } }),
  },
}

describe('switches beside a prediction', () => {
  const emptyOf = (application: Parameters<typeof anApplication>[0], agents: readonly AgentReading[]) => {
    const facts = anInventory({ applications: [anApplication(application)], agents })
    const { predictor } = assessor(facts, { notes: {}, recipes: [], compared: [] })
    return changeChoices(predictor.comparison(facts.applications[0]!)).map(({ empty }) => empty)
  }
  const failed = { agentId: '42', state: 'failed', failure: aFailure('request.failed') } as const

  it('never ask for an inspector, which there is: its agent was not read, or it acts as none', () => {
    const read =
      'The settings of its agent were not read whole: read the applications again with an inspector that may.'
    const none = 'It does not act as an agent that is known, so that there are no settings to change.'
    expect(emptyOf({}, [failed])).toContain(read)
    expect(emptyOf({}, [readAgent({ clients: null })])).toContain(read)
    expect(emptyOf({ method: 'authorization-code' }, [failed])).toContain(none)
    expect(emptyOf({ login: { type: 'unset', agentId: null, name: null } }, [])).toContain(none)
    expect(emptyOf({ scopes: null }, [])).toContain(
      'The scopes that are ticked for the application are not known.',
    )
  })
})

describe('switches beside a comparison', () => {
  it('stand as what was read, and each flips what it shows', () => {
    const scopes = groupOf(SCENE, /Scopes/)
    expect(scopes.choices.find(({ label }) => label === 'read:tickets')).toEqual({
      label: 'read:tickets',
      isOn: true,
      change: 'app.scope-=read:tickets',
    })
    expect(scopes.choices.find(({ label }) => label === 'read:assets')).toMatchObject({
      isOn: false,
      change: 'app.scope+=read:assets',
    })
    expect(scopes.choices.map(({ label }) => label)).not.toContain('openid')
    expect(groupOf(SCENE, /^Other permissions/).choices).toEqual([
      { label: 'View unassigned tickets', isOn: true, change: 'agent.claim.l9=0' },
      { label: 'View tickets assigned to others', isOn: false, change: 'agent.claim.l8=1' },
    ])
    expect(groupOf(SCENE, /levels/).choices).toMatchObject([
      { isOn: true, change: 'agent.claim.Tx=0' },
      { isOn: false, change: expect.stringMatching(/^agent\.claim\.Dx=[1-9]$/) as string },
    ])
    expect(groupOf(SCENE, /^Teams/).choices).toEqual([
      { label: 'Sales', isOn: false, change: 'agent.team+=9' },
      { label: 'Service Desk', isOn: true, change: 'agent.team-=3' },
    ])
  })

  it('offer nothing narrower beside “all”', () => {
    const scene = { ...SCENE, app: connected({ ...API_AGENT, scopes: ['all'] }) }
    expect(groupOf(scene, /Scopes/).choices).toEqual([{ label: 'all', isOn: true, change: 'app.scope-=all' }])
  })

  it('offer another agent only where its settings were read, and it is another one', () => {
    const title = /log in as/
    expect(groupOf(SCENE, title).choices).toMatchObject([{ label: 'Tim Bowers', change: 'agent=7' }])
    const { appSide } = SCENE.configuration ?? {}
    const unread = groupOf({ ...SCENE, configuration: { appSide: appSide ?? null } }, title)
    expect(unread.choices).toEqual([])
    expect(unread.empty).not.toBeNull()
    const same = { ...SCENE, app: connected({ scopes: ['all'] }) }
    expect(groupOf(same, title).choices).toEqual([])
  })

  it('say why a group is empty, and only then', () => {
    const UNREAD: Scene = {
      app: failedSide(aFailure('connection.tls')),
      configuration: {
        appSide: anAgent({
          claims: null,
          clients: null,
          ticketTypes: null,
          assetTypes: null,
          teams: null,
          departments: null,
        }),
      },
    }
    for (const scene of [SCENE, UNREAD, { ...UNREAD, configuration: {} }])
      for (const { choices, empty } of choicesOf(scene)) expect(empty === null).toBe(choices.length > 0)
    expect(choicesOf(UNREAD).every(({ choices }) => choices.length === 0)).toBe(true)
    // That nothing is known of a list is not that it was not read.
    expect(groupOf(UNREAD, /^Clients/).empty).not.toBe(groupOf(SCENE, /^Clients/).empty)
  })
})
