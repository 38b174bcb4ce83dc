import { describe, expect, it } from 'vitest'
import { aTicket, codesOf, connected, evidenceOf, explainScene, listed, only } from '../support/builders'

const TICKETS = [aTicket(1), aTicket(2)]
const SAME = {
  app: connected(),
  agent: connected(),
  sameApplication: null,
  observed: { tickets: [listed(TICKETS), listed(TICKETS)] as const },
}

describe('one agent with the same scopes on both sides, of which nothing differs', () => {
  it('may be one application compared with itself, where nobody says that they are two', () => {
    const finding = only(explainScene(SAME), 'identity.same-application')
    expect(finding).toMatchObject({ severity: 'warning', side: 'both' })
    expect(evidenceOf(finding)).toEqual([
      'agent of both sides: Tim Bowers (agent 7)',
      'scopes of both sides: all',
    ])
  })

  it.each([
    ['where they are known to be two', { sameApplication: false }],
    ['where the agents differ', { agent: connected({ agentId: '9' }) }],
    ['where an agent is not known', { agent: connected({ agentId: null }) }],
    ['where the scopes differ', { app: connected({ scopes: ['read:tickets'] }) }],
    ['where no token names a scope', { app: connected({ scopes: [] }), agent: connected({ scopes: [] }) }],
    [
      'where something differs',
      { observed: { tickets: [listed(TICKETS), listed(TICKETS.slice(1))] as const } },
    ],
  ])('is not told %s', (_what, change) => {
    expect(codesOf(explainScene({ ...SAME, ...change }))).not.toContain('identity.same-application')
  })

  it('is named by the name that is known, or as unknown', () => {
    const nameless = { ...SAME, app: connected({ name: ' ' }), agent: connected({ name: null }) }
    const [who] = evidenceOf(only(explainScene(nameless), 'identity.same-application'))
    expect(who).toBe('agent of both sides: name unknown (agent 7)')
  })
})
