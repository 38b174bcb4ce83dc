import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/core/access/change'
import { changeText, fixWayMarkdown } from '../../../src/core/remedy/change-text'
import { aComparison, aFailure, anAgent, API_AGENT, connected, failedSide } from '../support/builders'

const comparison = {
  ...aComparison({
    app: connected({ ...API_AGENT, name: 'Ada' }),
    configuration: {
      appSide: anAgent({ name: 'Ada' }),
      application: {
        id: 'x',
        name: 'Sync',
        inactive: false,
        loginAgentId: '42',
        loginAgentName: 'Ada',
        scopes: null,
      },
    },
  }),
  findings: [],
}
const IT = { id: '1', name: 'IT' }

describe('a change in words', () => {
  it.each<[Change, RegExp]>([
    [{ kind: 'scope', op: 'add', scope: 'all' }, /^Tick all for Sync/],
    [{ kind: 'scope', op: 'remove', scope: 'all' }, /^Untick all for Sync/],
    [{ kind: 'agent', ...IT }, /^Let Sync log in as IT instead of Ada\./],
    [{ kind: 'team', op: 'add', ...IT }, /^Make Ada a member of the team IT\./],
    [{ kind: 'team', op: 'remove', ...IT }, /^Take Ada out of the team IT\./],
    [{ kind: 'client', op: 'add', ...IT }, /^Add IT to the clients of Ada\./],
    [{ kind: 'client', op: 'remove', ...IT }, /^Remove IT from the clients of Ada\./],
    [{ kind: 'ticket-type', op: 'add', ...IT }, /^Let Ada view the ticket type IT\./],
    [{ kind: 'asset-type', op: 'remove', ...IT }, /^Take the asset type IT from Ada\./],
    [{ kind: 'team-unassigned', op: 'add', ...IT }, /^Let Ada view unassigned tickets of the team IT\./],
    [
      { kind: 'team-others', op: 'remove', ...IT },
      /^No longer let Ada view tickets assigned to others of the team IT\./,
    ],
    [{ kind: 'disabled', value: true }, /^Disable Ada\./],
    [{ kind: 'disabled', value: false }, /^Enable Ada\./],
    [{ kind: 'claim', code: 'Tx', value: '1' }, /^Set the level of Ada for Tickets to Read/],
    [{ kind: 'claim', code: 'Fc', value: '1' }, /^Allow Ada all clients\./],
    [{ kind: 'claim', code: 'Fc', value: '0' }, /^No longer allow Ada all clients\./],
    [{ kind: 'claim', code: 'l9', value: '1' }, /^Let Ada view unassigned tickets\./],
    [{ kind: 'claim', code: 'l9', value: '0' }, /^No longer let Ada view unassigned tickets\./],
    [{ kind: 'claim', code: 'SA', value: 'true' }, /^Set Is a Halo Administrator of Ada to true\./],
    [{ kind: 'claim', code: 'zz', value: '3' }, /zz of Ada to 3\./],
  ])('%j', (change, text) => {
    expect(changeText(change, comparison).text).toMatch(text)
  })

  it('names what it can where less was read', () => {
    const change = { kind: 'agent', ...IT } as const
    const unread = {
      ...comparison,
      configuration: { ...comparison.configuration, appSide: null, application: null },
    }
    expect(changeText(change, unread).text).toContain('the application log in as IT instead of Ada')
    const gone = { ...unread, app: failedSide(aFailure('connection.tls')) }
    expect(changeText(change, gone).text).toMatch(/instead of the app’s agent/)
  })

  it('leads to the page of the agent or of the application, as Halo has them', () => {
    const path = (change: Change) => changeText(change, comparison).path
    expect(path({ kind: 'team', op: 'add', ...IT })).toMatch(/Agents > Ada$/)
    expect(path({ kind: 'client', op: 'add', ...IT })).toMatch(/Agents > Ada > Permissions$/)
    expect(path({ kind: 'scope', op: 'add', scope: 'all' })).toMatch(/Applications > Sync > Permissions$/)
  })

  it('as Markdown links no address that could end its link, and counts what else it shows', () => {
    const way = (opens: number) =>
      ({ changes: [{ kind: 'scope', op: 'add', scope: 'all' }], opens, opened: [] }) as const
    const at = (url: string) =>
      fixWayMarkdown(way(0), { ...comparison, tenant: { ...comparison.tenant, url } })
    expect(at('https://a.halopsa.com')).toContain('(<https://a.halopsa.com/config')
    expect(at('https://a> [x](y)')).not.toContain('(<')
    const told = [0, 1, 2].map((opens) => fixWayMarkdown(way(opens), comparison).split('\n').at(-2))
    expect(told[0]).toContain('nothing else')
    expect(told[1]).toContain('1 other record as')
    expect(told[2]).toContain('2 other records as')
  })
})
