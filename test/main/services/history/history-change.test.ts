import { describe, expect, it } from 'vitest'
import { explained } from '../../../../src/core/causes/explained'
import type { Comparison } from '../../../../src/core/comparison/comparison'
import { createKeeper } from '../../../../src/main/services/history/create-keeper'
import { TENANT, triedHistory } from '../../../support/history'
import { comparisonOf, restrictedTenant } from '../../../support/random-tenant'
import { temporaryFolder } from '../../../support/profiles'

const BEFORE = explained(comparisonOf(restrictedTenant()))

const at = (comparison: Comparison, day: number): Comparison => ({
  ...comparison,
  finishedAt: `2026-11-${String(day)}T09:00:00.000Z`,
})

/** Of its tickets the application does not get the first any more. */
const withOneLess = (comparison: Comparison): Comparison => {
  const resources = comparison.resources.map((each) =>
    each.resource === 'tickets' && each.app.state === 'listed'
      ? { ...each, app: { ...each.app, records: each.app.records.slice(1) } }
      : each,
  )
  return explained({ ...comparison, resources })
}

const keeping = () => {
  const { history } = triedHistory()
  const { keeper } = createKeeper({
    store: history,
    scrubber: { scrub: (text) => text },
    recipeFolder: temporaryFolder(),
  })
  return { history, keeper }
}

describe('what a result changed', () => {
  it('is kept with it, against the one before it, and listed without reading either', async () => {
    const { history, keeper } = keeping()
    const first = await keeper.comparison(TENANT, null, at(BEFORE, 10))
    expect(first).toMatchObject({ state: 'kept' })
    expect(first.state === 'kept' && 'change' in first.entry).toBe(false)
    await keeper.comparison(TENANT, null, at(BEFORE, 11))
    await keeper.comparison(TENANT, null, at(withOneLess(BEFORE), 12))
    const { entries } = await history.list(TENANT)
    expect(entries.map(({ change }) => change?.since)).toEqual([
      '2026-11-11T09:00:00.000Z',
      '2026-11-10T09:00:00.000Z',
      undefined,
    ])
    expect(entries[1]?.change).toMatchObject({ settings: 0, appeared: 0, vanished: 0, newFindings: 0 })
    expect(entries[0]?.change).toMatchObject({ settings: 0, appeared: 0 })
  })

  it('keeps a result all the same where the one before it cannot be read', async () => {
    const { history, keeper } = keeping()
    await keeper.comparison(TENANT, null, at(BEFORE, 10))
    const unreadable = createKeeper({
      store: {
        remove: (id, ids) => history.remove(id, ids),
        list: (id) => history.list(id),
        state: () => history.state(),
        keep: (id, one) => history.keep(id, one),
        read: () =>
          Promise.resolve({
            ok: false,
            error: { code: 'INVALID_FILE', message: 'It is damaged.', field: null, advice: [] },
          }),
      },
      scrubber: { scrub: (text) => text },
      recipeFolder: temporaryFolder(),
    })
    const kept = await unreadable.keeper.comparison(TENANT, null, at(BEFORE, 11))
    expect(kept).toMatchObject({ state: 'kept' })
    expect((await history.list(TENANT)).entries).toHaveLength(2)
  })
})
