import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import type { BrandingView, ReportsApi } from '../../../../shared/ipc/reports'
import { ask } from '../../bridge'

interface BrandingState {
  /** null until it was read for the first time. */
  readonly branding: BrandingView | null
  readonly error: AppError | null
  readonly load: () => Promise<void>
  readonly change: (part: { readonly name?: string; readonly colour?: string | null }) => Promise<void>
  readonly chooseLogo: () => Promise<void>
  readonly removeLogo: () => Promise<void>
}

/** How reports look, as it is kept. */
export const useBranding = create<BrandingState>()((set, get) => {
  const take = async (request: (reports: ReportsApi) => ReturnType<ReportsApi['chooseLogo']>) => {
    const answer = await ask(({ reports }) => request(reports))
    if (!answer.ok) set({ error: answer.error })
    else set(answer.value === null ? { error: null } : { branding: answer.value, error: null })
  }
  return {
    branding: null,
    error: null,
    load: () => take((reports) => reports.branding()),
    change: async (part) => {
      const { branding } = get()
      if (branding === null) return
      const { name, colour } = { ...branding, ...part }
      await take((reports) => reports.setBranding({ name, colour }))
    },
    chooseLogo: () => take((reports) => reports.chooseLogo()),
    removeLogo: () => take((reports) => reports.removeLogo()),
  }
})
