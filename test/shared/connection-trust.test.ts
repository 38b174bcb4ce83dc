import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameTrust, trustChanges, type TrustedProfile } from '../../src/shared/connection-trust'
import { CONNECTION_ROLES } from '../../src/shared/files/profile'
import { ATTACKER_CA, CONTOSO_CA } from '../support/authorities'
import { APP, profileInput } from '../support/stored-profile'

const signIn = { kind: 'sign-in' as const, clientId: 'agent-client', redirectPort: 8123, scope: 'all' }
const base: TrustedProfile = profileInput({ ca: CONTOSO_CA, proxy: 'http://proxy.contoso.example:8080' })

describe('the trust of a connection', () => {
  it.each([
    ['another host', { url: 'https://fabrikam.halopsa.com' }, 'web address'],
    ['another port', { url: 'https://contoso.halopsa.com:8443' }, 'web address'],
    ['another scheme', { url: 'http://contoso.halopsa.com' }, 'web address'],
    ['another certificate', { ca: ATTACKER_CA }, 'extra trusted certificates'],
    ['one more certificate', { ca: CONTOSO_CA + ATTACKER_CA }, 'extra trusted certificates'],
    ['no certificate', { ca: null }, 'extra trusted certificates'],
    ['another proxy', { proxy: 'http://proxy.attacker.example:8080' }, 'proxy'],
    ['the same proxy over https', { proxy: 'https://proxy.contoso.example:8080' }, 'proxy'],
    ['another port of the proxy', { proxy: 'http://proxy.contoso.example:8081' }, 'proxy'],
    ['no proxy', { proxy: null }, 'proxy'],
    ['another kind', { agent: signIn }, 'kind of connection'],
    [
      'another application',
      { agent: { ...signIn, kind: 'application' as const, clientId: 'x' } },
      'client id',
    ],
  ])('changes with %s, which has a name', (_what, changed, name) => {
    const after = { ...base, ...changed }
    expect(sameTrust(base, after, 'agent')).toBe(false)
    expect(trustChanges(base, after, 'agent')).toContain(name)
    // And back again: nothing is kept of what it was in between.
    expect(sameTrust(after, { ...after, ...base }, 'agent')).toBe(false)
  })

  it.each([
    ['another path', { url: 'https://contoso.halopsa.com/halo' }],
    ['the default port', { url: 'https://contoso.halopsa.com:443' }],
    ['another spelling of the host', { url: 'https://CONTOSO.halopsa.com' }],
    [
      'the certificate with text around it',
      { ca: `# Contoso\r\n${CONTOSO_CA.replaceAll('\n', '\r\n')}\n\n` },
    ],
    ['the certificate twice', { ca: CONTOSO_CA + CONTOSO_CA }],
    ['the proxy with a slash', { proxy: 'http://proxy.contoso.example:8080/' }],
    ['another scope', { agent: { kind: 'application' as const, clientId: 'agent-client', scope: 'read:x' } }],
  ])('stays with %s', (_what, changed) => {
    expect(sameTrust(base, { ...base, ...changed }, 'agent')).toBe(true)
    expect(trustChanges(base, { ...base, ...changed }, 'agent')).toEqual([])
  })

  it('is the same exactly where nothing that it is made of differs', () => {
    const anyProfile = fc.record({
      url: fc.constantFrom(
        'https://a.example',
        'https://b.example',
        'https://a.example:1',
        'http://a.example',
        'x',
      ),
      ca: fc.constantFrom(null, CONTOSO_CA, ATTACKER_CA, CONTOSO_CA + ATTACKER_CA, ATTACKER_CA + CONTOSO_CA),
      proxy: fc.constantFrom(
        undefined,
        null,
        '',
        'http://p.example:1',
        'http://p.example:1/',
        'http://q.example:1',
      ),
      app: fc.constant(APP),
      agent: fc.constantFrom(null, signIn, APP, { ...APP, clientId: '","' }),
      inspector: fc.constant(null),
    })
    fc.assert(
      fc.property(anyProfile, anyProfile, (one, other) => {
        for (const role of CONNECTION_ROLES) {
          const absent = one[role] === null || other[role] === null
          const changes = trustChanges(one, other, role)
          expect(sameTrust(one, other, role)).toBe(!absent && changes.length === 0)
          expect(sameTrust(one, other, role)).toBe(sameTrust(other, one, role))
          expect(sameTrust(one, one, role)).toBe(one[role] !== null)
        }
      }),
    )
  })
})
