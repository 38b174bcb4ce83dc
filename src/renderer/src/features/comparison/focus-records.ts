import { create } from 'zustand'

/** Gives the focus to the row, cell or head of the records that has their tab stop. False: no record is shown. */
export const focusRecords = (): boolean => {
  const stop = document.querySelector<HTMLElement>('[data-records] [tabindex="0"]')
  stop?.focus()
  return stop !== null
}

interface RecordFocus {
  /** Id of the record that is to have the focus as soon as its row is there; null: none is waited for. */
  readonly wanted: string | null
  /** How often one was: a grid that is there is begun anew. */
  readonly times: number
  readonly want: (id: string | null) => void
}

/** A record that was chosen elsewhere, whose rows may yet have to be loaded. */
export const useRecordFocus = create<RecordFocus>()((set, get) => ({
  wanted: null,
  times: 0,
  want: (id) => {
    set({ wanted: id, times: get().times + (id === null ? 0 : 1) })
  },
}))
