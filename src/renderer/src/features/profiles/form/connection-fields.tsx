import type { ReactNode } from 'react'
import { credentialHints } from '../../../../../shared/credential-look'
import { connectionField, type ConnectionKey } from '../../../../../shared/files/profile'
import { Field } from '../../../ui/field'
import { SecretInput } from '../secrets/secret-input'
import { draftConnection } from './draft'
import { trustChange } from './draft-trust'
import styles from './profile-form.module.css'
import type { TenantForm } from './use-tenant-form'

/** What every connection of the form is typed into. */

export interface ConnectionProps {
  readonly form: TenantForm
  readonly connection: ConnectionKey
}

/** A part of the form with its heading and what it is for. */
export const Section = (props: { id: string; title: string; intro: string; children: ReactNode }) => (
  <section className={styles.section} aria-labelledby={props.id}>
    <div className={styles.intro}>
      <h2 id={props.id}>{props.title}</h2>
      <p>{props.intro}</p>
    </div>
    <div className={styles.fields}>{props.children}</div>
  </section>
)

/** What saving does to the stored secret of a connection that leads elsewhere now, and why; nothing while it stays. */
export const SecretChange = ({ connection, form }: ConnectionProps) => {
  const change = trustChange(form.draft, form.view, connection)
  return (
    // Always there, so that it is announced.
    <p role="status" className={change === null ? 'visually-hidden' : styles.secretChange}>
      {change?.text}
    </p>
  )
}

/** Client id, secret and scope. */
export const ApplicationFields = (props: ConnectionProps) => (
  <>
    <ClientIdField {...props} />
    <SecretInput
      label="Client secret"
      {...props.form.secretField(props.connection)}
      clientId={draftConnection(props.form.draft, props.connection)?.clientId ?? ''}
    />
    <ScopeField {...props} />
  </>
)

/** The field of a connection as errors name it. */
const fieldOf = ({ connection, form: { draft } }: ConnectionProps, name: string): string =>
  `${connectionField({ apps: draft.apps }, connection)}.${name}`

export const ClientIdField = (props: ConnectionProps) => {
  const { connection, form } = props
  const { clientId = '' } = draftConnection(form.draft, connection) ?? {}
  return (
    <Field
      label="Client id"
      error={form.errors[fieldOf(props, 'clientId')]}
      hint={credentialHints(clientId, null)[0]}
    >
      {(control) => (
        <input
          {...control}
          type="text"
          value={clientId}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            form.changeConnection(connection, { clientId: event.target.value })
          }}
        />
      )}
    </Field>
  )
}

export const ScopeField = (props: ConnectionProps) => {
  const { connection, form } = props
  return (
    <Field
      label="Scope"
      error={form.errors[fieldOf(props, 'scope')]}
      hint="What the token asks for. “all” gets whatever the application may have."
    >
      {(control) => (
        <input
          {...control}
          type="text"
          value={draftConnection(form.draft, connection)?.scope ?? ''}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            form.changeConnection(connection, { scope: event.target.value })
          }}
        />
      )}
    </Field>
  )
}
