import { describe, expect, it } from 'vitest'
import { explained } from '../../../src/core/causes/explained'
import { findingsWithoutCause } from '../../../src/core/comparison/cause'
import type { Recipe } from '../../../src/core/comparison/recipe'
import { csvTables } from '../../../src/core/report/csv'
import {
  aComparison,
  anAgent,
  API_AGENT,
  aRecord,
  aTicket,
  connected,
  FABRIKAM,
  listed,
  refused,
  UNASSIGNED,
  type Scene,
} from '../support/builders'

const APPLICATION = {
  id: 'a',
  name: 'Reporting sync',
  inactive: false,
  loginAgentId: '42',
  loginAgentName: 'API Agent',
  scopes: ['all'],
}

const ofFabrikam = (...ids: readonly number[]) => ids.map((id) => aTicket(id, FABRIKAM))
const ofContoso = (...ids: readonly number[]) => ids.map((id) => aTicket(id))

/** An agent limited to one client, on tickets and sites; the app is refused contracts, of which some are Fabrikam's. */
const LIMITED: Scene = {
  app: connected({ ...API_AGENT, scopes: ['read:tickets', 'read:customers'] }),
  configuration: {
    application: APPLICATION,
    appSide: anAgent({
      claims: { Tx: '2', Ux: '3', Cx: '3', l8: '1', l9: '0', Fc: '0', Ft: '1' },
      clients: [{ clientId: '11', name: 'Contoso' }],
    }),
  },
  observed: {
    tickets: [
      listed([...ofContoso(1), ...ofFabrikam(2, 3), aTicket(4, { ...FABRIKAM, ...UNASSIGNED })]),
      listed(ofContoso(1)),
    ],
    sites: [
      listed([aRecord(5, { clientId: '11' }), aRecord(6, FABRIKAM)]),
      listed([aRecord(5, { clientId: '11' })]),
    ],
    contracts: [listed([aRecord(7, FABRIKAM), aRecord(8, { clientId: '11' })]), refused()],
    items: [refused(), refused()],
  },
}

const causesIn = (scene: Scene, purpose: Recipe | null = null) =>
  explained({ ...aComparison(scene), purpose })

const told = (scene: Scene, purpose: Recipe | null = null) =>
  causesIn(scene, purpose).causes.map(({ message }) => message)

const recipe = (...scopes: readonly string[]): Recipe => ({
  name: 'some',
  title: 'Some',
  description: '',
  source: { title: '', url: null, date: '2026-11' },
  scopes,
  permissions: [],
  membership: false,
  settings: [],
  unchecked: [],
})

describe('causes', () => {
  it('tell each setting once, with what it hides of each resource and what nothing else hides', () => {
    expect(told(LIMITED)).toEqual([
      'API Agent is limited to 1 client: this hides 5 records from the app (3 tickets, 1 site, 1 contract); nothing else hides 3 of them.',
      'Reporting sync has no scope read:contracts: this hides 2 contracts from the app; nothing else hides 1 of them.',
      'API Agent may not view unassigned tickets: this likely hides 1 ticket from the app; something else hides it too.',
      'Reporting sync has no scope read:items: this keeps the app from items, of which no record is known.',
    ])
  })

  it('have one fix each for all records of all resources, with its path', () => {
    const fixes = causesIn(LIMITED).causes.map(({ fix }) => fix)
    expect(fixes[0]).toEqual({
      text: 'Add Fabrikam Ltd to the clients of API Agent, or allow it all clients.',
      path: 'Configuration > Teams & Agents > Agents > API Agent > Permissions',
    })
    expect(fixes[1]?.text).toContain('read:contracts')
    expect(fixes[3]?.text).toContain('read:items')
  })

  it('are as sure as the least sure of what they rest on', () => {
    // Documented of tickets, inferred of sites and contracts.
    expect(causesIn(LIMITED).causes.map(({ confidence }) => confidence)).toEqual([
      'computed',
      'documented',
      'computed',
      'documented',
    ])
  })

  it('take every finding that hides records, and leave the others', () => {
    const comparison = causesIn({
      ...LIMITED,
      app: connected({
        ...API_AGENT,
        scopes: ['read:tickets', 'read:customers'],
        requestedScopes: ['read:tickets', 'read:kb'],
      }),
    })
    expect(findingsWithoutCause(comparison).map(({ code }) => code)).toEqual([
      'scope.not-granted',
      // The agent side is refused items although it holds all scopes.
      'data.unexplained',
      'identity.different-agent',
    ])
  })

  it('are an error where the purpose needs what they hide, and as intended where it does not', () => {
    const { causes } = causesIn(LIMITED, recipe('read:customers', 'read:items'))
    expect(causes.map(({ severity }) => severity)).toEqual(['error', 'info', 'info', 'error'])
    expect(causes[0]?.message).toMatch(/ Its purpose needs 1 of them\.$/)
    expect(causes[1]?.message).toMatch(/ As intended: its purpose needs none of this\.$/)
    expect(causes[3]?.message).toMatch(/no record is known\.$/)
  })

  it('say of a limit that nobody read that the data fit it', () => {
    const [cause] = causesIn({
      ...LIMITED,
      configuration: { application: APPLICATION },
      app: connected(API_AGENT),
      observed: {
        tickets: [listed([...ofContoso(1), ...ofFabrikam(2, 3)]), listed(ofContoso(1))],
        users: [
          listed([aRecord(5, { clientId: '11' }), aRecord(6, FABRIKAM)]),
          listed([aRecord(5, { clientId: '11' })]),
        ],
      },
    }).causes
    expect(cause?.message).toBe(
      '3 records (2 tickets, 1 user) that the app does not see fit a limit to certain clients: it sees nothing at all of theirs; the settings of API Agent are not known; whether something else hides them too is not known.',
    )
    expect(cause).toMatchObject({ records: 3, alone: 0, undecided: 3, confidence: 'observed' })
  })

  it('tell what shuts a side out once, over all that the other side sees', () => {
    const { causes, findings } = causesIn({
      app: connected({ ...API_AGENT, scopes: [], requestedScopes: ['all'] }),
      configuration: { application: { ...APPLICATION, scopes: [] }, appSide: anAgent() },
      observed: {
        tickets: [listed(ofContoso(1, 2)), refused()],
        assets: [listed([aRecord(3)]), refused(401)],
      },
    })
    expect(causes).toHaveLength(1)
    expect(causes[0]?.message).toBe(
      'The token of Reporting sync holds no scope: this hides 3 records from the app (2 tickets, 1 asset); nothing else hides them.',
    )
    expect(causes[0]?.findings.map((index) => findings[index]?.code)).toEqual(['connection.no-scope'])
  })

  it('name what the agent side does not see apart, as information', () => {
    const { causes } = causesIn({
      agent: connected(),
      configuration: {
        agentSide: anAgent({
          agentId: '7',
          name: 'Tim Bowers',
          claims: { Tx: '2', l8: '1', l9: '1', Fc: '0', Ft: '1' },
          clients: [{ clientId: '11', name: 'Contoso' }],
        }),
      },
      observed: { tickets: [listed(ofContoso(1)), listed([...ofContoso(1), ...ofFabrikam(2)])] },
    })
    expect(causes).toMatchObject([
      {
        side: 'agent',
        severity: 'info',
        message:
          'Tim Bowers is limited to 1 client: this hides 1 ticket from the agent side; nothing else hides it.',
      },
    ])
  })

  it('hide nothing of a side that could not connect', () => {
    const { causes } = causesIn({
      app: {
        state: 'failed',
        failure: { code: 'connection.no-scope', message: 'No.', advice: [], status: 401 },
        requestedScopes: [],
      },
      observed: { tickets: [listed(ofContoso(1)), { state: 'skipped', reason: 'Not connected.' }] },
    })
    expect(causes).toEqual([])
  })

  it('stand in the CSV files a line for each resource, whose records add up', () => {
    const comparison = causesIn(LIMITED)
    const table = csvTables(comparison).find(({ name }) => name === 'causes')
    const counts = table?.rows.map((row) => row[table.header.indexOf('records')]) ?? []
    expect(counts).toEqual([3, 1, 1, 2, 1, 0])
    expect(table?.rows.map(([cause]) => cause)).toEqual([0, 0, 0, 1, 2, 3])
    expect(table?.rows[3]?.slice(1, 8)).toEqual([
      'error',
      'scope.missing',
      'app',
      'scope read:contracts of Reporting sync',
      'Contracts',
      2,
      'Yes',
    ])
  })
})
