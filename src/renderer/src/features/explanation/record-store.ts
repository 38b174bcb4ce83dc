import { create } from 'zustand'
import type { Resource } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import type { RecordAnswer } from '../../../../shared/ipc/analysis'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { ask } from '../../bridge'

/** One record of a comparison; another purpose makes another summary, and other sentences. */
interface RecordQuestion {
  readonly of: ComparisonSummary
  readonly resource: Resource
  readonly id: string
}

interface RecordState {
  readonly question: RecordQuestion | null
  /** null where neither side listed the record. */
  readonly answer: RecordAnswer | null
  readonly isLoading: boolean
  readonly error: AppError | null
  readonly load: (question: RecordQuestion) => Promise<void>
}

const isSame = (a: RecordQuestion | null, b: RecordQuestion): boolean =>
  a?.of === b.of && a.resource === b.resource && a.id === b.id

/** The chosen record, explained by itself. */
export const useRecord = create<RecordState>()((set, get) => ({
  question: null,
  answer: null,
  isLoading: false,
  error: null,

  load: async (question) => {
    if (isSame(get().question, question)) return
    set({ question, answer: null, error: null, isLoading: true })
    const { of, resource, id } = question
    const answer = await ask(({ analysis }) => analysis.record({ runId: of.runId, resource, id }))
    if (get().question !== question) return
    set({ isLoading: false, ...(answer.ok ? { answer: answer.value } : { error: answer.error }) })
  },
}))
