import { Field } from '../../ui/field'
import { HostConfirmation } from './host-confirmation'
import type { FieldErrors, ProfileDraft } from './profile-draft'
import styles from './profile-form.module.css'

interface TenantSectionProps {
  readonly draft: ProfileDraft
  readonly errors: FieldErrors
  readonly onChange: (change: Partial<ProfileDraft>) => void
}

/** Which tenant it is. */
export const TenantSection = ({ draft, errors, onChange }: TenantSectionProps) => (
  <section className={styles.section} aria-labelledby="tenant-section">
    <div className={styles.intro}>
      <h2 id="tenant-section">Tenant</h2>
      <p>The Halo instance, as you open it in the browser.</p>
    </div>
    <div className={styles.fields}>
      <Field label="Name" error={errors['name']}>
        {(control) => (
          <input
            {...control}
            type="text"
            value={draft.name}
            autoComplete="off"
            onChange={(event) => {
              onChange({ name: event.target.value })
            }}
          />
        )}
      </Field>
      <Field label="Web address" error={errors['url']} hint="For example https://contoso.halopsa.com">
        {(control) => (
          <input
            {...control}
            type="url"
            value={draft.url}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              onChange({ url: event.target.value })
            }}
          />
        )}
      </Field>
      <HostConfirmation draft={draft} error={errors['confirmedHost'] ?? null} onChange={onChange} />
    </div>
  </section>
)

/** What few tenants need. */
export const MoreSection = ({ draft, errors, onChange }: TenantSectionProps) => (
  <section className={styles.section} aria-labelledby="more-section">
    <div className={styles.intro}>
      <h2 id="more-section">More</h2>
      <p>Rarely needed.</p>
    </div>
    <div className={styles.fields}>
      <Field label="Tags" optional error={errors['tags']} hint="Separated by commas">
        {(control) => (
          <input
            {...control}
            type="text"
            value={draft.tags}
            autoComplete="off"
            onChange={(event) => {
              onChange({ tags: event.target.value })
            }}
          />
        )}
      </Field>
      <Field
        label="Tenant id"
        optional
        error={errors['tenant']}
        hint="Leave empty: Crossview asks Halo for it. Only some hosted tenants need it typed in."
      >
        {(control) => (
          <input
            {...control}
            type="text"
            value={draft.tenant}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              onChange({ tenant: event.target.value })
            }}
          />
        )}
      </Field>
      <Field
        label="Proxy"
        optional
        error={errors['proxy']}
        hint="Only where this tenant needs another one than your system's (HTTPS_PROXY). Like http://proxy.example:8080, without a password."
      >
        {(control) => (
          <input
            {...control}
            type="text"
            value={draft.proxy}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              onChange({ proxy: event.target.value })
            }}
          />
        )}
      </Field>
      <Field
        label="Extra trusted certificate"
        optional
        error={errors['ca']}
        hint="PEM text of your own certificate authority, for a tenant behind a private one. Checks are never switched off."
      >
        {(control) => (
          <textarea
            {...control}
            rows={4}
            value={draft.ca}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            onChange={(event) => {
              onChange({ ca: event.target.value })
            }}
          />
        )}
      </Field>
    </div>
  </section>
)
