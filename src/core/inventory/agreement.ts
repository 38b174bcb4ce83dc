import type { Comparison, ResourceComparison } from '../comparison/comparison'
import { compareIds } from '../comparison/record'
import type { InventoryFacts } from './application'
import type { Agreement } from './inventory'
import type { Predictor } from './predict'

/**
 * What is predicted of each application against what it got when it was last compared for real, by resource: of the
 * records that both the inspector's list and the comparison know, since others were opened, closed or hidden from one.
 */
export const agreementOf = (
  facts: InventoryFacts,
  predictor: Predictor,
  real: readonly Comparison[],
): readonly Agreement[] => {
  const latest = new Map<string, Comparison>()
  for (const comparison of real) {
    const id = comparison.configuration.application?.id
    if (id === undefined) continue
    const known = latest.get(id)
    if (known === undefined || known.finishedAt < comparison.finishedAt) latest.set(id, comparison)
  }
  return facts.applications.flatMap((application) => {
    const comparison = latest.get(application.id)
    if (comparison === undefined) return []
    const predicted = predictor.records(application)
    return comparison.resources.flatMap((compared): readonly Agreement[] => {
      const own = predicted.find(({ resource }) => resource === compared.resource)
      const listed = facts.lists.find(({ resource }) => resource === compared.resource)?.observation
      const seen = seenIds(compared)
      if (own === undefined || seen === null || listed?.state !== 'listed' || !listed.complete) return []
      const known = knownIds(compared)
      const inBoth = new Set(listed.records.map(({ id }) => id).filter((id) => known.has(id)))
      return [
        {
          applicationId: application.id,
          resource: compared.resource,
          comparedAt: comparison.finishedAt,
          ...countsOf(
            idsWithin(own.visible, inBoth),
            idsWithin(own.unknown, inBoth),
            new Set([...seen].filter((id) => inBoth.has(id))),
          ),
        },
      ]
    })
  })
}

const countsOf = (
  predicted: ReadonlySet<string>,
  undecided: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): Omit<Agreement, 'applicationId' | 'resource' | 'comparedAt'> => {
  const onlyPredicted = [...predicted].filter((id) => !seen.has(id)).sort(compareIds)
  return {
    predicted: predicted.size,
    seen: seen.size,
    agreed: predicted.size - onlyPredicted.length,
    onlyPredicted,
    onlySeen: [...seen].filter((id) => !predicted.has(id) && !undecided.has(id)).sort(compareIds),
    undecided: undecided.size,
    undecidedSeen: [...undecided].filter((id) => seen.has(id)).length,
  }
}

const idsWithin = (
  records: readonly { readonly id: string }[],
  within: ReadonlySet<string>,
): ReadonlySet<string> => new Set(records.map(({ id }) => id).filter((id) => within.has(id)))

/** What the application really got; null: that is not known. */
const seenIds = ({ app, changed }: ResourceComparison): ReadonlySet<string> | null => {
  if (app.state === 'refused') return new Set()
  if (app.state !== 'listed' || !app.complete) return null
  const unsettled = new Set(changed)
  return new Set(app.records.map(({ id }) => id).filter((id) => !unsettled.has(id)))
}

const knownIds = ({ agent, app, changed }: ResourceComparison): ReadonlySet<string> => {
  const ids = new Set(
    [agent, app].flatMap((side) => (side.state === 'listed' ? side.records.map(({ id }) => id) : [])),
  )
  for (const id of changed) ids.delete(id)
  return ids
}
