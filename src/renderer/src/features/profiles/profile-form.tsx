import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../../shared/app-error'
import type { ConnectionRole, TenantProfile } from '../../../../shared/files/profile'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { ErrorNotice, Notice } from '../../ui/notice'
import { useToasts } from '../../ui/toast-store'
import { CheckDialog } from './check-dialog'
import { AgentSection, AppSection, InspectorSection } from './connection-sections'
import { draftOf, EMPTY_DRAFT, type ConnectionDraft, type FieldErrors, type ProfileDraft } from './draft'
import type { CertificatesRead } from './draft-trust'
import { PasteDetails } from './paste-details'
import { parseDraft, stillWrong, typedSecrets } from './profile-draft'
import styles from './profile-form.module.css'
import { useProfiles } from './profiles-store'
import { MoreSection, TenantSection } from './tenant-sections'
import { useCertificates } from './use-certificates'

interface ProfileFormProps {
  /** null adds a tenant. */
  readonly id: string | null
  readonly onClose: () => void
}

/** Adds or edits one tenant. Nothing is stored before *Save*; secrets are written, never read. */
export const ProfileForm = ({ id, onClose }: ProfileFormProps) => {
  const list = useProfiles((state) => state.list)
  const [savedId, setSavedId] = useState(id)
  const view = list?.profiles.find(({ profile }) => profile.id === savedId) ?? null
  const [saved, setSaved] = useState(() => (view === null ? EMPTY_DRAFT : draftOf(view.profile)))
  const [draft, setDraft] = useState(saved)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const [testing, setTesting] = useState<TenantProfile | null>(null)
  const [leaving, setLeaving] = useState(false)
  const { last, readNow } = useCertificates(draft.ca)
  const known = (certificates: CertificatesRead) => ({ certificates, stored: view })
  const save = useProfiles((state) => state.save)
  const announce = useToasts((state) => state.announce)
  const form = useRef<HTMLFormElement>(null)
  const headingId = useId()
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempt])

  const showErrors = (found: FieldErrors) => {
    setErrors(found)
    setAttempt(attempt + 1)
  }

  /** The saved profile, or null when the form has to be put right first. */
  const store = async (): Promise<TenantProfile | null> => {
    setFailure(null)
    setBusy(true)
    const parsed = parseDraft(draft, known(await readNow()))
    if (!parsed.ok) {
      setBusy(false)
      showErrors(parsed.error)
      return null
    }
    setErrors({})
    const answer = await save({ id: savedId, profile: parsed.value, secrets: typedSecrets(draft) })
    setBusy(false)
    if (!answer.ok) {
      setFailure(answer.error)
      if (answer.error.field !== null)
        showErrors({ [answer.error.field.replace(/^profile\./, '')]: answer.error.message })
      return null
    }
    const next = draftOf(answer.value.profile)
    setSavedId(answer.value.profile.id)
    setSaved(next)
    setDraft(next)
    return answer.value.profile
  }

  const onSubmit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const profile = await store()
    if (profile === null) return
    announce(`“${profile.name}” saved`)
    onClose()
  }
  const leave = () => {
    if (JSON.stringify(draft) === JSON.stringify(saved)) onClose()
    else setLeaving(true)
  }
  const change = (next: ProfileDraft) => {
    setErrors(stillWrong(errors, draft, next, known(last)))
    setDraft(next)
  }
  const changeConnection = (role: ConnectionRole, changed: Partial<ConnectionDraft>) => {
    change({
      ...draft,
      connections: { ...draft.connections, [role]: { ...draft.connections[role], ...changed } },
    })
  }
  const changeSecret = (role: ConnectionRole, secret: string) => {
    change({ ...draft, secrets: { ...draft.secrets, [role]: secret } })
  }
  const wrong = Object.keys(errors).length
  const section = { draft, errors, view, onConnection: changeConnection, onSecret: changeSecret }
  const onChange = (changed: Partial<ProfileDraft>) => {
    change({ ...draft, ...changed })
  }

  return (
    <div className={styles.screen}>
      <form
        ref={form}
        className={styles.form}
        aria-labelledby={headingId}
        noValidate
        onSubmit={(event) => void onSubmit(event)}
      >
        <header className={styles.head}>
          <Button kind="quiet" icon="back" onClick={leave}>
            Tenants
          </Button>
          <h1 id={headingId}>
            {savedId === null ? (
              'Add a tenant'
            ) : (
              <>
                Edit <bdi>{view?.profile.name ?? 'tenant'}</bdi>
              </>
            )}
          </h1>
        </header>
        {failure !== null && <ErrorNotice error={failure} />}
        {failure === null && wrong > 0 && (
          <Notice
            tone="error"
            title={wrong === 1 ? 'One field needs attention' : `${String(wrong)} fields need attention`}
          />
        )}
        {savedId === null && (
          <PasteDetails
            onUse={({ url, tenant }) => {
              onChange({ url: url ?? draft.url, tenant: tenant ?? draft.tenant })
            }}
          />
        )}
        <TenantSection draft={draft} errors={errors} view={view} onChange={onChange} />
        <AppSection {...section} />
        <AgentSection {...section} />
        <InspectorSection {...section} />
        <MoreSection draft={draft} errors={errors} certificates={last} onChange={onChange} />
        <footer className={styles.footer}>
          <Button onClick={leave}>Cancel</Button>
          <Button icon="plug" disabled={busy} onClick={() => void store().then(setTesting)}>
            Save and test connection
          </Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
        </footer>
      </form>
      {testing !== null && (
        <CheckDialog
          profile={testing}
          onClose={() => {
            setTesting(null)
          }}
        />
      )}
      {leaving && (
        <Dialog
          title="Leave without saving?"
          onClose={() => {
            setLeaving(false)
          }}
          footer={
            <>
              <Button
                onClick={() => {
                  setLeaving(false)
                }}
              >
                Go on editing
              </Button>
              <Button kind="danger" onClick={onClose}>
                Discard changes
              </Button>
            </>
          }
        >
          <p>What you typed is not stored yet, secrets included.</p>
        </Dialog>
      )}
    </div>
  )
}
