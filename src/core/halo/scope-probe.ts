import { KNOWN_SCOPES, opensRecords } from './scope'

/** What Halo answered to a token request for one scope alone. */
export type ScopeAnswer =
  /** A token came; these are its scopes. */
  | { readonly scope: string; readonly state: 'token'; readonly granted: readonly string[] }
  /** `invalid_scope`: the name is not known to this tenant, or may not be asked for. */
  | { readonly scope: string; readonly state: 'invalid-scope' }
  | { readonly scope: string; readonly state: 'failed'; readonly message: string }

export type ScopeState = 'granted' | 'implied' | 'not-granted' | 'refused' | 'unknown'

interface ScopeRow {
  readonly scope: string
  readonly state: ScopeState
  readonly why: string
}

/** What an application really has, asked scope by scope. */
export interface ScopeProbe {
  readonly rows: readonly ScopeRow[]
  /** Scopes that some token came with, or that are ticked where no token names any; in the order of the rows. */
  readonly has: readonly string[]
  /** Every scope was answered. */
  readonly complete: boolean
}

/** The scopes worth asking for one by one; sign-in names open no record. */
export const PROBED_SCOPES: readonly string[] = [...KNOWN_SCOPES].filter(opensRecords)

/**
 * Puts the answers together. What Halo answers for a scope that it knows and that is not ticked is
 * not known (halo-api.md section 2.6), so `invalid_scope` alone never means that it is unknown. Where no
 * token names any scope, the tenant may be one that never does (section 15): then only what is ticked tells.
 * @param ticked scopes of the application record; null where it was not read
 */
export const tabulateScopes = (
  answers: readonly ScopeAnswer[],
  ticked: readonly string[] | null,
): ScopeProbe => {
  const byScope = new Map(answers.map((answer) => [answer.scope, answer]))
  const granted = new Set(
    answers.flatMap((answer) => (answer.state === 'token' ? answer.granted.filter(opensRecords) : [])),
  )
  const named = answers.some((answer) => answer.state === 'token' && answer.granted.length > 0)
  const rows = PROBED_SCOPES.map((scope) => {
    const answer = byScope.get(scope)
    return answer?.state === 'token' && !named
      ? unnamedRow(scope, ticked)
      : rowOf(scope, answer, granted, ticked)
  })
  return {
    rows,
    has: [
      ...PROBED_SCOPES.filter((scope) => granted.has(scope) || (!named && ticked?.includes(scope) === true)),
      // Halo may grant names that are in no list.
      ...[...granted].filter((scope) => !PROBED_SCOPES.includes(scope)).sort(),
    ],
    complete: rows.every(({ state }) => state !== 'unknown'),
  }
}

const unnamedRow = (scope: string, ticked: readonly string[] | null): ScopeRow => {
  if (ticked === null)
    return { scope, state: 'unknown', why: 'a token came, and this tenant does not name its scopes' }
  if (ticked.includes(scope)) return { scope, state: 'granted', why: 'it is ticked, and a token came' }
  const holder = ['all', scope.replace(/^read:/, 'edit:')].find((name) => ticked.includes(name))
  return holder === undefined
    ? { scope, state: 'not-granted', why: 'a token came, but it is not ticked' }
    : { scope, state: 'implied', why: `${holder} is ticked, and a token came` }
}

const rowOf = (
  scope: string,
  answer: ScopeAnswer | undefined,
  granted: ReadonlySet<string>,
  ticked: readonly string[] | null,
): ScopeRow => {
  const row = (state: ScopeState, why: string): ScopeRow => ({ scope, state, why })
  if (answer === undefined) return row('unknown', 'not asked yet')
  if (answer.state === 'failed') return row('unknown', answer.message)
  if (answer.state === 'token') {
    if (answer.granted.includes(scope)) return row('granted', 'a token came with it')
    const edit = scope.replace(/^read:/, 'edit:')
    if (answer.granted.includes('all')) return row('implied', 'a token came with all instead')
    if (edit !== scope && (answer.granted.includes(edit) || granted.has(edit)))
      return row('implied', `${edit} is granted, which includes reading`)
    if (scope === 'all' && answer.granted.some(opensRecords))
      return row('not-granted', 'a token came with what is ticked instead: not everything is')
    return row('not-granted', 'a token came without it')
  }
  if (ticked?.includes(scope) === true)
    return row('refused', 'it is ticked, and this tenant refuses the name all the same')
  return row(
    'refused',
    ticked === null
      ? 'refused as invalid: this tenant does not know it, or it is not ticked'
      : 'refused as invalid, and not ticked',
  )
}
