import { useEffect, useRef, useState } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { HistoryEntry } from '../../../../shared/files/history'
import type { TenantHistory } from '../../../../shared/ipc/history'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { formatMoment } from '../../ui/format'
import { ErrorNotice } from '../../ui/notice'
import { useToasts } from '../../ui/toast-store'
import { CountsPlot } from './counts-plot'
import { DriftPanel } from './drift-panel'
import type { DriftPlace } from './drift-view'
import { HistoryList } from './history-list'
import { FaultNotice, StateNotice } from './history-notices'
import styles from './history-place.module.css'
import { useHistory } from './history-store'
import { isSameLine, isThere, pairTo, usualPair, type Pair } from './pair'
import { RemoveDialog } from './remove-dialog'

export interface HistoryPlaceProps {
  readonly profileId: string
  /** What the tenant is called. */
  readonly tenant: string
  /** Its further app connections; the main one has no id. */
  readonly apps: readonly { readonly id: string | null; readonly name: string }[]
  readonly onOpen: (entry: HistoryEntry) => void
  /** Leads to a record or finding in the kept result with this id. */
  readonly onPlace: (id: string, place: DriftPlace) => void
  readonly onSettings: () => void
}

/** What was kept of a tenant, how it went over time, and what changed between two of it. */
export const HistoryPlace = (props: HistoryPlaceProps) => {
  const { profileId, onSettings } = props
  const loaded = useHistory((state) => state.tenants[profileId])
  const error = useHistory((state) => state.error)
  const { loadTenant, dismissError } = useHistory.getState()
  useEffect(() => {
    void loadTenant(profileId)
  }, [loadTenant, profileId])
  return (
    <div className={styles.place} role="region" aria-label="History" tabIndex={0}>
      {error !== null && <ErrorNotice error={error} onDismiss={dismissError} />}
      {loaded === undefined || loaded.state === 'loading' ? (
        <p className={styles.muted} role="status">
          Looking up what was kept …
        </p>
      ) : loaded.state === 'failed' ? (
        <>
          <ErrorNotice error={loaded.error} />
          <Button icon="refresh" className={styles.start} onClick={() => void loadTenant(profileId)}>
            Try again
          </Button>
        </>
      ) : (
        <>
          <StateNotice history={loaded.value} onSettings={onSettings} />
          <FaultNotice faults={loaded.value.faults} />
          {loaded.value.entries.length === 0 ? (
            <Empty history={loaded.value} />
          ) : (
            <Kept {...props} history={loaded.value} />
          )}
          <RemoveAll history={loaded.value} {...props} />
        </>
      )}
    </div>
  )
}

const Empty = ({ history: { state, on } }: { history: TenantHistory }) => (
  <EmptyState title="Nothing kept yet">
    {state.state === 'on' && on
      ? 'Every finished comparison and inventory of this tenant is kept here from now on, encrypted. Compare it, and compare it again later: then this says what changed.'
      : 'Nothing of this tenant was kept.'}
  </EmptyState>
)

type KeptProps = HistoryPlaceProps & { readonly history: TenantHistory }

const Kept = (props: KeptProps) => {
  const { profileId, apps, history, onOpen, onPlace } = props
  const { entries } = history
  const chosen = useHistory((state) => state.chosen[profileId])
  const { choose, showDrift, setBaseline } = useHistory.getState()
  const announce = useToasts((state) => state.announce)
  const [removing, setRemoving] = useState<HistoryEntry | null>(null)
  const pair = chosen !== undefined && isThere(entries, chosen) ? chosen : usualPair(entries)
  useShownAtFirst(profileId, pair)
  const later = entries.find(({ id }) => id === pair?.to) ?? entries[0]
  const line = entries.filter((entry) => later !== undefined && isSameLine(entry, later))
  const select = (next: Pair | null) => {
    if (next !== null) choose(profileId, next)
  }
  return (
    <>
      <CountsPlot entries={line} />
      <section className={styles.card} aria-labelledby="kept-heading">
        <h3 id="kept-heading" tabIndex={-1}>
          {counted(entries.length, 'kept result')}
        </h3>
        <HistoryList
          entries={entries}
          nameOf={(entry) => nameOf(entry, apps)}
          pair={pair}
          onLater={({ id }) => {
            select(pairTo(entries, id))
          }}
          onEarlier={({ id }) => {
            if (pair !== null) select({ ...pair, from: id })
          }}
          actions={{
            open: onOpen,
            setBaseline: (entry, on) =>
              void setBaseline(profileId, entry.id, on).then((done) => {
                const when = formatMoment(entry.at)
                if (done)
                  announce(
                    on
                      ? `The result of ${when} is a baseline: it is held against others, and kept`
                      : `The result of ${when} is no baseline any more`,
                  )
              }),
            remove: setRemoving,
          }}
        />
      </section>
      <DriftPanel
        profileId={profileId}
        pair={pair}
        onShow={(shown) => void showDrift(profileId, shown)}
        onPlace={(shown, place) => {
          onPlace(place.end === 'from' ? shown.from : shown.to, place)
        }}
      />
      {removing !== null && (
        <RemoveDialog
          {...props}
          entries={[removing]}
          all={false}
          onClose={() => {
            setRemoving(null)
          }}
        />
      )}
    </>
  )
}

/** What changed last is shown at once; another pair when it is asked for. */
const useShownAtFirst = (profileId: string, pair: Pair | null) => {
  const shown = useHistory((state) => state.drift?.profileId === profileId)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current || shown || pair === null) return
    first.current = false
    void useHistory.getState().showDrift(profileId, pair)
  }, [profileId, pair, shown])
}

const RemoveAll = ({ history, ...props }: KeptProps) => {
  const [asking, setAsking] = useState(false)
  const { entries, faults } = history
  if (entries.length + faults.length === 0) return null
  return (
    <>
      <Button
        icon="trash"
        kind="danger"
        className={styles.start}
        onClick={() => {
          setAsking(true)
        }}
      >
        Delete this tenant’s history…
      </Button>
      {asking && (
        <RemoveDialog
          {...props}
          entries={entries}
          all
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </>
  )
}

/** “Comparison”, with the app connection where the tenant has several. */
const nameOf = ({ kind, app }: HistoryEntry, apps: HistoryPlaceProps['apps']): string => {
  if (kind === 'applications') return 'Applications'
  if (app === null) return apps.length > 1 ? 'Comparison, main app connection' : 'Comparison'
  const name = apps.find(({ id }) => id === app)?.name
  return name === undefined ? 'Comparison, an app connection that was removed' : `Comparison, ${name}`
}
