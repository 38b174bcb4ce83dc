import { describe, expect, it } from 'vitest'
import { withoutEmptyRefusals } from '../../../src/core/inventory/withheld'
import { anAgent, aTicket, connected, listed } from '../support/builders'
import { inspectorLists } from '../support/inventory-builders'

const lists = inspectorLists({ tickets: listed([]), teams: listed([]), clients: listed([]) })

const states = (scopes: readonly string[], level = '2', read = lists) =>
  withoutEmptyRefusals(read, {
    inspector: connected({ agentId: '1001', scopes }),
    inspectorAgent: anAgent({ claims: { ...anAgent().claims, Tx: level, Ux: '3' } }),
  }).map(({ resource, observation }) => [
    resource,
    observation.state,
    observation.state === 'listed' && observation.complete,
  ])

describe('a list that came empty', () => {
  it('is empty to an inspector that may read it', () => {
    expect(states(['all'])).toEqual([
      ['tickets', 'listed', true],
      ['teams', 'listed', true],
      ['clients', 'listed', true],
    ])
  })

  it('is refused to an inspector without its scope, and not whole where nobody knows which scope opens it', () => {
    expect(states(['read:customers'])).toEqual([
      ['tickets', 'refused', false],
      ['teams', 'listed', false],
      ['clients', 'listed', true],
    ])
  })

  it('is refused to an inspector on the level No Access', () => {
    expect(states(['all'], '0')[0]).toEqual(['tickets', 'refused', false])
  })

  it('stays what it is where the token names no scope, which may be any', () => {
    expect(states([]).every(([, , whole]) => whole)).toBe(true)
  })

  it('is another thing than one with rows: what was seen was seen', () => {
    const seen = inspectorLists({ tickets: listed([aTicket(1)]) })
    expect(states(['read:customers'], '0', seen)).toEqual([['tickets', 'listed', true]])
  })
})
