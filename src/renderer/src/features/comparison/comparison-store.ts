import { create } from 'zustand'
import type { Resource } from '../../../../core/halo/resource'
import type { RowFilter, RowGrouping } from '../../../../core/comparison/rows'
import type { AppError } from '../../../../shared/app-error'
import type { ComparisonSummary, RunProgress, RunTarget } from '../../../../shared/ipc/api'
import type { PickedApplication } from '../../../../shared/ipc/inventory'
import { ask } from '../../bridge'
import { pullRows, type LoadedRows } from './loaded-rows'

export interface Run {
  readonly target: RunTarget | null
  readonly title: string
  /** null until main has answered. */
  readonly runId: string | null
  readonly resources: readonly Resource[]
  readonly state: 'running' | 'cancelling' | 'done' | 'failed'
  readonly progress: Extract<RunProgress, { requests: number }> | null
  readonly error: AppError | null
}

/** What *Why?* is asked about. */
export type Selection =
  | { readonly kind: 'resource' }
  | { readonly kind: 'group'; readonly key: string }
  | { readonly kind: 'row'; readonly id: string }

export type Grouping = RowGrouping | 'none'

/** The comparison on screen, and how it is looked at. */
interface Shown {
  readonly run: Run | null
  readonly summary: ComparisonSummary | null
  readonly rows: Readonly<Partial<Record<Resource, LoadedRows>>>
  readonly resource: Resource | null
  readonly selection: Selection
  readonly show: RowFilter
  readonly search: string
  readonly grouping: Grouping
  readonly collapsed: ReadonlySet<string>
}

interface ComparisonState extends Shown {
  /** What was on screen before the predicted view of an application; null: no such view is open. */
  readonly shelf: Shown | null

  readonly start: (input: {
    target: RunTarget
    title: string
    resources: readonly Resource[]
  }) => Promise<void>
  readonly openSnapshot: () => Promise<boolean>
  /** Shows what the inspector sees beside what an application would; what was on screen is put aside. */
  readonly openPredicted: (picked: PickedApplication, title: string) => Promise<void>
  /** Shows again what was put aside. */
  readonly closePredicted: () => void
  /** Takes up the run of a page before this one. `null`: there was none, or this page has its own. */
  readonly reattach: () => Promise<'on-screen' | 'elsewhere' | null>
  readonly cancel: () => Promise<void>
  readonly receive: (progress: RunProgress) => void
  /** Pulls a resource's rows unless they are there or coming. */
  readonly loadRows: (resource: Resource) => Promise<void>
  readonly chooseResource: (resource: Resource) => void
  readonly select: (selection: Selection) => void
  /** Selects a record of any resource, and drops the search, filter and grouping that might hide it. */
  readonly showRecord: (resource: Resource, id: string) => void
  readonly setShow: (show: RowFilter) => void
  readonly setSearch: (search: string) => void
  readonly setGrouping: (grouping: Grouping) => void
  readonly toggleGroup: (key: string) => void
}

const EMPTY_VIEW = {
  summary: null,
  rows: {},
  resource: null,
  selection: { kind: 'resource' },
  show: 'all',
  search: '',
  grouping: 'none',
  collapsed: new Set<string>(),
} as const

const shownOf = ({
  run,
  summary,
  rows,
  resource,
  selection,
  show,
  search,
  grouping,
  collapsed,
}: Shown): Shown => ({ run, summary, rows, resource, selection, show, search, grouping, collapsed })

/** Whether the app side of the comparison on screen is predicted: then nothing of it was seen. */
export const usePredicted = (): boolean => useComparison((state) => state.summary?.predicted != null)

/** The comparison on screen. Everything shown from it is derived where it is shown. */
export const useComparison = create<ComparisonState>()((set, get) => {
  // Main may report before the answer to `start` or `reattach` is here; the last report is applied then.
  const early = new Map<string, RunProgress>()

  const updateRun = (change: (run: Run) => Partial<Run>) => {
    set(({ run }) => (run === null ? {} : { run: { ...run, ...change(run) } }))
  }

  const loadSummary = async (runId: string) => {
    const answer = await ask(({ comparison }) => comparison.summary({ runId }))
    if (get().run?.runId !== runId) {
      // Put aside meanwhile: it is asked for again when it comes back.
      early.set(runId, { runId, phase: 'done' })
      return
    }
    if (!answer.ok) {
      updateRun(() => ({ state: 'failed', error: answer.error }))
      return
    }
    const first =
      answer.value.resources.find(({ verdict }) => verdict !== 'same') ?? answer.value.resources[0]
    set(({ resource }) => ({ summary: answer.value, resource: resource ?? first?.resource ?? null }))
    updateRun(() => ({ state: 'done' }))
  }

  return {
    run: null,
    shelf: null,
    ...EMPTY_VIEW,

    start: async ({ target, title, resources }) => {
      early.clear()
      const fresh: Run = {
        target,
        title,
        runId: null,
        resources,
        state: 'running',
        progress: null,
        error: null,
      }
      set({ run: fresh, shelf: null, ...EMPTY_VIEW })
      const answer = await ask(({ comparison }) => comparison.start({ target, title, resources }))
      const { shelf } = get()
      if (answer.ok && shelf?.run === fresh)
        set({ shelf: { ...shelf, run: { ...fresh, runId: answer.value.runId } } })
      if (get().run !== fresh) return
      if (!answer.ok) {
        updateRun(() => ({ state: 'failed', error: answer.error }))
        return
      }
      updateRun(() => ({ runId: answer.value.runId }))
      const reported = early.get(answer.value.runId)
      if (reported !== undefined) get().receive(reported)
    },

    openSnapshot: async () => {
      const answer = await ask(({ comparison }) => comparison.openSnapshot())
      if (answer.ok && answer.value === null) return false
      set({
        run: {
          target: null,
          title: 'Snapshot',
          runId: answer.ok ? (answer.value?.runId ?? null) : null,
          resources: [],
          state: answer.ok ? 'running' : 'failed',
          progress: null,
          error: answer.ok ? null : answer.error,
        },
        shelf: null,
        ...EMPTY_VIEW,
      })
      if (answer.ok && answer.value !== null) await loadSummary(answer.value.runId)
      return true
    },

    openPredicted: async (picked, title) => {
      const fresh: Run = {
        target: null,
        title,
        runId: null,
        resources: [],
        state: 'running',
        progress: null,
        error: null,
      }
      set((state) => ({ run: fresh, shelf: state.shelf ?? shownOf(state), ...EMPTY_VIEW }))
      const answer = await ask(({ inventory }) => inventory.openView(picked))
      if (get().run !== fresh) return
      if (!answer.ok) {
        updateRun(() => ({ state: 'failed', error: answer.error }))
        return
      }
      const { runId } = answer.value
      updateRun(() => ({ runId }))
      await loadSummary(runId)
    },

    closePredicted: () => {
      const { shelf } = get()
      if (shelf === null) return
      set({ ...shelf, shelf: null })
      // It went on while it was out of sight.
      const reported = shelf.run?.runId == null ? undefined : early.get(shelf.run.runId)
      if (reported !== undefined) get().receive(reported)
    },

    reattach: async () => {
      const answer = await ask(({ comparison }) => comparison.reattach())
      if (!answer.ok || answer.value === null || get().run !== null) return null
      const { runId, target, title, resources, cancelling, reports, onScreen } = answer.value
      const state = cancelling ? 'cancelling' : 'running'
      set({
        run: { target, title, runId, resources, state, progress: null, error: null },
        ...EMPTY_VIEW,
      })
      for (const report of reports) get().receive(report)
      const reported = early.get(runId)
      if (reported !== undefined) get().receive(reported)
      return onScreen ? 'on-screen' : 'elsewhere'
    },

    cancel: async () => {
      const runId = get().run?.runId
      if (runId == null) return
      updateRun(() => ({ state: 'cancelling' }))
      const answer = await ask(({ comparison }) => comparison.cancel({ runId }))
      if (!answer.ok && get().run?.runId === runId)
        updateRun(() => ({ state: 'failed', error: answer.error }))
    },

    receive: (progress) => {
      const { run } = get()
      if (run?.runId !== progress.runId) {
        early.set(progress.runId, progress)
        return
      }
      if (progress.phase === 'done') void loadSummary(progress.runId)
      else if (progress.phase === 'failed') updateRun(() => ({ state: 'failed', error: progress.error }))
      else updateRun(() => ({ progress }))
    },

    loadRows: async (resource) => {
      const runId = get().run?.runId
      const loaded = get().rows[resource]
      if (runId == null || loaded?.state === 'ready' || loaded?.state === 'loading') return
      await pullRows(runId, resource, (rows) => {
        if (get().run?.runId !== runId) return false
        set((state) => ({ rows: { ...state.rows, [resource]: rows } }))
        return true
      })
    },

    chooseResource: (resource) => {
      set({ resource, selection: { kind: 'resource' }, collapsed: new Set() })
    },
    select: (selection) => {
      set({ selection })
    },
    showRecord: (resource, id) => {
      set({
        resource,
        selection: { kind: 'row', id },
        show: 'all',
        search: '',
        grouping: 'none',
        collapsed: new Set(),
      })
    },
    setShow: (show) => {
      set({ show })
    },
    setSearch: (search) => {
      set({ search })
    },
    setGrouping: (grouping) => {
      set({ grouping, collapsed: new Set(), selection: { kind: 'resource' } })
    },
    toggleGroup: (key) => {
      set(({ collapsed }) => {
        const next = new Set(collapsed)
        if (!next.delete(key)) next.add(key)
        return { collapsed: next }
      })
    },
  }
})
