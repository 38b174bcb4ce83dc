import { create } from 'zustand'
import type { AppError } from '../../../shared/app-error'
import type { RecentView } from '../../../shared/ipc/desktop'
import { ask } from '../bridge'
import { showOpened } from './go'

interface RecentState {
  /** Whether the list is on screen. */
  readonly isOpen: boolean
  /** null: main has not answered yet. */
  readonly files: readonly RecentView[] | null
  readonly error: AppError | null
  readonly load: () => Promise<void>
  readonly open: () => Promise<void>
  readonly close: () => void
  /** Opens one of them; one that is gone is said to be, and is in the list no more. */
  readonly choose: (id: string) => Promise<void>
  readonly clear: () => Promise<void>
}

/** The snapshots that were opened or saved last. */
export const useRecent = create<RecentState>()((set, get) => {
  const load = async () => {
    const answer = await ask(({ desktop }) => desktop.recent())
    set(answer.ok ? { files: answer.value } : { error: answer.error })
  }
  return {
    isOpen: false,
    files: null,
    error: null,
    load,
    open: async () => {
      set({ isOpen: true, files: null, error: null })
      await load()
    },
    close: () => {
      set({ isOpen: false })
    },
    choose: async (id) => {
      const opened = await ask(({ desktop }) => desktop.openRecent({ id }))
      if (opened.ok) {
        get().close()
        await showOpened(opened.value)
        return
      }
      set({ error: opened.error })
      await load()
    },
    clear: async () => {
      const answer = await ask(({ desktop }) => desktop.clearRecent())
      set({ error: answer.ok ? null : answer.error })
      await load()
    },
  }
})
