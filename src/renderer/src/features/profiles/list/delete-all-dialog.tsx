import { useState } from 'react'
import { counted } from '../../../../../core/comparison/count-text'
import type { RemovedProfiles } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Field } from '../../../ui/field'
import { Notice } from '../../../ui/notice'
import { useToasts } from '../../../ui/toast-store'
import { useProfiles } from '../profiles-store'

const WORD = 'delete'

/** Removes every tenant and secret from this computer, after the word was typed. */
export const DeleteAllDialog = ({ onClose }: { onClose: () => void }) => {
  const total = useProfiles((state) => state.list?.profiles.length ?? 0)
  const removeAll = useProfiles((state) => state.removeAll)
  const announce = useToasts((state) => state.announce)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const confirmed = typed.trim().toLowerCase() === WORD
  const confirm = async () => {
    setBusy(true)
    const answer = await removeAll()
    setBusy(false)
    if (!answer.ok) {
      setFailure({ text: answer.error.message, advice: answer.error.advice })
      return
    }
    if (answer.value.kept.length > 0) {
      setFailure(failureOf(answer.value))
      return
    }
    announce('All tenants and their secrets are deleted from this computer')
    onClose()
  }
  return (
    <Dialog
      title="Delete all tenants?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button kind="danger" icon="trash" disabled={busy || !confirmed} onClick={() => void confirm()}>
            Delete all tenants
          </Button>
        </>
      }
    >
      {failure !== null && <Notice tone="error" title={failure.text} advice={failure.advice} />}
      <p>This removes from this computer:</p>
      <ul>
        <li>{counted(total, 'tenant')} with their connections, tags and last runs</li>
        <li>every secret that Crossview put into the keychain for them</li>
        <li>their histories: every result that was kept, and the key that they are encrypted with</li>
        <li>the backup of the list, and damaged lists that were set aside</li>
      </ul>
      <p>
        Nothing changes in Halo: the applications stay, and their secrets stay valid there. Reports, snapshots
        and recipes you saved stay where they are. This cannot be undone; <em>Export…</em> keeps a copy
        without secrets.
      </p>
      <Field label={`Type “${WORD}” to confirm`}>
        {(control) => (
          <input
            {...control}
            type="text"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
            }}
          />
        )}
      </Field>
    </Dialog>
  )
}

interface Failure {
  readonly text: string
  readonly advice: readonly string[]
}

const failureOf = ({ removed, kept }: RemovedProfiles): Failure => ({
  text: `${counted(removed.length, 'tenant')} deleted, ${counted(kept.length, 'tenant')} not`,
  advice: kept.map(({ name, reason }) => `“${name}”: ${reason}`),
})
