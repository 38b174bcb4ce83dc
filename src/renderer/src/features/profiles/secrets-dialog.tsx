import { useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../../shared/app-error'
import type { ConnectionRole } from '../../../../shared/files/profile'
import { typedSecret } from '../../../../shared/secret-text'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { ErrorNotice } from '../../ui/notice'
import { missingSecrets, ROLE_NAMES } from './profile-text'
import { useProfiles } from './profiles-store'
import { SecretInput } from './secret-input'
import styles from './secrets-dialog.module.css'

/** Asks for the secrets of tenants that miss them, as after an import. Any of them may be left out. */
export const SecretsDialog = ({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) => {
  const list = useProfiles((state) => state.list)
  // Fixed at opening: a field must not vanish while its neighbours are still being filled in.
  const [wanted] = useState(() =>
    (list?.profiles ?? [])
      .filter(({ profile }) => ids.includes(profile.id))
      .flatMap((view) =>
        missingSecrets(view).map((role) => ({ id: view.profile.id, name: view.profile.name, role })),
      ),
  )
  return (
    <Dialog
      wide
      title="Enter secrets"
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {wanted.length === 0 ? (
        <p>Every secret is there.</p>
      ) : (
        <p>Each goes straight to the keychain; the window can set and delete it, never read it.</p>
      )}
      {wanted.map((each) => (
        <SecretLine key={`${each.id} ${each.role}`} {...each} />
      ))}
    </Dialog>
  )
}

const SecretLine = ({ id, name, role }: { id: string; name: string; role: ConnectionRole }) => {
  const [secret, setSecret] = useState('')
  const [state, setState] = useState<'open' | 'busy' | 'kept' | 'kept-for-session'>('open')
  const [error, setError] = useState<AppError | null>(null)
  const storeSecret = useProfiles((profiles) => profiles.setSecret)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setState('busy')
    const typed = typedSecret(secret, 'secret')
    const answer = typed.ok ? await storeSecret({ id, role, secret: typed.value }) : typed
    setError(answer.ok ? null : answer.error)
    setSecret('')
    if (!answer.ok) setState('open')
    else setState(answer.value.secrets[role] === 'session-only' ? 'kept-for-session' : 'kept')
  }
  if (state === 'kept' || state === 'kept-for-session') {
    return (
      <p className={styles.done} role="status">
        <bdi>{name}</bdi>: {ROLE_NAMES[role].toLowerCase()}{' '}
        <Badge tone={state === 'kept' ? 'good' : 'warning'} icon={state === 'kept' ? 'check' : 'waiting'}>
          {state === 'kept' ? 'stored in the keychain' : 'kept for this session only'}
        </Badge>
      </p>
    )
  }
  return (
    <form className={styles.line} onSubmit={(event) => void submit(event)}>
      <SecretInput
        label={`${name}: client secret of the ${ROLE_NAMES[role].toLowerCase()}`}
        value={secret}
        state="missing"
        onChange={setSecret}
      />
      <Button type="submit" icon="key" disabled={secret.trim() === '' || state === 'busy'}>
        Store
      </Button>
      {error !== null && (
        <div className={styles.error}>
          <ErrorNotice error={error} />
        </div>
      )}
    </form>
  )
}
