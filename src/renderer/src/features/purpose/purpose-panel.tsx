import { useState, type SubmitEvent } from 'react'
import type { SummaryAnswer } from '../../../../shared/ipc/analysis'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Name } from '../../ui/name'
import { ErrorNotice } from '../../ui/notice'
import { Sentence } from '../../ui/sentence'
import { useToasts } from '../../ui/toast-store'
import { PurposeCheck } from './purpose-check'
import styles from './purpose-panel.module.css'
import { usePurpose } from './purpose-store'

type PurposeAnswer = Pick<SummaryAnswer, 'check' | 'recipes' | 'suggestion' | 'askForPurpose'>

interface PurposePanelProps {
  readonly runId: string
  readonly answer: PurposeAnswer
  /** The result judged anew, by what was chosen. */
  readonly onJudged: (summary: ComparisonSummary) => void
}

/**
 * What the application is there for, held against what it has. Where nobody chose that, it is asked for once; it is
 * suggested, and never assumed.
 */
export const PurposePanel = ({ runId, answer, onJudged }: PurposePanelProps) => {
  const { choosing, putOff } = usePurpose()
  const { begin } = usePurpose.getState()
  const { check, askForPurpose } = answer
  const isAsked = check === null && askForPurpose && !putOff.has(runId)
  const decide = useDecide(runId, onJudged)
  return (
    <section aria-labelledby="purpose-heading" className={styles.panel}>
      <h2 id="purpose-heading">{isAsked ? 'What is this application there for?' : 'Purpose'}</h2>
      {choosing === runId || isAsked ? (
        <Choice runId={runId} answer={answer} isAsked={isAsked} decide={decide} />
      ) : check === null ? (
        <>
          <p className={styles.muted}>
            None was chosen, so that everything the application does not see counts as a loss.
          </p>
          <div className={styles.row}>
            <Button
              onClick={() => {
                begin(runId)
              }}
            >
              Choose a purpose …
            </Button>
          </div>
        </>
      ) : (
        <>
          <PurposeCheck check={check} />
          <div className={styles.row}>
            <Button
              onClick={() => {
                begin(runId)
              }}
            >
              Change …
            </Button>
            <Button kind="quiet" onClick={() => void decide(null, 'No purpose is chosen any more')}>
              Clear
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

type Decide = (purpose: string | null, said: string, ask?: 'never') => Promise<void>

const useDecide = (runId: string, onJudged: PurposePanelProps['onJudged']): Decide => {
  const announce = useToasts((state) => state.announce)
  return async (purpose, said, ask) => {
    const { set } = usePurpose.getState()
    const judged = await set({ runId, purpose, ...(ask && { ask }) })
    if (judged === null) return
    announce(said)
    onJudged(judged)
  }
}

interface ChoiceProps {
  readonly runId: string
  readonly answer: PurposeAnswer
  /** Nobody asked for it: then it can be put off, and told never to come again. */
  readonly isAsked: boolean
  readonly decide: Decide
}

const Choice = ({ runId, answer, isAsked, decide }: ChoiceProps) => {
  const { recipes, suggestion, check } = answer
  const { busy, error } = usePurpose()
  const [purpose, setPurpose] = useState(check?.recipe.name ?? suggestion?.recipe ?? '')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (purpose !== '') void decide(purpose, 'The purpose is chosen, and everything is judged by it')
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>
        What its purpose needs and it lacks is then an error; what it does not need is as intended, and said
        so.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {suggestion !== null && (
        <p>
          <b>Suggested</b>: <Name>{titleOf(recipes, suggestion.recipe)}</Name>.{' '}
          <Sentence text={suggestion.why} />
        </p>
      )}
      <Field label="Purpose" hint="A recipe: the least that a use needs.">
        {(control) => (
          <select
            {...control}
            value={purpose}
            onChange={(event) => {
              setPurpose(event.target.value)
            }}
          >
            <option value="">Choose one …</option>
            {recipes.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className={styles.row}>
        <Button type="submit" kind="primary" disabled={busy || purpose === ''}>
          Choose
        </Button>
        <Button
          disabled={busy}
          onClick={() => {
            usePurpose.getState().leave(runId)
          }}
        >
          {isAsked ? 'Not now' : 'Cancel'}
        </Button>
        {isAsked && (
          <Button
            kind="quiet"
            disabled={busy}
            onClick={() => void decide(null, 'You are not asked again for this application', 'never')}
          >
            Never ask for this application
          </Button>
        )}
      </div>
    </form>
  )
}

const titleOf = (recipes: PurposeAnswer['recipes'], name: string): string =>
  recipes.find((recipe) => recipe.name === name)?.title ?? name
