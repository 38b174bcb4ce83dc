import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { explained } from '../../../src/core/causes/explained'
import { calibrate } from '../../../src/core/inventory/calibrate'
import { predictorFor } from '../../../src/core/inventory/predict'
import type { RecordSummary } from '../../../src/core/comparison/record'
import type { Observation } from '../../../src/core/comparison/observation'
import {
  aComparison,
  anAgent,
  API_AGENT,
  aTicket,
  connected,
  FABRIKAM,
  listed,
  refused,
  truncated,
} from '../support/builders'
import { anApplication, inspectorLists, inventoryFacts } from '../support/inventory-builders'

const CLAIMS = anAgent().claims ?? {}
const LIMITED = { claims: { ...CLAIMS, Fc: '0' }, clients: [{ clientId: '11', name: 'Contoso' }] }
const ALL = [aTicket(1), aTicket(2), aTicket(3, FABRIKAM), aTicket(4, FABRIKAM)]

const facts = (agent = anAgent(LIMITED), records: readonly RecordSummary[] = ALL) =>
  inventoryFacts({
    agents: [{ agentId: '42', state: 'read', permissions: agent }],
    lists: inspectorLists({ tickets: listed(records) }),
  })

/** A real comparison in which Reporting sync, limited to Contoso, got some of the tickets. */
const compared = (
  app: Observation,
  over: {
    agent?: Parameters<typeof anAgent>[0]
    url?: string
    finishedAt?: string
    all?: readonly RecordSummary[]
  } = {},
): Comparison => {
  const comparison = aComparison({
    app: connected({ ...API_AGENT, scopes: ['read:tickets'] }),
    configuration: {
      appSide: anAgent({ ...LIMITED, ...over.agent }),
      application: {
        id: anApplication().id,
        name: 'Reporting sync',
        inactive: false,
        loginAgentId: '42',
        loginAgentName: 'API Agent',
        scopes: ['read:tickets'],
      },
    },
    observed: { tickets: [listed(over.all ?? ALL), app] },
  })
  const whole = {
    ...comparison,
    tenant: { ...comparison.tenant, url: over.url ?? comparison.tenant.url },
    finishedAt: over.finishedAt ?? comparison.finishedAt,
  }
  return explained(whole)
}

describe('a rule that a real comparison contradicted', () => {
  it('is not used for that resource, and is said: what it would hide is undecided', () => {
    const calibration = calibrate(facts(), [compared(listed(ALL.slice(0, 3)))])
    expect(calibration.contradicted).toEqual([
      {
        code: 'agent.client',
        resource: 'tickets',
        records: 1,
        application: 'Reporting sync',
        administratorsOnly: false,
        message:
          'agent.client is not used for tickets: in the comparison of 2026-11-23 Reporting sync got 1 ticket that it would hide.',
      },
    ])
    const predictor = predictorFor(facts(), calibration)
    expect(predictor.sees(anApplication())).toMatchObject([
      { visible: 2, hidden: 0, unknown: 2, undecided: ['agent.client'] },
    ])
    const { predicted, findings } = predictor.comparison(anApplication())
    expect(predicted?.limits).toContain(calibration.contradicted[0]?.message)
    expect(findings.find(({ code }) => code === 'data.incomplete')).toMatchObject({
      records: ['3', '4'],
      evidence: [
        { what: 'left open by', value: 'agent.client (2)' },
        { what: 'agent.client', value: 'not used: contradicted by what was really compared' },
      ],
    })
  })

  it('stays in use where nothing contradicts it', () => {
    const calibration = calibrate(facts(), [compared(listed(ALL.slice(0, 2)))])
    expect(calibration.contradicted).toEqual([])
    expect(predictorFor(facts(), calibration).sees(anApplication())).toMatchObject([
      { visible: 2, hidden: 2 },
    ])
  })

  it('is one of administrators alone when only those were seen not to follow it', () => {
    const byAdministrator = compared(listed(ALL), { agent: { administrator: true } })
    expect(calibrate(facts(), [byAdministrator]).contradicted).toMatchObject([{ administratorsOnly: true }])
    expect(calibrate(facts(), [byAdministrator, compared(listed(ALL))]).contradicted).toMatchObject([
      { administratorsOnly: false },
    ])
  })

  it('may be contradicted by the inspector’s own lists', () => {
    const own = { ...facts(), inspectorAgent: anAgent({ ...LIMITED, agentId: '1001', administrator: true }) }
    expect(calibrate(own, []).contradicted).toMatchObject([
      { code: 'agent.client', records: 2, application: 'the inspector', administratorsOnly: true },
    ])
  })
})

describe('what says nothing', () => {
  it.each([
    [
      'a comparison of another tenant',
      {
        ...compared(listed(ALL)),
        tenant: { name: 'Northwind MSP', url: 'https://other.halopsa.com', version: null },
      },
    ],
    [
      'a predicted comparison',
      predictorFor(facts(), { contradicted: [], agreement: [] }).comparison(anApplication()),
    ],
  ])('%s', (_name, comparison) => {
    expect(calibrate(facts(), [comparison])).toEqual({ contradicted: [], agreement: [] })
  })

  it('an address is the same in capitals and with a slash behind it', () => {
    const written = compared(listed(ALL), { url: 'https://Northwind.halopsa.com/' })
    expect(calibrate(facts(), [written]).contradicted).toHaveLength(1)
  })
})

describe('agreement', () => {
  it('holds what is predicted against what was got the last time, of the records that both know', () => {
    const old = compared(listed([]), { finishedAt: '2026-10-01T10:00:00.000Z' })
    // Ticket 5 is newer than the comparison; 6 is gone since, and 2 was not seen.
    const last = compared(listed([aTicket(1), aTicket(6)]), { all: [...ALL, aTicket(6)] })
    const now = facts(anAgent(LIMITED), [...ALL, aTicket(5)])
    expect(calibrate(now, [last, old]).agreement).toEqual([
      {
        applicationId: anApplication().id,
        resource: 'tickets',
        comparedAt: '2026-11-23T10:00:21.000Z',
        predicted: 2,
        seen: 1,
        agreed: 1,
        onlyPredicted: ['2'],
        onlySeen: [],
        undecided: 0,
        undecidedSeen: 0,
      },
    ])
  })

  it('adds up with undecided records, which are agreed on by nobody', () => {
    const [agreement] = calibrate(facts(), [compared(listed(ALL.slice(0, 3)))]).agreement
    expect(agreement).toMatchObject({
      predicted: 2,
      seen: 3,
      agreed: 2,
      onlySeen: [],
      undecided: 2,
      undecidedSeen: 1,
    })
  })

  it('counts a refusal as nothing got, and a list that is not whole as nothing known', () => {
    expect(calibrate(facts(), [compared(refused())]).agreement).toMatchObject([
      { predicted: 2, seen: 0, agreed: 0 },
    ])
    expect(calibrate(facts(), [compared(truncated([aTicket(1)], 4))]).agreement).toEqual([])
  })
})
