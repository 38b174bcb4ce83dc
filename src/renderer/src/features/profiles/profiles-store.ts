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
import type { BegunRemoval, ManyDone } from '../../../../shared/ipc/tenants'
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
  /** Takes tenants out of the list, until the removal is undone or finished. */
  readonly beginRemoval: (ids: readonly string[]) => Promise<Result<BegunRemoval, AppError>>
  /** @returns false: they could not be brought back, and `error` says why */
  readonly undoRemoval: (removalId: string) => Promise<boolean>
  /** @param removalId null: every one, when nobody can take one back any more */
  readonly finishRemoval: (removalId: string | null) => Promise<void>
  readonly tagMany: (input: Requests['profiles:tag']) => Promise<Result<ManyDone, AppError>>
  readonly removeAll: () => Promise<Result<RemovedProfiles, AppError>>
  /** Moves a profile one place; true when it moved. */
  readonly move: (id: string, by: -1 | 1) => Promise<boolean>
  readonly setSecret: (input: Requests['profiles:setSecret']) => Promise<Result<ProfileView, AppError>>
  /** @param app the id of the further app connection to check; null: the main one */
  readonly check: (id: string, app: string | null) => Promise<Result<CheckResult, AppError>>
  /** Confirms the authorisation server that the tenant named in a check. */
  readonly confirmAuthHost: (input: { id: string; host: string }) => Promise<Result<ProfileView, AppError>>
  /** null when dismissed. */
  readonly chooseImport: () => Promise<Result<ImportPreview | null, AppError>>
  readonly saveTemplate: () => Promise<Result<ExportResult, AppError>>
  readonly confirmImport: (input: Requests['profiles:confirmImport']) => Promise<ProfileList | null>
  /** A file of tenants that reached the window from outside, until it is decided about. */
  readonly offered: ImportPreview | null
  readonly offerImport: (preview: ImportPreview | null) => void
  readonly exportAll: () => Promise<ExportResult | null>
  /** The tenants that are ticked, also those that a search hides. */
  readonly selected: ReadonlySet<string>
  readonly select: (ids: ReadonlySet<string>) => void
  /** The tenant that was saved last, whose next step is offered; null: none. */
  readonly saved: string | null
  readonly offerNext: (id: string | null) => void
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

const NONE: ReadonlySet<string> = new Set()

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
    selected: NONE,
    saved: null,

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
    beginRemoval: async (ids) => {
      const answer = await ask(({ profiles }) => profiles.beginRemoval({ ids }))
      if (answer.ok) await get().load()
      return answer
    },
    undoRemoval: async (removalId) => {
      const list = valueOf(await ask(({ profiles }) => profiles.undoRemoval({ removalId })))
      if (list !== null) set({ list })
      return list !== null
    },
    finishRemoval: async (removalId) => {
      const answer = await ask(({ profiles }) => profiles.finishRemoval({ removalId }))
      // What could not go is said by the list.
      if (!answer.ok) await get().load()
    },
    tagMany: async (input) => {
      const answer = await ask(({ profiles }) => profiles.tag(input))
      if (answer.ok) await get().load()
      return answer
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
    chooseImport: () => ask(({ profiles }) => profiles.chooseImport()),
    saveTemplate: () => ask(({ profiles }) => profiles.saveTemplate()),
    confirmImport: async (input) => {
      const list = valueOf(await ask(({ profiles }) => profiles.confirmImport(input)))
      if (list !== null) set({ list })
      return list
    },
    offerImport: (offered) => {
      set({ offered })
    },
    exportAll: async () => valueOf(await ask(({ profiles }) => profiles.exportAll())),
    select: (selected) => {
      set({ selected })
    },
    offerNext: (saved) => {
      set({ saved })
    },
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
