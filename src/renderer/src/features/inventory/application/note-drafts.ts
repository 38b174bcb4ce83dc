import { create } from 'zustand'
import { holdTyped } from '../../../ui/typed'

/** Purpose, owner and day of the next review as they are typed; '': none. */
export interface NoteDraft {
  readonly purpose: string
  readonly owner: string
  readonly nextReview: string
}

interface NoteDraftsState {
  /** What was typed of an application and not saved, by its inventory and id: it is there again when one comes back to it. */
  readonly drafts: Readonly<Record<string, NoteDraft>>
  /** What belongs to an inventory that is closed cannot be come back to. */
  readonly drop: (inventoryId: string) => void
  /** null: it was saved. */
  readonly put: (key: string, draft: NoteDraft | null) => void
}

export const useNoteDrafts = create<NoteDraftsState>()((set, get) => ({
  drafts: {},
  drop: (inventoryId) => {
    const kept = Object.entries(get().drafts).filter(([key]) => !key.startsWith(`${inventoryId} `))
    set({ drafts: Object.fromEntries(kept) })
  },
  put: (key, draft) => {
    const { [key]: _before, ...others } = get().drafts
    set({ drafts: draft === null ? others : { ...others, [key]: draft } })
  },
}))

let letGo: (() => void) | null = null
useNoteDrafts.subscribe(({ drafts }) => {
  const holds = Object.keys(drafts).length > 0
  if (holds) letGo ??= holdTyped()
  else {
    letGo?.()
    letGo = null
  }
})
