import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { counted, countText } from '../../../../../core/comparison/count-text'
import type { AppError } from '../../../../../shared/app-error'
import type { ProfileView } from '../../../../../shared/ipc/api'
import type { TenantFailed } from '../../../../../shared/ipc/tenants'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Field } from '../../../ui/field'
import { useLeaving } from '../../../ui/leaving'
import { ErrorNotice, Notice } from '../../../ui/notice'
import { useToasts } from '../../../ui/toast-store'
import { tagsOf } from '../profile-text'
import { useProfiles } from '../profiles-store'
import { FailedTenants } from './failed-tenants'
import { Name } from '../../../ui/name'
import styles from '../many-dialog.module.css'

interface TagsDialogProps {
  /** The tenants that are ticked. */
  readonly views: readonly ProfileView[]
  /** Every stored one: their tags are offered. */
  readonly all: readonly ProfileView[]
  readonly onClose: () => void
}

/** What is to become of a tag; one that is not here stays as it is. */
type Wanted = Readonly<Record<string, boolean>>

/** Adds tags to some tenants and takes others away; nothing is stored before *Save*. */
export const TagsDialog = ({ views, all, onClose }: TagsDialogProps) => {
  const tagMany = useProfiles((state) => state.tagMany)
  const announce = useToasts((state) => state.announce)
  const [wanted, setWanted] = useState<Wanted>({})
  const [added, setAdded] = useState<readonly string[]>([])
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [failed, setFailed] = useState<readonly TenantFailed[]>([])
  const tags = [...new Set([...tagsOf(all), ...added])]
  const count = (tag: string) => views.filter(({ profile }) => profile.tags.includes(tag)).length
  /** What was typed and not added yet is meant as well. */
  const typedTags = split(typed)
  const add = [...tags.filter((tag) => wanted[tag] === true), ...typedTags]
  const remove = tags.filter((tag) => wanted[tag] === false && !typedTags.includes(tag))

  const { leave, question } = useLeaving({
    title: 'Close without saving?',
    lost:
      add.length + remove.length === 0 || failed.length > 0
        ? null
        : 'What you chose for the tags is not saved yet.',
    discard: 'Discard changes',
    onLeave: onClose,
  })

  const addTyped = (event: SyntheticEvent) => {
    event.preventDefault()
    setAdded([...added, ...typedTags])
    setWanted({ ...wanted, ...Object.fromEntries(typedTags.map((tag) => [tag, true])) })
    setTyped('')
  }
  const save = async () => {
    setBusy(true)
    const answer = await tagMany({ ids: views.map(({ profile }) => profile.id), add, remove })
    setBusy(false)
    setError(answer.ok ? null : answer.error)
    if (!answer.ok) return
    const { done } = answer.value
    if (done.length > 0) announce(`Tags of ${counted(done.length, 'tenant')} changed`)
    if (answer.value.failed.length === 0) onClose()
    else setFailed(answer.value.failed)
  }
  return (
    <Dialog
      title={`Tags of ${counted(views.length, 'tenant')}`}
      onClose={leave}
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button
            kind="primary"
            disabled={busy || add.length + remove.length === 0}
            onClick={() => void save()}
          >
            Save tags
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {failed.length > 0 && (
        <>
          <Notice
            tone="warning"
            title={`${counted(failed.length, 'tenant')} kept the tags that it had, the others are saved`}
          />
          <FailedTenants failed={failed} />
        </>
      )}
      {tags.length > 0 && (
        <fieldset>
          <legend>Tags in use: tick to add, untick to take away</legend>
          <ul className={styles.tags}>
            {tags.map((tag) => (
              <li key={tag}>
                <TagTick
                  tag={tag}
                  has={count(tag)}
                  of={views.length}
                  wanted={wanted[tag]}
                  onChange={(isOn) => {
                    setWanted({ ...wanted, [tag]: isOn })
                  }}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <form onSubmit={addTyped}>
        <Field label="New tags" hint="Separate several with a comma; each has at most 40 characters.">
          {(control) => (
            <input
              {...control}
              type="text"
              maxLength={400}
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
              }}
            />
          )}
        </Field>
      </form>
      {question}
    </Dialog>
  )
}

interface TagTickProps {
  readonly tag: string
  /** How many of the ticked tenants have it, and of how many. */
  readonly has: number
  readonly of: number
  readonly wanted: boolean | undefined
  readonly onChange: (isOn: boolean) => void
}

const TagTick = ({ tag, has, of, wanted, onChange }: TagTickProps) => {
  const input = useRef<HTMLInputElement>(null)
  const isMixed = wanted === undefined && has > 0 && has < of
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = isMixed
  }, [isMixed])
  return (
    <label>
      <input
        ref={input}
        type="checkbox"
        checked={wanted ?? has === of}
        onChange={({ target }) => {
          onChange(target.checked)
        }}
      />
      <Name>{tag}</Name>{' '}
      {isMixed && (
        <span className={styles.some}>
          on {countText(has)} of {countText(of)}
        </span>
      )}
    </label>
  )
}

/** As in the form of a tenant: a tag is bounded, and each is there once. */
const split = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(/[,;|]/)
      .map((tag) => tag.trim().slice(0, 40))
      .filter((tag) => tag !== ''),
  ),
]
