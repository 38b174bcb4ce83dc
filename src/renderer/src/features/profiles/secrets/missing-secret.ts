import { counted } from '../../../../../core/comparison/count-text'
import type { AppError } from '../../../../../shared/app-error'
import {
  connectionOf,
  furtherAppKey,
  type Connection,
  type ConnectionKey,
} from '../../../../../shared/files/profile'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { missingSecrets, nameInSentence, whereItGoes } from '../profile-text'
import type { SecretTarget } from './match-secrets'

/** One missing secret, and what became of it. */
export interface MissingSecret {
  readonly id: string
  readonly role: ConnectionKey
  readonly name: string
  /** What its connection is called, in a sentence. */
  readonly connection: string
  /** Of a further app connection. */
  readonly appName: string | null
  readonly where: string
  readonly url: string
  readonly clientId: string
  readonly typed: string
  /** Something was pasted that the field did not take: nothing of it is here. */
  readonly refused: boolean
  readonly state: 'open' | 'busy' | 'kept' | 'kept-for-session'
  readonly error: AppError | null
}

/** Those of a tenant, in the order of its form. */
export const missingOf = (view: ProfileView): readonly MissingSecret[] =>
  missingSecrets(view).map((role) => ({
    id: view.profile.id,
    role,
    name: view.profile.name,
    connection: nameInSentence(view.profile, role),
    appName: view.profile.apps?.find(({ id }) => furtherAppKey(id) === role)?.name ?? null,
    where: whereItGoes(view.profile),
    url: view.profile.url,
    clientId: connectionOf<Connection>(view.profile, role)?.clientId ?? '',
    typed: '',
    refused: false,
    state: 'open',
    error: null,
  }))

/** Which connection of which tenant. */
export const keyOf = ({ id, role }: Pick<MissingSecret, 'id' | 'role'>): string => `${id} ${role}`

/** What a list may call the connection. */
export const targetOf = ({
  id,
  role,
  name,
  url,
  clientId,
  connection,
  appName,
}: MissingSecret): SecretTarget => ({
  key: keyOf({ id, role }),
  tenant: name,
  url,
  clientId,
  connections: [connection, role, ...(appName === null ? [] : [appName])],
})

export const isTyped = ({ typed }: MissingSecret): boolean => typed.trim() !== ''

/**
 * What closing would lose; null: nothing. What is on its way to the keychain is not there yet.
 * @param pasted secrets that were pasted with others, and are in no field yet
 */
export const lostWords = (secrets: readonly MissingSecret[], pasted = 0): string | null => {
  const typed = secrets.filter(isTyped).length
  if (pasted > 0)
    return `${counted(typed + pasted, 'secret')} you entered would be lost. Halo shows a secret only once.`
  if (typed > 0) return `${counted(typed, 'secret')} you typed would be lost. Halo shows a secret only once.`
  return secrets.some(({ refused }) => refused)
    ? 'What you pasted was not taken, and is not stored. Halo shows a secret only once.'
    : null
}
