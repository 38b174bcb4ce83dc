import { counted } from '../../../../../core/comparison/count-text'
import { AuthorityDetails } from '../authority-details'
import { Confirmation } from './confirmation'
import type { ProfileDraft } from './draft'
import { areConfirmed, isReadingOf, ownProxy, unusualHost, type CertificatesRead } from './draft-trust'
import styles from './profile-form.module.css'

interface TrustConfirmationProps {
  readonly draft: ProfileDraft
  readonly error: string | null
  readonly onChange: (change: Partial<ProfileDraft>) => void
}

/** Asks whether the host that was typed is the one that is meant, where it is unusual. Another host asks again. */
export const HostConfirmation = ({ draft, error, onChange }: TrustConfirmationProps) => {
  const address = unusualHost(draft)
  return (
    <Confirmation
      why={
        address &&
        `This host ${address.unusual.join(' and ')}. Confirm it: this tenant’s secrets are sent there.`
      }
      label={
        <>
          <span className={styles.host}>{address?.host}</span> is our own Halo server
        </>
      }
      checked={address !== null && draft.confirmedHost === address.host}
      error={error}
      onChange={(checked) => {
        onChange({ confirmedHost: checked && address !== null ? address.host : '' })
      }}
    />
  )
}

/** Asks whether a tenant's own proxy is the one that is meant. Another one asks again. */
export const ProxyConfirmation = ({ draft, error, onChange }: TrustConfirmationProps) => {
  const proxy = ownProxy(draft)
  return (
    <Confirmation
      why={proxy && 'Everything this tenant is sent goes through this proxy. Confirm that it is yours.'}
      label={
        <>
          <span className={styles.host}>{proxy}</span> is our own proxy
        </>
      }
      checked={proxy !== null && draft.confirmedProxy === proxy}
      error={error}
      onChange={(checked) => {
        onChange({ confirmedProxy: checked ? (proxy ?? '') : '' })
      }}
    />
  )
}

/** Shows the certificates that were found in the text, and asks whether they were compared. Others ask again. */
export const AuthoritiesConfirmation = ({
  draft,
  certificates,
  error,
  onChange,
}: TrustConfirmationProps & { readonly certificates: CertificatesRead }) => {
  const shown = certificates.answer.ok ? certificates.answer.value : []
  const one = shown.length === 1
  const isCurrent = isReadingOf(certificates, draft)
  return (
    <Confirmation
      why={
        shown.length === 0
          ? null
          : `${one ? 'One certificate' : counted(shown.length, 'certificate')} would be trusted besides the system’s. Whoever holds ${one ? 'its key' : 'the key of one'} can read what is sent, secrets included. Compare the ${one ? 'fingerprint' : 'fingerprints'} with what whoever runs your certificate authority tells you.`
      }
      label={
        one
          ? 'I compared this fingerprint, and the certificate is our own'
          : 'I compared these fingerprints, and the certificates are our own'
      }
      checked={isCurrent && areConfirmed(shown, draft)}
      disabled={!isCurrent}
      error={error}
      onChange={(checked) => {
        onChange({ confirmedAuthorities: checked ? shown.map(({ fingerprint }) => fingerprint) : [] })
      }}
    >
      <ul className={styles.authorities} aria-label="Certificates in the text">
        {shown.map((authority) => (
          <li key={authority.fingerprint}>
            <AuthorityDetails authority={authority} />
          </li>
        ))}
      </ul>
    </Confirmation>
  )
}
