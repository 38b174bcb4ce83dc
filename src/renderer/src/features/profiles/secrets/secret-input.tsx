import { useState, type ReactNode } from 'react'
import { secretHints } from '../../../../../shared/credential-look'
import type { SecretState } from '../../../../../shared/ipc/api'
import { Field } from '../../../ui/field'

/** What was typed, and what it would take the place of. */
export interface SecretField {
  readonly value: string
  /** undefined: this connection is new. */
  readonly state: SecretState | undefined
  readonly error?: string | null
  readonly onChange: (value: string) => void
}

interface SecretInputProps extends SecretField {
  readonly label: string
  readonly hint?: ReactNode
  /** The id that it belongs to, to tell the two apart. */
  readonly clientId?: string
  /** Told when something was pasted that the field does not take, and when something else was done since. */
  readonly onRefused?: (refused: boolean) => void
}

const PLACEHOLDERS: Readonly<Record<SecretState, string>> = {
  stored: 'stored in the keychain — leave empty to keep',
  'session-only': 'kept for this session — leave empty to keep',
  missing: 'not stored yet',
  unknown: 'the keychain cannot be asked now — leave empty to keep',
}

/** Takes a secret and never shows one: the window cannot read what is stored. */
export const SecretInput = ({
  label,
  value,
  state,
  error = null,
  hint,
  clientId = '',
  onChange,
  onRefused,
}: SecretInputProps) => {
  const [look] = value.trim() === '' ? [] : secretHints(clientId, value)
  const [severalLines, setSeveralLines] = useState(false)
  const refuse = (several: boolean) => {
    if (several === severalLines) return
    setSeveralLines(several)
    onRefused?.(several)
  }
  return (
    <Field
      label={label}
      error={severalLines ? SEVERAL_LINES : error}
      hint={look ?? hint ?? 'Halo shows it once, when the application is made.'}
    >
      {(control) => (
        <input
          {...control}
          type="password"
          value={value}
          placeholder={state === undefined ? 'paste it here' : PLACEHOLDERS[state]}
          // Browsers do not heed “off” in a field for a password: they offer to fill one in.
          autoComplete="new-password"
          spellCheck={false}
          onPaste={(event) => {
            // The field would take line breaks out without a word, and keep another secret.
            const several = /[\r\n]/.test(event.clipboardData.getData('text').trim())
            if (several) event.preventDefault()
            refuse(several)
          }}
          onChange={(event) => {
            refuse(false)
            onChange(event.target.value)
          }}
        />
      )}
    </Field>
  )
}

const SEVERAL_LINES = 'What you pasted has several lines. Copy the client secret alone.'
