import type { ProfileView } from '../../../../../shared/ipc/api'
import { Badge } from '../../../ui/badge'
import { Button, IconButton } from '../../../ui/button'
import { formatMoment } from '../../../ui/format'
import { Menu } from '../../../ui/menu'
import type { RowTick } from './use-selection'
import styles from './profile-row.module.css'
import {
  appChoices,
  healthOf,
  lastComparedApp,
  missingSecrets,
  notReadable,
  notReady,
  ownTrust,
  sessionSecrets,
  shownHost,
  unconfirmedWords,
  type AppChoice,
} from '../profile-text'

export interface ProfileActions {
  readonly compare: (view: ProfileView, app: AppChoice) => void
  readonly applications: (view: ProfileView) => void
  /** Shows the result that its last run came to; null where none of it is open. */
  readonly resultOf: (view: ProfileView) => (() => void) | null
  /** What changed with its last run, in words; null where nothing is known of that. */
  readonly changeOf: (view: ProfileView) => string | null
  /** Shows what was kept of it. */
  readonly history: (view: ProfileView) => void
  /** Says when its last run was, of which no result is open or kept. */
  readonly lastRun: (view: ProfileView) => void
  /** @param at the part of the form that is meant; absent: its beginning */
  readonly edit: (view: ProfileView, at?: 'agent') => void
  readonly check: (view: ProfileView) => void
  readonly enterSecrets: (view: ProfileView) => void
  readonly duplicate: (view: ProfileView) => Promise<void>
  readonly remove: (view: ProfileView) => void
  readonly move: (view: ProfileView, by: -1 | 1) => Promise<void>
}

interface ProfileRowProps {
  readonly view: ProfileView
  readonly readOnly: boolean
  readonly canMoveUp: boolean
  readonly canMoveDown: boolean
  readonly tick: RowTick
  readonly actions: ProfileActions
}

/** One tenant of the list: what it is, how it is doing, and what can be done with it. */
export const ProfileRow = ({ view, readOnly, canMoveUp, canMoveDown, tick, actions }: ProfileRowProps) => {
  const { profile } = view
  const noInventory = notReadable(view)
  return (
    <li
      className={`${styles.row ?? ''} ${tick.checked ? (styles.ticked ?? '') : ''}`}
      aria-label={profile.name}
    >
      <Tick name={profile.name} {...tick} />
      <div className={styles.identity}>
        <h2 className={styles.name}>
          <bdi>{profile.name}</bdi>
        </h2>
        <p className={styles.host}>
          <span>{shownHost(profile)}</span>
          {ownTrust(profile).map((words) => (
            <span key={words} className={styles.trust}>
              {words}
            </span>
          ))}
          {profile.tags.map((tag) => (
            <bdi key={tag} className={styles.tag}>
              {tag}
            </bdi>
          ))}
        </p>
      </div>
      <div className={styles.badges}>
        <ConnectionBadges
          view={view}
          readOnly={readOnly}
          onEdit={actions.edit}
          onEnterSecrets={actions.enterSecrets}
        />
      </div>
      <LastRunCell view={view} actions={actions} />
      <div className={styles.actions}>
        <CompareButton view={view} onCompare={actions.compare} />
        <Button
          icon="key"
          disabled={noInventory !== null}
          title={noInventory ?? 'Every API application of the tenant'}
          onClick={() => {
            actions.applications(view)
          }}
        >
          Applications
        </Button>
        <IconButton
          icon="waiting"
          label={`History of ${profile.name}`}
          onClick={() => {
            actions.history(view)
          }}
        />
        <IconButton
          icon="edit"
          label={`Edit ${profile.name}`}
          disabled={readOnly}
          onClick={() => {
            actions.edit(view)
          }}
        />
        <Menu
          label={`Actions for ${profile.name}`}
          trigger={(props) => (
            <IconButton {...props} icon="more" label={`More actions for ${profile.name}`} />
          )}
          items={[
            {
              label: 'Test connection',
              icon: 'plug',
              onSelect: () => {
                actions.check(view)
              },
            },
            {
              label: 'Duplicate',
              icon: 'copy',
              disabled: readOnly,
              onSelect: () => void actions.duplicate(view),
            },
            {
              label: 'Move up',
              icon: 'arrowUp',
              disabled: readOnly || !canMoveUp,
              onSelect: () => void actions.move(view, -1),
            },
            {
              label: 'Move down',
              icon: 'arrowDown',
              disabled: readOnly || !canMoveDown,
              onSelect: () => void actions.move(view, 1),
            },
            {
              label: 'Delete…',
              icon: 'trash',
              danger: true,
              disabled: readOnly,
              onSelect: () => {
                actions.remove(view)
              },
            },
          ]}
        />
      </div>
    </li>
  )
}

const Tick = ({ name, onToggle, ...rest }: RowTick & { readonly name: string }) => (
  <label className={styles.tick} title="With Shift: all from the one that was ticked before">
    <input
      type="checkbox"
      {...rest}
      aria-label={`Select ${name}`}
      onChange={({ nativeEvent }) => {
        onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }}
    />
  </label>
)

/** Starts a comparison; of a tenant with several app connections, it asks which. A tenant without one has nothing to compare. */
const CompareButton = ({ view, onCompare }: { view: ProfileView; onCompare: ProfileActions['compare'] }) => {
  const choices = appChoices(view.profile)
  const [first] = choices
  if (first === undefined) return null
  // A menu in which nothing can be chosen would hold nobody's focus.
  if (choices.length > 1 && choices.some(({ id }) => notReady(view, id) === null))
    return (
      <Menu
        label={`App connections of ${view.profile.name}`}
        trigger={(props) => (
          <Button icon="compare" {...props}>
            Compare…
          </Button>
        )}
        items={choices.map((choice) => {
          const blocked = notReady(view, choice.id)
          return {
            label: choice.name,
            ...(blocked !== null && { hint: blocked, disabled: true }),
            onSelect: () => {
              onCompare(view, choice)
            },
          }
        })}
      />
    )
  const blocked = notReady(view, first.id)
  return (
    <Button
      icon="compare"
      disabled={blocked !== null}
      title={blocked ?? undefined}
      onClick={() => {
        onCompare(view, first)
      }}
    >
      Compare
    </Button>
  )
}

const ConnectionBadges = ({
  view,
  readOnly,
  onEdit,
  onEnterSecrets,
}: {
  view: ProfileView
  readOnly: boolean
  onEdit: (view: ProfileView) => void
  onEnterSecrets: (view: ProfileView) => void
}) => {
  const unconfirmed = unconfirmedWords(view)
  const unknown = Object.values(view.secrets).includes('unknown')
  return (
    <>
      {view.profile.agent === null && appChoices(view.profile).length > 0 && (
        <Badge tone="neutral" icon="person">
          no agent side yet
        </Badge>
      )}
      {unconfirmed !== null && (
        <button
          type="button"
          className={styles.badgeButton}
          disabled={readOnly}
          onClick={() => {
            onEdit(view)
          }}
        >
          <Badge tone="warning" icon="warning">
            {unconfirmed} not confirmed
          </Badge>
        </button>
      )}
      {missingSecrets(view).length > 0 && (
        <>
          <Badge tone="warning" icon="key">
            needs secret
          </Badge>
          <Button
            className={styles.enter ?? ''}
            disabled={readOnly}
            onClick={() => {
              onEnterSecrets(view)
            }}
          >
            Enter secret…
          </Button>
        </>
      )}
      {sessionSecrets(view).length > 0 && (
        <Badge tone="warning" icon="waiting">
          session only
        </Badge>
      )}
      {unknown && (
        <Badge tone="neutral" icon="unknown">
          secret state unknown
        </Badge>
      )}
    </>
  )
}

const LastRunCell = ({ view, actions }: { view: ProfileView; actions: ProfileActions }) => {
  const { profile } = view
  const { words, tone, icon } = healthOf(profile)
  const badge = (
    <Badge tone={tone} icon={icon}>
      {words}
    </Badge>
  )
  const show = actions.resultOf(view)
  const change = profile.lastRun === null ? null : actions.changeOf(view)
  return (
    <div className={styles.lastRun}>
      {profile.lastRun === null ? (
        badge
      ) : (
        <button
          type="button"
          className={styles.badgeButton}
          title={show === null ? 'When this was, and how to see it again' : 'Show this result'}
          onClick={() => {
            if (show === null) actions.lastRun(view)
            else show()
          }}
        >
          {badge}
        </button>
      )}
      {profile.lastRun !== null && (
        <span className={styles.when}>
          <span className="visually-hidden">Last run </span>
          {formatMoment(profile.lastRun.finishedAt)}
          {lastComparedApp(profile) !== null && (
            <>
              , <bdi>{lastComparedApp(profile)}</bdi>
            </>
          )}
        </span>
      )}
      {change !== null && (
        <button
          type="button"
          className={styles.change}
          title="Show the history"
          onClick={() => {
            actions.history(view)
          }}
        >
          {change}
        </button>
      )}
    </div>
  )
}
