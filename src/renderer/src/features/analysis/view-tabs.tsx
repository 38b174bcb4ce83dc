import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useAnalysis, type AnalysisView } from './analysis-store'
import styles from './analysis.module.css'

const VIEWS: readonly (readonly [AnalysisView, string])[] = [
  ['records', 'Records'],
  ['permissions', 'Permissions'],
  ['what-if', 'What if'],
  ['recipes', 'Recipes'],
]

/** The views of one comparison as tabs: arrow keys move between them (ARIA's tabs pattern). */
export const ViewTabs = ({ runId }: { runId: string }) => {
  const view = useAnalysis((state) => (state.runId === runId ? state.view : 'records'))
  const { show } = useAnalysis.getState()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const index = VIEWS.findIndex(([name]) => name === view)
    const nextIndex = (index + step + VIEWS.length) % VIEWS.length
    const next = VIEWS[nextIndex]
    if (next === undefined) return
    show(next[0], runId)
    list.current?.querySelectorAll('button')[nextIndex]?.focus()
  }
  return (
    <div
      ref={list}
      className={styles.tabs}
      role="tablist"
      aria-label="Views of the comparison"
      onKeyDown={move}
    >
      {VIEWS.map(([name, label]) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={view === name}
          aria-controls="comparison-view"
          tabIndex={view === name ? 0 : -1}
          onClick={() => {
            show(name, runId)
          }}
        >
          {label}
        </button>
      ))}
    </div>
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
  <div id="comparison-view" role="tabpanel" aria-labelledby={`tab-${view}`} className={className}>
    {children}
  </div>
)
