import { expect, it } from 'vitest'
import { fleetEndWords, outcomeWords } from '../../../src/core/words/run-ends'

it.each([
  [{ complete: true, errors: 0, warnings: 0 }, '0 warnings'],
  [{ complete: true, errors: 0, warnings: 1 }, '1 warning'],
  [{ complete: true, errors: 1_500, warnings: 3 }, '1,500 errors'],
  [{ complete: false, errors: 1, warnings: 0 }, 'incomplete, 1 error'],
])('says what a comparison came to: %j', (outcome, words) => {
  expect(outcomeWords(outcome)).toBe(words)
})

it.each([
  [{ total: 1, ended: 1, incomplete: 0, failed: 0 }, 'The run over 1 tenant has ended: 1 done.'],
  [
    { total: 1_200, ended: 1_150, incomplete: 30, failed: 20 },
    'The run over 1,200 tenants has ended: 1,100 done, 30 incomplete, 20 failed, 50 not run.',
  ],
])('says how a run over many tenants ended: %j', (counts, words) => {
  expect(fleetEndWords(counts)).toBe(words)
})
