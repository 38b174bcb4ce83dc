import type { AppSide, Shown } from './app-side'
import { changesFor } from './cause-changes'
import type { FixPlan, FixStep, ResourceRecords } from './summary'
import type { Change } from '../access/change'
import type { HiddenView } from '../causes/hidden'
import type { Resource } from '../halo/resource'

/**
 * The least changes that show all hidden records that can be shown, in an order in which each shows as much as can
 * be at its place. What a step adds is worked out by applying it after those before.
 * @param isWanted the resources that it is for
 */
export const planFor = (app: AppSide, isWanted: (resource: Resource) => boolean): FixPlan => {
  const wanted = app.hidden.reduce(
    (sum, { view }) => sum + (isWanted(view.resource) ? view.unseen.length : 0),
    0,
  )
  const fixes = leastFixes(app, isWanted)
  const steps: FixStep[] = []
  const done: Change[] = []
  let before: Shown = app.shownBy([])
  for (const cause of inOrder(app, fixes, isWanted)) {
    const changes = fixes.get(cause) ?? []
    done.push(...changes)
    const shown = app.shownBy(done)
    const adds = addsOf(app.hidden, shown, before, isWanted)
    steps.push({ cause, changes, adds, records: totalOf(adds) })
    before = shown
  }
  return { wanted, steps, open: wanted - steps.reduce((sum, { records }) => sum + records, 0) }
}

/** What appears that did not before, most records first. */
export const addsOf = (
  hidden: readonly HiddenView[],
  shown: Shown,
  before: Shown | null,
  isWanted: (resource: Resource) => boolean,
): readonly ResourceRecords[] =>
  hidden
    .flatMap(({ view: { resource } }, place): readonly ResourceRecords[] => {
      const now = shown[place]
      if (now === undefined || !isWanted(resource)) return []
      const then = before?.[place]
      let records = 0
      for (let at = 0; at < now.length; at += 1) if (now[at] === 1 && then?.[at] !== 1) records += 1
      return records === 0 ? [] : [{ resource, records }]
    })
    .sort((a, b) => b.records - a.records)

export const totalOf = (adds: readonly ResourceRecords[]): number =>
  adds.reduce((sum, { records }) => sum + records, 0)

type Fixes = ReadonlyMap<number, readonly Change[]>

/** For each cause that has to go its changes; without any of them, less would be shown than can be. */
const leastFixes = (app: AppSide, isWanted: (resource: Resource) => boolean): Fixes => {
  const { hidden, causeOf, comparison } = app
  const hasChanges = new Map<number, boolean>()
  const canGo = (key: string): boolean => {
    const index = causeOf(key)
    const cause = comparison.causes[index]
    if (cause === undefined) return false
    const known = hasChanges.get(index) ?? changesFor(app, cause).length > 0
    hasChanges.set(index, known)
    return known
  }
  const canShow = ({ settings, isOpen }: HiddenView['groups'][number], resource: Resource): boolean =>
    isWanted(resource) && !isOpen && settings.length > 0 && settings.every(canGo)
  const indexes = new Set(
    hidden.flatMap(({ view, groups }) =>
      groups.filter((group) => canShow(group, view.resource)).flatMap(({ settings }) => settings.map(causeOf)),
    ),
  )
  const fixes = new Map(
    [...indexes].map((index) => {
      const cause = comparison.causes[index]
      return [index, cause === undefined ? [] : changesFor(app, cause, canShow)] as const
    }),
  )
  const target = app.shownBy([...fixes.values()].flat())
  const isEnough = (tried: Fixes): boolean => {
    const shown = app.shownBy([...tried.values()].flat())
    return hidden.every(({ view }, place) => !isWanted(view.resource) || covers(shown[place], target[place]))
  }
  for (const [index, changes] of fixes)
    for (const change of changes) {
      const fewer = new Map(fixes).set(
        index,
        (fixes.get(index) ?? []).filter((other) => other !== change),
      )
      if (isEnough(fewer)) fixes.set(index, fewer.get(index) ?? [])
    }
  return new Map([...fixes].filter(([, changes]) => changes.length > 0))
}

const covers = (some: Uint8Array | undefined, wanted: Uint8Array | undefined): boolean =>
  some !== undefined && wanted !== undefined && wanted.every((value, at) => value === 0 || some[at] === 1)

/**
 * The causes of a plan by what each shows when the ones before are gone. Where no single one shows anything, the
 * smallest set that does comes next, one after the other.
 */
const inOrder = (app: AppSide, fixes: Fixes, isWanted: (resource: Resource) => boolean): readonly number[] => {
  let groups = app.hidden.flatMap(({ view, groups: of }) =>
    of
      .filter(({ isOpen, settings }) => isWanted(view.resource) && !isOpen && settings.length > 0)
      .map(({ settings, count }) => ({ causes: settings.map(app.causeOf), count })),
  )
  groups = groups.filter(({ causes }) => causes.every((cause) => fixes.has(cause)))
  const order: number[] = []
  while (groups.length > 0) {
    const left = groups.map(({ causes }) => causes.filter((cause) => !order.includes(cause)))
    const open = left.filter((causes) => causes.length > 0)
    if (open.length === 0) break
    const least = Math.min(...open.map((causes) => causes.length))
    let best: { readonly causes: readonly number[]; readonly count: number } | null = null
    for (const causes of open.filter((some) => some.length === least)) {
      const count = groups.reduce(
        (sum, group, place) =>
          sum +
          ((left[place] ?? []).length > 0 && (left[place] ?? []).every((cause) => causes.includes(cause))
            ? group.count
            : 0),
        0,
      )
      if (best === null || count > best.count) best = { causes, count }
    }
    order.push(...(best?.causes ?? []))
  }
  return [...order, ...[...fixes.keys()].filter((cause) => !order.includes(cause))]
}
