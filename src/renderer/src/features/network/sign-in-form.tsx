import { useEffect, useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../../shared/app-error'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { ErrorNotice } from '../../ui/notice'
import styles from './network-settings.module.css'
import { useNetwork } from './network-store'

interface SignInFormProps {
  /** null: its address is entered too. */
  readonly proxy: string | null
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** Takes a name and a password for one proxy. Shows none: the window cannot read what is kept. */
export const SignInForm = ({ proxy, onDone, onCancel }: SignInFormProps) => {
  const [address, setAddress] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const [saving, setSaving] = useState(false)
  const { signIn, setEntered } = useNetwork.getState()
  const isEntered = address !== '' || name !== '' || password !== ''
  useEffect(() => {
    setEntered(isEntered)
    return () => {
      setEntered(false)
    }
  }, [isEntered, setEntered])
  const save = async () => {
    setSaving(true)
    const fault = await signIn({ proxy: proxy ?? address, name, password })
    setSaving(false)
    setError(fault)
    if (fault === null) onDone()
  }
  const ofField = (field: string) =>
    error?.field === field ? [error.message, ...error.advice].join(' ') : null
  return (
    <form
      className={styles.form}
      aria-label={proxy === null ? 'Another proxy' : `Name and password of ${proxy}`}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        if (!saving) void save()
      }}
    >
      {proxy === null ? (
        <Field
          label="Proxy"
          hint="Its host and port, as proxy.example:8080; of an https proxy with https before it, as in a browser."
          error={ofField('proxy')}
        >
          {(control) => (
            <input
              {...control}
              autoFocus
              value={address}
              spellCheck={false}
              onChange={({ target }) => {
                setAddress(target.value)
              }}
            />
          )}
        </Field>
      ) : (
        <p className={styles.name}>{proxy}</p>
      )}
      <Field label="Name" error={ofField('name')}>
        {(control) => (
          <input
            {...control}
            autoFocus={proxy !== null}
            value={name}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => {
              setName(target.value)
            }}
          />
        )}
      </Field>
      <Field
        label="Password"
        error={ofField('password')}
        hint={
          proxy?.startsWith('https:') === true
            ? 'It goes to this proxy only, encrypted.'
            : 'It goes to this proxy only. Between this computer and an http proxy others may read it: use one that opens nothing else.'
        }
      >
        {(control) => (
          <input
            {...control}
            type="password"
            value={password}
            // Browsers do not heed “off” in a field for a password.
            autoComplete="new-password"
            spellCheck={false}
            onChange={({ target }) => {
              setPassword(target.value)
            }}
          />
        )}
      </Field>
      {error !== null && !FIELDS.includes(error.field ?? '') && <ErrorNotice error={error} />}
      <div className={styles.actions}>
        <Button type="submit" kind="primary" aria-disabled={saving}>
          Keep
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}

const FIELDS: readonly string[] = ['proxy', 'name', 'password']
