import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { ExportFormat, ExportResult } from '../../../../shared/ipc/api'
import { ask } from '../../bridge'

interface ReportState {
  readonly redact: boolean
  /** The format being written; null when none is. */
  readonly exporting: ExportFormat | null
  readonly error: AppError | null
  readonly setRedact: (redact: boolean) => void
  readonly dismissError: () => void
  /** Writes a report through the system's dialog; null when it failed, `error` says why. */
  readonly exportReport: (runId: string, format: ExportFormat) => Promise<ExportResult | null>
}

export const useReport = create<ReportState>()((set, get) => ({
  redact: false,
  exporting: null,
  error: null,
  setRedact: (redact) => {
    set({ redact })
  },
  dismissError: () => {
    set({ error: null })
  },
  exportReport: async (runId, format) => {
    set({ exporting: format, error: null })
    const { redact } = get()
    const answer = await ask(({ reports }) => reports.export({ runId, format, redact, redactKey: null }))
    set({ exporting: null, error: answer.ok ? null : answer.error })
    return answer.ok ? answer.value : null
  },
}))
