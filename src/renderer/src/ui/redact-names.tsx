import styles from './redact-names.module.css'

interface RedactNamesProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** What gets a stand-in. */
  readonly hint: string
}

/** The choice below the formats of an export. */
export const RedactNames = ({ checked, onChange, hint }: RedactNamesProps) => (
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
)
