import { coverageWords } from '../../../../core/words/words'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { counted, formatCount } from '../../ui/counted'
import { Icon } from '../../ui/icon'
import styles from './coverage-line.module.css'

const stateText = ({ cancelled, complete }: ComparisonSummary): string => {
  if (cancelled) return 'Cancelled: partial result. '
  return complete ? '' : 'Incomplete result. '
}

/** Always in sight, whatever is selected. */
export const CoverageLine = ({ summary }: { summary: ComparisonSummary }) => {
  const partial = !summary.complete || summary.cancelled
  const { agent, app, inspector, throttled } = summary.requests
  return (
    <p className={`${styles.line ?? ''} ${partial ? (styles.partial ?? '') : ''}`}>
      <Icon name={partial ? 'warning' : 'check'} />
      <span>
        <strong>{stateText(summary)}</strong>
        Coverage: {coverageWords(summary.coverage)}
      </span>
      <span className={styles.requests}>
        {counted(agent + app + inspector, 'request')}
        {throttled > 0 && `, ${formatCount(throttled)} throttled`}
      </span>
    </p>
  )
}
