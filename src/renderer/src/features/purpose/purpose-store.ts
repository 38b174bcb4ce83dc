import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { ask } from '../../bridge'

interface PurposeState {
  /** Results for which somebody said "not now", in this session. */
  readonly putOff: ReadonlySet<string>
  /** The result whose purpose is being chosen; null: none is. */
  readonly choosing: string | null
  readonly busy: boolean
  readonly error: AppError | null
  readonly begin: (runId: string) => void
  readonly leave: (runId: string) => void
  /** @returns the result judged anew; null: it was refused, and `error` says why */
  readonly set: (input: {
    runId: string
    purpose: string | null
    ask?: 'never'
  }) => Promise<ComparisonSummary | null>
}

/** What the application of a result is there for, as it is chosen. */
export const usePurpose = create<PurposeState>()((set, get) => ({
  putOff: new Set(),
  choosing: null,
  busy: false,
  error: null,

  begin: (runId) => {
    set({ choosing: runId, error: null })
  },

  leave: (runId) => {
    set({ choosing: null, error: null, putOff: new Set([...get().putOff, runId]) })
  },

  set: async (input) => {
    set({ busy: true, error: null })
    const answer = await ask(({ comparison }) => comparison.setPurpose(input))
    set({ busy: false, ...(answer.ok ? {} : { error: answer.error }) })
    if (!answer.ok) return null
    // Who cleared it is not asked at once again.
    get().leave(input.runId)
    return answer.value
  },
}))
