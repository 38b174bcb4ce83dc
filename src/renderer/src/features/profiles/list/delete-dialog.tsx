import { useState } from 'react'
import { counted } from '../../../../../core/comparison/count-text'
import { connectionKeys } from '../../../../../shared/files/profile'
import type { AppError } from '../../../../../shared/app-error'
import type { ProfileView } from '../../../../../shared/ipc/api'
import type { TenantFailed } from '../../../../../shared/ipc/tenants'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Name } from '../../../ui/name'
import { ErrorNotice } from '../../../ui/notice'
import { nameInSentence } from '../profile-text'
import { FailedTenants } from './failed-tenants'
import { removeTenants } from './remove-tenants'
import styles from '../many-dialog.module.css'

/** Asks before tenants go, and says what goes with them and when. */
export const DeleteDialog = ({ views, onClose }: { views: readonly ProfileView[]; onClose: () => void }) => {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [failed, setFailed] = useState<readonly TenantFailed[]>([])
  const [only] = views.length === 1 ? views : []
  const confirm = async () => {
    setBusy(true)
    const removed = await removeTenants(views.map(({ profile }) => profile.id))
    setBusy(false)
    if (!removed.ok) setError(removed.error)
    else if (removed.value.length > 0) setFailed(removed.value)
    else onClose()
  }
  const title = only === undefined ? counted(views.length, 'tenant') : `“${only.profile.name}”`
  if (failed.length > 0)
    return (
      <Dialog
        title={`${counted(failed.length, 'tenant')} not deleted`}
        onClose={onClose}
        footer={
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        }
      >
        <FailedTenants failed={failed} />
      </Dialog>
    )
  return (
    <Dialog
      title={`Delete ${title}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{only === undefined ? 'Keep them' : 'Keep it'}</Button>
          <Button kind="danger" icon="trash" disabled={busy} onClick={() => void confirm()}>
            {only === undefined ? `Delete ${counted(views.length, 'tenant')}` : 'Delete tenant'}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      <p>This removes from this computer:</p>
      {only === undefined ? <WhatGoesOfMany views={views} /> : <WhatGoes view={only} />}
      <p>
        <em>Undo</em> is offered at the lower edge for some seconds. When that message goes, or Crossview is
        closed, secrets and history are deleted for good.
      </p>
      <p>Nothing changes in Halo. Reports and snapshots you saved stay where they are.</p>
    </Dialog>
  )
}

const WhatGoes = ({ view: { profile, secrets } }: { view: ProfileView }) => {
  const kept = connectionKeys(profile).filter(
    (key) => secrets[key] !== undefined && secrets[key] !== 'missing',
  )
  return (
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
  )
}

const WhatGoesOfMany = ({ views }: { views: readonly ProfileView[] }) => {
  const secrets = views.flatMap((view) => Object.values(view.secrets)).filter((state) => state !== 'missing')
  return (
    <>
      <ul>
        <li>{counted(views.length, 'tenant')} with their connections, tags and last runs</li>
        <li>what was written down about their applications, and their access reviews</li>
        <li>their histories: every result of them that was kept</li>
        {secrets.length > 0 && <li>{counted(secrets.length, 'secret')} in the keychain</li>}
      </ul>
      <ul className={styles.names} tabIndex={0} aria-label="Tenants to delete">
        {views.map(({ profile: { id, name } }) => (
          <li key={id}>
            <Name>{name}</Name>
          </li>
        ))}
      </ul>
    </>
  )
}
