import { useState } from 'react'
import type { AppError } from '../../../../../shared/app-error'
import { IMPORT_FIELDS, type ImportField } from '../../../../../shared/files/import'
import type { ImportPreview } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { ErrorNotice } from '../../../ui/notice'
import { useToasts } from '../../../ui/toast-store'
import { useProfiles } from '../profiles-store'
import styles from './import-guide.module.css'

interface ImportGuideProps {
  readonly onClose: () => void
  readonly onChosen: (preview: ImportPreview) => void
}

/** What a file of tenants may hold, before one is chosen; what is wrong with the chosen one is told beside it. */
export const ImportGuide = ({ onClose, onChosen }: ImportGuideProps) => {
  const { chooseImport, saveTemplate } = useProfiles.getState()
  const announce = useToasts((state) => state.announce)
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const choose = async () => {
    setBusy(true)
    const answer = await chooseImport()
    setBusy(false)
    setError(answer.ok ? null : answer.error)
    if (answer.ok && answer.value !== null) onChosen(answer.value)
  }
  const template = async () => {
    const answer = await saveTemplate()
    setError(answer.ok ? null : answer.error)
    if (answer.ok && answer.value.state === 'saved') announce(`Template saved: ${answer.value.path}`)
  }
  return (
    <Dialog
      wide
      title="Import tenants from a file"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button icon="export" onClick={() => void template()}>
            Save a template…
          </Button>
          <Button kind="primary" icon="folder" disabled={busy} onClick={() => void choose()}>
            Choose a file…
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      <p>
        A CSV file (UTF-8) with the names of its columns in the first line and a tenant on each further one,
        as Excel saves it; or JSON, as <em>Export…</em> writes it. Columns may stand in any order. You see
        what would be imported before anything is stored.
      </p>
      <p>
        <strong>Secrets are never imported.</strong> You are asked for them afterwards, all at once.
      </p>
      <h3 id="import-columns">What a file may have</h3>
      <div className={styles.fields} tabIndex={0} aria-labelledby="import-columns" role="group">
        <dl>
          {IMPORT_FIELDS.map((field) => (
            <Field key={field.column} field={field} />
          ))}
        </dl>
      </div>
      <p className={styles.detail}>
        * One of the two is needed. In JSON the fields are nested: <code>app.clientId</code> is{' '}
        <code>{'{"app": {"clientId": …}}'}</code>, and the list is an array, or <code>profiles</code> of an
        object.
      </p>
    </Dialog>
  )
}

const NEEDS: Readonly<Record<ImportField['need'], string>> = {
  required: 'required',
  'one-of': 'one of two*',
  optional: 'optional',
}

const Field = ({ field: { column, json, need, what, example } }: { field: ImportField }) => (
  <div>
    <dt>
      <code>{column}</code> <span className={styles[need] ?? ''}>{NEEDS[need]}</span>
    </dt>
    <dd>
      {what}
      {example !== '' && (
        <>
          {' '}
          Example: <code>{example}</code>
        </>
      )}
      <div className={styles.detail}>
        JSON: <code>{json}</code>
      </div>
    </dd>
  </div>
)
