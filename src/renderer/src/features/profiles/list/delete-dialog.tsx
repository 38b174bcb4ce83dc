import { useState } from 'react'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { useToasts } from '../../../ui/toast-store'
import { ROLE_NAMES } from '../profile-text'
import { useProfiles } from '../profiles-store'

/** Asks before a tenant goes, and names everything that goes with it. */
export const DeleteDialog = ({ view, onClose }: { view: ProfileView; onClose: () => void }) => {
  const [busy, setBusy] = useState(false)
  const remove = useProfiles((state) => state.remove)
  const announce = useToasts((state) => state.announce)
  const { profile, secrets } = view
  const kept = (['app', 'agent', 'inspector'] as const).filter(
    (role) => secrets[role] !== undefined && secrets[role] !== 'missing',
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
          the tenant “<bdi>{profile.name}</bdi>” with its connections, tags and last run
        </li>
        {kept.map((role) => (
          <li key={role}>the secret of the {ROLE_NAMES[role].toLowerCase()}</li>
        ))}
      </ul>
      <p>
        Nothing changes in Halo. Reports and snapshots you saved stay where they are. This cannot be undone.
      </p>
    </Dialog>
  )
}
