import type { SyntheticEvent } from 'react'
import { countText, counted } from '../../../../../core/comparison/count-text'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { ErrorNotice } from '../../../ui/notice'
import { SecretInput } from './secret-input'
import type { MissingSecret } from './missing-secret'
import styles from './secrets-dialog.module.css'

/** "4 of 30 secrets stored". */
export const Progress = ({ secrets }: { secrets: readonly MissingSecret[] }) => {
  const stored = secrets.filter(({ state }) => state === 'kept' || state === 'kept-for-session').length
  return (
    <div className={styles.progress}>
      <progress aria-label="Secrets stored" max={secrets.length} value={stored} />
      <span role="status">
        {countText(stored)} of {counted(secrets.length, 'secret')} stored
      </span>
    </div>
  )
}

interface SecretRowProps {
  readonly id: string
  readonly missing: MissingSecret
  readonly onType: (typed: string) => void
  readonly onRefused: (refused: boolean) => void
  readonly onStore: () => void
  /** Whether another one is open. */
  readonly canSkip: boolean
  readonly onSkip: () => void
}

/** One missing secret with its field; once it is stored, what became of it. */
export const SecretRow = ({ id, missing, canSkip, onType, onRefused, onStore, onSkip }: SecretRowProps) => {
  const { name, connection, where, clientId, typed, state, error } = missing
  if (state === 'kept' || state === 'kept-for-session') {
    return (
      <p className={styles.done} role="status">
        <bdi>{name}</bdi>: {connection}{' '}
        <Badge tone={state === 'kept' ? 'good' : 'warning'} icon={state === 'kept' ? 'check' : 'waiting'}>
          {state === 'kept' ? 'stored in the keychain' : 'kept for this session only'}
        </Badge>
      </p>
    )
  }
  return (
    <form
      className={styles.line}
      data-secret={id}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        onStore()
      }}
    >
      <SecretInput
        label={`${name}: client secret of the ${connection}`}
        value={typed}
        state="missing"
        clientId={clientId}
        hint={where}
        onChange={onType}
        onRefused={onRefused}
      />
      <Button type="submit" icon="key" disabled={typed.trim() === '' || state === 'busy'}>
        Store
      </Button>
      {canSkip && (
        <Button kind="quiet" onClick={onSkip}>
          Skip
        </Button>
      )}
      {error !== null && (
        <div className={styles.error}>
          <ErrorNotice error={error} />
        </div>
      )}
    </form>
  )
}
