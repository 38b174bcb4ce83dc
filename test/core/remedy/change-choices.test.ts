import { describe, expect, it } from 'vitest'
import type { AgentReading } from '../../../src/core/inventory/application'
import { assessor } from '../../../src/core/inventory/assess'
import { changeChoices } from '../../../src/core/remedy/change-choices'
import { whatIf } from '../../../src/core/remedy/what-if'
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
      kind: 'switch',
      note: null,
      label: 'read:tickets',
      isOn: true,
      change: 'app.scope-=read:tickets',
    })
    expect(scopes.choices.find(({ label }) => label === 'read:assets')).toMatchObject({
      isOn: false,
      change: 'app.scope+=read:assets',
    })
    expect(scopes.choices.map(({ label }) => label)).not.toContain('openid')
    expect(groupOf(SCENE, /^Other permissions/).choices).toMatchObject([
      { label: 'Disabled', isOn: false, change: 'agent.disabled=yes' },
      { label: 'View unassigned tickets', isOn: true, change: 'agent.claim.l9=0' },
      { label: 'View tickets assigned to others', isOn: false, change: 'agent.claim.l8=1' },
    ])
    expect(groupOf(SCENE, /^Teams/).choices).toMatchObject([
      { label: 'Sales', isOn: false, change: 'agent.team+=9' },
      { label: 'Service Desk', isOn: true, change: 'agent.team-=3' },
    ])
  })

  it('offer every rung of Halo’s ladder, and which one it stands on', () => {
    const levels = groupOf(SCENE, /levels/).choices
    expect(levels.map(({ label }) => label)).toEqual(['Tickets', 'Assets'])
    expect(levels[1]).toEqual({
      kind: 'level',
      label: 'Assets',
      levels: [
        { label: 'No Access', isNow: true, change: 'agent.claim.Dx=0' },
        { label: 'Read Only', isNow: false, change: 'agent.claim.Dx=1' },
        { label: 'Read and Modify', isNow: false, change: 'agent.claim.Dx=2' },
        { label: 'Read, Modify and Remove', isNow: false, change: 'agent.claim.Dx=3' },
      ],
      note: null,
    })
  })

  it('keep a level that nobody described as it was read', () => {
    const odd = { ...SCENE, configuration: { appSide: anAgent({ claims: { Tx: '7' } }) } }
    const [tickets] = groupOf(odd, /levels/).choices
    expect(tickets?.kind === 'level' && tickets.levels.map(({ label, isNow }) => [label, isNow])).toEqual([
      ['No Access', false],
      ['Read Only', false],
      ['Read and Modify', false],
      ['level 7', true],
    ])
  })

  it('say where a role gives a level or a switch, below which Halo sets no agent', () => {
    const held: Scene = {
      ...SCENE,
      configuration: {
        appSide: anAgent({
          claims: { Tx: '2', Dx: '1', l9: '1' },
          roles: [
            { id: 'r1', name: 'Reader' },
            { id: 'r2', name: 'Writer' },
          ],
        }),
        roles: [
          { id: 'r1', name: 'Reader', claims: { Dx: '1', Tx: '1', l9: '1' } },
          { id: 'r2', name: 'Writer', claims: { Dx: '1', Tx: '2' } },
          { id: 'r3', name: 'Of others', claims: { Tx: '2' } },
        ],
      },
    }
    expect(groupOf(held, /levels/).choices.map(({ note }) => note)).toEqual([
      'Read and Modify comes from the role Writer: Halo sets no agent below a role that it holds.',
      'Read Only comes from the roles Reader and Writer: Halo sets no agent below a role that it holds.',
    ])
    expect(groupOf(held, /^Other permissions/).choices.map(({ note }) => note)).toEqual([
      null,
      'It comes from the role Reader: only a change of the role takes it away.',
    ])
    const asRead = { ...aComparison(held), findings: [], causes: [] }
    const lower = (code: string, value: string) =>
      whatIf(asRead, [{ kind: 'claim', code, value }]).limits.filter((limit) => limit.includes('role'))
    expect(lower('Tx', '0')).toEqual([
      'Of Tickets the role Writer gives more, and Halo sets no agent below a role that it holds: the role has to change too, for all who hold it.',
    ])
    expect(lower('Tx', '2')).toEqual([])
    expect(lower('Dx', '2')).toEqual([])
    // A role that was not read may give more.
    const { configuration } = asRead
    const unread = { ...asRead, configuration: { ...configuration, roles: null } }
    expect(
      whatIf(unread, [{ kind: 'claim', code: 'Tx', value: '0' }]).limits.filter((each) => each.includes('role')),
    ).toEqual(['Whether a role gives more of Tickets was not read; Halo sets no agent below a role that it holds.'])
  })

  it('offer the rights in teams by name', () => {
    const rights: Scene = {
      ...SCENE,
      configuration: {
        appSide: anAgent({
          teams: [{ ...aTeam('3', 'Service Desk'), unassignedAccess: false, otherAgentAccess: true }],
        }),
      },
    }
    expect(groupOf(rights, /^Rights in its teams/).choices).toMatchObject([
      { label: 'Unassigned tickets of Service Desk', isOn: false, change: 'agent.team-unassigned+=3' },
      { label: 'Tickets of others in Service Desk', isOn: true, change: 'agent.team-others-=3' },
    ])
  })

  it('offer nothing narrower beside “all”', () => {
    const scene = { ...SCENE, app: connected({ ...API_AGENT, scopes: ['all'] }) }
    expect(groupOf(scene, /Scopes/).choices).toMatchObject([
      { label: 'all', isOn: true, change: 'app.scope-=all' },
    ])
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
          disabled: null,
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
