import { describe, expect, it } from 'vitest'
import { RESOURCES, type Resource } from '../../../src/core/halo/resource'
import type { Observation } from '../../../src/core/comparison/observation'
import {
  aFailure,
  aTicket,
  codesOf,
  connected,
  evidenceOf,
  explainScene,
  failedSide,
  listed,
  only,
  refused,
  truncated,
  type Observed,
} from '../support/builders'

const SAME_AGENT = { app: connected() }
const WHOLE = listed([aTicket(1)])
const PAGE = aFailure('connection.not-halo', { message: 'A web page came.', status: 200 })
const failed = (failure = PAGE): Observation => ({ state: 'failed', failure })

const FIVE = RESOURCES.slice(0, 5)
const all = (resources: readonly Resource[], agent: Observation, app: Observation): Observed =>
  Object.fromEntries(resources.map((resource) => [resource, [agent, app]]))

describe('a fault of the whole server', () => {
  it('is one error of both sides, which says that nothing could be read, and what to check', () => {
    const finding = only(
      explainScene({ ...SAME_AGENT, observed: all(FIVE, failed(), failed()) }),
      'connection.not-halo',
    )
    expect(finding).toMatchObject({ side: 'both', severity: 'error', resource: null, records: [] })
    expect(finding.resources).toEqual(FIVE)
    expect(finding.message).toBe(
      'None of the 5 resources could be read on either side, so there is no verdict: A web page came.',
    )
    expect(evidenceOf(finding)).toEqual([
      'resources: tickets, clients, sites, users, assets',
      'HTTP status: 200',
      'check: Check the first thing.',
      'check: Check the second thing.',
    ])
  })

  it('takes in that nobody said who the sides are', () => {
    const findings = explainScene({
      agent: connected({}, PAGE),
      app: connected({}, PAGE),
      observed: all(FIVE, failed(), failed()),
    })
    expect(codesOf(findings)).toEqual(['connection.not-halo'])
    expect(findings[0]?.message).toContain('and which agents the two sides act as is not known')
  })

  it('that keeps both sides from connecting is told once', () => {
    const findings = explainScene({
      agent: failedSide(PAGE),
      app: failedSide(PAGE),
      observed: all(FIVE, failed(), failed()),
    })
    expect(codesOf(findings)).toEqual(['connection.not-halo'])
    expect(findings[0]).toMatchObject({ side: 'both', severity: 'error', resources: FIVE })
    expect(findings[0]?.message).toBe('Neither side could connect: A web page came.')
  })

  it('of two applications with secrets of their own is told of each', () => {
    const wrong = aFailure('connection.invalid-client', { message: 'Halo refused the secret.' })
    const findings = explainScene({
      agent: failedSide(wrong),
      app: failedSide(wrong),
      configuration: {
        application: {
          id: '1',
          name: 'Sync',
          inactive: null,
          loginAgentId: null,
          loginAgentName: null,
          scopes: null,
        },
      },
    })
    expect(findings.map(({ side }) => side)).toEqual(['app', 'agent'])
  })
})

describe('a fault of some lists', () => {
  it('names them, and is a warning', () => {
    const finding = only(
      explainScene({
        ...SAME_AGENT,
        observed: { ...all(FIVE, WHOLE, WHOLE), ...all(FIVE.slice(0, 2), WHOLE, failed()) },
      }),
      'connection.not-halo',
    )
    expect(finding).toMatchObject({ side: 'app', severity: 'warning', resources: ['tickets', 'clients'] })
    expect(finding.message).toBe(
      'Tickets and clients could not be read on the app side, so there is no verdict on them: A web page came.',
    )
  })

  it('names the sides where they differ', () => {
    const finding = only(
      explainScene({
        ...SAME_AGENT,
        observed: {
          ...all(FIVE, WHOLE, WHOLE),
          tickets: [failed(), failed()],
          clients: [WHOLE, failed()],
          sites: [failed(), WHOLE],
        },
      }),
      'connection.not-halo',
    )
    expect(evidenceOf(finding).slice(0, 3)).toEqual([
      'resources, both sides: tickets',
      'resources, app side only: clients',
      'resources, agent side only: sites',
    ])
  })

  it('is one however the path and the numbers in its words differ', () => {
    const of = (path: string, seconds: number) =>
      failed(
        aFailure('request.failed', { message: `/${path} answered 503 after ${seconds} s.`, status: 503 }),
      )
    const finding = only(
      explainScene({
        ...SAME_AGENT,
        observed: {
          tickets: [WHOLE, of('Tickets', 2)],
          clients: [WHOLE, of('Client', 3)],
          sites: [WHOLE, WHOLE],
        },
      }),
      'data.incomplete',
    )
    expect(finding.message).toContain('The server answered 503 after 2 s.')
  })

  it('stays apart from another fault, and one that is alone stays with its resource', () => {
    const findings = explainScene({
      ...SAME_AGENT,
      observed: {
        tickets: [WHOLE, failed()],
        clients: [WHOLE, failed()],
        sites: [WHOLE, failed(aFailure('connection.unreachable'))],
        users: [failed(aFailure('request.failed')), failed(aFailure('request.failed'))],
      },
    })
    expect(findings.map(({ code, side, resource }) => [code, side, resource])).toEqual([
      ['connection.not-halo', 'app', null],
      ['connection.unreachable', 'app', 'sites'],
      ['data.incomplete', 'both', 'users'],
    ])
  })
})

describe('lists that came in part', () => {
  it('for one reason are one finding, with the numbers of each', () => {
    const finding = only(
      explainScene({
        ...SAME_AGENT,
        observed: {
          tickets: [WHOLE, truncated([aTicket(1)], 3)],
          clients: [WHOLE, truncated([aTicket(1)], 2)],
        },
      }),
      'data.incomplete',
    )
    expect(finding).toMatchObject({ side: 'app', resource: null, resources: ['tickets', 'clients'] })
    expect(finding.message).toBe(
      'None of the 2 resources could be listed whole on the app side, so there is no verdict; of tickets: Halo returned 1 of 3 rows.',
    )
    expect(evidenceOf(finding)).toEqual([
      'tickets, app side: 1 of 3: Halo returned 1 of 3 rows',
      'clients, app side: 1 of 2: Halo returned 1 of 2 rows',
    ])
  })
})

describe('a list that a fault broke off', () => {
  it('is told with what else the fault struck', () => {
    const finding = only(
      explainScene({
        ...SAME_AGENT,
        observed: {
          tickets: [
            WHOLE,
            listed([aTicket(1)], {
              total: 9,
              complete: false,
              incompleteReason: `Page 2 failed: ${PAGE.message}`,
            }),
          ],
          clients: [WHOLE, failed()],
        },
      }),
      'connection.not-halo',
    )
    expect(finding.message).toBe(
      'None of the 2 resources could be read whole on the app side, so there is no verdict: A web page came.',
    )
    expect(evidenceOf(finding)).toContain('tickets, app side: 1 of 9')
  })
})

describe('refusals without a known cause', () => {
  it('that leave the same doubt are one finding', () => {
    const finding = only(
      explainScene({ observed: { tickets: [WHOLE, refused(401)], clients: [WHOLE, refused(403)] } }),
      'data.unexplained',
    )
    expect(finding).toMatchObject({ side: 'app', severity: 'error', resources: ['tickets', 'clients'] })
    expect(finding.message).toBe(
      'The app is refused tickets and clients (HTTP 401, 403), although its scopes cover them: likely its agent is the cause.',
    )
    expect(finding.fix?.text).toBe('Check the level of API Agent for tickets and clients.')
  })
})
