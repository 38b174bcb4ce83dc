import { describe, expect, it } from 'vitest'
import type { ApplicationFacts, InventoryFacts } from '../../../src/core/inventory/application'
import type { Calibration } from '../../../src/core/inventory/inventory'
import { predictorFor } from '../../../src/core/inventory/predict'
import {
  aFailure,
  aTeam,
  anAgent,
  aRecord,
  aTicket,
  connected,
  FABRIKAM,
  listed,
  refused,
  truncated,
} from '../support/builders'
import { anApplication, inspectorLists, inventoryFacts } from '../support/inventory-builders'

const UNCALIBRATED: Calibration = { contradicted: [], agreement: [] }
const CLAIMS = anAgent().claims ?? {}
const CONTOSO = [{ clientId: '11', name: 'Contoso' }]

const see = (
  application: Partial<ApplicationFacts>,
  facts: Partial<InventoryFacts> = {},
  calibration = UNCALIBRATED,
) => predictorFor(inventoryFacts(facts), calibration).sees(anApplication(application))[0]

const agentWith = (over: Parameters<typeof anAgent>[0]): Partial<InventoryFacts> => ({
  agents: [{ agentId: '42', state: 'read', permissions: anAgent(over) }],
})

const limited = agentWith({ claims: { ...CLAIMS, Fc: '0' }, clients: CONTOSO })
const mixed = inspectorLists({
  tickets: listed([aTicket(1), aTicket(2, FABRIKAM), aTicket(3, { clientId: null })]),
})

describe('an application', () => {
  it('would see what its scopes and its agent let it, and what neither decides is in no number', () => {
    expect(see({}, { ...limited, lists: mixed })).toEqual({
      resource: 'tickets',
      state: 'predicted',
      visible: 1,
      hidden: 1,
      unknown: 1,
      of: 3,
      causes: ['agent.client'],
      undecided: ['agent.client'],
    })
  })

  it('is refused what no scope of it covers, and everything without any', () => {
    expect(see({ scopes: ['read:items'] })).toMatchObject({ state: 'refused', causes: ['scope.missing'] })
    expect(see({ scopes: [] })).toMatchObject({ state: 'refused', causes: ['connection.no-scope'] })
  })

  it.each([
    ['inactive', { inactive: true }, {}, ['application.inactive']],
    ['of a disabled agent', {}, agentWith({ disabled: true }), ['agent.disabled']],
    [
      'that logs in as nobody',
      { login: { type: 'unset', agentId: null, name: null } },
      {},
      ['application.no-login'],
    ],
    [
      'inactive and of a disabled agent',
      { inactive: true },
      agentWith({ disabled: true }),
      ['application.inactive', 'agent.disabled'],
    ],
  ] as const)('%s is refused everything', (_name, application, facts, causes) => {
    expect(see(application, facts)).toEqual({ resource: 'tickets', state: 'refused', causes })
  })
})

describe('a half that was not read', () => {
  it.each([
    [
      'scopes',
      { scopes: null, detail: { state: 'refused', status: 403 } },
      {},
      /scopes are not known: the inspector is refused/,
    ],
    ['scopes that a detail left out', { scopes: null }, {}, /record carries no scopes/],
    [
      'a detail that a run did not reach',
      { scopes: null, detail: { state: 'not-read', reason: 'Cancelled.' } },
      {},
      /Cancelled/,
    ],
    [
      'the agent',
      {},
      {
        agents: [
          {
            agentId: '42',
            state: 'failed',
            failure: aFailure('request.failed', { message: 'Halo said no.' }),
          },
        ],
      },
      /settings of its agent were not read: Halo said no\.$/,
    ],
    ['an agent that was not reached', {}, { agents: [] }, /settings of its agent were not read\.$/],
    ['an agent without an id', { login: { type: 'agent', agentId: null, name: 'X' } }, {}, /which agent/],
    ['whether it is active', { inactive: null }, {}, /active was not told/],
    ['who it is', { login: { type: 'unknown', agentId: null, name: null } }, {}, /does not say who/],
    ['an end user', { login: { type: 'user', agentId: null, name: 'Ann' } }, {}, /end user/],
    ['a supplier', { login: { type: 'supplier', agentId: null, name: 'S' } }, {}, /supplier/],
    ['whoever signs in', { method: 'authorization-code' }, {}, /whoever signs in/],
    [
      'nobody, with a key',
      { method: 'api-key', login: { type: 'unset', agentId: null, name: null } },
      {},
      /not known/,
    ],
    [
      'a set of scopes that nobody published',
      { scopes: ['all:standard'] },
      {},
      /Which scope governs tickets/,
    ],
  ] as const)('%s leaves the view unknown, never empty', (_name, application, facts, reason) => {
    const view = see(application, facts)
    expect(view).toMatchObject({ state: 'unknown', reason: expect.stringMatching(reason) })
    const [records] = predictorFor(inventoryFacts(facts), UNCALIBRATED).records(anApplication(application))
    expect([records?.visible.length, records?.unknown.length]).toEqual([0, 3])
  })

  it('leaves the view of unread scopes unknown whatever the agent may, but where it is shut out altogether', () => {
    const unknown = { state: 'unknown', reason: expect.stringMatching(/scopes/) as string }
    expect(see({ scopes: null }, agentWith({ claims: { ...CLAIMS, Tx: '0' } }))).toMatchObject(unknown)
    expect(see({ scopes: null }, { ...limited, lists: mixed })).toMatchObject(unknown)
    expect(see({ scopes: null, inactive: true }, {})).toMatchObject({ state: 'refused' })
    expect(see({ scopes: null }, agentWith({ disabled: true }))).toMatchObject({ state: 'refused' })
  })

  it('does not keep the scopes from denying', () => {
    expect(see({ scopes: ['read:items'] }, { agents: [] })).toMatchObject({ state: 'refused' })
  })
})

describe('what the inspector has no whole list of', () => {
  it.each([
    ['incomplete', truncated([aTicket(1)], 9), /got 1 of 9 tickets/],
    ['refused', refused(), /inspector itself is refused tickets/],
    [
      'failed',
      { state: 'failed', failure: aFailure('connection.unreachable') },
      /could not be read by the inspector/,
    ],
    ['not asked', { state: 'skipped', reason: 'Cancelled.' }, /were not read: Cancelled/],
  ] as const)('is unknown and not counted where it is %s', (_name, observation, reason) => {
    const facts = { lists: inspectorLists({ tickets: observation }) }
    expect(see({}, facts)).toMatchObject({ state: 'unknown', reason: expect.stringMatching(reason) })
    expect(predictorFor(inventoryFacts(facts), UNCALIBRATED).records(anApplication())[0]).toMatchObject({
      visible: [],
      unknown: [],
    })
    // Whatever the list holds, without a scope it is refused.
    expect(see({ scopes: ['read:items'] }, facts)).toMatchObject({ state: 'refused' })
  })
})

it('takes what the inspector gets as its own agent over the rules', () => {
  const facts = {
    ...agentWith({ teams: [aTeam('9', 'Elsewhere')] }),
    inspector: connected({ agentId: '42', name: 'API Agent' }),
  }
  expect(see({}, facts)).toMatchObject({ state: 'predicted', visible: 3, hidden: 0 })
  expect(see({ scopes: ['read:items'] }, facts)).toMatchObject({ state: 'refused' })
})

it('says that its own lists contradict a rule of the inspector alone', () => {
  const elsewhere = { teams: [aTeam('9', 'Elsewhere')] }
  const facts = inventoryFacts({
    ...agentWith(elsewhere),
    inspector: connected({ agentId: '42', name: 'API Agent' }),
    inspectorAgent: anAgent(elsewhere),
  })
  const { findings } = predictorFor(facts, UNCALIBRATED).comparison(anApplication())
  expect(findings.map(({ code, side, message }) => [code, side, message.slice(0, 50)])).toEqual([
    ['data.contradicts-rule', 'agent', 'The inspector gets 3 tickets that agent.team would'],
  ])
})

it('leaves teams open without a scope that surely governs them, but for those that the agent is not in', () => {
  const teams = { lists: inspectorLists({ teams: listed([aRecord(3), aRecord(4, { departmentId: '2' })]) }) }
  expect(see({ scopes: ['read:tickets'] }, teams)).toMatchObject({
    state: 'predicted',
    visible: 0,
    hidden: 1,
    unknown: 1,
    undecided: ['scope.missing'],
  })
  expect(see({ scopes: ['all'] }, teams)).toMatchObject({ visible: 1, hidden: 1, unknown: 0 })
})

it('says until when was read, as people read a time', () => {
  const facts = inventoryFacts({ finishedAt: '2026-11-26T12:00:31.123Z' })
  const { predicted } = predictorFor(facts, UNCALIBRATED).comparison(anApplication())
  expect(predicted?.limits[0]).toBe(
    'Worked out from what was read until 2026-11-26 12:00:31 UTC: nobody logged in as this application.',
  )
})

it('does not use a rule that was contradicted, of administrators alone where only one of them was seen', () => {
  const contradicted = (administratorsOnly: boolean): Calibration => ({
    ...UNCALIBRATED,
    contradicted: [
      {
        code: 'agent.client',
        resource: 'tickets',
        records: 1,
        application: 'Reporting sync',
        administratorsOnly,
        message: 'Not used.',
      },
    ],
  })
  const facts = { ...limited, lists: mixed }
  expect(see({}, facts, contradicted(false))).toMatchObject({ visible: 1, hidden: 0, unknown: 2 })
  expect(see({}, facts, contradicted(true))).toMatchObject({ visible: 1, hidden: 1, unknown: 1 })
  const ofAdministrator = {
    ...agentWith({ claims: { ...CLAIMS, Fc: '0' }, clients: CONTOSO, administrator: true }),
    lists: mixed,
  }
  expect(see({}, ofAdministrator, contradicted(true))).toMatchObject({ visible: 1, hidden: 0, unknown: 2 })
})

it('does not say whose appointments an agent would see, unless it is all of them', () => {
  const appointments = { lists: inspectorLists({ appointments: listed([aRecord(1), aRecord(2)]) }) }
  const of = (lz: string) =>
    see({ scopes: ['all'] }, { ...agentWith({ claims: { ...CLAIMS, Ax: '2', lz } }), ...appointments })
  expect(of('3')).toMatchObject({ state: 'predicted', visible: 2 })
  expect(of('1')).toMatchObject({ state: 'unknown' })
})

it('predicts Halo’s own applications like any other', () => {
  expect(see({ system: true })).toMatchObject({ state: 'predicted', visible: 3 })
})
