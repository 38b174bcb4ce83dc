import { originOf } from '../../../../../shared/connection-trust'
import { normaliseAddress } from '../../../../../shared/halo-address'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { Field } from '../../../ui/field'
import type { FieldErrors, ProfileDraft } from './draft'
import { inWords, type CertificatesRead } from './draft-trust'
import styles from './profile-form.module.css'
import { AuthoritiesConfirmation, HostConfirmation, ProxyConfirmation } from './trust-confirmations'

interface SectionProps {
  readonly draft: ProfileDraft
  readonly errors: FieldErrors
  readonly onChange: (change: Partial<ProfileDraft>) => void
}

/** Which tenant it is. @param props.view the stored one; null for a new one */
export const TenantSection = ({
  draft,
  errors,
  view,
  onChange,
}: SectionProps & { readonly view: ProfileView | null }) => (
  <section className={styles.section} aria-labelledby="tenant-section">
    <div className={styles.intro}>
      <h2 id="tenant-section">Tenant</h2>
      <p>Your Halo, as you open it in the browser.</p>
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
      <ConfirmedAuthHost draft={draft} view={view} />
    </div>
  </section>
)

/** The authorisation server elsewhere that was confirmed in a connection test; nothing for most tenants. */
const ConfirmedAuthHost = ({ draft, view }: { draft: ProfileDraft; view: ProfileView | null }) => {
  const host = view?.profile.confirmedAuthHost
  if (view === null || host === undefined) return null
  const address = normaliseAddress(draft.url)
  const stays = address.ok && originOf(address.value.url) === originOf(view.profile.url)
  return (
    <div>
      <p className={styles.factName}>Authorisation server</p>
      <p className={styles.host}>{host}</p>
      <p className={styles.kindHint}>
        {stays
          ? 'You confirmed that this tenant’s secrets may go there. Another web address makes Crossview forget it.'
          : 'Saving makes Crossview forget it, because the web address changed.'}
      </p>
    </div>
  )
}

/** What few tenants need. */
export const MoreSection = ({
  draft,
  errors,
  certificates,
  onChange,
}: SectionProps & { readonly certificates: CertificatesRead }) => (
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
      <ProxyConfirmation draft={draft} error={errors['confirmedProxy'] ?? null} onChange={onChange} />
      <Field
        label="Extra trusted certificate"
        optional
        error={errors['ca'] ?? (certificates.answer.ok ? null : inWords(certificates.answer.error))}
        hint="PEM text of your own certificate authority, for a tenant behind a private one. Checks are never switched off."
      >
        {(control) => (
          <textarea
            {...control}
            rows={4}
            value={draft.ca}
            autoComplete="off"
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            onChange={(event) => {
              onChange({ ca: event.target.value })
            }}
          />
        )}
      </Field>
      <AuthoritiesConfirmation
        draft={draft}
        certificates={certificates}
        error={errors['confirmedAuthorities'] ?? null}
        onChange={onChange}
      />
    </div>
  </section>
)
