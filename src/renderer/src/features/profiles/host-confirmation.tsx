import { useId } from 'react'
import { TICK_IT, unusualHost, type ProfileDraft } from './profile-draft'
import styles from './profile-form.module.css'

interface HostConfirmationProps {
  readonly draft: ProfileDraft
  readonly error: string | null
  readonly onChange: (change: Pick<ProfileDraft, 'confirmedHost'>) => void
}

/**
 * Asks whether the host that was typed is the one that is meant, where it is unusual; nothing for
 * the others. The answer is for this host: another one asks again.
 */
export const HostConfirmation = ({ draft, error: found, onChange }: HostConfirmationProps) => {
  const address = unusualHost(draft)
  const confirmed = draft.confirmedHost === address?.host
  const error = confirmed && found === TICK_IT ? null : found
  const id = useId()
  return (
    <div className={address === null ? 'visually-hidden' : styles.confirmation}>
      {/* Always there, so that it is announced; without the host, so that typing repeats nothing. */}
      <p id={`${id}-why`} role="status">
        {address !== null &&
          `This host ${address.unusual.join(' and ')}. Confirm it: this tenant’s secrets are sent there.`}
      </p>
      {address !== null && (
        <label className={styles.kind}>
          <input
            type="checkbox"
            checked={confirmed}
            aria-describedby={error === null ? `${id}-why` : `${id}-why ${id}-error`}
            aria-invalid={error === null ? undefined : true}
            onChange={(event) => {
              onChange({ confirmedHost: event.target.checked ? address.host : '' })
            }}
          />
          <span>
            <span className={styles.host}>{address.host}</span> is our own Halo server
          </span>
        </label>
      )}
      {address !== null && error !== null && (
        <p id={`${id}-error`} className={styles.confirmationError}>
          {error}
        </p>
      )}
    </div>
  )
}
