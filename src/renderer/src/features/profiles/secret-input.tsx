import type { SecretState } from '../../../../shared/ipc/api'
import { Field } from '../../ui/field'

interface SecretInputProps {
  readonly label: string
  readonly value: string
  /** undefined: this connection is new. */
  readonly state: SecretState | undefined
  readonly error?: string | null
  readonly onChange: (value: string) => void
}

const PLACEHOLDERS: Readonly<Record<SecretState, string>> = {
  stored: 'stored in the keychain — leave empty to keep',
  'session-only': 'kept for this session — leave empty to keep',
  missing: 'not stored yet',
  unknown: 'the keychain cannot be asked now — leave empty to keep',
}

/** Takes a secret and never shows one: the window cannot read what is stored. */
export const SecretInput = ({ label, value, state, error = null, onChange }: SecretInputProps) => (
  <Field label={label} error={error} hint="Halo shows it once, when the application is made.">
    {(control) => (
      <input
        {...control}
        type="password"
        value={value}
        placeholder={state === undefined ? 'paste it here' : PLACEHOLDERS[state]}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      />
    )}
  </Field>
)
