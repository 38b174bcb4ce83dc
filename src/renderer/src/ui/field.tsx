import { useId, type ReactNode } from 'react'
import styles from './field.module.css'

/** What the control inside a {@link Field} must carry, so that label, hint and error belong to it. */
interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and how to put it right; null when nothing is. */
  readonly error?: string | null | undefined
  readonly optional?: boolean
  readonly children: (control: ControlProps) => ReactNode
}

/** A labelled control with its hint and its error. */
export const Field = ({ label, hint, error = null, optional = false, children }: FieldProps) => {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const described = [hint === undefined ? null : hintId, error === null ? null : errorId]
    .filter(Boolean)
    .join(' ')
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && <span className={styles.optional}> optional</span>}
      </label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error === null ? undefined : true,
      })}
      {error !== null && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
