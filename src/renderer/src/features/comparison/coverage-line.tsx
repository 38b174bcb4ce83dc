import type { Coverage } from '../../../../core/comparison/comparison'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { counted, formatCount } from '../../ui/counted'
import { Icon } from '../../ui/icon'
import styles from './coverage-line.module.css'

/** "22 of 26 resources compared, 2 refused, 1 failed, 1 skipped": a gap never reads as a pass. */
const coverageText = ({ resources, compared, refused, failed, skipped }: Coverage): string =>
  `${formatCount(compared)} of ${counted(resources, 'resource')} compared, ` +
  `${formatCount(refused)} refused, ${formatCount(failed)} failed, ${formatCount(skipped)} skipped`

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
        Coverage: {coverageText(summary.coverage)}
      </span>
      <span className={styles.requests}>
        {counted(agent + app + inspector, 'request')}
        {throttled > 0 && `, ${formatCount(throttled)} throttled`}
      </span>
    </p>
  )
}
