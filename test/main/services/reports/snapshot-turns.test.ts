import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openSnapshot, toSnapshot } from '../../../../src/main/services/reports/snapshot'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'

it('opening a snapshot leaves a turn to others between its steps', async () => {
  const comparison = comparisonOf(restrictedTenant())
  const text = JSON.stringify(toSnapshot(comparison))
  const opening = openSnapshot(text)
  const done = opening.then(() => 'done')
  let turns = 0
  while ((await Promise.race([done, turn('turn')])) === 'turn') turns += 1
  expect((await opening).ok).toBe(true)
  // After parsing, before each resource, and before explaining; the first may be over before it is looked for.
  expect(turns).toBeGreaterThan(comparison.resources.length)
})
