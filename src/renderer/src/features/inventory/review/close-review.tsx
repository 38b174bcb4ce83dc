import { useState } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import type { AppError } from '../../../../../shared/app-error'
import type { InventorySummary } from '../../../../../shared/ipc/inventory'
import { Button } from '../../../ui/button'
import { formatMoment } from '../../../ui/format'
import { Dialog } from '../../../ui/dialog'
import { ErrorNotice } from '../../../ui/notice'
import { useToasts } from '../../../ui/toast-store'
import { useInventory } from '../inventory-store'
import styles from './review-view.module.css'

/** Ends the review, once every application has a decision. */
export const CloseReview = ({ review }: { review: InventorySummary['review'] }) => {
  const [asking, setAsking] = useState(false)
  const { counts, last } = review
  const blocked =
    counts.open > 0
      ? `${counted(counts.open, 'application')} without a decision`
      : counts.applications === 0
        ? 'There is no application to review'
        : null
  return (
    <div className={styles.close}>
      <Button
        kind="primary"
        disabled={blocked !== null}
        aria-describedby={blocked === null ? undefined : 'close-blocked'}
        onClick={() => {
          setAsking(true)
        }}
      >
        Close the review…
      </Button>
      <span id="close-blocked" className={styles.muted}>
        {blocked ?? (last === null ? 'The first review' : `Last closed ${formatMoment(last.closedAt)}`)}
      </span>
      {asking && (
        <CloseDialog
          review={review}
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </div>
  )
}

const CloseDialog = ({ review, onClose }: { review: InventorySummary['review']; onClose: () => void }) => {
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const announce = useToasts((state) => state.announce)
  const { keep, reduce, remove, defer } = review.counts
  const close = async () => {
    setBusy(true)
    const refused = await useInventory.getState().closeReview()
    setBusy(false)
    setError(refused)
    if (refused !== null) return
    announce('The review is closed. The next one is held against it.')
    onClose()
  }
  return (
    <Dialog
      title="Close the review?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button kind="primary" disabled={busy} onClick={() => void close()}>
            Close the review
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      <p>
        {countText(keep)} keep, {countText(reduce)} reduce, {countText(remove)} remove, {countText(defer)}{' '}
        defer. It becomes what the next review is held against, and a new one begins with every application
        open.
      </p>
      <p>
        Export the report first if it is to be signed: it holds each decision with its reason. Nothing is
        changed in Halo.
      </p>
    </Dialog>
  )
}
