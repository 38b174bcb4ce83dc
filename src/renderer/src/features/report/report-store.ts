import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { ExportFormat, ExportResult } from '../../../../shared/ipc/api'
import type { ExportChoice, ExportOptions } from '../../../../shared/ipc/reports'
import { redactionKeyFault } from '../../../../shared/redaction-key'
import { ask } from '../../bridge'

/** What is remembered of an export until the window is closed. */
type Choice = Omit<ExportChoice, 'runId' | 'format'>

interface ReportState {
  readonly choice: Choice
  /** What can be chosen for the comparison of the open dialog; null until it is known. */
  readonly options: ExportOptions | null
  /** The format being written; null when none is. */
  readonly exporting: ExportFormat | null
  readonly error: AppError | null
  readonly choose: (part: Partial<Choice>) => void
  readonly loadOptions: (runId: string) => Promise<void>
  readonly dismissError: () => void
  /** Writes a report through the system's dialog; null when it failed, `error` says why, or was cancelled. */
  readonly exportReport: (runId: string, format: ExportFormat) => Promise<ExportResult | null>
  readonly setKey: (redactKey: string | null) => void
  readonly cancel: () => Promise<void>
}

const typed = (text: string | null): string | null => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

export const useReport = create<ReportState>()((set, get) => ({
  choice: {
    report: 'summary',
    redact: false,
    redactKey: null,
    recipe: null,
    madeBy: null,
    madeFor: null,
    review: false,
    branding: true,
  },
  options: null,
  exporting: null,
  error: null,
  choose: (part) => {
    // Names of an MSP go into a redacted report only when somebody says so.
    const branding = part.redact === undefined ? {} : { branding: !part.redact }
    set({ choice: { ...get().choice, ...branding, ...part } })
  },
  setKey: (redactKey) => {
    set({ choice: { ...get().choice, redactKey } })
  },
  loadOptions: async (runId) => {
    set({ options: null })
    const answer = await ask(({ reports }) => reports.options({ runId }))
    if (!answer.ok) {
      set({ error: answer.error })
      return
    }
    const { recipe, review } = get().choice
    const known = answer.value.recipes.some(({ name }) => name === recipe)
    set({
      options: answer.value,
      choice: {
        ...get().choice,
        recipe: known ? recipe : null,
        review: review && answer.value.review !== null,
      },
    })
  },
  dismissError: () => {
    set({ error: null })
  },
  exportReport: async (runId, format) => {
    const { choice } = get()
    const redactKey = choice.redact ? typed(choice.redactKey) : null
    const fault = redactKey === null ? null : redactionKeyFault(redactKey)
    if (fault !== null) {
      set({ error: fault })
      return null
    }
    set({ exporting: format, error: null })
    const answer = await ask(({ reports }) =>
      reports.export({
        runId,
        format,
        ...choice,
        madeBy: typed(choice.madeBy),
        madeFor: typed(choice.madeFor),
        redactKey,
      }),
    )
    const cancelled = !answer.ok && answer.error.code === 'CANCELLED'
    set({ exporting: null, error: answer.ok || cancelled ? null : answer.error })
    return answer.ok ? answer.value : null
  },
  cancel: async () => {
    await ask(({ reports }) => reports.cancel())
  },
}))
