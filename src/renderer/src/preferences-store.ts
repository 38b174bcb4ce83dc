import { create } from 'zustand'
import type { AppError } from '../../shared/app-error'
import { FIRST_PREFERENCES, type GridLook } from '../../shared/files/preferences'
import type { PreferencesChange, ViewPreferences } from '../../shared/ipc/preferences'
import type { Result } from '../../shared/result'
import { ask } from './bridge'

interface PreferencesState {
  /** As at a first start until main has answered. */
  readonly preferences: ViewPreferences
  /** Whether main has answered. */
  readonly loaded: boolean
  /** Why the last choice was not kept; it counts until the end of the program all the same. */
  readonly error: AppError | null
  readonly load: () => Promise<void>
  readonly change: (change: PreferencesChange) => Promise<void>
  /** @param size CSS pixels; null: as it is by itself */
  readonly setPanel: (panel: string, size: number | null) => Promise<void>
  readonly setGrid: (grid: string, look: GridLook | null) => Promise<void>
}

const { theme, zoom, notify, share } = FIRST_PREFERENCES

/** How this person set the app up. What is chosen shows at once, and is kept by main. */
export const usePreferences = create<PreferencesState>()((set, get) => {
  const show = (preferences: Partial<ViewPreferences>) => {
    set({ preferences: { ...get().preferences, ...preferences } })
  }
  let asked = 0
  /** An answer that came after something else was chosen would take that back until its own answer is here. */
  const keep = async (asking: Promise<Result<ViewPreferences, AppError>>) => {
    asked += 1
    const own = asked
    const answer = await asking
    if (!answer.ok) set({ error: answer.error })
    else if (own === asked) set({ preferences: answer.value, error: null })
  }
  return {
    preferences: { theme, zoom, notify, share, panels: {}, grids: {}, notice: null },
    loaded: false,
    error: null,
    load: async () => {
      await keep(ask(({ preferences }) => preferences.get()))
      set({ loaded: true })
    },
    change: async (change) => {
      show(change)
      await keep(ask(({ preferences }) => preferences.change({ change })))
    },
    setPanel: async (panel, size) => {
      const { [panel]: _before, ...others } = get().preferences.panels
      show({ panels: size === null ? others : { ...others, [panel]: size } })
      await keep(ask(({ preferences }) => preferences.setPanel({ panel, size })))
    },
    setGrid: async (grid, look) => {
      const { [grid]: _before, ...others } = get().preferences.grids
      show({ grids: look === null ? others : { ...others, [grid]: look } })
      await keep(ask(({ preferences }) => preferences.setGrid({ grid, look })))
    },
  }
})
