import { useId, type ReactNode } from 'react'
import styles from './profile-form.module.css'

interface ConfirmationProps {
  /** Why there is a question, in sentences; null while there is none. Announced whenever it changes. */
  readonly why: string | null
  /** What is said by ticking the box. */
  readonly label: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  /** What is missing, or what main says; null when nothing is. */
  readonly error: string | null
  readonly onChange: (checked: boolean) => void
  /** What has to be looked at first. */
  readonly children?: ReactNode
}

/**
 * A question that only a person can answer, below the field it is about: nothing is sent before.
 * What the answer is for is the caller's matter, as is asking again when that changes.
 */
export const Confirmation = (props: ConfirmationProps) => {
  const { why, label, checked, disabled = false, error, onChange, children } = props
  const id = useId()
  return (
    <div className={why === null ? 'visually-hidden' : styles.confirmation}>
      {/* Always there, so that it is announced; the same words for the same question, so that typing repeats nothing. */}
      <p id={`${id}-why`} role="status">
        {why}
      </p>
      {why !== null && (
        <>
          {children}
          <label className={styles.kind}>
            <input
              type="checkbox"
              checked={checked}
              disabled={disabled}
              aria-describedby={error === null ? `${id}-why` : `${id}-why ${id}-error`}
              aria-invalid={error === null ? undefined : true}
              onChange={(event) => {
                onChange(event.target.checked)
              }}
            />
            <span>{label}</span>
          </label>
          {error !== null && (
            <p id={`${id}-error`} className={styles.confirmationError}>
              {error}
            </p>
          )}
        </>
      )}
    </div>
  )
}
