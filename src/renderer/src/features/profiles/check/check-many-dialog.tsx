import { useCallback, useEffect, useRef, useState } from 'react'
import { assertNever } from '../../../../../core/assert-never'
import { counted, countText } from '../../../../../core/comparison/count-text'
import type { AppError } from '../../../../../shared/app-error'
import type { CheckResult, ProfileView } from '../../../../../shared/ipc/api'
import { ask } from '../../../bridge'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import styles from '../many-dialog.module.css'
import { appChoices } from '../profile-text'
import { useProfiles } from '../profiles-store'
import { CheckOutcome } from './check-dialog'
import { Name } from '../../../ui/name'

/** Tenants that are tested at a time: each logs in with up to three connections. */
const AT_ONCE = 4

type State =
  | { readonly state: 'waiting' | 'running' | 'cancelled' }
  | { readonly state: 'failed'; readonly error: AppError }
  | { readonly state: 'done'; readonly result: CheckResult }

const WAITING: State = { state: 'waiting' }

/** *Test connection* of several tenants: a few at once, a line for each, and it can be cancelled. */
export const CheckManyDialog = ({
  views,
  onClose,
}: {
  views: readonly ProfileView[]
  onClose: () => void
}) => {
  const { states, start, cancel } = useChecks(views)
  useEffect(() => {
    start()
    return cancel
  }, [start, cancel])
  const each = views.map(({ profile }) => states[profile.id] ?? WAITING)
  const isUnderWay = each.some(({ state }) => state === 'waiting' || state === 'running')
  const ended = each.filter(({ state }) => state === 'done' || state === 'failed').length
  const passed = each.filter((one) => one.state === 'done' && one.result.passed).length
  const cancelled = each.filter(({ state }) => state === 'cancelled').length
  return (
    <Dialog
      wide
      title={`Test connections: ${counted(views.length, 'tenant')}`}
      onClose={onClose}
      footer={
        <>
          {isUnderWay ? (
            <Button icon="stop" onClick={cancel}>
              Cancel the tests
            </Button>
          ) : (
            <Button icon="refresh" onClick={start}>
              Test again
            </Button>
          )}
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <progress
        className={styles.progress}
        aria-label="Tenants tested"
        max={views.length}
        value={ended + cancelled}
      />
      <p role="status">
        {isUnderWay
          ? `${countText(ended)} of ${counted(views.length, 'tenant')} tested`
          : `${countText(passed)} of ${counted(views.length, 'tenant')} passed${cancelled === 0 ? '' : `, ${countText(cancelled)} not tested`}`}
      </p>
      <ul className={styles.names} role="list" aria-label="Results">
        {views.map(({ profile }, index) => (
          <li key={profile.id} className={styles.result}>
            <strong>
              <Name>{profile.name}</Name>
            </strong>
            <Result outcome={each[index] ?? WAITING} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

const Result = ({ outcome }: { outcome: State }) => {
  switch (outcome.state) {
    case 'waiting':
      return <Badge tone="neutral">waiting</Badge>
    case 'running':
      return (
        <Badge tone="neutral" icon="spinner">
          testing
        </Badge>
      )
    case 'cancelled':
      return (
        <Badge tone="neutral" icon="blocked">
          not tested
        </Badge>
      )
    case 'failed':
      return (
        <>
          <Badge tone="bad" icon="error">
            failed
          </Badge>
          <p>{[outcome.error.message, ...outcome.error.advice].join(' ')}</p>
        </>
      )
    case 'done':
      return (
        <>
          <Badge
            tone={outcome.result.passed ? 'good' : 'bad'}
            icon={outcome.result.passed ? 'check' : 'error'}
          >
            {outcome.result.passed ? 'works' : 'does not work yet'}
          </Badge>
          {outcome.result.unconfirmedAuthHost !== null && (
            <p>
              It names another authorisation server, {outcome.result.unconfirmedAuthHost}. Test it by itself
              to confirm that.
            </p>
          )}
          <details>
            <summary>What was tested</summary>
            <CheckOutcome result={outcome.result} />
          </details>
        </>
      )
    default:
      return assertNever(outcome)
  }
}

/** A few workers take one tenant after the other. */
const useChecks = (views: readonly ProfileView[]) => {
  const check = useProfiles((state) => state.check)
  const [states, setStates] = useState<Readonly<Record<string, State>>>({})
  /** Which start the workers are of: those of an earlier one end, and say nothing more. */
  const turn = useRef(0)
  // Fixed at opening: the list is read again meanwhile.
  const [fixed] = useState(views)

  const start = useCallback(() => {
    turn.current += 1
    const mine = turn.current
    const note = (id: string, state: State) => {
      if (turn.current === mine) setStates((all) => ({ ...all, [id]: state }))
    }
    setStates({})
    const queue = [...fixed]
    const work = async () => {
      for (let view = queue.shift(); view !== undefined && turn.current === mine; view = queue.shift()) {
        const { profile } = view
        note(profile.id, { state: 'running' })
        const answer = await check(profile.id, appChoices(profile)[0]?.id ?? null)
        note(
          profile.id,
          answer.ok ? { state: 'done', result: answer.value } : { state: 'failed', error: answer.error },
        )
      }
    }
    for (let worker = 0; worker < AT_ONCE; worker += 1) void work()
  }, [check, fixed])
  const cancel = useCallback(() => {
    turn.current += 1
    void ask(({ comparison }) => comparison.cancelChecks())
    setStates((all) =>
      Object.fromEntries(
        fixed.map(({ profile: { id } }) => {
          const state = all[id] ?? WAITING
          return [id, state.state === 'done' || state.state === 'failed' ? state : { state: 'cancelled' }]
        }),
      ),
    )
  }, [fixed])
  return { states, start, cancel }
}
