import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { CauseRow, SummaryAnswer } from '../../../../shared/ipc/analysis'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { ask } from '../../bridge'

/** Records come over the bridge in pieces of this size, each once somebody looks at it: a cause may hide 100,000. */
const ROWS_PER_PIECE = 1000

/** The records that a cause hides, as far as they were looked at. */
export interface CauseRows {
  /** By the number of the piece; null: it was asked for. */
  readonly pieces: ReadonlyMap<number, readonly CauseRow[] | null>
  /** null: not known yet. */
  readonly total: number | null
  readonly error: AppError | null
}

const pieceOf = (place: number): number => Math.floor(place / ROWS_PER_PIECE)

/** @returns undefined for a record that the window does not have yet */
export const causeRowAt = ({ pieces }: CauseRows, place: number): CauseRow | undefined =>
  pieces.get(pieceOf(place))?.[place % ROWS_PER_PIECE]

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
  readonly choose: (cause: number | null) => void
  /** Asks for these records of the cause that is looked at, unless they are known or on their way. */
  readonly lookAt: (first: number, last: number) => void
}

const NO_ROWS: CauseRows = { pieces: new Map(), total: null, error: null }

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

  choose: (cause) => {
    set({ cause, rows: NO_ROWS })
    if (cause !== null) get().lookAt(0, 0)
  },

  lookAt: (first, last) => {
    const { of, cause, rows } = get()
    if (of === null || cause === null) return
    const keep = (piece: number, answered: readonly CauseRow[] | null, rest: Partial<CauseRows> = {}) => {
      set((state) => ({
        rows: { ...state.rows, pieces: new Map(state.rows.pieces).set(piece, answered), ...rest },
      }))
    }
    const pull = async (piece: number) => {
      keep(piece, null)
      const page = { offset: piece * ROWS_PER_PIECE, limit: ROWS_PER_PIECE }
      const answer = await ask(({ analysis }) => analysis.causeRows({ runId: of.runId, cause, ...page }))
      if (get().of !== of || get().cause !== cause) return
      // What failed stays asked for until somebody asks anew: a list on screen must not ask without end.
      if (answer.ok) keep(piece, answer.value.rows, { total: answer.value.total })
      else keep(piece, null, { error: answer.error })
    }
    for (let piece = pieceOf(first); piece <= pieceOf(last); piece++)
      if (!rows.pieces.has(piece)) void pull(piece)
  },
}))
