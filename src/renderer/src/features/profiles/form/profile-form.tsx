import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react'
import { counted } from '../../../../../core/comparison/count-text'
import type { TenantProfile } from '../../../../../shared/files/profile'
import { Button } from '../../../ui/button'
import { useLeaving } from '../../../ui/leaving'
import { Name } from '../../../ui/name'
import { ErrorNotice, Notice } from '../../../ui/notice'
import { CheckDialog } from '../check/check-dialog'
import { AgentSection, AppSection, InspectorSection } from './connection-sections'
import { FurtherAppsSection } from './further-apps'
import { PasteDetails } from './paste-details'
import styles from './profile-form.module.css'
import { MoreSection, TenantSection } from './tenant-sections'
import { useTenantForm } from './use-tenant-form'

interface ProfileFormProps {
  /** null adds a tenant. */
  readonly id: string | null
  /** The part of it that is meant, which gets the focus; absent: its beginning. */
  readonly at?: 'agent' | undefined
  /** @param saved the id of the tenant that was saved to end this; null: nobody saved it */
  readonly onClose: (saved: string | null) => void
}

/** Adds or edits one tenant. Nothing is stored before *Save*; secrets are written, never read. */
export const ProfileForm = ({ id, at, onClose }: ProfileFormProps) => {
  const tenant = useTenantForm(id)
  const { savedId, view, draft, errors, failure, attempt, busy, change, store } = tenant
  const [testing, setTesting] = useState<TenantProfile | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const headingId = useId()

  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempt])

  useEffect(() => {
    if (at === 'agent') form.current?.querySelector<HTMLElement>('[name="agent-kind"]:checked')?.focus()
  }, [at])

  const onSubmit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const profile = await store()
    if (profile === null) return
    leaveStored(() => {
      onClose(profile.id)
    })
  }
  const { leave, leaveStored, question } = useLeaving({
    isScreen: true,
    title: 'Leave without saving?',
    lost: tenant.isChanged ? 'What you typed is not stored yet, secrets included.' : null,
    discard: 'Discard changes',
    onLeave: () => {
      onClose(null)
    },
  })
  const wrong = Object.keys(errors).length

  return (
    <div className={styles.screen}>
      <form
        ref={form}
        className={styles.form}
        aria-labelledby={headingId}
        noValidate
        {...(at !== undefined && { 'data-keeps-focus': '' })}
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
                Edit <Name>{view?.profile.name ?? 'tenant'}</Name>
              </>
            )}
          </h1>
        </header>
        {failure !== null && <ErrorNotice error={failure} />}
        {failure === null && wrong > 0 && (
          <Notice
            tone="error"
            title={wrong === 1 ? 'One field needs attention' : `${counted(wrong, 'field')} need attention`}
          />
        )}
        {savedId === null && (
          <PasteDetails
            onUse={({ url, tenant }) => {
              change({ url: url ?? draft.url, tenant: tenant ?? draft.tenant })
            }}
          />
        )}
        <TenantSection draft={draft} errors={errors} view={view} onChange={change} />
        <AppSection form={tenant} />
        <AgentSection form={tenant} />
        <InspectorSection form={tenant} />
        <FurtherAppsSection form={tenant} />
        <MoreSection draft={draft} errors={errors} certificates={tenant.certificates} onChange={change} />
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
      {question}
    </div>
  )
}
