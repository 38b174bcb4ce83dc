import { useState } from 'react'
import type { AppInfo, DemoScenario, ImportPreview, ProfileView } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { EmptyState } from '../../../ui/empty-state'
import { Menu } from '../../../ui/menu'
import { useToasts } from '../../../ui/toast-store'
import { useRowStops } from '../../../ui/use-row-stops'
import { DemoCard } from './demo-card'
import { ProfileRow, type ProfileActions } from './profile-row'
import { searchProfiles, tagsOf, wantsSecrets } from '../profile-text'
import { ProfilesToolbar } from './profiles-toolbar'
import { useProfiles } from '../profiles-store'
import { TenantsDialog, type OpenDialog } from './tenants-dialog'
import { TenantsNotices } from './tenants-notices'
import styles from './tenants-screen.module.css'

interface TenantsScreenProps {
  readonly keychain: AppInfo['keychain'] | null
  readonly scenarios: readonly DemoScenario[]
  readonly onRecheckKeychain: () => Promise<void>
  readonly onExploreDemo: (scenario: DemoScenario) => void
  readonly onCompare: ProfileActions['compare']
  readonly onApplications: (view: ProfileView) => void
  readonly resultOf: ProfileActions['resultOf']
  readonly changeOf: ProfileActions['changeOf']
  readonly onHistory: ProfileActions['history']
  readonly onDemoApplications: (scenario: DemoScenario) => void
  readonly onOpenSnapshot: () => Promise<void>
  /** Sets up a run over many tenants. @param tag those with it; null: all */
  readonly onFleet: (tag: string | null) => void
  readonly onEdit: (id: string | null) => void
}

/** All tenants, what state they are in, and everything that can be done with them. */
export const TenantsScreen = (props: TenantsScreenProps) => {
  const { keychain, scenarios, onRecheckKeychain, onExploreDemo, onEdit } = props
  const list = useProfiles((state) => state.list)
  const [chosen, setDialog] = useState<OpenDialog | null>(null)
  const offered = useProfiles((state) => state.offered)
  const dialog = chosen ?? (offered === null ? null : { kind: 'import' as const, preview: offered })
  const actions = useProfileActions(props, setDialog)
  const addTenant = () => {
    onEdit(null)
  }
  return (
    <div className={styles.screen}>
      <div className={styles.column}>
        <Head
          empty={list === null || list.profiles.length === 0}
          readOnly={list?.readOnly ?? false}
          onAdd={addTenant}
          onImport={(preview) => {
            setDialog({ kind: 'import', preview })
          }}
          onOpenSnapshot={props.onOpenSnapshot}
          onOpen={(kind) => {
            setDialog({ kind })
          }}
        />
        <TenantsNotices
          keychain={keychain}
          onRecheckKeychain={onRecheckKeychain}
          onEnterSecrets={(ids) => {
            setDialog({ kind: 'secrets', ids })
          }}
        />
        {list !== null && list.profiles.length > 0 && (
          <TenantList
            views={list.profiles}
            readOnly={list.readOnly}
            actions={actions}
            onFleet={props.onFleet}
          />
        )}
        {list !== null && (
          <DemoCard
            scenarios={scenarios}
            prominent={list.profiles.length === 0}
            onExplore={onExploreDemo}
            onApplications={props.onDemoApplications}
            onAdd={addTenant}
          />
        )}
      </div>
      {dialog !== null && (
        <TenantsDialog
          dialog={dialog}
          onChange={(next) => {
            if (chosen === null) useProfiles.getState().offerImport(null)
            setDialog(next)
          }}
          onCompare={props.onCompare}
        />
      )}
    </div>
  )
}

interface HeadProps {
  readonly empty: boolean
  readonly readOnly: boolean
  readonly onAdd: () => void
  readonly onImport: (preview: ImportPreview) => void
  readonly onOpenSnapshot: () => Promise<void>
  readonly onOpen: (kind: 'lost-computer' | 'delete-all') => void
}

const Head = ({ empty, readOnly, onAdd, onImport, onOpenSnapshot, onOpen }: HeadProps) => {
  const { chooseImport, exportAll } = useProfiles.getState()
  const announce = useToasts((state) => state.announce)
  const startImport = async () => {
    const preview = await chooseImport()
    if (preview !== null) onImport(preview)
  }
  const runExport = async () => {
    const result = await exportAll()
    if (result?.state === 'saved') announce(`Tenants exported without secrets: ${result.path}`)
  }
  return (
    <header className={styles.head}>
      <h1>Tenants</h1>
      <Button icon="import" kind="quiet" disabled={readOnly} onClick={() => void startImport()}>
        Import…
      </Button>
      <Button icon="export" kind="quiet" disabled={empty} onClick={() => void runExport()}>
        Export…
      </Button>
      <Menu
        label="More for all tenants"
        trigger={(props) => (
          <Button icon="more" kind="quiet" {...props}>
            More
          </Button>
        )}
        items={[
          {
            label: 'Open snapshot…',
            icon: 'folder',
            onSelect: () => void onOpenSnapshot(),
          },
          {
            label: 'Lost computer…',
            icon: 'warning',
            disabled: empty,
            onSelect: () => {
              onOpen('lost-computer')
            },
          },
          {
            label: 'Delete all tenants…',
            icon: 'trash',
            danger: true,
            disabled: readOnly,
            onSelect: () => {
              onOpen('delete-all')
            },
          },
        ]}
      />
      <Button icon="add" kind={empty ? 'plain' : 'primary'} disabled={readOnly} onClick={onAdd}>
        Add a tenant
      </Button>
    </header>
  )
}

interface TenantListProps {
  readonly views: readonly ProfileView[]
  readonly readOnly: boolean
  readonly actions: ProfileActions
  readonly onFleet: TenantsScreenProps['onFleet']
}

const TenantList = ({ views, readOnly, actions, onFleet }: TenantListProps) => {
  const search = useProfiles((state) => state.search)
  const tag = useProfiles((state) => state.tag)
  const shown = searchProfiles(views, search, tag)
  const { list, onKeyDown, onFocus, row } = useRowStops<HTMLUListElement>(shown.length)
  return (
    <section className={styles.tenants} aria-label="Stored tenants">
      <ProfilesToolbar tags={tagsOf(views)} shown={shown.length} total={views.length} onFleet={onFleet} />
      {shown.length === 0 ? (
        <EmptyState level={2} title="No tenant matches">
          Change the search or choose another tag.
        </EmptyState>
      ) : (
        <ul ref={list} className={styles.list} onKeyDown={onKeyDown} onFocus={onFocus}>
          {shown.map((view, index) =>
            row(
              view.profile.id,
              index,
              <ProfileRow
                view={view}
                readOnly={readOnly}
                canMoveUp={view !== views[0]}
                canMoveDown={view !== views.at(-1)}
                actions={actions}
              />,
            ),
          )}
        </ul>
      )}
    </section>
  )
}

const useProfileActions = (
  { onCompare, onApplications, onEdit, onHistory, resultOf, changeOf }: TenantsScreenProps,
  openDialog: (dialog: OpenDialog) => void,
): ProfileActions => {
  const { duplicate, move } = useProfiles.getState()
  const announce = useToasts((state) => state.announce)
  return {
    compare: onCompare,
    applications: onApplications,
    resultOf,
    changeOf,
    history: onHistory,
    lastRun: (view) => {
      openDialog({ kind: 'last-run', view })
    },
    edit: ({ profile }) => {
      onEdit(profile.id)
    },
    check: (view) => {
      openDialog({ kind: 'check', view })
    },
    enterSecrets: (view) => {
      const { id } = view.profile
      if (wantsSecrets(view)) openDialog({ kind: 'secrets', ids: [id] })
      else onEdit(id)
    },
    remove: (view) => {
      openDialog({ kind: 'delete', view })
    },
    duplicate: async ({ profile }) => {
      const copy = await duplicate(profile.id)
      if (copy !== null) announce(`Duplicated as “${copy.profile.name}”. Its secrets have to be entered.`)
    },
    move: async ({ profile }, by) => {
      if (await move(profile.id, by)) announce(`“${profile.name}” moved ${by < 0 ? 'up' : 'down'}`)
    },
  }
}
