import { expect, it } from 'vitest'
import { REASON_CODES } from '../../../src/core/comparison/reason-code'
import { blastRadiusMarkdown } from '../../../src/core/inventory/blast-radius-text'
import {
  agreementWords,
  moment,
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
  expect(predictedWords({ ...view, visible: 102, unknown: 0 })).toBe('102 of 1,500')
  expect(predictedWords({ ...view, visible: 1020, unknown: 3 })).toBe('1,020 of 1,500, 3 undecided')
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

it('names everybody that an application can log in as', () => {
  const agent = { administrator: true, apiOnly: true, disabled: false }
  const login = { type: 'agent', agentId: '42', name: '' } as const
  expect(loginWords(login, agent)).toEqual({ who: 'Agent 42', kind: 'API-only agent, administrator' })
  expect(loginWords({ ...login, agentId: null }, null).who).toBe(null)
  expect(loginWords({ type: 'user', agentId: null, name: 'Ann' }, null)).toEqual({
    who: 'Ann',
    kind: 'end user',
  })
  expect(loginWords({ type: 'supplier', agentId: null, name: 'S' }, null)).toEqual({
    who: 'S',
    kind: 'supplier',
  })
  expect(loginWords({ type: 'unknown', agentId: null, name: null }, null).kind).toContain('does not say')
})

it('holds predicted against seen, and says what does not agree', () => {
  const same = {
    applicationId: '1',
    resource: 'tickets',
    comparedAt: '',
    predicted: 102,
    seen: 102,
    agreed: 102,
  } as const
  const nothing = { onlyPredicted: [], onlySeen: [], undecided: 0, undecidedSeen: 0 }
  expect(agreementWords({ ...same, ...nothing })).toContain('predicted 102, seen 102')
  const words = agreementWords({
    ...same,
    ...nothing,
    onlyPredicted: ['1'],
    onlySeen: ['2', '3'],
    undecided: 4,
  })
  expect(words).toMatch(/\b1\b.*\b2\b.*\b4\b/)
})

it('writes a moment to the minute, and leaves alone what is none', () => {
  expect(moment('2026-11-26T12:00:31.000Z')).toBe('2026-11-26 12:00')
  expect(moment('never')).toBe('never')
})

it('says of a blast radius of nothing known that nothing is known, and never leaves a table empty', () => {
  const one = { tenant: 'T', id: '1', name: 'Board', login: null, sharing: ['Wall'], inactive: null }
  const text = blastRadiusMarkdown({
    applications: [
      one,
      { ...one, id: '2', inactive: true },
      { ...one, id: '3', inactive: false, login: 'API', sharing: [] },
    ],
    reads: [],
    changes: [{ tenant: 'T', feature: 'Tickets', verb: 'update', state: 'unknown', by: ['Board'] }],
    steps: [{ tenant: 'T', text: 'Switch it off.', path: null }],
    limits: [],
  })
  expect(text.match(/Nothing that is known/g)).toHaveLength(2)
  expect(text).toContain('Not known of 1 further right')
  expect(text).not.toContain('What this cannot know')
  expect(text).toMatch(/nobody known \| Wall \| unknown/)
  const read = { tenant: 'T', resource: 'tickets', records: 3, unknown: 1, open: true, clients: [] } as const
  expect(
    blastRadiusMarkdown({ applications: [one], reads: [read], changes: [], steps: [], limits: ['x'] }),
  ).toContain('3 or more')
})
