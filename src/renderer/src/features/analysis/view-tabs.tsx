import type { ReactNode } from 'react'
import { tabId, Tabs } from '../../ui/tabs'
import { useAnalysis, type AnalysisView } from './analysis-store'

const VIEWS: readonly (readonly [AnalysisView, string])[] = [
  ['summary', 'Summary'],
  ['records', 'Records'],
  ['permissions', 'Permissions'],
  ['what-if', 'What if'],
  ['recipes', 'Recipes'],
]

const OF_AN_APPLICATION: typeof VIEWS = [...VIEWS, ['application', 'Risks and purpose']]

/** The views of one comparison as tabs; of an application of an inventory, what is known of it besides. */
export const ViewTabs = ({ runId, ofApplication }: { runId: string; ofApplication: boolean }) => {
  const view = useAnalysis((state) => (state.runId === runId ? state.view : 'summary'))
  const { show } = useAnalysis.getState()
  return (
    <Tabs
      label="Views of the comparison"
      tabs={ofApplication ? OF_AN_APPLICATION : VIEWS}
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
