import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type {
  CheckResult,
  ExportResult,
  ImportPreview,
  ProfileList,
  ProfileView,
  RemovedProfiles,
  RunTarget,
} from '../../../../shared/ipc/api'
import type { Requests } from '../../../../shared/ipc/contract'
import type { Result } from '../../../../shared/result'
import { ask } from '../../bridge'

interface ProfilesState {
  /** null until it was read for the first time. */
  readonly list: ProfileList | null
  /** The last thing that failed outside of a form or a dialog. */
  readonly error: AppError | null
  readonly search: string
  readonly tag: string | null

  readonly load: () => Promise<void>
  readonly save: (input: Requests['profiles:save']) => Promise<Result<ProfileView, AppError>>
  readonly duplicate: (id: string) => Promise<ProfileView | null>
  readonly remove: (id: string) => Promise<boolean>
  readonly removeAll: () => Promise<Result<RemovedProfiles, AppError>>
  /** Moves a profile one place; true when it moved. */
  readonly move: (id: string, by: -1 | 1) => Promise<boolean>
  readonly setSecret: (input: Requests['profiles:setSecret']) => Promise<Result<ProfileView, AppError>>
  /** @param app the id of the further app connection to check; null: the main one */
  readonly check: (id: string, app: string | null) => Promise<Result<CheckResult, AppError>>
  /** Confirms the authorisation server that the tenant named in a check. */
  readonly confirmAuthHost: (input: { id: string; host: string }) => Promise<Result<ProfileView, AppError>>
  /** null when dismissed or failed; `error` says why it failed. */
  readonly chooseImport: () => Promise<ImportPreview | null>
  readonly confirmImport: (input: Requests['profiles:confirmImport']) => Promise<ProfileList | null>
  /** A file of tenants that reached the window from outside, until it is decided about. */
  readonly offered: ImportPreview | null
  readonly offerImport: (preview: ImportPreview | null) => void
  readonly exportAll: () => Promise<ExportResult | null>
  readonly setSearch: (search: string) => void
  readonly setTag: (tag: string | null) => void
  readonly dismissError: () => void
}

/** What a run is about. @param app the id of a further app connection; null: the main one */
export const profileTarget = (profileId: string, app: string | null): RunTarget => ({
  kind: 'profile',
  profileId,
  ...(app !== null && { app }),
})

/** The stored tenants. Secrets pass through on their way to main and are never kept here. */
export const useProfiles = create<ProfilesState>()((set, get) => {
  /** Keeps the error of a failed answer for the screen to show. */
  const valueOf = <T>(answer: Result<T, AppError>): T | null => {
    set({ error: answer.ok ? null : answer.error })
    return answer.ok ? answer.value : null
  }

  return {
    list: null,
    error: null,
    search: '',
    tag: null,
    offered: null,

    load: async () => {
      const list = valueOf(await ask(({ profiles }) => profiles.list()))
      if (list !== null) set({ list })
    },
    save: async (input) => {
      const answer = await ask(({ profiles }) => profiles.save(input))
      if (answer.ok) await get().load()
      return answer
    },
    duplicate: async (id) => {
      const copy = valueOf(await ask(({ profiles }) => profiles.duplicate({ id })))
      if (copy !== null) await get().load()
      return copy
    },
    remove: async (id) => {
      const answer = await ask(({ profiles }) => profiles.remove({ id }))
      valueOf(answer)
      if (answer.ok) await get().load()
      return answer.ok
    },
    removeAll: async () => {
      const answer = await ask(({ profiles }) => profiles.removeAll())
      await get().load()
      return answer
    },
    move: async (id, by) => {
      const { list } = get()
      const ids = list?.profiles.map(({ profile }) => profile.id) ?? []
      const from = ids.indexOf(id)
      const other = ids[from + by]
      if (list === null || from < 0 || other === undefined) return false
      ids[from] = other
      ids[from + by] = id
      const byId = new Map(list.profiles.map((view) => [view.profile.id, view]))
      set({ list: { ...list, profiles: ids.flatMap((each) => byId.get(each) ?? []) } })
      const answer = await ask(({ profiles }) => profiles.reorder({ ids }))
      valueOf(answer)
      if (!answer.ok) set({ list })
      return answer.ok
    },
    setSecret: async (input) => {
      const answer = await ask(({ profiles }) => profiles.setSecret(input))
      if (answer.ok) await get().load()
      return answer
    },
    check: (id, app) => ask(({ comparison }) => comparison.check({ target: profileTarget(id, app) })),
    confirmAuthHost: async (input) => {
      const answer = await ask(({ profiles }) => profiles.confirmAuthHost(input))
      if (answer.ok) await get().load()
      return answer
    },
    chooseImport: async () => valueOf(await ask(({ profiles }) => profiles.chooseImport())),
    confirmImport: async (input) => {
      const list = valueOf(await ask(({ profiles }) => profiles.confirmImport(input)))
      if (list !== null) set({ list })
      return list
    },
    offerImport: (offered) => {
      set({ offered })
    },
    exportAll: async () => valueOf(await ask(({ profiles }) => profiles.exportAll())),
    setSearch: (search) => {
      set({ search })
    },
    setTag: (tag) => {
      set({ tag })
    },
    dismissError: () => {
      set({ error: null })
    },
  }
})
