import { useEffect } from 'react'
import { countText } from '../../../core/comparison/count-text'
import { REDACTION_KEY } from '../../../shared/bounds'
import { redactionKeyFault } from '../../../shared/redaction-key'
import { Field } from './field'
import styles from './redact-names.module.css'

interface RedactNamesProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** What gets a stand-in. */
  readonly hint: string
  /** As it was typed; null: none. */
  readonly redactKey: string | null
  /** Also when this goes: a key is not kept for the next export. */
  readonly onKey: (key: string | null) => void
}

/** The choice below the formats of an export. */
export const RedactNames = ({ checked, onChange, hint, redactKey, onKey }: RedactNamesProps) => (
  <div className={styles.redaction}>
    <label className={styles.redact}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => {
          onChange(event.target.checked)
        }}
      />
      <span>
        Redact names
        <span className={styles.hint}>{hint}</span>
      </span>
    </label>
    {checked && <RedactionKey value={redactKey} onChange={onKey} />}
  </div>
)

interface RedactionKeyProps {
  readonly value: string | null
  readonly onChange: (key: string | null) => void
}

const RedactionKey = ({ value, onChange }: RedactionKeyProps) => {
  useEffect(
    () => () => {
      onChange(null)
    },
    [onChange],
  )
  const key = value?.trim() ?? ''
  return (
    <Field
      label="Key for stand-ins"
      optional
      error={
        key === '' || redactionKeyFault(key) === null
          ? null
          : `At least ${countText(REDACTION_KEY.least)} characters.`
      }
      hint="Exports with the same key have the same stand-ins, and nobody without it can try names against them. It is not kept."
    >
      {(control) => (
        <input
          {...control}
          type="password"
          value={value ?? ''}
          maxLength={REDACTION_KEY.most}
          // Browsers do not heed “off” in a field for a password: they offer to fill one in.
          autoComplete="new-password"
          spellCheck={false}
          onChange={({ target }) => {
            onChange(target.value === '' ? null : target.value)
          }}
        />
      )}
    </Field>
  )
}
