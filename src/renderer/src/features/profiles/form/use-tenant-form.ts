import { useState } from 'react'
import type { AppError } from '../../../../../shared/app-error'
import type { ConnectionRole, TenantProfile } from '../../../../../shared/files/profile'
import type { ProfileView } from '../../../../../shared/ipc/api'
import { useProfiles } from '../profiles-store'
import type { SecretField } from '../secrets/secret-input'
import { draftOf, EMPTY_DRAFT, type ConnectionDraft, type FieldErrors, type ProfileDraft } from './draft'
import { trustChange, type CertificatesRead, type KnownToForm } from './draft-trust'
import { parseDraft, stillWrong, givenSecrets } from './read-draft'
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
  readonly changeConnection: (role: ConnectionRole, changed: Partial<ConnectionDraft>) => void
  /** What the field for a connection's secret is given: nothing else of the form handles one. */
  readonly secretField: (role: ConnectionRole) => SecretField
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
  const known = (certificates: CertificatesRead): KnownToForm => ({ certificates, stored: view })

  const showErrors = (found: FieldErrors) => {
    setErrors(found)
    setAttempt(attempt + 1)
  }
  const change = (changed: Partial<ProfileDraft>) => {
    const next = { ...draft, ...changed }
    setErrors(stillWrong(errors, draft, next, known(last)))
    setDraft(next)
  }
  const store = async (): Promise<TenantProfile | null> => {
    setFailure(null)
    setBusy(true)
    const parsed = parseDraft(draft, known(await readNow()))
    if (!parsed.ok) {
      setBusy(false)
      showErrors(parsed.error)
      return null
    }
    setErrors({})
    const answer = await save({ id: savedId, profile: parsed.value, secrets: givenSecrets(draft) })
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
    changeConnection: (role, changed) => {
      change({ connections: { ...draft.connections, [role]: { ...draft.connections[role], ...changed } } })
    },
    secretField: (role) => ({
      value: draft.secrets[role],
      // A stored secret that goes is as good as none: the field asks as for a new tenant.
      state: trustChange(draft, view, role) === null ? view?.secrets[role] : undefined,
      error: errors[`secrets.${role}`] ?? null,
      onChange: (secret) => {
        change({ secrets: { ...draft.secrets, [role]: secret } })
      },
    }),
    store,
  }
}
