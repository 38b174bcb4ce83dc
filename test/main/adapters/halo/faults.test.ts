import { describe, expect, it } from 'vitest'
import { CANCELLED_MS, CASE_MS, runFault } from '../../../support/fault-runner'
import { FAULTS } from '../../../support/faults'

describe('every fault is told apart, with what happened and what to do', () => {
  it.each(FAULTS.map((fault) => [`${fault.from} ${fault.name}`, fault] as const))(
    '%s',
    async (_name, fault) => {
      const told = await runFault(fault)
      expect({ outcome: told.outcome, message: told.message }).toEqual({
        outcome: fault.outcome,
        message: expect.stringMatching(fault.tells),
      })
      if (/^(connection|identity|request\.failed)/.test(told.outcome))
        expect(told.advice.length).toBeGreaterThan(0)
      expect(told.ms).toBeLessThan(fault.cancelAfterMs === undefined ? CASE_MS : CANCELLED_MS)
    },
  )
})
