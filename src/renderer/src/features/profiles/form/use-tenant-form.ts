import { useState } from 'react'
import type { AppError } from '../../../../../shared/app-error'
import {
  connectionKeys,
  furtherAppId,
  type ConnectionKey,
  type ConnectionRole,
  type TenantProfile,
} from '../../../../../shared/files/profile'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { err, ok, type Result } from '../../../../../shared/result'
import { typedSecret } from '../../../../../shared/secret-text'
import { useProfiles } from '../profiles-store'
import type { SecretField } from '../secrets/secret-input'
import {
  draftConnection,
  draftOf,
  EMPTY_DRAFT,
  type AppDraft,
  type FieldErrors,
  type ProfileDraft,
} from './draft'
import { inWords, trustChange, type CertificatesRead } from './draft-trust'
import { parseDraft, stillWrong } from './read-draft'
import { useCertificates } from './use-certificates'

/** One tenant as it is typed, and what saving made of it. */
export interface TenantForm {
  /** null while it was never saved. */
  readonly savedId: string | null
  /** The stored tenant; null for a new one. */
  readonly view: ProfileView | null
  readonly draft: ProfileDraft
  readonly errors: FieldErrors
  /** What main said of the last attempt, where it was more than a field. */
  readonly failure: AppError | null
  /** How often errors were shown: the first field that is wrong gets the focus each time. */
  readonly attempt: number
  readonly busy: boolean
  /** Whether something was typed since it was opened or saved. */
  readonly isChanged: boolean
  /** What main found in the text of extra certificates. */
  readonly certificates: CertificatesRead
  readonly change: (changed: Partial<ProfileDraft>) => void
  readonly changeConnection: (key: ConnectionKey, changed: Partial<AppDraft>) => void
  /** What the field for a connection's secret is given: nothing else of the form handles one. */
  readonly secretField: (key: ConnectionKey) => SecretField
  /** Saves. @returns the saved profile, or null when the form has to be put right first */
  readonly store: () => Promise<TenantProfile | null>
}

/** @param id null adds a tenant */
export const useTenantForm = (id: string | null): TenantForm => {
  const list = useProfiles((state) => state.list)
  const save = useProfiles((state) => state.save)
  const [savedId, setSavedId] = useState(id)
  const view = list?.profiles.find(({ profile }) => profile.id === savedId) ?? null
  const [saved, setSaved] = useState(() => (view === null ? EMPTY_DRAFT : draftOf(view.profile)))
  const [draft, setDraft] = useState(saved)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const { last, readNow } = useCertificates(draft.ca)
  const faultsOf = (typed: ProfileDraft, certificates: CertificatesRead): FieldErrors => ({
    ...errorsOf(parseDraft(typed, certificates)),
    ...errorsOf(readSecrets(typed, view)),
  })

  const showErrors = (found: FieldErrors) => {
    setErrors(found)
    setAttempt(attempt + 1)
  }
  const change = (changed: Partial<ProfileDraft>) => {
    const next = { ...draft, ...changed }
    setErrors(stillWrong(errors, faultsOf(draft, last), faultsOf(next, last)))
    setDraft(next)
  }
  const store = async (): Promise<TenantProfile | null> => {
    setFailure(null)
    setBusy(true)
    const certificates = await readNow()
    const parsed = parseDraft(draft, certificates)
    const secrets = readSecrets(draft, view)
    if (!parsed.ok || !secrets.ok) {
      setBusy(false)
      showErrors(faultsOf(draft, certificates))
      return null
    }
    setErrors({})
    const answer = await save({ id: savedId, profile: parsed.value, secrets: secrets.value })
    setBusy(false)
    if (!answer.ok) {
      setFailure(answer.error)
      if (answer.error.field !== null)
        showErrors({ [answer.error.field.replace(/^profile\./, '')]: answer.error.message })
      return null
    }
    const next = draftOf(answer.value.profile)
    setSavedId(answer.value.profile.id)
    setSaved(next)
    setDraft(next)
    return answer.value.profile
  }
  return {
    savedId,
    view,
    draft,
    errors,
    failure,
    attempt,
    busy,
    isChanged: JSON.stringify(draft) !== JSON.stringify(saved),
    certificates: last,
    change,
    changeConnection: (key, changed) => {
      change(withConnection(draft, key, changed))
    },
    secretField: (key) => ({
      value: draft.secrets[key] ?? '',
      // A stored secret that goes is as good as none: the field asks as for a new tenant.
      state: trustChange(draft, view, key) === null ? view?.secrets[key] : undefined,
      error: errors[`secrets.${key}`] ?? null,
      onChange: (secret) => {
        change({ secrets: { ...draft.secrets, [key]: secret } })
      },
    }),
    store,
  }
}

const withConnection = (
  { connections, apps }: ProfileDraft,
  key: ConnectionKey,
  changed: Partial<AppDraft>,
): Partial<ProfileDraft> => {
  const id = furtherAppId(key)
  if (id !== null) return { apps: apps.map((app) => (app.id === id ? { ...app, ...changed } : app)) }
  const role = key as ConnectionRole
  return { connections: { ...connections, [role]: { ...connections[role], ...changed } } }
}

const errorsOf = (read: Result<unknown, FieldErrors>): FieldErrors => (read.ok ? {} : read.error)

/**
 * The secrets that were typed, for connections that take one; or what is wrong with them, and which
 * main would ask for, by field. Main asks the same of each: only here is a text exactly what was pasted.
 */
const readSecrets = (
  draft: ProfileDraft,
  stored: ProfileView | null,
): Result<Partial<Record<ConnectionKey, string>>, FieldErrors> => {
  const given: Partial<Record<ConnectionKey, string>> = {}
  const errors: Record<string, string> = {}
  for (const key of connectionKeys({ ...draft.connections, apps: draft.apps })) {
    const text = draft.secrets[key] ?? ''
    const field = `secrets.${key}`
    if (text.trim() === '') {
      if (trustChange(draft, stored, key)?.needsSecret === true)
        errors[field] = 'Enter the secret again, or change back what you changed'
    } else if (draftConnection(draft, key)?.kind === 'application') {
      const secret = typedSecret(text, field)
      if (secret.ok) given[key] = secret.value
      else errors[field] = inWords(secret.error)
    }
  }
  return Object.keys(errors).length === 0 ? ok(given) : err(errors)
}
