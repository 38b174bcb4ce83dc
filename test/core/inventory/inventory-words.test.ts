import { expect, it } from 'vitest'
import { REASON_CODES } from '../../../src/core/comparison/reason-code'
import {
  inventoryCoverageWords,
  loginWords,
  owaspWords,
  predictedWords,
  RISK_WORDS,
} from '../../../src/core/inventory/inventory-words'
import { anApplication } from '../support/assessed'
import { aFailure } from '../support/builders'

it('has a name for every risk, and no two of them are one', () => {
  const codes = REASON_CODES.filter((code) => code.startsWith('application.'))
  expect(Object.keys(RISK_WORDS).sort()).toEqual([...codes].sort())
  expect(new Set(Object.values(RISK_WORDS)).size).toBe(codes.length)
})

it('keeps undecided records apart from those that would be seen', () => {
  const view = {
    resource: 'tickets',
    state: 'predicted',
    hidden: 1,
    of: 1500,
    causes: [],
    undecided: [],
  } as const
  expect(predictedWords({ ...view, visible: 102, unknown: 0 })).toBe('102 of 1500')
  expect(predictedWords({ ...view, visible: 1020, unknown: 3 }, (n) => n.toLocaleString('en'))).toBe(
    '1,020 of 1,500, 3 undecided',
  )
  expect(predictedWords({ resource: 'tickets', state: 'refused', causes: [] })).toBe('refused')
  expect(predictedWords({ resource: 'tickets', state: 'unknown', reason: 'x' })).toBe('unknown')
})

it('calls an account a person’s only where Halo says that it is not API-only', () => {
  const kindOf = (over: Parameters<typeof anApplication>[0], apiOnly: boolean | null) =>
    loginWords(anApplication(over).login, { apiOnly, administrator: null, disabled: null }).kind
  expect(kindOf({}, false)).toBe('person')
  expect(kindOf({}, true)).toBe('API-only agent')
  expect(kindOf({}, null)).toBe('agent, kind unknown')
  expect(loginWords(anApplication().login, null).kind).toBe('agent, settings unknown')
  expect(kindOf({ login: { type: 'unset' } }, false)).toBe('nobody is named')
})

it('writes OWASP’s codes with their titles', () => {
  expect(owaspWords('NHI5')).toBe('NHI5 Overprivileged NHI')
  expect(owaspWords(null)).toBe(null)
})

it('counts what was not read', () => {
  const coverage = { applications: 18, read: 16, unread: 2 }
  expect(inventoryCoverageWords(coverage, null)).toBe('16 of 18 applications read, 2 unread')
  const refused = aFailure('request.failed')
  expect(inventoryCoverageWords(coverage, refused)).toBe(
    '16 of 18 applications read, 2 unread, and how many more there are is not known',
  )
  expect(inventoryCoverageWords({ applications: 0, read: 0, unread: 0 }, refused)).toBe(
    'how many applications there are is not known',
  )
})
