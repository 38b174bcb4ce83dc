import { useState } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import type { ImportPreview } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Notice } from '../../../ui/notice'
import { useToasts } from '../../../ui/toast-store'
import styles from './import-dialog.module.css'
import { ImportColumns } from './import-columns'
import { ImportTrust, NOTHING_CONFIRMED } from './import-trust'
import { wantsSecrets } from '../profile-text'
import { useProfiles } from '../profiles-store'

interface ImportDialogProps {
  readonly preview: ImportPreview
  readonly onClose: () => void
  /** Ids of the new tenants that need secrets now. */
  readonly onImported: (ids: readonly string[]) => void
}

/** What an import would bring and what it would leave out, before anything is stored. */
export const ImportDialog = ({ preview, onClose, onImported }: ImportDialogProps) => {
  const [busy, setBusy] = useState(false)
  const [confirmed, setConfirmed] = useState(NOTHING_CONFIRMED)
  const confirmImport = useProfiles((state) => state.confirmImport)
  const announce = useToasts((state) => state.announce)
  const { accepted, columns, rejected, warnings } = preview

  const confirm = async () => {
    setBusy(true)
    const before = new Set(useProfiles.getState().list?.profiles.map(({ profile }) => profile.id))
    const list = await confirmImport({ importId: preview.importId, ...confirmed })
    if (list === null) {
      onClose()
      return
    }
    const added = list.profiles.filter(({ profile }) => !before.has(profile.id))
    const open = added.filter(({ unconfirmed }) => unconfirmed.length > 0).length
    announce(
      `${counted(accepted.length, 'tenant')} imported${open === 0 ? '' : `, ${countText(open)} to be edited and confirmed first`}`,
    )
    onImported(added.filter(wantsSecrets).map(({ profile }) => profile.id))
  }

  return (
    <Dialog
      wide
      title="Import tenants"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            icon="import"
            disabled={busy || accepted.length === 0}
            onClick={() => void confirm()}
          >
            Import {counted(accepted.length, 'tenant')}
          </Button>
        </>
      }
    >
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          <bdi>{warning}</bdi>
        </Notice>
      ))}
      <ImportColumns columns={columns} />
      <section>
        <h3>{counted(accepted.length, 'tenant')} to import</h3>
        {accepted.length === 0 && <p>Nothing in this file can be imported.</p>}
        <ul className={styles.lines} tabIndex={0} aria-label="Tenants to import">
          {accepted.map(({ name, url }, index) => (
            <li key={`${String(index)} ${name}`}>
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              <span className={styles.detail}>{url}</span>
            </li>
          ))}
        </ul>
      </section>
      <ImportTrust preview={preview} confirmed={confirmed} onChange={setConfirmed} />
      {rejected.length > 0 && (
        <section>
          <h3>{counted(rejected.length, 'line')} left out</h3>
          <ul className={styles.lines} tabIndex={0} aria-label="Lines left out">
            {rejected.map(({ line, reason }) => (
              <li key={`${String(line)} ${reason}`}>
                <strong>Line {line}:</strong> <bdi>{reason}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.detail}>
        Secrets are never imported; you are asked for them next, where nothing is left to confirm.
      </p>
    </Dialog>
  )
}
