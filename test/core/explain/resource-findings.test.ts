import { describe, expect, it } from 'vitest'
import {
  aFailure,
  aTicket,
  codesOf,
  connected,
  evidenceOf,
  explainScene,
  listed,
  only,
  refused,
  truncated,
} from '../support/builders'

const SAME_AGENT = { app: connected() }
const TWO = listed([aTicket(1), aTicket(2)])

describe('data.incomplete', () => {
  it('tells fetched and total and why, and nothing of missing records', () => {
    const findings = explainScene({ observed: { tickets: [TWO, truncated([aTicket(1)], 2)] } })
    expect(codesOf(findings)).toEqual(['data.incomplete', 'identity.different-agent'])
    const finding = only(findings, 'data.incomplete')
    expect(finding).toMatchObject({ severity: 'warning', side: 'app', resource: 'tickets', records: [] })
    expect(finding.message).toBe(
      'The app got 1 of 2 tickets, so there is no verdict: Halo returned 1 of 2 rows.',
    )
    expect(evidenceOf(finding)).toEqual(['fetched: 1', 'total: 2'])
  })

  it('is told once where both sides got the list in part for one reason', () => {
    const cut = truncated([aTicket(1)], 2)
    const findings = explainScene({ ...SAME_AGENT, observed: { tickets: [cut, cut] } })
    expect(findings.map(({ code, side, resource }) => [code, side, resource])).toEqual([
      ['data.incomplete', 'both', 'tickets'],
    ])
    expect(findings[0]?.message).toBe(
      'The app got 1 of 2 tickets and the agent side got 1 of 2 tickets, so there is no verdict: Halo returned 1 of 2 rows.',
    )
  })

  it('is told of a request that failed, unless the failure has a code of its own', () => {
    const failed = (code: 'request.failed' | 'connection.rate-limited') =>
      explainScene({
        ...SAME_AGENT,
        observed: { tickets: [TWO, { state: 'failed', failure: aFailure(code, { status: 429 }) }] },
      })
    expect(codesOf(failed('request.failed'))).toEqual(['data.incomplete'])
    expect(only(failed('connection.rate-limited'), 'connection.rate-limited')).toMatchObject({
      severity: 'warning',
      resource: 'tickets',
      side: 'app',
    })
  })

  it('is told once for a run that was ended early', () => {
    const cancelled = { state: 'failed', failure: aFailure('request.cancelled') } as const
    const findings = explainScene({
      ...SAME_AGENT,
      cancelled: true,
      observed: { tickets: [TWO, TWO], assets: [TWO, cancelled], users: [cancelled, cancelled] },
    })
    expect(codesOf(findings)).toEqual(['data.incomplete'])
    expect(only(findings, 'data.incomplete').message).toContain('2 of 3 resources')
  })

  it('is not told of complete lists and refusals', () => {
    expect(
      codesOf(
        explainScene({ ...SAME_AGENT, observed: { tickets: [TWO, TWO], assets: [refused(), refused()] } }),
      ),
    ).not.toContain('data.incomplete')
  })
})

describe('data.changed', () => {
  it('is information, and the records are blamed on nothing else', () => {
    const findings = explainScene({
      ...SAME_AGENT,
      changed: ['2'],
      observed: { tickets: [TWO, listed([aTicket(1)])] },
    })
    expect(codesOf(findings)).toEqual(['data.changed'])
    expect(only(findings, 'data.changed')).toMatchObject({ severity: 'info', side: 'both', records: ['2'] })
  })
})

describe('two sides that see the same', () => {
  it('have no finding', () => {
    expect(explainScene({ ...SAME_AGENT, observed: { tickets: [TWO, TWO] } })).toEqual([])
  })
})
