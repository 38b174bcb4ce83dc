import { useState } from 'react'
import { connectionKeys } from '../../../../../shared/files/profile'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Name } from '../../../ui/name'
import { useToasts } from '../../../ui/toast-store'
import { nameInSentence } from '../profile-text'
import { useProfiles } from '../profiles-store'

/** Asks before a tenant goes, and names everything that goes with it. */
export const DeleteDialog = ({ view, onClose }: { view: ProfileView; onClose: () => void }) => {
  const [busy, setBusy] = useState(false)
  const remove = useProfiles((state) => state.remove)
  const announce = useToasts((state) => state.announce)
  const { profile, secrets } = view
  const kept = connectionKeys(profile).filter(
    (key) => secrets[key] !== undefined && secrets[key] !== 'missing',
  )
  const confirm = async () => {
    setBusy(true)
    if (await remove(profile.id)) announce(`“${profile.name}” deleted`)
    onClose()
  }
  return (
    <Dialog
      title={`Delete “${profile.name}”?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" icon="trash" disabled={busy} onClick={() => void confirm()}>
            Delete tenant
          </Button>
        </>
      }
    >
      <p>This removes from this computer:</p>
      <ul>
        <li>
          the tenant “<Name>{profile.name}</Name>” with its connections, tags and last run
        </li>
        {profile.inventory !== undefined && (
          <li>what was written down about its applications, and its access reviews</li>
        )}
        <li>its history: every result of it that was kept</li>
        {kept.map((key) => (
          <li key={key}>the secret of the {nameInSentence(profile, key)}</li>
        ))}
      </ul>
      <p>
        Nothing changes in Halo. Reports and snapshots you saved stay where they are. This cannot be undone.
      </p>
    </Dialog>
  )
}
