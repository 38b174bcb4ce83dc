import { useEffect } from 'react'
import { Button } from '../../ui/button'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import { RESULT_ICONS } from './drift-view'
import { useHistory, type Loaded } from './history-store'
import styles from './since-last-time.module.css'
import type { TenantHistory, DriftAnswer } from '../../../../shared/ipc/history'
import { countText } from '../../../../core/comparison/count-text'

interface SinceLastTimeProps {
  readonly runId: string
  readonly profileId: string
  /** Leads to all of it. */
  readonly onMore: (answer: DriftAnswer) => void
  readonly onSettings: () => void
}

/** So many settings are told here; all of them in the history. */
const TOLD = 3

/** What changed since the run before, short: the rest is a step away. */
export const SinceLastTime = ({ runId, profileId, onMore, onSettings }: SinceLastTimeProps) => {
  const history = useHistory((state) => state.tenants[profileId])
  const since = useHistory((state) => state.since[runId])
  const { loadTenant, loadSince } = useHistory.getState()
  useEffect(() => {
    void loadTenant(profileId)
    void loadSince(runId)
  }, [loadTenant, loadSince, profileId, runId])
  return (
    <section className={styles.card} aria-labelledby="since-heading">
      <h2 id="since-heading">Since last time</h2>
      <Told
        history={history}
        since={since}
        onMore={onMore}
        onSettings={onSettings}
        onRetry={() => void loadSince(runId)}
      />
    </section>
  )
}

interface ToldProps extends Pick<SinceLastTimeProps, 'onMore' | 'onSettings'> {
  readonly history: Loaded<TenantHistory> | undefined
  readonly since: Loaded<DriftAnswer | null> | undefined
  readonly onRetry: () => void
}

const Told = ({ history, since, onMore, onSettings, onRetry }: ToldProps) => {
  if (
    history === undefined ||
    since === undefined ||
    history.state === 'loading' ||
    since.state === 'loading'
  )
    return (
      <p className={styles.muted} role="status">
        Looking up what was kept before …
      </p>
    )
  const failed = since.state === 'failed' ? since : history.state === 'failed' ? history : null
  if (failed !== null)
    return (
      <div className={styles.row}>
        <p>
          {failed.error.message} {failed.error.advice[0]}
        </p>
        <Button icon="refresh" onClick={onRetry}>
          Try again
        </Button>
      </div>
    )
  if (since.state === 'ready' && since.value !== null) return <Changed answer={since.value} onMore={onMore} />
  return history.state === 'ready' ? <NothingBefore history={history.value} onSettings={onSettings} /> : null
}

const Changed = ({ answer, onMore }: { answer: DriftAnswer; onMore: (answer: DriftAnswer) => void }) => {
  const { result, verdict, headline } = answer
  const { settings, from } = answer.drift
  const rest = settings.length - TOLD
  return (
    <>
      <div className={styles.row}>
        <p className={styles.title}>
          <Icon name={RESULT_ICONS[result]} />
          <span>{result === 'changed' ? headline.join(' ') : verdict}</span>
        </p>
        <Button
          onClick={() => {
            onMore(answer)
          }}
        >
          See what changed
        </Button>
      </div>
      {settings.length > 0 && (
        <ul className={styles.list}>
          {settings.slice(0, TOLD).map(({ message }, index) => (
            <li key={index}>
              <Sentence text={message} />
            </li>
          ))}
          {rest > 0 && <li>and {countText(rest)} more</li>}
        </ul>
      )}
      <p className={styles.muted}>
        {result === 'unknown' && `${headline.at(-1) ?? ''} `}Last time: {formatMoment(from.at)}.
      </p>
    </>
  )
}

/** Why there is nothing to hold this against, and what to do about it. */
const NothingBefore = ({
  history: { state, on, fault },
  onSettings,
}: {
  history: TenantHistory
  onSettings: () => void
}) => {
  if (state.state === 'unavailable')
    return (
      <p className={styles.muted}>
        Nothing is kept to hold this against: {state.message} {state.advice[0]}
      </p>
    )
  if (state.state === 'on' && on && fault !== null)
    return (
      <p className={styles.muted}>
        Nothing was kept before, and this was not kept either: {fault.message} {fault.advice[0]}
      </p>
    )
  if (state.state === 'on' && on)
    return (
      <p className={styles.muted}>
        This is the first comparison that is kept of this application. Next time, this says what changed.
      </p>
    )
  return (
    <div className={styles.row}>
      <p className={styles.muted}>
        {state.state === 'off' ? 'History is switched off' : 'History is switched off for this tenant'}, so
        that there is nothing to hold this against.
      </p>
      <Button icon="settings" onClick={onSettings}>
        Settings…
      </Button>
    </div>
  )
}
