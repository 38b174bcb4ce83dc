import { create } from 'zustand'
import type { AppError } from '../../../../shared/app-error'
import { OPEN } from '../../../../shared/bounds'
import type { OpenedSnapshot, RunProgress } from '../../../../shared/ipc/api'
import { ok, type Result as Answered } from '../../../../shared/result'
import { ask } from '../../bridge'
import type { ComparisonState, Shown } from './comparison-state'
import { pullRows } from './loaded-rows'
import {
  FIRST_LOOK,
  heldResult,
  isUnderWay,
  newResult,
  putAside,
  withResource,
  withRun,
  withSummary,
  type Result,
  type Run,
} from './result'

export type { Grouping, Result, Run, Selection } from './result'

const NOTHING: Shown = { run: null, summary: null, rows: {}, resource: null, ...FIRST_LOOK }

/** Whether the app side of the comparison on screen is predicted: then nothing of it was seen. */
export const usePredicted = (): boolean => useComparison((state) => state.summary?.predicted != null)

/** The results that a person opened, in their order: all but the predicted views. */
export const listedResults = ({ results }: Pick<ComparisonState, 'results'>): readonly Result[] =>
  results.filter(({ isView }) => !isView)

export const useListedResults = (): readonly Result[] =>
  listedResults({ results: useComparison((state) => state.results) })

/** The results that are open, and the one on screen. Everything shown from it is derived where it is shown. */
export const useComparison = create<ComparisonState>()((set, get) => {
  // Main may report before the answer to `start` or `reattach` is here; the last report is applied then.
  const early = new Map<string, RunProgress>()

  const byRun = (runId: string) => get().results.find(({ run }) => run.runId === runId)
  const onScreen = () => get().view ?? get().chosen

  /** The one way to change what is open: what is on screen follows from it. */
  const put = (change: Partial<Pick<ComparisonState, 'results' | 'chosen' | 'view'>>) => {
    const before = onScreen()
    const { results, chosen, view } = { ...get(), ...change }
    const now = view ?? chosen
    const next = results.map((result) =>
      result.key === before && result.key !== now ? putAside(result) : result,
    )
    const { run, summary, rows, resource, selection, show, search, grouping, collapsed } =
      next.find(({ key }) => key === now) ?? NOTHING
    set({
      results: next,
      chosen,
      view,
      ...{ run, summary, rows, resource, selection, show, search, grouping, collapsed },
    })
  }

  const update = (key: string | null, change: (result: Result) => Result) => {
    const { results } = get()
    if (results.some((result) => result.key === key))
      put({ results: results.map((result) => (result.key === key ? change(result) : result)) })
  }

  const updateRun = (key: string, change: Partial<Run>) => {
    update(key, (result) => withRun(result, change))
  }

  const updateShown = (change: (result: Result) => Result) => {
    update(onScreen(), change)
  }

  /** Opens it beside the others, and shows it. */
  const open = (result: Result) => {
    put({ results: [...get().results, result], chosen: result.key, view: null })
  }

  const loadSummary = async (key: string, runId: string) => {
    const answer = await ask(({ comparison }) => comparison.summary({ runId }))
    if (answer.ok) update(key, (result) => withSummary(result, answer.value))
    else updateRun(key, { state: 'failed', error: answer.error })
  }

  /** Main has answered with the run's id: what it reported meanwhile is applied. */
  const begin = (key: string, runId: string) => {
    updateRun(key, { runId })
    const reported = early.get(runId)
    early.delete(runId)
    if (reported !== undefined) get().receive(reported)
  }

  const without = (key: string) => {
    const { results, chosen } = get()
    const gone = results.find((result) => result.key === key)
    const left = results.filter((result) => result.key !== key)
    if (chosen !== key) {
      put({ results: left })
      return
    }
    const listed = listedResults({ results: left })
    const at = listedResults({ results }).findIndex((result) => result.key === key)
    const back =
      listed.find((result) => result.key === gone?.cameFrom) ?? listed[Math.min(at, listed.length - 1)]
    put({ results: left, chosen: null })
    if (back !== undefined) get().choose(back.key)
  }

  /** One that main has finished: open already, or opened now. */
  const showDone = async (about: Pick<Run, 'target' | 'title'> & Partial<Run> & { runId: string }) => {
    const before = byRun(about.runId)
    if (before !== undefined) {
      get().choose(before.key)
      return
    }
    const fresh = newResult(about, { cameFrom: get().chosen })
    open(fresh)
    await loadSummary(fresh.key, about.runId)
  }

  /** Shows a comparison that main has opened; one that is open already is shown as it was left. */
  const takeOpened = async <T extends OpenedSnapshot | null>(
    answer: Answered<T, AppError>,
  ): Promise<Answered<T, AppError>> => {
    if (!answer.ok || answer.value?.kind !== 'comparison') return answer
    const { runId, snapshot } = answer.value
    await showDone({ target: null, title: 'Snapshot', runId, snapshot })
    return answer
  }

  return {
    results: [],
    chosen: null,
    view: null,
    displaced: [],
    keptBeside: new Set(),
    ...NOTHING,

    start: async ({ target, title, resources }) => {
      const fresh = newResult({ target, title, resources }, { cameFrom: get().chosen })
      open(fresh)
      const answer = await ask(({ comparison }) => comparison.start({ target, title, resources }))
      if (answer.ok) begin(fresh.key, answer.value.runId)
      else updateRun(fresh.key, { state: 'failed', error: answer.error })
    },

    showFinished: showDone,
    openSnapshot: async () => takeOpened(await ask(({ comparison }) => comparison.openSnapshot())),
    showOpened: async (opened) => {
      await takeOpened(ok(opened))
    },
    openKept: async (kept) => takeOpened(await ask(({ history }) => history.open(kept))),

    openPredicted: async (picked, title) => {
      const fresh = newResult({ target: null, title }, { isView: true })
      put({ results: [...get().results.filter(isOpened), fresh], view: fresh.key })
      const answer = await ask(({ inventory }) => inventory.openView(picked))
      if (get().view !== fresh.key) return
      if (!answer.ok) {
        updateRun(fresh.key, { state: 'failed', error: answer.error })
        return
      }
      const { runId } = answer.value
      // Looked at before: it is as it was left.
      const before = byRun(runId)
      if (before !== undefined) {
        put({ results: get().results.filter(({ key }) => key !== fresh.key), view: before.key })
        if (before.summary === null) await loadSummary(before.key, runId)
        return
      }
      const views = get().results.filter(({ isView }) => isView)
      // Main has dropped these by now, and works them out again.
      const old = views.slice(0, -OPEN.views)
      put({ results: get().results.filter((result) => !old.includes(result)) })
      updateRun(fresh.key, { runId })
      await loadSummary(fresh.key, runId)
    },

    closePredicted: () => {
      put({ view: null })
    },

    reattach: async () => {
      const answer = await ask(({ comparison }) => comparison.reattach())
      if (!answer.ok || answer.value === null || get().results.length > 0) return null
      const { results, place } = answer.value
      const held = results.map((each) => [each, heldResult(each)] as const)
      const shown = held.find(([{ runId }]) => runId === place.runId) ?? held.at(-1)
      put({ results: held.map(([, result]) => result), chosen: shown?.[1].key ?? null })
      for (const [{ reports, runId }, { key }] of held) {
        for (const report of reports) get().receive(report)
        begin(key, runId)
      }
      return place
    },

    choose: (key) => {
      put({ chosen: key, view: null })
      const result = get().results.find((each) => each.key === key)
      if (result?.run.state === 'done' && result.summary === null && result.run.runId !== null)
        void loadSummary(key, result.run.runId)
    },

    close: async (key) => {
      const runId = get().results.find((result) => result.key === key)?.run.runId
      without(key)
      if (runId != null) await ask(({ comparison }) => comparison.close({ runId }))
    },

    keepBeside: (key) => {
      set(({ keptBeside }) => ({ keptBeside: new Set([...keptBeside, key]) }))
    },

    forgetDisplaced: () => {
      set({ displaced: [] })
    },

    cancel: async () => {
      const result = get().results.find(({ key }) => key === onScreen())
      const runId = result?.run.runId
      if (result === undefined || runId == null) return
      updateRun(result.key, { state: 'cancelling' })
      const answer = await ask(({ comparison }) => comparison.cancel({ runId }))
      if (!answer.ok) updateRun(result.key, { state: 'failed', error: answer.error })
    },

    receive: (progress) => {
      const result = byRun(progress.runId)
      if (result === undefined) {
        if (progress.phase !== 'closed') early.set(progress.runId, progress)
        return
      }
      switch (progress.phase) {
        case 'closed':
          set(({ displaced }) => ({
            displaced: [
              ...displaced,
              {
                title: result.outcome?.tenant ?? result.run.title,
                finishedAt: result.outcome?.finishedAt ?? null,
              },
            ],
          }))
          without(result.key)
          return
        case 'done':
          // Of one that a page before this one had, out of sight, what it comes to is known: the rest when it is shown.
          if (result.outcome !== null && result.key !== get().chosen) updateRun(result.key, { state: 'done' })
          else void loadSummary(result.key, progress.runId)
          return
        case 'failed':
          updateRun(result.key, { state: 'failed', error: progress.error })
          return
        default:
          updateRun(result.key, { progress })
      }
    },

    setSummary: (summary) => {
      const result = byRun(summary.runId)
      if (result !== undefined) update(result.key, (now) => withSummary(now, summary))
    },

    loadRows: async (resource) => {
      const key = onScreen()
      const runId = get().run?.runId
      const loaded = get().rows[resource]
      if (runId == null || loaded?.state === 'ready' || loaded?.state === 'loading') return
      await pullRows(runId, resource, (rows) => {
        // Out of sight they are not held; they are pulled again.
        if (onScreen() !== key) return false
        updateShown((result) => ({ ...result, rows: { ...result.rows, [resource]: rows } }))
        return true
      })
    },

    chooseResource: (resource) => {
      updateShown((result) => withResource(result, resource))
    },
    select: (selection) => {
      updateShown((result) => ({ ...result, selection }))
    },
    showRecord: (resource, id) => {
      updateShown((result) => ({
        ...withResource(result, resource),
        selection: { kind: 'row', id },
        show: 'all',
        search: '',
        grouping: 'none',
        collapsed: new Set(),
      }))
    },
    setShow: (show) => {
      updateShown((result) => ({ ...result, show }))
    },
    setSearch: (search) => {
      updateShown((result) => ({ ...result, search }))
    },
    setGrouping: (grouping) => {
      updateShown((result) => ({
        ...result,
        grouping,
        collapsed: new Set(),
        selection: { kind: 'resource' },
      }))
    },
    toggleGroup: (group) => {
      updateShown((result) => {
        const collapsed = new Set(result.collapsed)
        if (!collapsed.delete(group)) collapsed.add(group)
        return { ...result, collapsed }
      })
    },
  }
})

/** False for a predicted view that failed or was left before it was there: it is opened anew. */
const isOpened = ({ isView, run }: Result): boolean =>
  !isView || (run.runId !== null && run.state !== 'failed')

/** A comparison that somebody waits for. */
export const isAnyUnderWay = ({ results }: Pick<ComparisonState, 'results'>): boolean =>
  listedResults({ results }).some(isUnderWay)
