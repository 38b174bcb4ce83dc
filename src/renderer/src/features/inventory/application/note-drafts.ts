import { create } from 'zustand'

/** Purpose, owner and day of the next review as they are typed; '': none. */
export interface NoteDraft {
  readonly purpose: string
  readonly owner: string
  readonly nextReview: string
}

interface NoteDraftsState {
  /** What was typed of an application and not saved, by its inventory and id: it is there again when one comes back to it. */
  readonly drafts: Readonly<Record<string, NoteDraft>>
  /** null: it was saved. */
  readonly put: (key: string, draft: NoteDraft | null) => void
}

export const useNoteDrafts = create<NoteDraftsState>()((set, get) => ({
  drafts: {},
  put: (key, draft) => {
    const { [key]: _before, ...others } = get().drafts
    set({ drafts: draft === null ? others : { ...others, [key]: draft } })
  },
}))
