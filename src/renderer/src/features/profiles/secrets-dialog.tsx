import { useState, type SyntheticEvent } from 'react'
import type { AppError } from '../../../../shared/app-error'
import type { ConnectionRole } from '../../../../shared/files/profile'
import type { ProfileView } from '../../../../shared/ipc/api'
import { typedSecret } from '../../../../shared/secret-text'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { counted } from '../../ui/counted'
import { Dialog } from '../../ui/dialog'
import { ErrorNotice } from '../../ui/notice'
import { missingSecrets, ROLE_NAMES, whereItGoes } from './profile-text'
import { useProfiles } from './profiles-store'
import { SecretInput } from './secret-input'
import styles from './secrets-dialog.module.css'

interface Line {
  readonly id: string
  readonly role: ConnectionRole
  readonly name: string
  readonly where: string
  readonly typed: string
  readonly state: 'open' | 'busy' | 'kept' | 'kept-for-session'
  readonly error: AppError | null
}

const linesOf = (view: ProfileView): readonly Line[] =>
  missingSecrets(view).map((role) => ({
    id: view.profile.id,
    role,
    name: view.profile.name,
    where: whereItGoes(view.profile),
    typed: '',
    state: 'open',
    error: null,
  }))

const isWaiting = ({ typed, state }: Line): boolean => typed.trim() !== '' && state === 'open'

/** Asks for the secrets of tenants that miss them, as after an import. Any of them may be left out. */
export const SecretsDialog = ({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) => {
  const list = useProfiles((state) => state.list)
  const setSecret = useProfiles((state) => state.setSecret)
  // Fixed at opening: a field must not vanish while its neighbours are still being filled in.
  const [lines, setLines] = useState(() =>
    (list?.profiles ?? []).filter(({ profile }) => ids.includes(profile.id)).flatMap(linesOf),
  )
  const [asking, setAsking] = useState(false)
  const waiting = lines.filter(isWaiting)
  const busy = lines.some(({ state }) => state === 'busy')

  const change = ({ id, role }: Line, changed: Partial<Line>) => {
    setLines((all) =>
      all.map((each) => (each.id === id && each.role === role ? { ...each, ...changed } : each)),
    )
  }
  /** What Halo shows once stays in its field until it is stored. */
  const store = async (line: Line): Promise<boolean> => {
    change(line, { state: 'busy', error: null })
    const { id, role } = line
    const typed = typedSecret(line.typed, 'secret')
    const answer = typed.ok ? await setSecret({ id, role, secret: typed.value }) : typed
    if (!answer.ok) change(line, { state: 'open', error: answer.error })
    else {
      const isForSession = answer.value.secrets[role] === 'session-only'
      change(line, { state: isForSession ? 'kept-for-session' : 'kept', typed: '' })
    }
    return answer.ok
  }
  const finish = async () => {
    setAsking(false)
    let stored = true
    for (const line of waiting) stored = (await store(line)) && stored
    if (stored) onClose()
  }
  return (
    <>
      <Dialog
        wide
        title="Enter secrets"
        onClose={() => {
          if (waiting.length === 0) onClose()
          else setAsking(true)
        }}
        footer={
          <Button kind="primary" disabled={busy} onClick={() => void finish()}>
            {waiting.length === 0 ? 'Done' : 'Store and close'}
          </Button>
        }
      >
        {lines.length === 0 ? (
          <p>Every secret is there.</p>
        ) : (
          <p>Each goes straight to the keychain; the window can set and delete it, never read it.</p>
        )}
        {lines.map((line) => (
          <SecretLine
            key={`${line.id} ${line.role}`}
            line={line}
            onType={(typed) => {
              change(line, { typed })
            }}
            onStore={() => void store(line)}
          />
        ))}
      </Dialog>
      {asking && (
        <Dialog
          title="Close without storing?"
          onClose={() => {
            setAsking(false)
          }}
          footer={
            <>
              <Button kind="danger" onClick={onClose}>
                Discard
              </Button>
              <Button kind="primary" icon="key" onClick={() => void finish()}>
                Store and close
              </Button>
            </>
          }
        >
          <p>{counted(waiting.length, 'secret')} you typed would be lost. Halo shows a secret only once.</p>
        </Dialog>
      )}
    </>
  )
}

interface SecretLineProps {
  readonly line: Line
  readonly onType: (typed: string) => void
  readonly onStore: () => void
}

const SecretLine = ({ line, onType, onStore }: SecretLineProps) => {
  const { name, role, where, typed, state, error } = line
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
    <form
      className={styles.line}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        onStore()
      }}
    >
      <SecretInput
        label={`${name}: client secret of the ${ROLE_NAMES[role].toLowerCase()}`}
        value={typed}
        state="missing"
        hint={where}
        onChange={onType}
      />
      <Button type="submit" icon="key" disabled={typed.trim() === '' || state === 'busy'}>
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
