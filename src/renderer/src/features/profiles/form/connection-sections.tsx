import { useId } from 'react'
import { Field } from '../../../ui/field'
import { ApplicationFields, ClientIdField, ScopeField, SecretChange, Section } from './connection-fields'
import styles from './profile-form.module.css'
import type { TenantForm } from './use-tenant-form'

interface ConnectionSectionProps {
  readonly form: TenantForm
}

/** The application that is looked at; a tenant may do without, where its inspector is all that is needed. */
export const AppSection = (props: ConnectionSectionProps) => {
  const { draft, errors, changeConnection } = props.form
  const id = useId()
  const used = draft.connections.app.kind !== 'none'
  const error = errors['app']
  return (
    <Section id="app-section" title="App connection" intro="The API application whose view you want to see.">
      <label className={styles.kind}>
        <input
          type="checkbox"
          checked={used}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
          onChange={(event) => {
            changeConnection('app', { kind: event.target.checked ? 'application' : 'none' })
          }}
        />
        <span>
          Compare an application
          <span id={`${id}-hint`} className={styles.kindHint}>
            Without it, an inspector is enough to look at every application of the tenant.
          </span>
        </span>
      </label>
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.confirmationError}>
          {error}
        </p>
      )}
      <SecretChange connection="app" {...props} />
      {used && <ApplicationFields connection="app" {...props} />}
    </Section>
  )
}

const AGENT_KINDS = [
  { kind: 'none', label: 'None yet', hint: 'Test the app connection now; add the agent side to compare.' },
  {
    kind: 'application',
    label: 'Reference application',
    hint: 'A second application that logs in as the agent, with scope “all”. The only way for an API-only agent.',
  },
  { kind: 'sign-in', label: 'Sign in with the browser', hint: 'You sign in to Halo as yourself.' },
] as const

/** Whom the application is compared with. */
export const AgentSection = (props: ConnectionSectionProps) => {
  const { changeConnection } = props.form
  const { kind } = props.form.draft.connections.agent
  return (
    <Section id="agent-section" title="Agent side" intro="Whose view the app is compared with.">
      <fieldset className={styles.kinds}>
        <legend className="visually-hidden">How the agent side connects</legend>
        {AGENT_KINDS.map((choice) => (
          <label key={choice.kind} className={styles.kind}>
            <input
              type="radio"
              name="agent-kind"
              checked={kind === choice.kind}
              onChange={() => {
                changeConnection('agent', { kind: choice.kind })
              }}
            />
            <span>
              {choice.label}
              <span className={styles.kindHint}>{choice.hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <SecretChange connection="agent" {...props} />
      {kind === 'application' && <ApplicationFields connection="agent" {...props} />}
      {kind === 'sign-in' && <SignInFields {...props} />}
    </Section>
  )
}

/** What reads the configuration when the agent side may not. */
export const InspectorSection = (props: ConnectionSectionProps) => {
  const { draft, changeConnection } = props.form
  const used = draft.connections.inspector.kind !== 'none'
  return (
    <Section
      id="inspector-section"
      title="Inspector"
      intro="Optional. Reads agents, teams and applications when the agent side may not, for fuller explanations."
    >
      <label className={styles.kind}>
        <input
          type="checkbox"
          checked={used}
          onChange={(event) => {
            changeConnection('inspector', { kind: event.target.checked ? 'application' : 'none' })
          }}
        />
        <span>Use a separate application as inspector</span>
      </label>
      <SecretChange connection="inspector" {...props} />
      {used && <ApplicationFields connection="inspector" {...props} />}
    </Section>
  )
}

const SignInFields = ({ form }: ConnectionSectionProps) => (
  <>
    <ClientIdField form={form} connection="agent" />
    <Field
      label="Redirect port"
      error={form.errors['agent.redirectPort']}
      hint="The port of the redirect address on 127.0.0.1 that is registered with the application in Halo."
    >
      {(control) => (
        <input
          {...control}
          type="text"
          inputMode="numeric"
          value={form.draft.connections.agent.redirectPort}
          autoComplete="off"
          onChange={(event) => {
            form.changeConnection('agent', { redirectPort: event.target.value })
          }}
        />
      )}
    </Field>
    <ScopeField form={form} connection="agent" />
  </>
)
