import type { ReactNode } from 'react'
import { credentialHints } from '../../../../../shared/credential-look'
import type { ConnectionRole } from '../../../../../shared/files/profile'
import { Field } from '../../../ui/field'
import { trustChange } from './draft-trust'
import styles from './profile-form.module.css'
import { SecretInput } from '../secrets/secret-input'
import type { TenantForm } from './use-tenant-form'

interface ConnectionSectionProps {
  readonly form: TenantForm
}

/** The application that is looked at. */
export const AppSection = (props: ConnectionSectionProps) => (
  <Section id="app-section" title="App connection" intro="The API application whose view you want to see.">
    <SecretChange role="app" {...props} />
    <ApplicationFields role="app" {...props} />
  </Section>
)

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
      <SecretChange role="agent" {...props} />
      {kind === 'application' && <ApplicationFields role="agent" {...props} />}
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
      <SecretChange role="inspector" {...props} />
      {used && <ApplicationFields role="inspector" {...props} />}
    </Section>
  )
}

const Section = (props: { id: string; title: string; intro: string; children: ReactNode }) => (
  <section className={styles.section} aria-labelledby={props.id}>
    <div className={styles.intro}>
      <h2 id={props.id}>{props.title}</h2>
      <p>{props.intro}</p>
    </div>
    <div className={styles.fields}>{props.children}</div>
  </section>
)

type RoleProps = ConnectionSectionProps & { readonly role: ConnectionRole }

/** What saving does to the stored secret of a connection that leads elsewhere now, and why; nothing while it stays. */
const SecretChange = ({ role, form }: RoleProps) => {
  const change = trustChange(form.draft, form.view, role)
  return (
    // Always there, so that it is announced.
    <p role="status" className={change === null ? 'visually-hidden' : styles.secretChange}>
      {change?.text}
    </p>
  )
}

const ApplicationFields = (props: RoleProps) => (
  <>
    <ClientIdField {...props} />
    <SecretInput
      label="Client secret"
      {...props.form.secretField(props.role)}
      clientId={props.form.draft.connections[props.role].clientId}
    />
    <ScopeField {...props} />
  </>
)

const SignInFields = ({ form }: ConnectionSectionProps) => (
  <>
    <ClientIdField form={form} role="agent" />
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
    <ScopeField form={form} role="agent" />
  </>
)

const ClientIdField = ({ role, form: { draft, errors, changeConnection } }: RoleProps) => (
  <Field
    label="Client id"
    error={errors[`${role}.clientId`]}
    hint={credentialHints(draft.connections[role].clientId, null)[0]}
  >
    {(control) => (
      <input
        {...control}
        type="text"
        value={draft.connections[role].clientId}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          changeConnection(role, { clientId: event.target.value })
        }}
      />
    )}
  </Field>
)

const ScopeField = ({ role, form: { draft, errors, changeConnection } }: RoleProps) => (
  <Field
    label="Scope"
    error={errors[`${role}.scope`]}
    hint="What the token asks for. “all” gets whatever the application may have."
  >
    {(control) => (
      <input
        {...control}
        type="text"
        value={draft.connections[role].scope}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          changeConnection(role, { scope: event.target.value })
        }}
      />
    )}
  </Field>
)
