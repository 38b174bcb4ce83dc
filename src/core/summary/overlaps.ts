import type { AppSide } from './app-side'
import type { Overlap } from './summary'
import type { Resource } from '../halo/resource'

/** Which records are hidden by which causes together: each record that has a cause is in exactly one. */
export const overlapsOf = ({ hidden, causeOf }: AppSide): readonly Overlap[] => {
  const found = new Map<
    string,
    { readonly causes: readonly number[]; undecided: number; readonly of: Map<Resource, number> }
  >()
  for (const { view, groups } of hidden)
    for (const { settings, isOpen, count } of groups) {
      if (settings.length === 0) continue
      const causes = settings.map(causeOf).sort((a, b) => a - b)
      const key = causes.join(' ')
      const known = found.get(key) ?? { causes, undecided: 0, of: new Map<Resource, number>() }
      found.set(key, known)
      known.of.set(view.resource, (known.of.get(view.resource) ?? 0) + count)
      if (isOpen) known.undecided += count
    }
  return [...found.values()]
    .map(({ causes, undecided, of }): Overlap => {
      const resources = [...of]
        .map(([resource, records]) => ({ resource, records }))
        .sort((a, b) => b.records - a.records)
      return {
        causes,
        records: resources.reduce((sum, { records }) => sum + records, 0),
        undecided,
        resources,
      }
    })
    .sort((a, b) => b.records - a.records || a.causes.length - b.causes.length)
}
