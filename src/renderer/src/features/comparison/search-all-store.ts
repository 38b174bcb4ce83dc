import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { FoundRecords } from '../../../../shared/ipc/api'
import { ask } from '../../bridge'

interface SearchAllState {
  /** What is looked for; null: the search is closed. */
  readonly text: string | null
  /** What was found for the text that was asked for last; null: nothing was asked for, or the answer is not there. */
  readonly found: FoundRecords['resources'] | null
  /** The text that `found` is about. */
  readonly foundFor: string
  readonly isSearching: boolean
  readonly error: AppError | null
  /** Opens it, with the text that was looked for last unless another is given. */
  readonly open: (text?: string) => void
  readonly close: () => void
  /** Looks in all resources of a result. An answer to an older text is dropped. */
  readonly search: (runId: string, text: string) => Promise<void>
  readonly setText: (text: string) => void
}

/** The search over all resources. What is looked for in one of them is another search, and stays as it is. */
export const useSearchAll = create<SearchAllState>()((set, get) => {
  let asked = 0
  return {
    text: null,
    found: null,
    foundFor: '',
    isSearching: false,
    error: null,
    open: (text) => {
      const { foundFor } = get()
      set({ text: text === undefined || text.trim() === '' ? foundFor : text, found: null, error: null })
    },
    close: () => {
      asked += 1
      set({ text: null, isSearching: false })
    },
    setText: (text) => {
      set({ text })
    },
    search: async (runId, text) => {
      asked += 1
      const own = asked
      set({ isSearching: true })
      const answer = await ask(({ comparison }) => comparison.search({ runId, text }))
      // Another was asked since: this answer is about what nobody looks for any more.
      if (own !== asked) return
      if (answer.ok) set({ found: answer.value.resources, foundFor: text, error: null, isSearching: false })
      else if (answer.error.code !== 'CANCELLED') set({ error: answer.error, isSearching: false })
    },
  }
})
