import type { ReactNode } from 'react'
import { tabId, Tabs } from '../../ui/tabs'
import { useAnalysis, type AnalysisView } from './analysis-store'

/** The views that every comparison has. */
export const VIEWS: readonly (readonly [AnalysisView, string])[] = [
  ['summary', 'Summary'],
  ['records', 'Records'],
  ['permissions', 'Permissions'],
  ['what-if', 'What if'],
  ['recipes', 'Recipes'],
]

/** What else there is to see of some. */
const FURTHER = { application: 'Risks and purpose', history: 'History' } as const

interface ViewTabsProps {
  readonly runId: string
  /** Of an application of an inventory, what is known of it besides; of a stored tenant, its history. */
  readonly further: keyof typeof FURTHER | null
}

/** The views of one comparison as tabs. */
export const ViewTabs = ({ runId, further }: ViewTabsProps) => {
  const view = useAnalysis((state) => (state.runId === runId ? state.view : 'summary'))
  const { show } = useAnalysis.getState()
  return (
    <Tabs
      label="Views of the comparison"
      tabs={further === null ? VIEWS : [...VIEWS, [further, FURTHER[further]]]}
      chosen={view}
      panel="comparison-view"
      onChoose={(name) => {
        show(name, runId)
      }}
    />
  )
}

/** What the chosen tab shows. */
export const ViewPanel = ({
  view,
  className,
  children,
}: {
  view: AnalysisView
  className?: string | undefined
  children: ReactNode
}) => (
  <div id="comparison-view" role="tabpanel" aria-labelledby={tabId(view)} className={className}>
    {children}
  </div>
)
