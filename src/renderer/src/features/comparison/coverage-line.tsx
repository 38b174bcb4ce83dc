import { runGap, type RunGap } from '../../../../core/comparison/outcome'
import { coverageWords } from '../../../../core/words/words'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { counted, formatCount } from '../../ui/counted'
import { Icon } from '../../ui/icon'
import styles from './coverage-line.module.css'

const GAPS: Readonly<Record<RunGap, string>> = {
  none: '',
  cancelled: 'Cancelled: partial result. ',
  incomplete: 'Incomplete result. ',
  'nothing-compared': 'Nothing could be compared. ',
  'partly-compared': 'Not everything could be compared. ',
}

/** Always in sight, whatever is selected. */
export const CoverageLine = ({ summary }: { summary: ComparisonSummary }) => {
  const gap = runGap(summary)
  const partial = gap !== 'none'
  const { agent, app, inspector, throttled } = summary.requests
  return (
    <p className={`${styles.line ?? ''} ${partial ? (styles.partial ?? '') : ''}`}>
      <Icon name={partial ? 'warning' : 'check'} />
      <span>
        <strong>{GAPS[gap]}</strong>
        Coverage: {coverageWords(summary.coverage)}
      </span>
      <span className={styles.requests}>
        {counted(agent + app + inspector, 'request')}
        {throttled > 0 && `, ${formatCount(throttled)} throttled`}
      </span>
    </p>
  )
}
