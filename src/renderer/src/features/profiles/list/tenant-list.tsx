import type { ProfileView } from '../../../../../shared/ipc/api'
import { EmptyState } from '../../../ui/empty-state'
import { searchProfiles, tagsOf } from '../profile-text'
import { useProfiles } from '../profiles-store'
import type { FleetChoice } from './fleet-choice'
import { ProfileRow, type ProfileActions } from './profile-row'
import { ProfilesToolbar } from './profiles-toolbar'
import { SelectionBar, type SelectionActions } from './selection-bar'
import type { OpenDialog } from './tenants-dialog'
import styles from './tenants-screen.module.css'
import { useSelection } from './use-selection'

interface TenantListProps {
  readonly views: readonly ProfileView[]
  readonly readOnly: boolean
  readonly actions: ProfileActions
  readonly onFleet: (choice: FleetChoice) => void
  readonly onOpen: (dialog: OpenDialog) => void
}

/** The stored tenants, searched and filtered, and what can be done with those that are ticked. */
export const TenantList = ({ views, readOnly, actions, onFleet, onOpen }: TenantListProps) => {
  const search = useProfiles((state) => state.search)
  const tag = useProfiles((state) => state.tag)
  const selected = useProfiles((state) => state.selected)
  const shown = searchProfiles(views, search, tag)
  const { list, onKeyDown, onFocus, tick, setAll } = useSelection(shown.map(({ profile }) => profile.id))
  const isTicked = ({ profile }: ProfileView) => selected.has(profile.id)
  const ticked = views.filter(isTicked)
  const shownTicked = shown.filter(isTicked).length
  const open = (kind: 'tags' | 'check-many' | 'compare-many' | 'delete') => () => {
    onOpen({ kind, views: ticked })
  }
  const many: SelectionActions = {
    tag: open('tags'),
    check: open('check-many'),
    compareEach: open('compare-many'),
    remove: open('delete'),
    fleet: () => {
      onFleet({ which: 'chosen', chosen: ticked.map(({ profile }) => profile.id) })
    },
  }
  return (
    <section className={styles.tenants} aria-label="Stored tenants">
      <ProfilesToolbar
        tags={tagsOf(views)}
        shown={shown.length}
        total={views.length}
        onFleet={onFleet}
        ticked={shownTicked}
        onTickAll={setAll}
      />
      <SelectionBar
        selected={ticked.length}
        hidden={ticked.length - shownTicked}
        readOnly={readOnly}
        actions={many}
        onClear={() => {
          useProfiles.getState().select(new Set())
        }}
      />
      {shown.length === 0 ? (
        <EmptyState title="No tenant matches">Change the search or choose another tag.</EmptyState>
      ) : (
        <ul ref={list} className={styles.list} onKeyDown={onKeyDown} onFocus={onFocus}>
          {shown.map((view, index) => (
            <ProfileRow
              key={view.profile.id}
              view={view}
              readOnly={readOnly}
              canMoveUp={view !== views[0]}
              canMoveDown={view !== views.at(-1)}
              tick={tick(index)}
              actions={actions}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
