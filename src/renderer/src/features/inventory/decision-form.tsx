import { useState, type SubmitEvent } from 'react'
import {
  DECISION_TEXT,
  DECISIONS,
  decisionFaults,
  type Decision,
  type DecisionFaults,
  type DecisionKind,
} from '../../../../core/inventory/review'
import type { AppError } from '../../../../shared/app-error'
import type { EntrySummary } from '../../../../shared/ipc/inventory'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Field } from '../../ui/field'
import { useLeaving } from '../../ui/leaving'
import { ErrorNotice } from '../../ui/notice'
import { useToasts } from '../../ui/toast-store'
import styles from './decision-form.module.css'
import { DECISION_WORDS } from '../../../../core/inventory/inventory-words'
import { applicationName } from './inventory-text'
import { useInventory } from './inventory-store'

const MEANINGS: Readonly<Record<DecisionKind, string>> = {
  keep: 'It stays as it is.',
  reduce: 'It stays, with fewer rights.',
  remove: 'It is deleted in Halo.',
  defer: 'It is decided later; say until when.',
}

/** `YYYY-MM-DD` of today, where the reader is. */
const today = (): string => {
  const now = new Date()
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

interface Draft {
  readonly decision: DecisionKind | null
  readonly by: string
  readonly on: string
  readonly reason: string
  readonly ticket: string
  readonly until: string
}

const draftOf = (decision: Decision | null, reviewer: string | null): Draft => ({
  decision: decision?.decision ?? null,
  by: decision?.by ?? reviewer ?? '',
  on: decision?.on ?? today(),
  reason: decision?.reason ?? '',
  ticket: decision?.ticket ?? '',
  until: decision?.until ?? '',
})

const blankIsNone = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** With the decision that the rest of it is held to where nothing was chosen yet. */
const decisionOf = ({ decision, by, on, reason, ticket, until }: Draft): Decision => ({
  decision: decision ?? 'keep',
  by: by.trim(),
  on,
  reason: blankIsNone(reason),
  ticket: blankIsNone(ticket),
  until: blankIsNone(until),
})

interface DecisionDialogProps {
  readonly entry: EntrySummary
  readonly reviewer: string | null
  readonly onClose: () => void
}

/** What is decided about an application: by whom, when, why, by which ticket and until when. */
export const DecisionDialog = ({ entry, reviewer, onClose }: DecisionDialogProps) => {
  const { application, decision: before } = entry
  const [opened] = useState(() => draftOf(before, reviewer))
  const [draft, setDraft] = useState(opened)
  const [faults, setFaults] = useState<DecisionFaults>({})
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const announce = useToasts((state) => state.announce)
  const { decide } = useInventory.getState()
  const name = applicationName(application)
  const put = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change })
  }

  const keep = async (decision: Decision | null, done: string) => {
    setBusy(true)
    const refused = await decide(application.id, decision)
    setBusy(false)
    if (refused === null) {
      announce(done)
      onClose()
      return
    }
    const field = refused.field?.split('.').at(-1)
    if (field !== undefined && field in draft) setFaults({ [field]: refused.message })
    else setError(refused)
  }

  const { leave, question } = useLeaving({
    title: 'Close without saving?',
    lost:
      JSON.stringify(draft) === JSON.stringify(opened)
        ? null
        : 'What you decided and typed is not saved yet.',
    discard: 'Discard changes',
    onLeave: onClose,
  })

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const decision = decisionOf(draft)
    const found: DecisionFaults = {
      ...decisionFaults(decision),
      ...(draft.decision === null ? { decision: 'Choose one of the four.' } : {}),
    }
    setFaults(found)
    setError(null)
    if (Object.keys(found).length > 0) return
    void keep(decision, `${DECISION_WORDS[decision.decision]}: ${name}`)
  }

  const text = (field: 'by' | 'ticket', label: string, optional: boolean) => (
    <Field label={label} optional={optional} error={faults[field]}>
      {(control) => (
        <input
          {...control}
          type="text"
          dir="auto"
          maxLength={DECISION_TEXT.name}
          value={draft[field]}
          onChange={(event) => {
            put({ [field]: event.target.value })
          }}
        />
      )}
    </Field>
  )
  const day = (field: 'on' | 'until', label: string, optional: boolean, hint?: string) => (
    <Field label={label} optional={optional} error={faults[field]} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="date"
          value={draft[field]}
          onChange={(event) => {
            put({ [field]: event.target.value })
          }}
        />
      )}
    </Field>
  )

  return (
    <>
      <Dialog
        title={`Decide: ${name}`}
        onClose={leave}
        footer={
          <>
            {before !== null && (
              <Button
                kind="danger"
                disabled={busy}
                onClick={() => void keep(null, `Decision taken back: ${name}`)}
              >
                Take the decision back
              </Button>
            )}
            <Button onClick={leave}>Cancel</Button>
            <Button kind="primary" type="submit" form="decision" disabled={busy}>
              Save the decision
            </Button>
          </>
        }
      >
        <form id="decision" className={styles.form} onSubmit={submit} noValidate>
          {error !== null && <ErrorNotice error={error} />}
          <fieldset className={styles.choices} aria-describedby={faults.decision && 'decision-fault'}>
            <legend>Decision</legend>
            {DECISIONS.map((kind) => (
              <label key={kind} className={styles.choice}>
                <input
                  type="radio"
                  name="decision"
                  checked={draft.decision === kind}
                  onChange={() => {
                    put({ decision: kind })
                  }}
                />
                <span>
                  <b>{DECISION_WORDS[kind]}</b> <span className={styles.meaning}>{MEANINGS[kind]}</span>
                </span>
              </label>
            ))}
            {faults.decision !== undefined && (
              <p id="decision-fault" className={styles.fault}>
                {faults.decision}
              </p>
            )}
          </fieldset>
          <div className={styles.pair}>
            {text('by', 'Decided by', false)}
            {day('on', 'On', false)}
          </div>
          <Field
            label="Reason"
            optional={draft.decision === null || draft.decision === 'keep'}
            error={faults.reason}
            hint="An auditor reads it."
          >
            {(control) => (
              <textarea
                {...control}
                rows={3}
                dir="auto"
                maxLength={DECISION_TEXT.reason}
                value={draft.reason}
                onChange={(event) => {
                  put({ reason: event.target.value })
                }}
              />
            )}
          </Field>
          <div className={styles.pair}>
            {text('ticket', 'Ticket', true)}
            {day('until', 'Until', draft.decision !== 'defer')}
          </div>
          <p className={styles.meaning}>Nothing is changed in Halo: this writes down what was decided.</p>
        </form>
      </Dialog>
      {question}
    </>
  )
}
