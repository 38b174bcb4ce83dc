import { useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../../../shared/app-error'
import { CONNECTION_ROLES, type TenantProfile } from '../../../../../shared/files/profile'
import type { CheckResult, CheckStep } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Field } from '../../../ui/field'
import { Icon } from '../../../ui/icon'
import { Advice, ErrorNotice, Notice } from '../../../ui/notice'
import styles from './check-dialog.module.css'
import { appChoices, ROLE_NAMES, shownHost } from '../profile-text'
import { ScopeProbeSection } from './scope-probe'
import { profileTarget, useProfiles } from '../profiles-store'

type Outcome =
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly error: AppError }
  | { readonly state: 'done'; readonly result: CheckResult }

/** *Test connection*: runs the check of the saved tenant and says of each step what was found. */
export const CheckDialog = ({ profile, onClose }: { profile: TenantProfile; onClose: () => void }) => {
  const [outcome, setOutcome] = useState<Outcome>({ state: 'running' })
  const [attempt, setAttempt] = useState(1)
  const check = useProfiles((state) => state.check)
  const choices = appChoices(profile)
  const [app, setApp] = useState(choices[0]?.id ?? null)
  const { id } = profile
  const shown = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let current = true
    void check(id, app).then((answer) => {
      if (current)
        setOutcome(
          answer.ok ? { state: 'done', result: answer.value } : { state: 'failed', error: answer.error },
        )
    })
    return () => {
      current = false
    }
  }, [check, id, app, attempt])

  const again = () => {
    // The button that was pressed is gone, or cannot be pressed, while the test runs.
    shown.current?.focus()
    setOutcome({ state: 'running' })
    setAttempt(attempt + 1)
  }

  return (
    <Dialog
      wide
      title={`Test connection: ${profile.name}`}
      onClose={onClose}
      footer={
        <>
          <Button icon="refresh" disabled={outcome.state === 'running'} onClick={again}>
            Test again
          </Button>
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {choices.length > 1 && (
        <Field label="App connection to test">
          {(control) => (
            <select
              {...control}
              value={app ?? ''}
              onChange={(event) => {
                setOutcome({ state: 'running' })
                setApp(event.target.value === '' ? null : event.target.value)
              }}
            >
              {choices.map((choice) => (
                <option key={choice.id ?? 'main'} value={choice.id ?? ''}>
                  {choice.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <div ref={shown} tabIndex={-1} aria-live="polite" className={styles.outcome}>
        {outcome.state === 'running' && <p role="status">Testing the connection…</p>}
        {outcome.state === 'failed' && <ErrorNotice error={outcome.error} />}
        {outcome.state === 'done' && (
          <>
            <Notice
              tone={outcome.result.passed ? 'good' : 'error'}
              title={outcome.result.passed ? 'The connections work' : 'A connection does not work yet'}
            />
            {outcome.result.unconfirmedAuthHost !== null && (
              <AuthHostQuestion
                profile={profile}
                host={outcome.result.unconfirmedAuthHost}
                onConfirmed={again}
              />
            )}
            <CheckOutcome result={outcome.result} />
          </>
        )}
      </div>
      {choices.length > 0 && <ScopeProbeSection key={app ?? 'main'} target={profileTarget(id, app)} />}
    </Dialog>
  )
}

interface AuthHostQuestionProps {
  readonly profile: TenantProfile
  readonly host: string
  readonly onConfirmed: () => void
}

/** Asks whether the authorisation server that the tenant names may have its secrets. */
const AuthHostQuestion = ({ profile, host, onConfirmed }: AuthHostQuestionProps) => {
  const confirmAuthHost = useProfiles((state) => state.confirmAuthHost)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const confirm = async () => {
    setBusy(true)
    const answer = await confirmAuthHost({ id: profile.id, host })
    setBusy(false)
    if (answer.ok) onConfirmed()
    else setError(answer.error)
  }
  return (
    <>
      <Notice
        tone="warning"
        title={`The tenant names another authorisation server: ${host}`}
        actions={
          <Button icon="check" disabled={busy} onClick={() => void confirm()}>
            Confirm {host} and test again
          </Button>
        }
      >
        It is neither {shownHost(profile)} itself nor the server Halo uses for it, so nothing was sent there.
        Whoever runs it gets the client ids and secrets of this tenant. Confirm it only if you know it: Halo
        shows it as Authorisation Server, under Configuration &gt; Integrations &gt; Halo API.
      </Notice>
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}

/** Every step of a check that was taken, and what to change. */
export const CheckOutcome = ({ result }: { result: CheckResult }) => (
  <>
    {CONNECTION_ROLES.map((role) => {
      const steps = result.steps.filter((step) => step.role === role)
      return steps.length === 0 ? null : (
        <section key={role} aria-label={ROLE_NAMES[role]}>
          <h3>{ROLE_NAMES[role]}</h3>
          <ul className={styles.steps}>
            {steps.map((step) => (
              <StepLine key={step.step} step={step} />
            ))}
          </ul>
        </section>
      )
    })}
    {result.findings.length > 0 && (
      <section aria-label="What to change">
        <h3>What to change</h3>
        <ul className={styles.findings}>
          {result.findings.map((finding) => (
            <li key={`${finding.code} ${finding.side}`}>
              <strong>{finding.message}</strong>
              {finding.fix !== null && <p>{finding.fix.text}</p>}
              {finding.fix?.path != null && <p className={styles.path}>{finding.fix.path}</p>}
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)

const STEP_NAMES = { address: 'Address', token: 'Token', scopes: 'Scopes', identity: 'Identity' } as const

const STATES = {
  passed: { word: 'passed', icon: 'check' },
  warning: { word: 'warning', icon: 'warning' },
  failed: { word: 'failed', icon: 'error' },
  skipped: { word: 'skipped', icon: 'blocked' },
} as const

const StepLine = ({ step }: { step: CheckStep }) => {
  const { word, icon } = STATES[step.state]
  return (
    <li className={`${styles.step ?? ''} ${styles[step.state] ?? ''}`}>
      <Icon name={icon} />
      <span className={styles.stepName}>
        {STEP_NAMES[step.step]} <span className={styles.word}>{word}</span>
      </span>
      <div>
        <p>{step.message}</p>
        {step.failure !== null && step.failure.message !== step.message && <p>{step.failure.message}</p>}
        {step.failure !== null && <Advice advice={step.failure.advice} />}
      </div>
    </li>
  )
}
