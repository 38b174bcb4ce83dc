import { create } from 'zustand'
import type { Resource } from '../../../../core/halo/resource'
import type { ApplicationNote } from '../../../../core/inventory/inventory'
import type { Decision } from '../../../../core/inventory/review'
import type { AppError } from '../../../../shared/app-error'
import type { RunTarget } from '../../../../shared/ipc/api'
import type {
  InventoryApi,
  InventoryProgress,
  InventorySummary,
  PickedApplication,
} from '../../../../shared/ipc/inventory'
import type { Result } from '../../../../shared/result'
import { ask } from '../../bridge'

/** The reading of a tenant's applications that the window shows. */
export interface InventoryRun {
  /** null for a snapshot. */
  readonly target: RunTarget | null
  readonly title: string
  /** null until main has answered. */
  readonly inventoryId: string | null
  readonly state: 'running' | 'cancelling' | 'done' | 'failed'
  readonly progress: Extract<InventoryProgress, { requests: number }> | null
  readonly error: AppError | null
}

interface Asked {
  readonly target: RunTarget
  readonly title: string
  readonly resources: readonly Resource[]
}

export type InventoryTab = 'applications' | 'review' | 'blast-radius'

interface InventoryState {
  readonly run: InventoryRun | null
  readonly summary: InventorySummary | null
  readonly tab: InventoryTab
  /** The application that is open; null: the table is. */
  readonly opened: string | null
  /** What a blast radius is drawn for; of any inventory of the session. */
  readonly picked: readonly PickedApplication[]

  /** Shows a tenant's applications: those that were read in this session, else it reads them now. */
  readonly enter: (asked: Asked) => Promise<void>
  readonly start: (asked: Asked) => Promise<void>
  readonly cancel: () => Promise<void>
  readonly resume: () => Promise<void>
  readonly openSnapshot: () => Promise<boolean>
  readonly receive: (progress: InventoryProgress) => void
  readonly showTab: (tab: InventoryTab) => void
  readonly open: (applicationId: string | null) => void
  readonly pick: (picked: readonly PickedApplication[]) => void

  /** What is written down. Each answers with why it was refused; null when it was kept. */
  readonly setNote: (applicationId: string, note: ApplicationNote) => Promise<AppError | null>
  readonly decide: (applicationId: string, decision: Decision | null) => Promise<AppError | null>
  readonly setReviewer: (reviewer: string) => Promise<AppError | null>
  readonly closeReview: () => Promise<AppError | null>
}

const sameTarget = (a: RunTarget | null, b: RunTarget): boolean =>
  a?.kind === 'profile'
    ? b.kind === 'profile' && a.profileId === b.profileId
    : a?.kind === 'demo' && b.kind === 'demo' && a.scenario === b.scenario

const EMPTY_VIEW = { summary: null, tab: 'applications', opened: null } as const

/** The applications of the tenant on screen, and what is written down about them. */
export const useInventory = create<InventoryState>()((set, get) => {
  // Main may report before the answer to `start` is here; the last report is applied then.
  const early = new Map<string, InventoryProgress>()

  const updateRun = (change: Partial<InventoryRun>) => {
    set(({ run }) => (run === null ? {} : { run: { ...run, ...change } }))
  }

  const loadSummary = async (inventoryId: string) => {
    const answer = await ask(({ inventory }) => inventory.summary({ inventoryId }))
    if (get().run?.inventoryId !== inventoryId) return
    if (answer.ok) {
      set({ summary: answer.value })
      updateRun({ state: 'done' })
    } else updateRun({ state: 'failed', error: answer.error })
  }

  const begin = (run: Pick<InventoryRun, 'target' | 'title'> & Partial<InventoryRun>): InventoryRun => {
    const fresh = { inventoryId: null, state: 'running', progress: null, error: null, ...run } as const
    set({ run: fresh, ...EMPTY_VIEW })
    return fresh
  }

  const change = async (
    request: (inventory: InventoryApi, inventoryId: string) => Promise<Result<InventorySummary, AppError>>,
  ): Promise<AppError | null> => {
    const inventoryId = get().run?.inventoryId
    if (inventoryId == null) return null
    const answer = await ask(({ inventory }) => request(inventory, inventoryId))
    if (!answer.ok) return answer.error
    if (get().run?.inventoryId === inventoryId) set({ summary: answer.value })
    return null
  }

  return {
    run: null,
    picked: [],
    ...EMPTY_VIEW,

    enter: async (asked) => {
      const { run } = get()
      if (run !== null && run.state !== 'failed' && sameTarget(run.target, asked.target)) return
      const fresh = begin(asked)
      const known = await ask(({ inventory }) => inventory.known())
      if (get().run !== fresh) return
      const before = known.ok ? known.value.find(({ target }) => sameTarget(target, asked.target)) : undefined
      if (before === undefined) {
        await get().start(asked)
        return
      }
      updateRun({ inventoryId: before.inventoryId })
      await loadSummary(before.inventoryId)
    },

    start: async ({ target, title, resources }) => {
      early.clear()
      const fresh = begin({ target, title })
      const answer = await ask(({ inventory }) => inventory.start({ target, resources }))
      if (get().run !== fresh) return
      if (!answer.ok) {
        updateRun({ state: 'failed', error: answer.error })
        return
      }
      const { inventoryId } = answer.value
      updateRun({ inventoryId })
      const reported = early.get(inventoryId)
      if (reported !== undefined) get().receive(reported)
    },

    cancel: async () => {
      const inventoryId = get().run?.inventoryId
      if (inventoryId == null) return
      updateRun({ state: 'cancelling' })
      const answer = await ask(({ inventory }) => inventory.cancel({ inventoryId }))
      if (!answer.ok && get().run?.inventoryId === inventoryId)
        updateRun({ state: 'failed', error: answer.error })
    },

    resume: async () => {
      const inventoryId = get().run?.inventoryId
      if (inventoryId == null) return
      updateRun({ state: 'running', progress: null, error: null })
      const answer = await ask(({ inventory }) => inventory.resume({ inventoryId }))
      if (!answer.ok && get().run?.inventoryId === inventoryId)
        updateRun({ state: 'failed', error: answer.error })
    },

    openSnapshot: async () => {
      const answer = await ask(({ inventory }) => inventory.openSnapshot())
      if (answer.ok && answer.value === null) return false
      const opened = answer.ok ? answer.value : null
      begin({
        target: null,
        title: 'Applications snapshot',
        inventoryId: opened?.inventoryId ?? null,
        ...(answer.ok ? {} : { state: 'failed', error: answer.error }),
      })
      if (opened !== null) await loadSummary(opened.inventoryId)
      return true
    },

    receive: (progress) => {
      const { run } = get()
      if (run?.inventoryId !== progress.inventoryId) {
        early.set(progress.inventoryId, progress)
        return
      }
      if (progress.phase === 'done') void loadSummary(progress.inventoryId)
      else if (progress.phase === 'failed') updateRun({ state: 'failed', error: progress.error })
      else updateRun({ progress })
    },

    showTab: (tab) => {
      set({ tab })
    },
    open: (opened) => {
      set({ opened })
    },
    pick: (picked) => {
      set({ picked })
    },

    setNote: (applicationId, note) =>
      change((inventory, inventoryId) => inventory.setNote({ inventoryId, applicationId, note })),
    decide: (applicationId, decision) =>
      change((inventory, inventoryId) => inventory.decide({ inventoryId, applicationId, decision })),
    setReviewer: (reviewer) =>
      change((inventory, inventoryId) => inventory.setReviewer({ inventoryId, reviewer })),
    closeReview: () => change((inventory, inventoryId) => inventory.closeReview({ inventoryId })),
  }
})
