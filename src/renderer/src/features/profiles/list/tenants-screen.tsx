import { useState } from 'react'
import type { AppInfo, DemoScenario, ProfileView } from '../../../../../shared/ipc/api'
import { announceSaved } from '../../../announce-saved'
import { Button } from '../../../ui/button'
import { Menu } from '../../../ui/menu'
import { useToasts } from '../../../ui/toast-store'
import { DemoCard } from './demo-card'
import type { ProfileActions } from './profile-row'
import { wantsSecrets } from '../profile-text'
import { SavedNotice } from './saved-notice'
import type { FleetChoice } from './fleet-choice'
import { TenantList } from './tenant-list'
import { useProfiles } from '../profiles-store'
import { TenantsDialog, type CompareEach, type OpenDialog } from './tenants-dialog'
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
  readonly onOpenRecent: () => void
  /** Sets up a run over many tenants. */
  readonly onFleet: (choice: FleetChoice) => void
  /** Compares several tenants, each by itself. */
  readonly onCompareEach: CompareEach
  /** @param at the part of the form that is meant; absent: its beginning */
  readonly onEdit: (id: string | null, at?: 'agent') => void
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
          onOpenSnapshot={props.onOpenSnapshot}
          onOpenRecent={props.onOpenRecent}
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
        <NextStep actions={actions} />
        {list !== null && list.profiles.length > 0 && (
          <TenantList
            views={list.profiles}
            readOnly={list.readOnly}
            actions={actions}
            onFleet={props.onFleet}
            onOpen={setDialog}
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
          onCompareEach={props.onCompareEach}
          onFleet={props.onFleet}
        />
      )}
    </div>
  )
}

interface HeadProps {
  readonly empty: boolean
  readonly readOnly: boolean
  readonly onAdd: () => void
  readonly onOpenSnapshot: () => Promise<void>
  readonly onOpenRecent: () => void
  readonly onOpen: (kind: 'import-guide' | 'lost-computer' | 'delete-all') => void
}

const Head = ({ empty, readOnly, onAdd, onOpenSnapshot, onOpenRecent, onOpen }: HeadProps) => {
  const { exportAll } = useProfiles.getState()
  const runExport = async () => {
    const result = await exportAll()
    announceSaved('Tenants exported without secrets', result)
  }
  return (
    <header className={styles.head}>
      <h1>Tenants</h1>
      <Button
        icon="import"
        kind="quiet"
        disabled={readOnly}
        onClick={() => {
          onOpen('import-guide')
        }}
      >
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
          { label: 'Open recent…', icon: 'waiting', onSelect: onOpenRecent },
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

/** What is offered about the tenant that was saved last. */
const NextStep = ({ actions }: { actions: ProfileActions }) => {
  const saved = useProfiles((state) => state.saved)
  const view = useProfiles(({ list }) => list?.profiles.find(({ profile }) => profile.id === saved))
  const { offerNext } = useProfiles.getState()
  if (view === undefined) return null
  return (
    <SavedNotice
      view={view}
      actions={actions}
      onDismiss={() => {
        offerNext(null)
      }}
    />
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
    edit: ({ profile }, at) => {
      onEdit(profile.id, at)
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
      openDialog({ kind: 'delete', views: [view] })
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
