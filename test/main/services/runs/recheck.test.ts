import { describe, expect, it } from 'vitest'
import { compareResource } from '../../../../src/core/comparison/compare'
import type { Observation } from '../../../../src/core/comparison/observation'
import type { HaloSession } from '../../../../src/main/ports'
import { changedIds } from '../../../../src/main/services/runs/changed-ids'

const emptyRecord = {
  label: '',
  clientId: null,
  clientName: null,
  siteId: null,
  siteName: null,
  teamId: null,
  teamName: null,
  departmentId: null,
  typeId: null,
  typeName: null,
  agentId: null,
  agentName: null,
  date: null,
}

const listed = (ids: readonly string[]): Observation => ({
  state: 'listed',
  records: ids.map((id) => ({ id, ...emptyRecord })),
  total: ids.length,
  complete: true,
  incompleteReason: null,
})

/** A session of which only `seesAgain` is asked. */
const seeing = (ids: readonly string[] | null): Pick<HaloSession, 'seesAgain'> => ({
  seesAgain: () => Promise.resolve(ids === null ? null : new Set(ids)),
})

const askAgain = (agentNow: readonly string[] | null, appNow: readonly string[] | null) =>
  changedIds(
    compareResource('tickets', listed(['1', '2', '3']), listed(['2', '4']), new Set()),
    seeing(agentNow),
    seeing(appNow),
    new AbortController().signal,
  )

describe('asking again for the ids that differ', () => {
  it('keeps differences that are still there', async () => {
    expect(await askAgain(['1', '2', '3'], ['2', '4'])).toEqual(new Set())
  })

  it('finds a record that the other side sees by now', async () => {
    expect(await askAgain(['1', '2', '3'], ['1', '2', '4'])).toEqual(new Set(['1']))
  })

  it('finds a record that is gone', async () => {
    expect(await askAgain(['1', '2'], ['2'])).toEqual(new Set(['3', '4']))
  })

  it('says that it cannot be told when either side does not answer', async () => {
    expect(await askAgain(null, ['2', '4'])).toBeNull()
    expect(await askAgain(['1', '3'], null)).toBeNull()
  })
})
