import { useEffect, useState, type SubmitEvent } from 'react'
import type { ApplicationNote } from '../../../../../core/inventory/inventory'
import type { AppError } from '../../../../../shared/app-error'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { ask } from '../../../bridge'
import { Button } from '../../../ui/button'
import { Field } from '../../../ui/field'
import { Name } from '../../../ui/name'
import { ErrorNotice, Notice } from '../../../ui/notice'
import { Sentence } from '../../../ui/sentence'
import { useToasts } from '../../../ui/toast-store'
import { useInventory } from '../inventory-store'
import styles from './application-details.module.css'
import { useNoteDrafts, type NoteDraft } from './note-drafts'

interface Choice {
  readonly name: string
  readonly title: string
}

const draftOf = ({ purpose, owner, nextReview }: ApplicationNote): NoteDraft => ({
  purpose: purpose ?? '',
  owner: owner ?? '',
  nextReview: nextReview ?? '',
})

const blankIsNone = (text: string): string | null => (text.trim() === '' ? null : text.trim())

interface NoteFormProps {
  readonly inventoryId: string
  readonly entry: EntrySummary
  /** The comparison that shows its view, which knows the recipes. */
  readonly runId: string
}

/** What an application is for, who owns it, and when it is looked at next. What is typed and not saved is kept. */
export const NoteForm = ({ inventoryId, entry, runId }: NoteFormProps) => {
  const { application, note, suggestion } = entry
  const key = `${inventoryId} ${application.id}`
  const draft = useNoteDrafts(({ drafts }) => drafts[key]) ?? draftOf(note)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(note))
  const [refused, setRefused] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const recipes = useRecipes(runId)
  const announce = useToasts((state) => state.announce)

  const keep = async (next: ApplicationNote) => {
    setBusy(true)
    const error = await useInventory.getState().setNote(application.id, next)
    setBusy(false)
    setRefused(error)
    if (error !== null) return
    useNoteDrafts.getState().put(key, null)
    announce('Purpose and owner are kept')
  }
  const noteOf = (purpose: string): ApplicationNote => ({
    purpose: blankIsNone(purpose),
    owner: blankIsNone(draft.owner),
    nextReview: blankIsNone(draft.nextReview),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void keep(noteOf(draft.purpose))
  }
  const faultOf = (field: string) => (refused?.field?.split('.').at(-1) === field ? refused.message : null)
  const put = (change: Partial<typeof draft>) => {
    useNoteDrafts.getState().put(key, { ...draft, ...change })
  }
  // A recipe that is gone stays chosen, so that nothing is lost by looking.
  const choices =
    recipes.some(({ name }) => name === draft.purpose) || draft.purpose === ''
      ? recipes
      : [...recipes, { name: draft.purpose, title: draft.purpose }]

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {refused !== null && (refused.field === null || !(refused.field.split('.').at(-1) ?? '' in draft)) && (
        <ErrorNotice error={refused} />
      )}
      {suggestion !== null && note.purpose === null && (
        <Notice
          tone="info"
          title="Suggested purpose"
          actions={
            <Button
              disabled={busy}
              onClick={() => {
                put({ purpose: suggestion.recipe })
                void keep(noteOf(suggestion.recipe))
              }}
            >
              Accept it
            </Button>
          }
        >
          <Name>{choices.find(({ name }) => name === suggestion.recipe)?.title ?? suggestion.recipe}</Name>:{' '}
          <Sentence text={suggestion.why} />
        </Notice>
      )}
      <Field label="Purpose" hint="A recipe: the least that a use needs." error={faultOf('purpose')}>
        {(control) => (
          <select
            {...control}
            value={draft.purpose}
            onChange={(event) => {
              put({ purpose: event.target.value })
            }}
          >
            <option value="">None named</option>
            {choices.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className={styles.pair}>
        <Field label="Owner" error={faultOf('owner')}>
          {(control) => (
            <input
              {...control}
              type="text"
              dir="auto"
              maxLength={200}
              value={draft.owner}
              onChange={(event) => {
                put({ owner: event.target.value })
              }}
            />
          )}
        </Field>
        <Field label="Next review" error={faultOf('nextReview')}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={draft.nextReview}
              onChange={(event) => {
                put({ nextReview: event.target.value })
              }}
            />
          )}
        </Field>
      </div>
      <div className={styles.row}>
        <Button type="submit" disabled={busy}>
          Save purpose and owner
        </Button>
        {isChanged && <span className={styles.muted}>Not saved yet.</span>}
      </div>
    </form>
  )
}

/** The recipes there are, by the comparison that shows the application; empty until they are there. */
const useRecipes = (runId: string): readonly Choice[] => {
  const [recipes, setRecipes] = useState<readonly Choice[]>([])
  useEffect(() => {
    let wanted = true
    void ask(({ analysis }) => analysis.recipes({ runId })).then((answer) => {
      if (wanted && answer.ok)
        setRecipes(answer.value.checks.map(({ recipe: { name, title } }) => ({ name, title })))
    })
    return () => {
      wanted = false
    }
  }, [runId])
  return recipes
}
