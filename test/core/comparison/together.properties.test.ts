import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareResource } from '../../../src/core/comparison/compare'
import type { Listed } from '../../../src/core/comparison/observation'
import { compareIds, isInOrder } from '../../../src/core/comparison/record'
import { comparedRows } from '../../../src/core/comparison/rows'
import { aRecord, listed, truncated } from '../support/builders'

const anId = fc.oneof(
  fc.nat({ max: 30 }).map(String),
  fc.constantFrom('7/2', '12a', 'f0e1', 'F0E1', '', '007'),
)

/** In any order, and with ids that come twice, as in a file that somebody changed. */
const aList = fc
  .tuple(fc.array(fc.tuple(anId, fc.string({ maxLength: 3 })), { maxLength: 25 }), fc.boolean(), fc.boolean())
  .map(([rows, sorted, whole]): Listed => {
    const records = rows.map(([id, label]) => aRecord(id, { label }))
    if (sorted) records.sort((a, b) => compareIds(a.id, b.id))
    return whole ? listed(records) : truncated(records, records.length + 1)
  })

/** By sets of ids: what walking through both lists together has to come to. */
const bySets = (agent: Listed, app: Listed, changed: ReadonlySet<string>, undecided: ReadonlySet<string>) => {
  const [ofAgent, ofApp] = [agent, app].map(({ records }) => new Map(records.map((each) => [each.id, each])))
  const all = new Map([...(ofApp ?? []), ...(ofAgent ?? [])])
  const ids = [...all.keys()].sort(compareIds)
  const settled = ids.filter((id) => !changed.has(id) && !undecided.has(id))
  const isOf = (side: typeof ofAgent, id: string) => side?.has(id) === true
  return {
    sets: {
      both: settled.filter((id) => isOf(ofAgent, id) && isOf(ofApp, id)).length,
      onlyAgent: app.complete ? settled.filter((id) => !isOf(ofApp, id)) : [],
      onlyApp: agent.complete ? settled.filter((id) => !isOf(ofAgent, id)) : [],
      changed: ids.filter((id) => changed.has(id)),
      undecided: ids.filter((id) => undecided.has(id)),
    },
    records: ids.map((id) => all.get(id)),
  }
}

it('compares lists of any order as sets of ids do, and has the rows of both', () => {
  let unordered = 0
  fc.assert(
    fc.property(
      aList,
      aList,
      fc.uniqueArray(anId),
      fc.uniqueArray(anId),
      (agent, app, changed, undecided) => {
        if (!isInOrder(agent.records)) unordered += 1
        const expected = bySets(agent, app, new Set(changed), new Set(undecided))
        const compared = compareResource('tickets', agent, app, new Set(changed), new Set(undecided))
        expect(compared).toMatchObject(expected.sets)
        expect(comparedRows(compared).map(({ record }) => record)).toEqual(expected.records)
      },
    ),
    { numRuns: 500 },
  )
  expect(unordered).toBeGreaterThan(50)
})
