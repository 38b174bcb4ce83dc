import { announceSaved } from '../../announce-saved'
import { Button } from '../../ui/button'
import { Menu } from '../../ui/menu'
import { ErrorNotice } from '../../ui/notice'
import type { DriftPlace } from './drift-place'
import { DriftView } from './drift-view'
import styles from './history-place.module.css'
import { useHistory } from './history-store'
import type { Pair } from './pair'

interface DriftPanelProps {
  readonly profileId: string
  /** What is chosen; null: there are no two that could be. */
  readonly pair: Pair | null
  readonly onShow: (pair: Pair) => void
  readonly onPlace: (pair: Pair, place: DriftPlace) => void
}

/** What changed between the two that are chosen. */
export const DriftPanel = ({ profileId, pair, onShow, onPlace }: DriftPanelProps) => {
  const drift = useHistory((state) => (state.drift?.profileId === profileId ? state.drift : null))
  const isShown = drift !== null && pair?.from === drift.pair.from && pair.to === drift.pair.to
  return (
    <section className={styles.card} aria-labelledby="changed-heading">
      <header>
        <h3 id="changed-heading">What changed</h3>
        {pair !== null && !isShown && (
          <Button
            kind="primary"
            icon="differs"
            onClick={() => {
              onShow(pair)
            }}
          >
            Show what changed between the two
          </Button>
        )}
        {drift?.loaded.state === 'ready' && <DriftExport profileId={profileId} pair={drift.pair} />}
      </header>
      {drift === null ? (
        pair === null && (
          <p className={styles.muted}>
            There are no two of one kind and app connection yet. After the next run of the tenant, this says
            what changed.
          </p>
        )
      ) : drift.loaded.state === 'loading' ? (
        <p className={styles.muted} role="status">
          Holding the two against one another …
        </p>
      ) : drift.loaded.state === 'failed' ? (
        <>
          <ErrorNotice error={drift.loaded.error} />
          <Button
            icon="refresh"
            className={styles.start}
            onClick={() => {
              onShow(drift.pair)
            }}
          >
            Try again
          </Button>
        </>
      ) : (
        <DriftView
          answer={drift.loaded.value}
          onPlace={(place) => {
            onPlace(drift.pair, place)
          }}
        />
      )}
    </section>
  )
}

const FORMATS = [
  { format: 'pdf', label: 'PDF report', hint: '.pdf' },
  { format: 'html', label: 'HTML report', hint: '.html' },
  { format: 'json', label: 'JSON', hint: '.json' },
] as const

const DriftExport = ({ profileId, pair }: { profileId: string; pair: Pair }) => {
  const { exportDrift } = useHistory.getState()
  return (
    <Menu
      label="Export what changed as"
      trigger={(props) => (
        <Button {...props} data-command="export" icon="export">
          Export
        </Button>
      )}
      items={FORMATS.map(({ format, label, hint }) => ({
        label,
        hint,
        onSelect: () =>
          void exportDrift({ profileId, ...pair }, format).then((result) => {
            announceSaved(`${label} saved`, result)
          }),
      }))}
    />
  )
}
