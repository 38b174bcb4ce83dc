import { countText, counted } from '../../../../core/comparison/count-text'
import type { FleetRun } from '../../../../shared/ipc/fleet'
import { Button } from '../../ui/button'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import { FleetExport } from './fleet-export'
import { countsOf, runSentence, type FleetCounts } from './fleet-text'
import { useFleet } from './fleet-store'
import styles from './fleet.module.css'

/** How far a run is, in one line, and what can be done with it. */
export const RunHead = ({ run }: { run: FleetRun }) => {
  const { showSetup } = useFleet.getState()
  const counts = countsOf(run)
  const isEnded = run.phase === 'ended'
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1>Fleet</h1>
        <p>
          started {formatMoment(run.startedAt)} · {counted(counts.requests, 'request')}
        </p>
      </div>
      <Progress run={run} counts={counts} />
      {/* Changes with the steps of a run only, so that each is said once. */}
      <p className="visually-hidden" role="status">
        <Sentence text={runSentence(run)} />
      </p>
      {isEnded ? <EndedActions counts={counts} /> : <UnderWayActions run={run} />}
      <FleetExport disabled={counts.ended === 0} />
      {isEnded && (
        <Button
          icon="add"
          onClick={() => {
            showSetup(true)
          }}
        >
          New run…
        </Button>
      )}
    </header>
  )
}

const Progress = ({ run, counts }: { run: FleetRun; counts: FleetCounts }) => {
  const { total, ended, running, failed, incomplete } = counts
  return (
    <div className={styles.progress}>
      {run.phase !== 'ended' && (
        <progress max={total} value={ended} aria-label="Tenants that ended" className={styles.bar} />
      )}
      <p className={styles.counts}>
        <span>
          {countText(ended)} of {counted(total, 'tenant')} ended
        </span>
        {running > 0 && <span>{countText(running)} under way</span>}
        {incomplete > 0 && (
          <span className={styles.incomplete}>
            <Icon name="warning" /> {countText(incomplete)} incomplete
          </span>
        )}
        {failed > 0 && (
          <span className={styles.failed}>
            <Icon name="error" /> {countText(failed)} failed
          </span>
        )}
      </p>
    </div>
  )
}

const UnderWayActions = ({ run }: { run: FleetRun }) => {
  const { pause, resume, cancel } = useFleet.getState()
  const isCancelling = run.phase === 'cancelling'
  const isPaused = run.phase === 'paused'
  return (
    <>
      {/* One button in both states, so that the focus stays on it. */}
      <Button
        icon={isPaused ? 'refresh' : 'waiting'}
        disabled={isCancelling}
        onClick={() => void (isPaused ? resume() : pause())}
      >
        {isPaused ? 'Go on' : 'Pause'}
      </Button>
      <Button icon="stop" disabled={isCancelling} onClick={() => void cancel()}>
        {isCancelling ? 'Cancelling…' : 'Cancel'}
      </Button>
    </>
  )
}

const EndedActions = ({ counts }: { counts: FleetCounts }) => {
  const { again } = useFleet.getState()
  const missing = counts.total - counts.ended + counts.failed + counts.incomplete
  if (missing === 0) return null
  return (
    <Button icon="refresh" kind="primary" onClick={() => void again()}>
      Run {counted(missing, 'missing one')} again
    </Button>
  )
}
