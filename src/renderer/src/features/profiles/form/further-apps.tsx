import { useEffect, useRef } from 'react'
import { countText } from '../../../../../core/comparison/count-text'
import { FURTHER_APPS } from '../../../../../shared/bounds'
import { furtherAppKey } from '../../../../../shared/files/profile'
import { Button } from '../../../ui/button'
import { Field } from '../../../ui/field'
import { Name } from '../../../ui/name'
import { ApplicationFields, SecretChange, Section } from './connection-fields'
import { emptyApp, type AppDraft } from './draft'
import { trustChange } from './draft-trust'
import styles from './profile-form.module.css'
import type { TenantForm } from './use-tenant-form'

/** More applications of the tenant whose secrets are at hand. Each is stored by *Save* like the rest. */
export const FurtherAppsSection = ({ form }: { readonly form: TenantForm }) => {
  const { draft, view, change } = form
  const section = useRef<HTMLDivElement>(null)
  /** The connection that was just added, whose name is typed first; `add`: the button, when one was removed. */
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const part = section.current?.querySelector(`[data-focus="${wanted.current}"]`)
    part?.querySelector<HTMLElement>('input, button')?.focus()
    wanted.current = null
  }, [draft.apps])

  const removed = (view?.profile.apps ?? []).filter(({ id }) => draft.apps.every((app) => app.id !== id))
  const full = draft.apps.length >= FURTHER_APPS.most
  return (
    <Section
      id="further-apps-section"
      title="More app connections"
      intro="Optional. Other applications of this tenant to compare with the same agent side."
    >
      <div ref={section} className={styles.fields}>
        {draft.apps.map((app, index) => (
          <FurtherApp
            key={app.id}
            app={app}
            index={index}
            form={form}
            onRemove={() => {
              change({ apps: draft.apps.filter((each) => each !== app) })
              wanted.current = 'add'
            }}
          />
        ))}
        <p role="status" className={removed.length === 0 ? 'visually-hidden' : styles.secretChange}>
          {removed
            .map(({ id, name }) =>
              trustChange(draft, view, furtherAppKey(id)) === null
                ? `Saving removes “${name}”.`
                : `Saving removes “${name}” and deletes its stored secret.`,
            )
            .join(' ')}
        </p>
        <div data-focus="add">
          <Button
            icon="add"
            disabled={full}
            title={full ? `A tenant has at most ${countText(FURTHER_APPS.most)} of them` : undefined}
            onClick={() => {
              const added = emptyApp(crypto.randomUUID())
              change({ apps: [...draft.apps, added] })
              wanted.current = added.id
            }}
          >
            Add another app connection
          </Button>
        </div>
      </div>
    </Section>
  )
}

interface FurtherAppProps {
  readonly app: AppDraft
  readonly index: number
  readonly form: TenantForm
  readonly onRemove: () => void
}

const FurtherApp = ({ app, index, form, onRemove }: FurtherAppProps) => {
  const connection = furtherAppKey(app.id)
  const called = app.name.trim() === '' ? `App connection ${String(index + 2)}` : app.name
  return (
    <fieldset className={styles.furtherApp} data-focus={app.id}>
      <legend>
        <Name>{called}</Name>
      </legend>
      <Field label="Name" error={form.errors[`apps.${String(index)}.name`]}>
        {(control) => (
          <input
            {...control}
            type="text"
            value={app.name}
            autoComplete="off"
            onChange={(event) => {
              form.changeConnection(connection, { name: event.target.value })
            }}
          />
        )}
      </Field>
      <SecretChange connection={connection} form={form} />
      <ApplicationFields connection={connection} form={form} />
      <div>
        <Button icon="trash" onClick={onRemove}>
          Remove {called}
        </Button>
      </div>
    </fieldset>
  )
}
