import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DECISION_TEXT,
  decisionFault,
  decisionFaults,
  decisionsOf,
  isDay,
} from '../../../src/core/inventory/review'
import { aDecision, aReview, applicationId } from '../support/inventory-builders'

describe('decisionFault', () => {
  it.each([
    ['keep, without a reason', {}],
    ['keep until a day', { until: '2027-11-24' }],
    ['reduce with a reason', { decision: 'reduce', reason: 'Reads only.' }],
    ['remove with a reason and a ticket', { decision: 'remove', reason: 'Replaced.', ticket: 'CHG-1' }],
    [
      'defer with a reason until a day',
      { decision: 'defer', reason: 'Asks its owner.', until: '2026-12-01' },
    ],
  ] as const)('takes %s', (_name, over) => {
    expect(decisionFault(aDecision(over))).toBeNull()
  })

  it.each([
    ['nobody decides', { by: ' \u200b ' }, /who decides/],
    ['no day', { on: '24.11.2026' }, /day of the decision/],
    ['a day that no calendar has', { on: '2026-02-30' }, /day of the decision/],
    ['an end that is no day', { until: 'soon' }, /until when/],
    ['reduce without a reason', { decision: 'reduce' }, /reason/],
    ['remove without a reason', { decision: 'remove', reason: ' \t' }, /reason/],
    ['defer without a reason', { decision: 'defer', until: '2026-12-01' }, /reason/],
    ['defer without an end', { decision: 'defer', reason: 'Later.' }, /put off/],
    ['an end on the day itself', { until: '2026-11-24' }, /after the decision/],
    ['an end before it', { until: '2026-11-23' }, /after the decision/],
    ['a reason of a whole file', { reason: 'x'.repeat(DECISION_TEXT.reason + 1) }, /reason.*2,001/],
    ['a ticket too long', { ticket: 'x'.repeat(DECISION_TEXT.ticket + 1) }, /ticket/],
    ['a name too long', { by: 'x'.repeat(DECISION_TEXT.name + 1) }, /who decides/],
  ] as const)('refuses %s', (_name, over, words) => {
    expect(decisionFault(aDecision(over))).toMatch(words)
  })
})

it('says of each part what is wrong with it', () => {
  const faults = decisionFaults(aDecision({ decision: 'defer', by: '', on: 'now' }))
  expect(Object.keys(faults)).toEqual(['by', 'on', 'reason', 'until'])
  expect(decisionFaults(aDecision({ on: 'now', until: '2026-11-23' }))).toEqual({
    on: 'Give the day of the decision as YYYY-MM-DD.',
  })
})

it('knows the days of the calendar', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (date) => {
        expect(isDay(date.toISOString().slice(0, 10))).toBe(true)
      },
    ),
  )
  expect(
    ['2027-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2026-01-01T00:00', ''].filter(isDay),
  ).toEqual([])
  expect(isDay('2028-02-29')).toBe(true)
})

it('finds a decision whatever the letter case of the GUID, and nothing by a word of JavaScript', () => {
  const decisionOf = decisionsOf({
    ...aReview(),
    decisions: { [applicationId(1).toUpperCase()]: aDecision() },
  })
  expect(decisionOf(applicationId(1))?.decision).toBe('keep')
  expect([decisionOf('constructor'), decisionOf('__proto__'), decisionOf(applicationId(2))]).toEqual([
    null,
    null,
    null,
  ])
})
