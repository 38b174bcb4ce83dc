import { describe, expect, it } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { RESOURCES, resourceDefinition } from '../../../src/core/halo/resource'
import {
  callsSentences,
  checkCalls,
  leastPrivilege,
  type CalledRequest,
} from '../../../src/core/policy/called'
import { aComparison, anAgent, API_AGENT, connected } from '../support/builders'

const call = (method: string, path: string, host: string | null = null, times = 1): CalledRequest => ({
  method,
  host,
  path,
  times,
})

const tenant = (scopes: readonly string[]): Comparison => ({
  ...aComparison({
    app: connected({ ...API_AGENT, scopes }),
    configuration: { appSide: anAgent({ claims: { Tx: '2', Ux: '3', Fx: '3', Dx: '3' } }) },
  }),
  findings: [],
  causes: [],
})

const HALO = 'contoso.halopsa.com'
const check = (
  requests: readonly CalledRequest[],
  { scopes = ['edit:tickets'], gaps = 0 }: { scopes?: readonly string[]; gaps?: number } = {},
) =>
  checkCalls(
    {
      forms: ['list'],
      requests,
      gaps: { count: gaps, examples: gaps > 0 ? [{ at: 'line 3', why: 'odd' }] : [] },
    },
    tenant(scopes),
    (host) => host === HALO,
  )

describe('least privilege', () => {
  it('is read from the requests that were made', () => {
    const { recipe, unknown, withoutPermission } = leastPrivilege([
      call('GET', '/api/Tickets', HALO),
      call('POST', '/api/Actions'),
      call('GET', '/Client'),
      call('GET', '/Agent/me'),
      call('POST', '/auth/token'),
      call('GET', '/api/Hat'),
    ])
    expect(recipe.scopes).toEqual(['edit:tickets', 'read:customers'])
    expect(recipe.permissions).toEqual([
      { feature: 'Tickets', verbs: ['read', 'create', 'update'] },
      { feature: 'Clients/Customers', verbs: ['read'] },
    ])
    expect(recipe.membership).toBe(true)
    expect(unknown).toEqual([{ method: 'GET', path: '/api/Hat' }])
    expect(withoutPermission).toBe(2)
  })

  it.each(RESOURCES.filter((resource) => resourceDefinition(resource).levelCode !== null))(
    'knows the feature of %s by the path that is called for it, in any case',
    (resource) => {
      const { path } = resourceDefinition(resource)
      for (const each of [`/api${path}`, path, `/proxy/API${path.toUpperCase()}`]) {
        const { recipe, unknown } = leastPrivilege([call('GET', each)])
        expect(unknown).toEqual([])
        expect(recipe.permissions).toHaveLength(1)
      }
    },
  )

  it('says so where the feature is known and its scope is not', () => {
    const { recipe, unknown } = leastPrivilege([call('GET', '/Service')])
    expect({ unknown, scopes: recipe.scopes }).toEqual({ unknown: [], scopes: [] })
    expect(recipe.permissions).toEqual([{ feature: 'Services', verbs: ['read'] }])
    expect(recipe.unchecked).toEqual(['Which scope governs Services is not known.'])
  })
})

describe('what was called', () => {
  it('is met, or something is missing', () => {
    expect(check([call('GET', '/api/Tickets')]).result).toBe('meets')
    expect(check([call('GET', '/api/Tickets')], { scopes: ['read:assets'] }).result).toBe('missing')
  })

  it.each<[string, CalledRequest]>([
    ['an endpoint', call('GET', '/api/Hat')],
    ['a deeper one', call('GET', '/api/v2/Tickets')],
    ['another folder', call('POST', '/odata/Nonsense')],
    ['a page of the web app', call('GET', '/home', HALO)],
    ['the root', call('GET', '/', HALO)],
    ['a list that no permission is known for', call('GET', '/api/Agent')],
    ['changing what configuration changes', call('POST', '/api/Status')],
    ['a method that Halo is not known to have', call('TRACE', '/api/Tickets')],
    ['a tunnel', call('CONNECT', '/', HALO)],
  ])('is unknown for what nobody knows the permission of: %s', (_name, unknown) => {
    for (const scopes of [['all'], ['edit:tickets'], []]) {
      const checked = check([call('GET', '/api/Tickets'), unknown], { scopes })
      expect(checked.result).toBe('unknown')
      expect(checked.unknownCalls).toHaveLength(1)
    }
  })

  it('is unknown with anything that was not understood, and says what is missing all the same', () => {
    const checked = check([call('GET', '/api/Asset')], { gaps: 2 })
    expect(checked.result).toBe('unknown')
    expect(checked.items.filter(({ state }) => state === 'missing').map(({ what }) => what)).toContain(
      'scope read:assets',
    )
    expect(checked.items.at(-1)).toEqual({
      what: '2 entries of the file not understood',
      state: 'unknown',
      why: 'line 3: odd; and 1 more',
    })
    expect(checked.recipe.unchecked.join()).toContain('What is unknown may need')
    expect(check([call('GET', '/api/Tickets')], { gaps: 1 }).result).toBe('unknown')
  })

  it.each<[string, readonly CalledRequest[]]>([
    ['nothing', []],
    ['other servers only', [call('GET', '/v1.0/users', 'graph.microsoft.com')]],
    ['nothing that needs a permission', [call('POST', '/auth/token', HALO), call('GET', '/api/Agent/me')]],
    ['what browsers ask', [call('OPTIONS', '/api/Asset'), call('GET', '/app.js', HALO)]],
  ])('is unknown, never met, for %s', (_name, requests) => {
    expect(check(requests, { scopes: ['all'] }).result).toBe('unknown')
  })

  it('tells calls of other servers apart, and says how many', () => {
    const { result, calls } = check([
      call('GET', '/api/Tickets', HALO, 3),
      call('POST', '/auth/token', HALO),
      call('GET', '/v1.0/users', 'graph.microsoft.com', 2),
      call('DELETE', '/repos', 'api.github.com'),
    ])
    expect(result).toBe('meets')
    expect(calls).toMatchObject({
      understood: 7,
      ofHalo: 4,
      withoutPermission: 1,
      notOfHalo: [
        { host: 'graph.microsoft.com', calls: 2 },
        { host: 'api.github.com', calls: 1 },
      ],
    })
    expect(callsSentences({ calls }).join(' ')).toContain(
      'Of Halo: 4, of which 1 need no permission. Not of Halo: 3 (graph.microsoft.com 2, api.github.com 1).',
    )
  })

  it('leaves open what only a host needs that may be Halo’s under another name', () => {
    const VANITY = 'psa.contoso.example'
    const both = [call('GET', '/api/Tickets', HALO), call('GET', '/api/Asset', VANITY)]
    const open = check(both)
    expect(open.result).toBe('unknown')
    expect(open.items).toContainEqual({
      what: 'scope read:assets',
      state: 'unknown',
      why: 'not granted; only calls to hosts that may not be Halo’s need it',
    })
    expect(open.calls.perhapsHalo).toEqual([{ host: VANITY, calls: 1 }])
    expect(callsSentences(open).join(' ')).toContain('Perhaps of Halo, by their paths: 1')
    // Where it has even that, it does not matter whose they are.
    expect(check(both, { scopes: ['all'] }).result).toBe('meets')
    // Once it may be Halo's, so may be all that was called on it.
    expect(check([...both, call('GET', '/api/Hat', VANITY)], { scopes: ['all'] }).result).toBe('unknown')
  })

  it('shows of a path only what looks like an endpoint', () => {
    const { unknownCalls } = check([call('GET', '/api/k9x8w7'), call('GET', '/Hook/Tok3n')])
    expect(unknownCalls).toEqual(['/Hook/…', '/api/…'])
  })
})
