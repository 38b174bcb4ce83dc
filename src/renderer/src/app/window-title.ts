import { useEffect } from 'react'
import { visibleLine } from '../../../shared/visible-text'
import { useComparison, type Result } from '../features/comparison/comparison-store'
import { isUnderWay } from '../features/comparison/result'
import { useInventory } from '../features/inventory/inventory-store'
import { useProfiles } from '../features/profiles/profiles-store'
import { formatMoment } from '../ui/format'
import { useApp } from './app-store'

const PRODUCT = 'Crossview'

const titleOf = (result: Result): string => {
  const { run, outcome } = result
  if (isUnderWay(result)) return `Comparing ${run.title}`
  if (outcome === null) return run.title
  const when = formatMoment(outcome.finishedAt)
  return run.snapshot === null ? `${outcome.tenant}, ${when}` : `Snapshot of ${outcome.tenant}, ${when}`
}

/** The window is called after what is open in it, so that it is found again among others. */
export const useWindowTitle = (): void => {
  const screen = useApp(({ view }) => view.screen)
  const historyOf = useApp(({ view }) => (view.screen === 'history' ? view.profileId : null))
  const compared = useComparison(({ results, chosen }) => {
    const result = results.find(({ key }) => key === chosen)
    return result === undefined ? '' : titleOf(result)
  })
  const applications = useInventory(({ run, summary }) => {
    if (run === null) return ''
    if (summary === null) return `Applications of ${run.title}`
    const { tenant, finishedAt } = summary.facts
    return summary.snapshot === null
      ? `Applications of ${tenant.name}`
      : `Snapshot of the applications of ${tenant.name}, ${formatMoment(finishedAt)}`
  })
  const history = useProfiles(({ list }) =>
    historyOf === null ? undefined : list?.profiles.find(({ profile }) => profile.id === historyOf),
  )
  const name =
    screen === 'comparison'
      ? compared
      : screen === 'applications'
        ? applications
        : screen === 'fleet'
          ? 'Fleet'
          : screen === 'documentation'
            ? 'Documentation'
            : history === undefined
              ? ''
              : `History of ${history.profile.name}`
  useEffect(() => {
    document.title = name === '' ? PRODUCT : `${visibleLine(name)} – ${PRODUCT}`
  }, [name])
}
