import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import type { ResourceBar } from '../../../../core/summary/summary'
import type { SummaryAnswer } from '../../../../shared/ipc/analysis'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { copyText } from '../../ui/copy-text'
import { ErrorNotice } from '../../ui/notice'
import { useToasts } from '../../ui/toast-store'
import { Bars } from './bars'
import { CauseDetail } from './cause-detail'
import { Causes } from './causes'
import { Lead } from './lead'
import { AsIntended, Coverage, OtherFindings } from './others'
import { Overlaps } from './overlaps'
import { Plan } from './plan'
import { useSummary } from './summary-store'
import { causeMarkdown, fixText, planMarkdown } from './summary-text'
import styles from './summary-view.module.css'

interface SummaryViewProps {
  readonly summary: ComparisonSummary
  /** What the application is held against, and the choice of it. */
  readonly purpose?: ReactNode
  /** What changed since the tenant was compared before. */
  readonly since?: ReactNode
  /** Leads to the rows of a resource. */
  readonly onBar: (bar: ResourceBar) => void
  /** Tries changes in *What if*. */
  readonly onTry: (changes: readonly string[]) => void
}

/** What a comparison comes to, for whoever has five minutes: the first view of it. */
export const SummaryView = (props: SummaryViewProps) => {
  const { summary } = props
  const { of, answer, error, cause } = useSummary()
  const { load, retry } = useSummary.getState()
  const view = useRef<HTMLDivElement>(null)
  useEffect(() => {
    void load(summary)
  }, [load, summary])
  useReturn(view, of === summary ? cause : null)

  const isThere = of === summary
  return (
    <div ref={view} className={styles.view} tabIndex={0} role="region" aria-label="Summary">
      {isThere && answer !== null ? (
        cause === null ? (
          <Overview {...props} answer={answer} />
        ) : (
          <ChosenCause {...props} answer={answer} chosen={cause} />
        )
      ) : isThere && error !== null ? (
        <>
          <ErrorNotice error={error} />
          <Button icon="refresh" onClick={retry}>
            Work it out again
          </Button>
        </>
      ) : (
        <p className={styles.muted} role="status">
          Working it out …
        </p>
      )}
    </div>
  )
}

/** Where a cause is left, the focus goes back to it, and all of it stands where it stood. */
const useReturn = (view: { readonly current: HTMLElement | null }, cause: number | null) => {
  const before = useRef<{ readonly cause: number | null; readonly top: number }>({ cause: null, top: 0 })
  useLayoutEffect(() => {
    const scroller = scrollerOf(view.current)
    const left = before.current
    if (scroller === null || left.cause === cause) return
    before.current = { cause, top: left.cause === null ? left.top : 0 }
    if (cause === null) {
      view.current
        ?.querySelector<HTMLElement>(`[data-cause="${String(left.cause)}"]`)
        ?.focus({ preventScroll: true })
      scroller.scrollTop = left.top
    } else scroller.scrollTop = 0
  }, [view, cause])
  useEffect(() => {
    const scroller = scrollerOf(view.current)
    if (scroller === null || cause !== null) return undefined
    const note = () => {
      before.current = { cause: null, top: scroller.scrollTop }
    }
    note()
    scroller.addEventListener('scroll', note)
    return () => {
      scroller.removeEventListener('scroll', note)
    }
  }, [view, cause])
}

/** The comparison scrolls as a whole; in a small window the whole window does. */
const scrollerOf = (element: HTMLElement | null): HTMLElement | null => {
  const nearest = element?.closest<HTMLElement>('[data-scrolls]') ?? null
  const outer = nearest?.parentElement?.closest<HTMLElement>('[data-scrolls]') ?? null
  const scrolls = outer !== null && outer.scrollHeight > outer.clientHeight
  return scrolls ? outer : nearest
}

interface ThereProps extends SummaryViewProps {
  readonly answer: SummaryAnswer
}

const Overview = ({ summary, answer, purpose, since, onBar, onTry }: ThereProps) => {
  const predicted = summary.predicted !== null
  const copy = useCopy()
  const { choose } = useSummary.getState()
  return (
    <>
      <Lead summary={summary} answer={answer} />
      {since}
      {purpose}
      <div className={styles.columns}>
        <div className={styles.column}>
          {summary.causes.length > 0 && (
            <Causes
              causes={summary.causes}
              singles={answer.singles}
              predicted={predicted}
              onChoose={choose}
            />
          )}
          <Overlaps causes={summary.causes} overlaps={answer.overlaps} />
          <OtherFindings summary={summary} />
        </div>
        <div className={styles.column}>
          <Bars bars={answer.bars} predicted={predicted} onChoose={onBar} />
          {plansOf(answer).map(({ id, title, plan }) => (
            <Plan
              key={id}
              id={id}
              title={title}
              plan={plan}
              causes={summary.causes}
              onTry={onTry}
              onCopy={(name, all) => void copy(planMarkdown(summary, name, all), 'Markdown')}
            />
          ))}
          <Coverage summary={summary} />
          <AsIntended bars={answer.bars} predicted={predicted} />
        </div>
      </div>
    </>
  )
}

/** What the purpose needs comes before everything. */
const plansOf = ({ purpose, everything }: SummaryAnswer) => [
  ...(purpose === null
    ? []
    : [{ id: 'purpose-plan', title: 'Changes for what its purpose needs, in order', plan: purpose }]),
  { id: 'everything-plan', title: 'Changes for everything, in order', plan: everything },
]

const ChosenCause = ({ summary, answer, chosen, onTry }: ThereProps & { readonly chosen: number }) => {
  const copy = useCopy()
  const { choose } = useSummary.getState()
  const cause = summary.causes[chosen]
  const changes = answer.changes[chosen] ?? []
  const predicted = summary.predicted !== null
  if (cause === undefined) return null
  return (
    <CauseDetail
      causes={summary.causes}
      chosen={chosen}
      findings={summary.findings}
      changes={changes}
      predicted={predicted}
      onBack={() => {
        choose(null)
      }}
      onTry={onTry}
      onCopyText={(fix) => void copy(fixText(fix), 'text')}
      onCopyMarkdown={() => void copy(causeMarkdown(summary, cause), 'Markdown')}
    />
  )
}

const useCopy = () => {
  const announce = useToasts((state) => state.announce)
  return async (text: string, form: 'text' | 'Markdown') => {
    announce(
      (await copyText(text))
        ? `Copied as ${form}`
        : 'The clipboard is not available here; select the text and copy it',
    )
  }
}
