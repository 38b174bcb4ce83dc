import { useRef, useState, type SyntheticEvent } from 'react'
import { counted } from '../../../../../core/comparison/count-text'
import type { AppError } from '../../../../../shared/app-error'
import type { ConnectionKey } from '../../../../../shared/files/profile'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { typedSecret } from '../../../../../shared/secret-text'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { useLeaving } from '../../../ui/leaving'
import { Name } from '../../../ui/name'
import { ErrorNotice } from '../../../ui/notice'
import { missingSecrets, nameInSentence, whereItGoes } from '../profile-text'
import { useProfiles } from '../profiles-store'
import { SecretInput } from './secret-input'
import styles from './secrets-dialog.module.css'

/** One missing secret, and what became of it. */
interface MissingSecret {
  readonly id: string
  readonly role: ConnectionKey
  readonly name: string
  /** What its connection is called, in a sentence. */
  readonly connection: string
  readonly where: string
  readonly typed: string
  /** Something was pasted that the field did not take: nothing of it is here. */
  readonly refused: boolean
  readonly state: 'open' | 'busy' | 'kept' | 'kept-for-session'
  readonly error: AppError | null
}

const missingOf = (view: ProfileView): readonly MissingSecret[] =>
  missingSecrets(view).map((role) => ({
    id: view.profile.id,
    role,
    name: view.profile.name,
    connection: nameInSentence(view.profile, role),
    where: whereItGoes(view.profile),
    typed: '',
    refused: false,
    state: 'open',
    error: null,
  }))

const isTyped = ({ typed }: MissingSecret): boolean => typed.trim() !== ''

/** What closing would lose; null: nothing. What is on its way to the keychain is not there yet. */
const lostWords = (secrets: readonly MissingSecret[]): string | null => {
  const typed = secrets.filter(isTyped).length
  if (typed > 0) return `${counted(typed, 'secret')} you typed would be lost. Halo shows a secret only once.`
  return secrets.some(({ refused }) => refused)
    ? 'What you pasted was not taken, and is not stored. Halo shows a secret only once.'
    : null
}

/** Asks for the secrets of tenants that miss them, as after an import. Any of them may be left out. */
export const SecretsDialog = ({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) => {
  const list = useProfiles((state) => state.list)
  const setSecret = useProfiles((state) => state.setSecret)
  // Fixed at opening: a field must not vanish while its neighbours are still being filled in.
  const [secrets, setSecrets] = useState(() =>
    (list?.profiles ?? []).filter(({ profile }) => ids.includes(profile.id)).flatMap(missingOf),
  )
  // What is typed while others are being stored is seen when they are.
  const now = useRef(secrets)
  const busy = secrets.some(({ state }) => state === 'busy')
  const lost = lostWords(secrets)

  const change = ({ id, role }: MissingSecret, changed: Partial<MissingSecret>) => {
    now.current = now.current.map((each) =>
      each.id === id && each.role === role ? { ...each, ...changed } : each,
    )
    setSecrets(now.current)
  }
  /** What Halo shows once stays in its field until it is stored. */
  const store = async (missing: MissingSecret): Promise<boolean> => {
    change(missing, { state: 'busy', error: null })
    const { id, role } = missing
    const typed = typedSecret(missing.typed, 'secret')
    const answer = typed.ok ? await setSecret({ id, role, secret: typed.value }) : typed
    if (!answer.ok) change(missing, { state: 'open', error: answer.error })
    else {
      const isForSession = answer.value.secrets[role] === 'session-only'
      change(missing, { state: isForSession ? 'kept-for-session' : 'kept', typed: '' })
    }
    return answer.ok
  }
  const finish = async () => {
    for (const missing of now.current.filter(isTyped)) await store(missing)
    if (lostWords(now.current) === null) onClose()
  }
  const { leave, question } = useLeaving({
    title: 'Close without storing?',
    lost,
    discard: 'Discard',
    onLeave: onClose,
    ...(secrets.some(isTyped) &&
      !busy && { keep: { label: 'Store and close', icon: 'key', run: () => void finish() } }),
  })
  return (
    <>
      <Dialog
        wide
        title="Enter secrets"
        onClose={leave}
        footer={
          secrets.some(isTyped) ? (
            <Button kind="primary" disabled={busy} onClick={() => void finish()}>
              Store and close
            </Button>
          ) : (
            <Button kind="primary" onClick={leave}>
              Done
            </Button>
          )
        }
      >
        {secrets.length === 0 ? (
          <p>Every secret is there.</p>
        ) : (
          <p>Each goes straight to the keychain; the window can set and delete it, never read it.</p>
        )}
        {secrets.map((missing) => (
          <SecretRow
            key={`${missing.id} ${missing.role}`}
            missing={missing}
            onType={(typed) => {
              change(missing, { typed })
            }}
            onRefused={(refused) => {
              change(missing, { refused })
            }}
            onStore={() => void store(missing)}
          />
        ))}
      </Dialog>
      {question}
    </>
  )
}

interface SecretRowProps {
  readonly missing: MissingSecret
  readonly onType: (typed: string) => void
  readonly onRefused: (refused: boolean) => void
  readonly onStore: () => void
}

const SecretRow = ({ missing, onType, onRefused, onStore }: SecretRowProps) => {
  const { name, connection, where, typed, state, error } = missing
  if (state === 'kept' || state === 'kept-for-session') {
    return (
      <p className={styles.done} role="status">
        <Name>{name}</Name>: {connection}{' '}
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
        label={`${name}: client secret of the ${connection}`}
        value={typed}
        state="missing"
        hint={where}
        onChange={onType}
        onRefused={onRefused}
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
