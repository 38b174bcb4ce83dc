import { useId } from 'react'
import { countText, counted } from '../../../../core/comparison/count-text'
import { WINDOW_WORK, type WindowWork } from '../../../../shared/ipc/fleet'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Name } from '../../ui/name'
import { TenantChoice, type FleetTenantChoice } from './tenant-choice'
import { WORK_WORDS } from './fleet-text'
import { tookKey, useFleet, type FleetSetup } from './fleet-store'
import styles from './fleet-setup.module.css'

const AT_ONCE = [1, 2, 5, 10, 20, 50] as const

/** Tenants that have something missing and are named, the first few. */
const NAMED = 5

interface FleetSetupProps {
  readonly tenants: readonly FleetTenantChoice[]
  /** Why a tenant would get nothing of the work; null: it is ready. */
  readonly notReady: (profileId: string, work: readonly WindowWork[]) => string | null
  /** null: there is no run to go back to. */
  readonly onBack: (() => void) | null
}

/** Which tenants, what is done with them, and how many at once. */
export const FleetSetupForm = ({ tenants, notReady, onBack }: FleetSetupProps) => {
  const setup = useFleet((state) => state.setup)
  const { start } = useFleet.getState()
  const chosen = chosenOf(setup, tenants)
  const begin = async () => {
    await start(chosen.map(({ profileId }) => profileId))
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <h1>Fleet</h1>
      <p className={styles.lead}>
        Many tenants in one run: which of them is not like the others? Each is asked within its own allowance,
        and one that fails costs only itself. A run is there until Crossview quits.
      </p>
      <TenantChoice tenants={tenants} />
      <WorkChoice work={setup.work} />
      <AtOnceChoice atOnce={setup.atOnce} />
      <Outlook chosen={chosen} work={setup.work} notReady={notReady} />
      <div className={styles.actions}>
        {onBack !== null && <Button onClick={onBack}>Back to the last run</Button>}
        <Button
          type="submit"
          kind="primary"
          icon="compare"
          disabled={chosen.length === 0 || setup.work.length === 0}
        >
          Run for {counted(chosen.length, 'tenant')}
        </Button>
      </div>
    </form>
  )
}

const chosenOf = (
  { which, tag, chosen }: FleetSetup,
  tenants: readonly FleetTenantChoice[],
): readonly FleetTenantChoice[] => {
  switch (which) {
    case 'all':
      return tenants
    case 'tag':
      return tenants.filter(({ tags }) => tag !== null && tags.includes(tag))
    case 'chosen':
      return tenants.filter(({ profileId }) => chosen.has(profileId))
  }
}

const WorkChoice = ({ work }: { work: readonly WindowWork[] }) => {
  const { setUp } = useFleet.getState()
  const id = useId()
  return (
    <fieldset className={styles.group}>
      <legend>What to do</legend>
      {WINDOW_WORK.map((each) => (
        <div key={each} className={styles.option}>
          <label>
            <input
              type="checkbox"
              aria-describedby={`${id}-${each}`}
              checked={work.includes(each)}
              onChange={({ target }) => {
                setUp({
                  work: WINDOW_WORK.filter((other) =>
                    other === each ? target.checked : work.includes(other),
                  ),
                })
              }}
            />
            {WORK_WORDS[each].label}
          </label>
          <p id={`${id}-${each}`} className={styles.hint}>
            {WORK_WORDS[each].hint}
          </p>
        </div>
      ))}
    </fieldset>
  )
}

const AtOnceChoice = ({ atOnce }: { atOnce: number }) => {
  const { setUp } = useFleet.getState()
  return (
    <Field
      label="Tenants at once"
      hint="Each has its own limit of requests, so that more at once is quicker and slows none down."
    >
      {(control) => (
        <select
          {...control}
          className={styles.select}
          value={atOnce}
          onChange={({ target }) => {
            setUp({ atOnce: Number(target.value) })
          }}
        >
          {AT_ONCE.map((count) => (
            <option key={count} value={count}>
              {countText(count)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface OutlookProps extends Pick<FleetSetupProps, 'notReady'> {
  readonly chosen: readonly FleetTenantChoice[]
  readonly work: readonly WindowWork[]
}

/** What the run will ask, where that is known, and who will get nothing. */
const Outlook = ({ chosen, work, notReady }: OutlookProps) => {
  const took = useFleet((state) => state.took)
  const known = chosen.map(({ profileId }) => took[tookKey(profileId, work)])
  const requests = known.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  const unready = chosen.flatMap((tenant) => {
    const reason = notReady(tenant.profileId, work)
    return reason === null ? [] : [{ ...tenant, reason }]
  })
  return (
    <div className={styles.outlook} role="status">
      {chosen.length > 0 && (
        <p>
          {known.includes(undefined)
            ? 'How many requests it takes is known once these tenants were run.'
            : `About ${counted(requests, 'request')}, as last time.`}
        </p>
      )}
      {work.length === 0 && <p>Choose at least one thing to do.</p>}
      {unready.length > 0 && (
        <>
          <p>
            {unready.length === chosen.length
              ? 'None of them is ready'
              : `${counted(unready.length, 'tenant is', 'tenants are')} not ready`}
            , and will be told as failed or incomplete:
          </p>
          <ul>
            {unready.slice(0, NAMED).map(({ profileId, name, reason }) => (
              <li key={profileId}>
                <Name>{name}</Name>: {reason}
              </li>
            ))}
            {unready.length > NAMED && <li>and {countText(unready.length - NAMED)} more</li>}
          </ul>
        </>
      )}
    </div>
  )
}
