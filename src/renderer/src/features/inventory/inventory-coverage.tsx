import { countText, counted } from '../../../../core/comparison/count-text'
import { inventoryCoverageWords } from '../../../../core/inventory/inventory-words'
import type { InventorySummary } from '../../../../shared/ipc/inventory'
import { Icon } from '../../ui/icon'
import styles from './inventory-screen.module.css'

/** Always in sight: how much of the tenant this is about. A gap never reads as a pass. */
export const InventoryCoverage = ({ summary }: { summary: InventorySummary }) => {
  const { coverage, complete, facts, lists } = summary
  const unknown = facts.inspector.state === 'failed' || coverage.applications === 0
  const partial = unknown || facts.listFailure !== null || !complete || coverage.unread > 0
  const whole = lists.filter((list) => list.state === 'listed' && list.complete).length
  return (
    <p className={`${styles.line ?? ''} ${partial ? (styles.partial ?? '') : ''}`}>
      <Icon name={partial ? 'warning' : 'check'} />
      <span>
        {partial && (
          <strong>
            {complete && facts.listFailure === null && !unknown
              ? 'Not every application could be read. '
              : 'Incomplete result. '}
          </strong>
        )}
        Coverage: {unknown ? 'applications not known' : inventoryCoverageWords(coverage, facts.listFailure)};{' '}
        {countText(whole)} of {counted(lists.length, 'list')} of the inspector whole
      </span>
      <span className={styles.requests}>
        {counted(facts.requests, 'request')}
        {facts.throttled > 0 && `, ${countText(facts.throttled)} throttled`}
      </span>
    </p>
  )
}
