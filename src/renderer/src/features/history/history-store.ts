import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { HistoryEntry, HistorySettings } from '../../../../shared/files/history'
import type { DriftAnswer, DriftPair, HistoryApi, TenantHistory } from '../../../../shared/ipc/history'
import type { ExportResult } from '../../../../shared/ipc/target'
import type { Result } from '../../../../shared/result'
import { ask } from '../../bridge'
import type { Pair } from './pair'

/** Something asked of main: under way, there, or why it is not. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: AppError }

/** The newest that was kept of a tenant, and the one before it of the same kind and app connection. */
interface Latest {
  readonly last: HistoryEntry
  readonly before: HistoryEntry | null
}

export type SettingsAnswer = Extract<Awaited<ReturnType<HistoryApi['settings']>>, { ok: true }>['value']

interface HistoryStoreState {
  /** By the tenant's id. */
  readonly tenants: Readonly<Record<string, Loaded<TenantHistory>>>
  readonly latest: Readonly<Record<string, Latest>>
  /** What was chosen to be compared, by the tenant's id. */
  readonly chosen: Readonly<Record<string, Pair>>
  /** The drift that is looked at, with the pair it is of; null: none was asked for. */
  readonly drift: {
    readonly profileId: string
    readonly pair: Pair
    readonly loaded: Loaded<DriftAnswer>
  } | null
  /** Since the last time, by the id of the open result; null: nothing was kept before it. */
  readonly since: Readonly<Record<string, Loaded<DriftAnswer | null>>>
  /** What failed of a change that was asked for. */
  readonly error: AppError | null
  /** What is kept, and for how long; null until it was read. */
  readonly settings: SettingsAnswer | null
  readonly settingsError: AppError | null
  readonly loadTenant: (profileId: string) => Promise<void>
  readonly loadLatest: () => Promise<void>
  readonly choose: (profileId: string, pair: Pair) => void
  readonly showDrift: (profileId: string, pair: Pair) => Promise<void>
  readonly loadSince: (runId: string) => Promise<void>
  readonly setBaseline: (profileId: string, id: string, on: boolean) => Promise<boolean>
  /** @param ids null: all of the tenant */
  readonly remove: (profileId: string, ids: readonly string[] | null) => Promise<boolean>
  readonly exportDrift: (pair: DriftPair, format: 'pdf' | 'html' | 'json') => Promise<ExportResult | null>
  readonly loadSettings: () => Promise<void>
  readonly changeSettings: (change: Partial<HistorySettings>) => Promise<void>
  /** A result was closed. */
  readonly forget: (runId: string) => void
  readonly dismissError: () => void
}

const loaded = <T>(answer: Result<T, AppError>): Loaded<T> =>
  answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', error: answer.error }

const LOADING = { state: 'loading' } as const

/** What was kept of the stored tenants, and what changed in it. */
export const useHistory = create<HistoryStoreState>()((set, get) => {
  /** Of the settings, in this page. */
  let changes = 0
  /** What main answers after a change is the tenant's history from now on. */
  const take = (profileId: string, answer: Result<TenantHistory, AppError>): boolean => {
    if (answer.ok) set(({ tenants }) => ({ tenants: { ...tenants, [profileId]: loaded(answer) } }))
    set({ error: answer.ok ? null : answer.error })
    if (answer.ok) void get().loadLatest()
    return answer.ok
  }
  return {
    tenants: {},
    latest: {},
    chosen: {},
    drift: null,
    since: {},
    error: null,
    settings: null,
    settingsError: null,

    loadTenant: async (profileId) => {
      // What is known stays on screen while it is asked for anew.
      if (get().tenants[profileId]?.state !== 'ready')
        set(({ tenants }) => ({ tenants: { ...tenants, [profileId]: LOADING } }))
      const answer = await ask(({ history }) => history.ofTenant({ profileId }))
      set(({ tenants }) => ({ tenants: { ...tenants, [profileId]: loaded(answer) } }))
    },
    loadLatest: async () => {
      const answer = await ask(({ history }) => history.latest())
      // The list of tenants says the last result without it.
      if (answer.ok)
        set({ latest: Object.fromEntries(answer.value.map(({ profileId, ...rest }) => [profileId, rest])) })
    },
    choose: (profileId, pair) => {
      set(({ chosen }) => ({ chosen: { ...chosen, [profileId]: pair } }))
    },
    showDrift: async (profileId, pair) => {
      set({ drift: { profileId, pair, loaded: LOADING } })
      const asked = get().drift
      const answer = await ask(({ history }) => history.drift({ profileId, ...pair }))
      // Another one was asked for meanwhile.
      if (get().drift !== asked) return
      // Between two that are kept there always is one.
      if (!answer.ok) set({ drift: { profileId, pair, loaded: { state: 'failed', error: answer.error } } })
      else if (answer.value !== null)
        set({ drift: { profileId, pair, loaded: { state: 'ready', value: answer.value } } })
    },
    loadSince: async (runId) => {
      const known = get().since[runId]
      if (known !== undefined && known.state !== 'failed') return
      set(({ since }) => ({ since: { ...since, [runId]: LOADING } }))
      const answer = await ask(({ history }) => history.drift({ runId }))
      set(({ since }) => ({ since: { ...since, [runId]: loaded(answer) } }))
    },
    setBaseline: async (profileId, id, on) =>
      take(profileId, await ask(({ history }) => history.setBaseline({ profileId, id, on }))),
    remove: async (profileId, ids) => {
      const removed = take(profileId, await ask(({ history }) => history.remove({ profileId, ids })))
      if (!removed) return false
      // What is on screen may be of one that is gone now.
      set(({ drift, chosen: { [profileId]: _gone, ...chosen } }) => ({
        chosen,
        drift: drift?.profileId === profileId ? null : drift,
        since: {},
      }))
      return true
    },
    exportDrift: async (pair, format) => {
      const answer = await ask(({ history }) => history.exportDrift({ pair, format }))
      set({ error: answer.ok ? null : answer.error })
      return answer.ok ? answer.value : null
    },
    loadSettings: async () => {
      const asked = changes
      const answer = await ask(({ history }) => history.settings())
      // What was asked before a change knows nothing of it.
      if (asked !== changes) return
      set(answer.ok ? { settings: answer.value, settingsError: null } : { settingsError: answer.error })
    },
    changeSettings: async (change) => {
      const before = get().settings
      if (before === null) return
      changes += 1
      const settings = { ...before.settings, ...change }
      // The control follows the hand; where the choice cannot be kept, it goes back.
      set({ settings: { ...before, settings } })
      const saved = await ask(({ history }) => history.setSettings({ settings }))
      if (!saved.ok) {
        set({ settings: before, settingsError: saved.error })
        return
      }
      await get().loadSettings()
      // What is on screen behind says whether a tenant is kept.
      for (const profileId of Object.keys(get().tenants)) void get().loadTenant(profileId)
    },
    forget: (runId) => {
      set(({ since: { [runId]: _gone, ...since } }) => ({ since }))
    },
    dismissError: () => {
      set({ error: null })
    },
  }
})
