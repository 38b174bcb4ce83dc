import { create } from 'zustand'

interface RecentState {
  /** Ids of entries, last used first. */
  readonly ids: readonly string[]
  readonly use: (id: string) => void
}

const KEPT = 5

/** What was used of the palette since the window was opened. */
export const useRecentlyUsed = create<RecentState>()((set, get) => ({
  ids: [],
  use: (id) => {
    set({ ids: [id, ...get().ids.filter((each) => each !== id)].slice(0, KEPT) })
  },
}))
