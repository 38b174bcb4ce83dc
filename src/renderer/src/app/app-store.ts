import { create } from 'zustand'
import type { AppError } from '../../../shared/app-error'
import type { AppInfo, DemoScenario } from '../../../shared/ipc/api'
import { ask } from '../bridge'
import type { SettingsSection } from '../features/settings/sections'
import { leaveThen } from '../ui/leaving'

/** What the window shows. */
type View =
  | { readonly screen: 'tenants' }
  /** `id` null adds a tenant. `at`: the part of the form that is meant. */
  | { readonly screen: 'tenant-form'; readonly id: string | null; readonly at?: 'agent' | undefined }
  | { readonly screen: 'comparison' }
  | { readonly screen: 'applications' }
  | { readonly screen: 'fleet' }
  | { readonly screen: 'documentation' }
  /** Of a stored tenant. */
  | { readonly screen: 'history'; readonly profileId: string }

/** A dialog of the app itself. */
type Over =
  | { readonly kind: 'settings'; readonly section: SettingsSection }
  /** `tenants`: only what can be compared. */
  | { readonly kind: 'palette'; readonly of: 'everything' | 'tenants' }
  /** *Test connection* of a stored tenant. */
  | { readonly kind: 'check'; readonly profileId: string }
  | { readonly kind: 'shortcuts' }
  /** Which Crossview this is. */
  | { readonly kind: 'about' }
  | { readonly kind: 'computer' }

interface AppState {
  readonly view: View
  readonly info: AppInfo | null
  readonly scenarios: readonly DemoScenario[]
  readonly error: AppError | null
  /** Whether this page has taken up what one before it had open, where there was one. */
  readonly attached: boolean
  /** What is open over the screen, whatever that is; null: nothing. */
  readonly over: Over | null
  /** Where the screen before holds something that was typed, its user is asked first. */
  readonly show: (view: View) => void
  readonly load: () => Promise<void>
  readonly recheckKeychain: () => Promise<void>
  /** Opens the settings at one of their sections, from wherever that is what helps. */
  readonly openSettings: (section?: SettingsSection) => void
  readonly open: (over: Over | null) => void
  /** Tells it over what is on screen, whatever that is; null: it is told no more. */
  readonly setError: (error: AppError | null) => void
}

export const useApp = create<AppState>()((set) => ({
  view: { screen: 'tenants' },
  info: null,
  scenarios: [],
  error: null,
  attached: false,
  over: null,
  show: (view) => {
    leaveThen(() => {
      set({ view })
    })
  },
  load: async () => {
    const [info, scenarios] = await Promise.all([
      ask(({ app }) => app.info()),
      ask(({ app }) => app.demoScenarios()),
    ])
    const error = !info.ok ? info.error : !scenarios.ok ? scenarios.error : null
    set({ error, info: info.ok ? info.value : null, scenarios: scenarios.ok ? scenarios.value : [] })
  },
  recheckKeychain: async () => {
    const answer = await ask(({ app }) => app.recheckKeychain())
    if (answer.ok) set(({ info }) => ({ info: info === null ? null : { ...info, keychain: answer.value } }))
    else set({ error: answer.error })
  },
  openSettings: (section = 'appearance') => {
    set({ over: { kind: 'settings', section } })
  },
  open: (over) => {
    set({ over })
  },
  setError: (error) => {
    set({ error })
  },
}))
