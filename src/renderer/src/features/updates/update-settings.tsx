import { useId } from 'react'
import type { UpdateState } from '../../../../shared/ipc/updates'
import { Button } from '../../ui/button'
import { formatMoment } from '../../ui/format'
import { ErrorNotice, Notice } from '../../ui/notice'
import { Findings } from './findings'
import styles from './updates.module.css'
import { useUpdates } from './updates-store'

/** The section of the settings about new versions. @param onLater when the user put what is new off */
export const UpdateSettings = ({ onLater }: { onLater: () => void }) => {
  const state = useUpdates((updates) => updates.state)
  const error = useUpdates((updates) => updates.error)
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      {state === null ? (
        error === null && <p role="status">Loading …</p>
      ) : (
        <Updates state={state} onLater={onLater} />
      )}
    </>
  )
}

const Updates = ({ state, onLater }: { state: UpdateState; onLater: () => void }) => (
  <>
    <p>
      This is Crossview <strong>{state.version}</strong>.
    </p>
    {state.notice !== null && <Notice tone="warning">{state.notice}</Notice>}
    <Switch state={state} />
    {state.blocked === null && <Check state={state} />}
    {state.findings !== null && <Findings state={state} findings={state.findings} onLater={onLater} />}
  </>
)

const Switch = ({ state: { on, blocked } }: { state: UpdateState }) => {
  const { setOn } = useUpdates.getState()
  const id = useId()
  return (
    <div className={styles.switch}>
      <label>
        <input
          type="checkbox"
          checked={on && blocked === null}
          disabled={blocked !== null}
          aria-describedby={id}
          onChange={(event) => void setOn(event.target.checked)}
        />
        Check for updates
      </label>
      <div id={id} className={styles.hint}>
        <SwitchHint blocked={blocked} />
      </div>
    </div>
  )
}

const SwitchHint = ({ blocked }: Pick<UpdateState, 'blocked'>) => {
  if (blocked === null)
    return (
      <p>
        When Crossview starts, once a day at most. While this is off, nobody is asked unless you press the
        button.
      </p>
    )
  if (blocked.by === 'build')
    return (
      <p>
        This build does not know where new versions are published. Ask whoever gave it to you; nothing is
        asked.
      </p>
    )
  return (
    <>
      <p>
        <strong>Managed by your organisation.</strong> Crossview does not look for new versions on this
        computer.
      </p>
      {/* An administrator has to find it. */}
      <p>{blocked.fault ?? `The policy is in ${blocked.file}.`}</p>
    </>
  )
}

/** What a check does is said before anybody can start one. */
const Check = ({ state: { asks, lastCheck } }: { state: UpdateState }) => {
  const checking = useUpdates((updates) => updates.checking)
  const { check } = useUpdates.getState()
  const id = useId()
  return (
    <>
      <p id={id} className={styles.hint}>
        A check is one request to <code>{asks}</code>. It says nothing of you, this computer, your tenants or
        the version that you have; GitHub sees the network address that it comes from. Nothing is downloaded
        or installed.
      </p>
      <div className={styles.check}>
        <Button icon="refresh" aria-describedby={id} aria-disabled={checking} onClick={() => void check()}>
          Check now
        </Button>
        <span role="status" className={styles.hint}>
          {checking ? 'Asking …' : lastCheckText(lastCheck)}
        </span>
      </div>
    </>
  )
}

const lastCheckText = (last: UpdateState['lastCheck']): string => {
  if (last === null) return 'Never checked.'
  return last.failed
    ? `The last check, ${formatMoment(last.at)}, failed.`
    : `Last checked ${formatMoment(last.at)}.`
}
