import { countText, counted } from '../../../../../core/comparison/count-text'
import type { ReviewCounts } from '../../../../../core/inventory/review-counts'
import styles from './review-view.module.css'

const ASIDE = {
  gone: 'of applications that are gone',
  system: 'of Halo’s own applications',
  'not-read': 'of applications that could not be read',
} as const

/** How far the review is, as a sum that adds up; always in sight. */
export const ReviewSums = ({ counts }: { counts: ReviewCounts }) => {
  const { applications, reviewed, keep, reduce, remove, defer, open, aside } = counts
  return (
    <div className={styles.sums} role="status" aria-label="How far the review is">
      <p>
        <b>
          {countText(reviewed)} of {counted(applications, 'application')} reviewed
        </b>
        {open > 0 && `, ${countText(open)} open`}
      </p>
      <p className={styles.muted}>
        {countText(reviewed)} reviewed = {countText(keep)} keep + {countText(reduce)} reduce +{' '}
        {countText(remove)} remove + {countText(defer)} defer. Halo’s own are not reviewed.
      </p>
      {aside.length > 0 && (
        <p className={styles.muted}>
          Not counted:{' '}
          {(['gone', 'system', 'not-read'] as const)
            .map((why) => ({ why, count: aside.filter((each) => each.why === why).length }))
            .filter(({ count }) => count > 0)
            .map(({ why, count }) => `${counted(count, 'decision')} ${ASIDE[why]}`)
            .join(', ')}
          .
        </p>
      )}
    </div>
  )
}
