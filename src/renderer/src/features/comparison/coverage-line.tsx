import { countText, counted } from '../../../../core/comparison/count-text'
import { runGap, type RunGap } from '../../../../core/comparison/outcome'
import { coverageWords } from '../../../../core/words/words'
import type { ComparisonSummary, ObservationSummary } from '../../../../shared/ipc/api'
import { Icon } from '../../ui/icon'
import styles from './coverage-line.module.css'

const GAPS: Readonly<Record<RunGap, string>> = {
  none: '',
  cancelled: 'Cancelled: partial result. ',
  incomplete: 'Incomplete result. ',
  'nothing-compared': 'Nothing could be compared. ',
  'partly-compared': 'Not everything could be compared. ',
}

interface Said {
  /** Why it is not whole; empty where it is. */
  readonly gap: string
  readonly coverage: string
}

const compared = (summary: ComparisonSummary): Said => ({
  gap: GAPS[runGap(summary)],
  coverage: `Coverage: ${coverageWords(summary.coverage)}`,
})

/** That an application would be refused is known: no gap. */
const predicted = ({ resources }: ComparisonSummary): Said => {
  const refused = resources.filter(({ app }) => app.state === 'refused').length
  const unknown = resources.filter(({ agent, app }) => app.state !== 'refused' && !isWhole(agent, app)).length
  const lists = resources.length - refused - unknown
  return {
    gap: unknown > 0 ? 'Not everything could be predicted. ' : '',
    coverage: `Prediction: ${countText(lists)} of ${counted(resources.length, 'resource')} would be listed, ${countText(refused)} refused, ${countText(unknown)} unknown`,
  }
}

const isWhole = (...sides: readonly ObservationSummary[]): boolean =>
  sides.every((side) => side.state === 'listed' && side.complete)

/** Always in sight, whatever is selected. */
export const CoverageLine = ({ summary }: { summary: ComparisonSummary }) => {
  const { gap, coverage } = summary.predicted === null ? compared(summary) : predicted(summary)
  const partial = gap !== ''
  const { agent, app, inspector, throttled } = summary.requests
  return (
    <p className={`${styles.line ?? ''} ${partial ? (styles.partial ?? '') : ''}`}>
      <Icon name={partial ? 'warning' : 'check'} />
      <span>
        <strong>{gap}</strong>
        {coverage}
      </span>
      <span className={styles.requests}>
        {counted(agent + app + inspector, 'request')}
        {throttled > 0 && `, ${countText(throttled)} throttled`}
      </span>
    </p>
  )
}
