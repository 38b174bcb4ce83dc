import { useState } from 'react'
import type { AppInfo, DemoScenario, ImportPreview, ProfileView } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { ErrorNotice, Notice } from '../../ui/notice'
import { useToasts } from '../../ui/toast-store'
import { CheckDialog } from './check-dialog'
import { DeleteDialog } from './delete-dialog'
import { DemoCard } from './demo-card'
import { ImportDialog } from './import-dialog'
import { KeychainBanner } from './keychain-banner'
import { ProfileRow, type ProfileActions } from './profile-row'
import { missingSecrets, searchProfiles, tagsOf } from './profile-text'
import { ProfilesToolbar } from './profiles-toolbar'
import { useProfiles } from './profiles-store'
import { SecretsDialog } from './secrets-dialog'
import styles from './tenants-screen.module.css'

interface TenantsScreenProps {
  readonly keychain: AppInfo['keychain'] | null
  readonly scenarios: readonly DemoScenario[]
  readonly onRecheckKeychain: () => Promise<void>
  readonly onExploreDemo: (scenario: DemoScenario) => void
  readonly onCompare: (view: ProfileView) => void
  readonly onEdit: (id: string | null) => void
}

type OpenDialog =
  | { readonly kind: 'delete'; readonly view: ProfileView }
  | { readonly kind: 'check'; readonly view: ProfileView }
  | { readonly kind: 'import'; readonly preview: ImportPreview }
  | { readonly kind: 'secrets'; readonly ids: readonly string[] }

/** All tenants, what state they are in, and everything that can be done with them. */
export const TenantsScreen = (props: TenantsScreenProps) => {
  const { keychain, scenarios, onRecheckKeychain, onExploreDemo, onCompare, onEdit } = props
  const list = useProfiles((state) => state.list)
  const error = useProfiles((state) => state.error)
  const search = useProfiles((state) => state.search)
  const tag = useProfiles((state) => state.tag)
  const { chooseImport, dismissError, duplicate, exportAll, load, move } = useProfiles.getState()
  const announce = useToasts((state) => state.announce)
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const close = () => {
    setDialog(null)
  }

  const views = list?.profiles ?? []
  const shown = searchProfiles(views, search, tag)
  const needSecrets = views.filter((view) => missingSecrets(view).length > 0)
  const readOnly = list?.readOnly ?? false

  const startImport = async () => {
    const preview = await chooseImport()
    if (preview !== null) setDialog({ kind: 'import', preview })
  }
  const runExport = async () => {
    const result = await exportAll()
    if (result?.state === 'saved') announce(`Tenants exported without secrets: ${result.path}`)
  }
  const actions: ProfileActions = {
    compare: onCompare,
    edit: ({ profile }) => {
      onEdit(profile.id)
    },
    check: (view) => {
      setDialog({ kind: 'check', view })
    },
    enterSecrets: ({ profile }) => {
      setDialog({ kind: 'secrets', ids: [profile.id] })
    },
    duplicate: async ({ profile }) => {
      const copy = await duplicate(profile.id)
      if (copy !== null) announce(`Duplicated as “${copy.profile.name}”. Its secrets have to be entered.`)
    },
    remove: (view) => {
      setDialog({ kind: 'delete', view })
    },
    move: async ({ profile }, by) => {
      if (await move(profile.id, by)) announce(`“${profile.name}” moved ${by < 0 ? 'up' : 'down'}`)
    },
  }

  return (
    <main className={styles.screen}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h1>Tenants</h1>
          <Button icon="import" kind="quiet" disabled={readOnly} onClick={() => void startImport()}>
            Import…
          </Button>
          <Button icon="export" kind="quiet" disabled={views.length === 0} onClick={() => void runExport()}>
            Export…
          </Button>
          <Button
            icon="add"
            kind={views.length === 0 ? 'plain' : 'primary'}
            disabled={readOnly}
            onClick={() => {
              onEdit(null)
            }}
          >
            Add a tenant
          </Button>
        </header>

        {keychain !== null && keychain.status !== 'ready' && (
          <KeychainBanner keychain={keychain} onCheckAgain={onRecheckKeychain} />
        )}
        {list?.notice != null && <Notice tone="warning">{list.notice}</Notice>}
        {readOnly && (
          <Notice tone="warning" title="The tenants are read-only">
            A newer Crossview wrote them. They can be compared but not changed; update this Crossview to
            change them.
          </Notice>
        )}
        {error !== null && <ErrorNotice error={error} onDismiss={dismissError} />}
        {needSecrets.length > 1 && (
          <Notice
            tone="info"
            title={`${String(needSecrets.length)} tenants need secrets`}
            actions={
              <Button
                icon="key"
                onClick={() => {
                  setDialog({ kind: 'secrets', ids: needSecrets.map(({ profile }) => profile.id) })
                }}
              >
                Enter the secrets
              </Button>
            }
          >
            Secrets are never in an import or a copy.
          </Notice>
        )}

        {list === null && error === null && (
          <p className={styles.loading} role="status">
            Loading tenants…
          </p>
        )}
        {list === null && error !== null && (
          <Button icon="refresh" className={styles.retry} onClick={() => void load()}>
            Read the tenants again
          </Button>
        )}
        {list !== null && views.length > 0 && (
          <section className={styles.tenants} aria-label="Stored tenants">
            <ProfilesToolbar tags={tagsOf(views)} shown={shown.length} total={views.length} />
            {shown.length === 0 ? (
              <EmptyState title="No tenant matches">Change the search or choose another tag.</EmptyState>
            ) : (
              <ul className={styles.list}>
                {shown.map((view) => (
                  <ProfileRow
                    key={view.profile.id}
                    view={view}
                    readOnly={readOnly}
                    canMoveUp={view !== views[0]}
                    canMoveDown={view !== views.at(-1)}
                    actions={actions}
                  />
                ))}
              </ul>
            )}
          </section>
        )}
        {list !== null && (
          <DemoCard
            scenarios={scenarios}
            prominent={views.length === 0}
            onExplore={onExploreDemo}
            onAdd={() => {
              onEdit(null)
            }}
          />
        )}
      </div>

      {dialog?.kind === 'delete' && <DeleteDialog view={dialog.view} onClose={close} />}
      {dialog?.kind === 'check' && <CheckDialog profile={dialog.view.profile} onClose={close} />}
      {dialog?.kind === 'secrets' && <SecretsDialog ids={dialog.ids} onClose={close} />}
      {dialog?.kind === 'import' && (
        <ImportDialog
          preview={dialog.preview}
          onClose={close}
          onImported={(ids) => {
            if (ids.length === 0) close()
            else setDialog({ kind: 'secrets', ids })
          }}
        />
      )}
    </main>
  )
}
