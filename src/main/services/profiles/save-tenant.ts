import type { AppError } from '../../../shared/app-error'
import { sameTrust, trustChanges } from '../../../shared/connection-trust'
import {
  connectionKeys,
  connectionOf,
  type Connection,
  type ConnectionKey,
  type ProfileInput,
  type TenantProfile,
} from '../../../shared/files/profile'
import type { ProfileView } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import { err, ok, type Result } from '../../../shared/result'
import { typedSecret } from '../../../shared/secret-text'
import type { Clock } from '../../ports'
import { holdsNoSecret, isClientId, notFound, secretNeeded } from './profile-errors'
import { changedProfile, cleanProfile, newProfile, secretKeys } from './profile-rules'
import { secretStateOf, viewOf } from './profile-view'
import { endsRuns, isMoved, saveFault } from './save-fault'
import type { RememberingSecrets } from './secret-memory'
import type { ChangeProfiles } from './stored-profiles'
import { CONFIRM_ON_COMMAND_LINE, EDIT_TO_CONFIRM, trustFault } from './trust-fault'
import type { SecretChange, TwoStepSave } from './two-step-save'

/** Secrets given with a save, by the connection they are for. */
type GivenSecrets = Requests['profiles:save']['secrets']

/** How a tenant and its secrets are saved. */
export interface TenantSaves {
  /**
   * Adds (`id` null) or changes a tenant. A connection with another trust is another recipient: a
   * secret that it had must be given again, or `SECRET_NEEDED` names the connections.
   */
  readonly save: (request: Requests['profiles:save']) => Promise<Result<ProfileView, AppError>>
  /** Keeps one secret of a tenant that is stored, and confirmed. */
  readonly setSecret: (request: Requests['profiles:setSecret']) => Promise<Result<ProfileView, AppError>>
  readonly deleteSecret: (
    request: Requests['profiles:deleteSecret'],
  ) => Promise<Result<ProfileView, AppError>>
}

export interface TenantSavesDeps {
  readonly secrets: RememberingSecrets
  readonly change: ChangeProfiles
  readonly twoSteps: Pick<TwoStepSave, 'save'>
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
  /** A tenant leads elsewhere now: whatever runs with what it was has to end. */
  readonly onMoved?: (id: string) => void
}

/** Takes what a person entered, decides what becomes of each secret, and saves both in two steps. */
export const createTenantSaves = ({
  secrets,
  change,
  twoSteps,
  clock,
  newId,
  onMoved,
}: TenantSavesDeps): TenantSaves => {
  const saveBoth = async (
    ...args: Parameters<TwoStepSave['save']>
  ): Promise<Result<ProfileView, AppError>> => {
    const saved = await twoSteps.save(...args)
    return saved.ok ? ok(viewOf(saved.value, secrets)) : saved
  }
  const changeSecret = (
    { id, role }: Requests['profiles:deleteSecret'],
    secret: string | null,
  ): Promise<Result<ProfileView, AppError>> =>
    change(async (data) => {
      const profile = data.profiles.find((candidate) => candidate.id === id)
      if (profile === undefined) return err(notFound())
      if (!secretKeys(profile).includes(role)) return err(holdsNoSecret(profile, role))
      // SECURITY: what nobody looked at gets no secret, also where a page says later that somebody did.
      const unconfirmed =
        secret === null ? null : trustFault(profile, EDIT_TO_CONFIRM, CONFIRM_ON_COMMAND_LINE)
      if (unconfirmed !== null) return err(unconfirmed)
      const slip = clientIdFault(profile, { [role]: secret ?? undefined }, () => 'secret')
      if (slip !== null) return err(slip)
      return saveBoth(data, profile, [[role, secret]], 'keep')
    })
  return {
    save: ({ id, profile: input, secrets: given }) =>
      change(async (data) => {
        const before = id === null ? null : data.profiles.find((profile) => profile.id === id)
        if (before === undefined) return err(notFound())
        const cleaned = cleanProfile(input)
        if (!cleaned.ok) return cleaned
        const fault = saveFault(data, before, cleaned.value)
        if (fault !== null) return err(fault)
        const typed = typedSecrets(given)
        if (!typed.ok) return typed
        const slip = clientIdFault(cleaned.value, typed.value, (key) => `secrets.${key}`)
        if (slip !== null) return err(slip)
        const changes = planSecretChanges(
          before,
          cleaned.value,
          typed.value,
          (profile, key) => secretStateOf(profile, key, secrets) !== 'missing',
        )
        if (!changes.ok) return changes
        const stored =
          before === null
            ? newProfile(cleaned.value, newId(), clock.now())
            : changedProfile(before, cleaned.value, clock.now())
        const saved = await saveBoth(
          data,
          stored,
          changes.value,
          isMoved(before, stored) ? 'replace' : 'keep',
        )
        if (saved.ok && endsRuns(before, stored)) onMoved?.(stored.id)
        return saved
      }),
    setSecret: async ({ id, role, secret }) => {
      const typed = typedSecret(secret, 'secret')
      return typed.ok ? changeSecret({ id, role }, typed.value) : typed
    },
    deleteSecret: (request) => changeSecret(request, null),
  }
}

/** Secrets as a person typed them, in the form in which they are kept; or which of them cannot be. */
const typedSecrets = (given: GivenSecrets): Result<GivenSecrets, AppError> => {
  const typed: Partial<Record<ConnectionKey, string>> = {}
  for (const key of keysOf(given)) {
    const text = given[key]
    if (text === undefined) continue
    const secret = typedSecret(text, `secrets.${key}`)
    if (!secret.ok) return secret
    typed[key] = secret.value
  }
  return ok(typed)
}

/** They are what the schema of the request lets through. */
const keysOf = (given: GivenSecrets): readonly ConnectionKey[] => Object.keys(given) as ConnectionKey[]

/** A secret that is the client id of its own connection; null when none is. @param fieldOf as the caller's request names it */
const clientIdFault = (
  profile: ProfileInput,
  given: Readonly<Partial<Record<ConnectionKey, string | undefined>>>,
  fieldOf: (key: ConnectionKey) => string,
): AppError | null => {
  const key = secretKeys(profile).find(
    (each) => given[each]?.toLowerCase() === connectionOf<Connection>(profile, each)?.clientId.toLowerCase(),
  )
  return key === undefined ? null : isClientId(profile, key, fieldOf(key))
}

/**
 * What a save does to each secret: those given are kept, those of connections that are gone, or
 * that lead elsewhere now, deleted, refresh tokens of sign-ins included.
 * @param has whether the tenant has a secret for this connection, as far as is known
 */
const planSecretChanges = (
  before: TenantProfile | null,
  after: ProfileInput,
  given: GivenSecrets,
  has: (profile: TenantProfile, key: ConnectionKey) => boolean,
): Result<readonly SecretChange[], AppError> => {
  const keys = secretKeys(after)
  const refused = keysOf(given).find((key) => given[key] !== undefined && !keys.includes(key))
  if (refused !== undefined) return err(holdsNoSecret(after, refused))
  const had = before === null ? [] : connectionKeys(before)
  const moved = before === null ? [] : had.filter((key) => !sameTrust(before, after, key))
  if (before !== null) {
    const needed = moved.filter(
      (key) =>
        connectionOf<Connection>(before, key)?.kind === 'application' &&
        keys.includes(key) &&
        given[key] === undefined &&
        has(before, key),
    )
    const [first] = needed
    if (first !== undefined) return err(secretNeeded(after, needed, trustChanges(before, after, first)))
  }
  return ok(
    [...new Set([...had, ...keys])].flatMap((key): readonly SecretChange[] => {
      const secret = given[key]
      if (secret !== undefined) return [[key, secret]]
      return moved.includes(key) ? [[key, null]] : []
    }),
  )
}
