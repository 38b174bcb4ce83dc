import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { CauseRow, SummaryAnswer } from '../../../../shared/ipc/analysis'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { ask } from '../../bridge'

/** Records come over the bridge in pieces of this size. */
const ROWS_PER_CALL = 1000

/** The records that a cause hides, as far as the window has them. */
interface CauseRows {
  readonly rows: readonly CauseRow[]
  readonly total: number | null
  readonly error: AppError | null
}

interface SummaryState {
  /** The comparison, as it was when the answer was asked for: another purpose makes another one of it. */
  readonly of: ComparisonSummary | null
  readonly answer: SummaryAnswer | null
  readonly error: AppError | null
  /** Index of the cause that is looked at; null: all of it is. */
  readonly cause: number | null
  readonly rows: CauseRows
  /** Asks what a comparison comes to, unless that is known or on its way. */
  readonly load: (summary: ComparisonSummary) => Promise<void>
  readonly retry: () => void
  readonly choose: (cause: number | null) => Promise<void>
}

const NO_ROWS: CauseRows = { rows: [], total: null, error: null }

/** What the comparison on screen comes to, and which of its causes is looked at. */
export const useSummary = create<SummaryState>()((set, get) => ({
  of: null,
  answer: null,
  error: null,
  cause: null,
  rows: NO_ROWS,

  load: async (summary) => {
    if (get().of === summary) return
    set({ of: summary, answer: null, error: null, cause: null, rows: NO_ROWS })
    const { runId } = summary
    const answer = await ask(({ analysis }) => analysis.summary({ runId }))
    if (get().of !== summary) return
    set(answer.ok ? { answer: answer.value } : { error: answer.error })
  },

  retry: () => {
    const { of } = get()
    set({ of: null })
    if (of !== null) void get().load(of)
  },

  choose: async (cause) => {
    const { of } = get()
    set({ cause, rows: NO_ROWS })
    if (of === null || cause === null) return
    const { runId } = of
    const isWanted = () => get().of === of && get().cause === cause
    let rows: readonly CauseRow[] = []
    for (;;) {
      const offset = rows.length
      const answer = await ask(({ analysis }) =>
        analysis.causeRows({ runId, cause, offset, limit: ROWS_PER_CALL }),
      )
      if (!isWanted()) return
      if (!answer.ok) {
        set({ rows: { rows, total: null, error: answer.error } })
        return
      }
      rows = [...rows, ...answer.value.rows]
      // An empty piece ends it too: a total that is never reached must not be asked for without end.
      const isLast = rows.length >= answer.value.total || answer.value.rows.length === 0
      set({ rows: { rows, total: isLast ? rows.length : answer.value.total, error: null } })
      if (isLast) return
    }
  },
}))
