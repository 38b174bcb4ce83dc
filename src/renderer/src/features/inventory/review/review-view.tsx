import { useState } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import { DECISIONS, type DecisionKind } from '../../../../../core/inventory/review'
import type { EntrySummary, InventorySummary } from '../../../../../shared/ipc/inventory'
import { Button } from '../../../ui/button'
import { EmptyState } from '../../../ui/empty-state'
import { useRoving } from '../../../ui/use-roving'
import { useRowStops } from '../../../ui/use-row-stops'
import { DecisionDialog } from '../decision-form'
import { DECISION_WORDS } from '../../../../../core/inventory/inventory-words'
import { CloseReview } from './close-review'
import { ReviewChangesList } from './review-changes'
import { ReviewItem } from './review-item'
import { ReviewSums } from './review-sums'
import { ReviewerField } from './reviewer-field'
import styles from './review-view.module.css'

type Shown = 'all' | 'open' | DecisionKind

interface ReviewViewProps {
  readonly summary: InventorySummary
  readonly onOpen: (applicationId: string) => void
}

/** The access review: what changed first, then every application with what was decided about it. */
export const ReviewView = ({ summary, onOpen }: ReviewViewProps) => {
  const [shown, setShown] = useState<Shown>('open')
  const [deciding, setDeciding] = useState<string | null>(null)
  const { review, entries } = summary
  const reviewed = entries.filter(({ application }) => !application.system)
  const items = reviewed.filter((entry) => fits(entry, shown))
  const { list, onKeyDown, onFocus, row } = useRowStops<HTMLUListElement>(items.length)
  const chosen = reviewed.find(({ application }) => application.id === deciding)
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <ReviewSums counts={review.counts} />
        <ReviewerField key={summary.inventoryId} reviewer={review.reviewer} />
        <CloseReview review={review} />
      </div>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Access review">
        {!review.kept && (
          <p className={styles.muted}>
            Of the demo tenant or a snapshot nothing is kept: what is decided here lives as long as this
            window. An export holds it.
          </p>
        )}
        <ReviewChangesList review={review} onOpen={onOpen} />
        <div className={styles.filter}>
          <h2>Applications</h2>
          <Filter reviewed={reviewed} shown={shown} onShow={setShown} />
        </div>
        {items.length === 0 ? (
          <EmptyState
            title={shown === 'open' && reviewed.length > 0 ? 'Nothing is open' : 'No application here'}
            actions={
              shown === 'all' ? undefined : (
                <Button
                  onClick={() => {
                    setShown('all')
                  }}
                >
                  Show all applications
                </Button>
              )
            }
          >
            {shown === 'open' && reviewed.length > 0
              ? 'Every application has a decision. Close the review to keep it as what the next one is held against.'
              : `${counted(reviewed.length, 'application')} to review, Halo’s own not among them.`}
          </EmptyState>
        ) : (
          <ul ref={list} className={styles.items} onKeyDown={onKeyDown} onFocus={onFocus}>
            {items.map((entry, index) =>
              row(
                entry.application.id,
                index,
                <ReviewItem entry={entry} onOpen={onOpen} onDecide={setDeciding} />,
              ),
            )}
          </ul>
        )}
      </div>
      {chosen !== undefined && (
        <DecisionDialog
          key={chosen.application.id}
          entry={chosen}
          reviewer={review.reviewer}
          onClose={() => {
            setDeciding(null)
          }}
        />
      )}
    </div>
  )
}

const SHOWN = ['open', 'all', ...DECISIONS] as const

interface FilterProps {
  readonly reviewed: readonly EntrySummary[]
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
}

/** Which of them are listed, as one tab stop. */
const Filter = ({ reviewed, shown, onShow }: FilterProps) => {
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLDivElement>(SHOWN.length, 'across')
  return (
    <div
      ref={list}
      className={styles.choices}
      role="toolbar"
      aria-label="Applications shown"
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {SHOWN.map((value, index) => (
        <button
          key={value}
          type="button"
          aria-pressed={shown === value}
          {...item(index)}
          onClick={() => {
            onShow(value)
          }}
        >
          {value === 'open' ? 'Open' : value === 'all' ? 'All' : DECISION_WORDS[value]}{' '}
          <span className={styles.count}>
            {countText(reviewed.filter((entry) => fits(entry, value)).length)}
          </span>
        </button>
      ))}
    </div>
  )
}

const fits = ({ decision }: EntrySummary, shown: Shown): boolean =>
  shown === 'all' || (shown === 'open' ? decision === null : decision?.decision === shown)
