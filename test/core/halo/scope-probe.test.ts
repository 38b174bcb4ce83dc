import { describe, expect, it } from 'vitest'
import { PROBED_SCOPES, tabulateScopes, type ScopeAnswer } from '../../../src/core/halo/scope-probe'

const token = (scope: string, ...granted: readonly string[]): ScopeAnswer => ({
  scope,
  state: 'token',
  granted,
})
const invalid = (scope: string): ScopeAnswer => ({ scope, state: 'invalid-scope' })

const stateOf = (scope: string, answers: readonly ScopeAnswer[], ticked: readonly string[] | null = null) => {
  const row = tabulateScopes(answers, ticked).rows.find((each) => each.scope === scope)
  if (row === undefined) throw new Error(`${scope} has no row`)
  return row
}

describe('scopes asked for one by one', () => {
  it.each<[string, string, readonly ScopeAnswer[]]>([
    ['granted, when a token came with it', 'granted', [token('read:tickets', 'read:tickets')]],
    ['implied by all', 'implied', [token('read:tickets', 'all')]],
    ['implied by edit in the same token', 'implied', [token('read:tickets', 'edit:tickets')]],
    [
      'implied by edit in another token',
      'implied',
      [token('read:tickets', 'read:assets'), token('edit:tickets', 'edit:tickets')],
    ],
    ['not granted, when a token came without it', 'not-granted', [token('read:tickets', 'read:assets')]],
    ['not granted by a token that opens nothing', 'not-granted', [token('read:tickets', 'openid')]],
    ['refused, when Halo calls it invalid', 'refused', [invalid('read:tickets')]],
    [
      'unknown, when the request failed',
      'unknown',
      [{ scope: 'read:tickets', state: 'failed', message: 'No answer.' }],
    ],
    ['unknown, when it was not asked', 'unknown', []],
  ])('are %s', (_name, state, answers) => {
    expect(stateOf('read:tickets', answers).state).toBe(state)
  })

  it('never take what another scope gives for the scope itself', () => {
    expect(stateOf('edit:tickets', [token('edit:tickets', 'read:tickets')]).state).toBe('not-granted')
    const all = stateOf('all', [token('all', 'read:tickets')])
    expect(all.state).toBe('not-granted')
    // Another reason than a token that opens nothing at all.
    expect(all.why).not.toBe(stateOf('all', [token('all', 'openid')]).why)
  })

  it('say what was ticked of a refused one, and why one failed', () => {
    const why = (ticked: readonly string[] | null) =>
      stateOf('read:tickets', [invalid('read:tickets')], ticked).why
    expect(new Set([why(null), why([]), why(['read:tickets'])]).size).toBe(3)
    expect(stateOf('read:tickets', [{ scope: 'read:tickets', state: 'failed', message: 'Gone.' }]).why).toBe(
      'Gone.',
    )
  })

  it('of tokens that name no scopes are what is ticked, and unknown where that was not read', () => {
    const unnamed = PROBED_SCOPES.map((scope) => token(scope))
    const unknown = tabulateScopes(unnamed, null)
    expect(new Set(unknown.rows.map(({ state }) => state))).toEqual(new Set(['unknown']))
    expect(unknown).toMatchObject({ complete: false, has: [] })
    const read = tabulateScopes(unnamed, ['edit:tickets', 'read:assets'])
    expect(read).toMatchObject({ complete: true, has: ['edit:tickets', 'read:assets'] })
    const states = ['read:assets', 'read:tickets', 'edit:assets'].map(
      (scope) => read.rows.find((row) => row.scope === scope)?.state,
    )
    expect(states).toEqual(['granted', 'implied', 'not-granted'])
    expect(stateOf('read:kb', unnamed, ['all']).state).toBe('implied')
  })

  it('are all there is in the end, names that no list has among them', () => {
    const probe = tabulateScopes(
      PROBED_SCOPES.map((scope) => token(scope, 'openid', 'zz:new', 'aa:new', 'read:tickets')),
      null,
    )
    expect(probe.complete).toBe(true)
    expect(probe.has).toEqual(['read:tickets', 'aa:new', 'zz:new'])
    expect(tabulateScopes(PROBED_SCOPES.slice(1).map(invalid), null).complete).toBe(false)
  })
})
