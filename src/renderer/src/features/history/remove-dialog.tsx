import { useState } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { HistoryEntry } from '../../../../shared/files/history'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { formatMoment } from '../../ui/format'
import { useToasts } from '../../ui/toast-store'
import { useHistory } from './history-store'

interface RemoveDialogProps {
  readonly profileId: string
  readonly tenant: string
  readonly entries: readonly HistoryEntry[]
  /** All of the tenant's, with what is damaged. */
  readonly all: boolean
  readonly onClose: () => void
}

/** Asks before something that was kept goes. */
export const RemoveDialog = ({ profileId, tenant, entries, all, onClose }: RemoveDialogProps) => {
  const [busy, setBusy] = useState(false)
  const announce = useToasts((state) => state.announce)
  const [first] = entries
  const what =
    all || first === undefined ? `the history of ${tenant}` : `the result of ${formatMoment(first.at)}`
  const precious = entries.filter(({ baseline, signed }) => baseline || signed)
  const confirm = async () => {
    setBusy(true)
    const ids = all ? null : entries.map(({ id }) => id)
    const removed = await useHistory.getState().remove(profileId, ids)
    onClose()
    if (!removed) return
    announce(`Deleted ${what}`)
    // The row that had the focus is gone.
    const heading = document.getElementById('kept-heading')
    if (heading === null) document.querySelector('main')?.focus()
    else heading.focus()
  }
  return (
    <Dialog
      title={`Delete ${what}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" icon="trash" disabled={busy} onClick={() => void confirm()}>
            Delete
          </Button>
        </>
      }
    >
      <p>
        {all
          ? `This removes ${counted(entries.length, 'kept result')} of “${tenant}” from this computer, and what is damaged among them.`
          : 'This removes one kept result from this computer.'}{' '}
        Nothing changes in Halo; reports and snapshots you saved stay where they are. This cannot be undone.
      </p>
      {precious.length > 0 && (
        <p>
          <strong>
            {counted(precious.length, 'of them is', 'of them are')} a baseline or{' '}
            {precious.length === 1 ? 'holds' : 'hold'} a signed review.
          </strong>
        </p>
      )}
    </Dialog>
  )
}
