import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { UpdateState } from '../../../../shared/ipc/updates'
import type { Result } from '../../../../shared/result'
import { ask } from '../../bridge'

interface UpdatesState {
  /** null until it was read for the first time. */
  readonly state: UpdateState | null
  readonly checking: boolean
  /** *Later*: no notice any more until the next start. */
  readonly later: boolean
  /** What failed besides a check, whose failure is among its findings. */
  readonly error: AppError | null
  /** At the start of a page: shows what was chosen at once, and what a check finds when it has. */
  readonly begin: () => Promise<void>
  readonly check: () => Promise<void>
  readonly setOn: (on: boolean) => Promise<void>
  readonly skip: (version: string) => Promise<void>
  readonly postpone: () => void
  readonly openPage: () => Promise<void>
}

/** New versions, and what was chosen about looking for them. */
export const useUpdates = create<UpdatesState>()((set, get) => {
  const take = (answer: Result<UpdateState, AppError>) => {
    set(answer.ok ? { state: answer.value, error: null } : { error: answer.error })
  }
  return {
    state: null,
    checking: false,
    later: false,
    error: null,

    begin: async () => {
      take(await ask(({ updates }) => updates.state()))
      take(await ask(({ updates }) => updates.checkAtStart()))
    },
    check: async () => {
      if (get().checking) return
      set({ checking: true })
      const answer = await ask(({ updates }) => updates.check())
      set({ checking: false })
      take(answer)
    },
    setOn: async (on) => {
      const { state } = get()
      // The box follows the hand; where the choice cannot be kept, it goes back.
      if (state !== null) set({ state: { ...state, on } })
      const answer = await ask(({ updates }) => updates.setOn({ on }))
      if (!answer.ok) set({ state })
      take(answer)
    },
    skip: async (version) => {
      take(await ask(({ updates }) => updates.skip({ version })))
    },
    postpone: () => {
      set({ later: true })
    },
    openPage: async () => {
      const answer = await ask(({ updates }) => updates.openPage())
      set({ error: answer.ok ? null : answer.error })
    },
  }
})
