import { create } from 'zustand'
import type { ChoiceGroup } from '../../../../core/remedy/change-choices'
import type { PermissionRow } from '../../../../core/access/effective'
import type { Resource } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import type {
  CallsAnswer,
  FixAnswer,
  RecipeAnswer,
  SummaryAnswer,
  WhatIfAnswer,
} from '../../../../shared/ipc/analysis'
import type { CrossviewApi } from '../../../../shared/ipc/api'
import { ok, type Result } from '../../../../shared/result'
import { ask } from '../../bridge'

/** Something asked of main: under way, there, or why it is not. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: AppError }

/** What fixes are asked for: records by their ids, or, with null, all of a resource that the app lacks. */
export interface FixQuestion {
  readonly runId: string
  readonly resource: Resource
  readonly records: readonly string[] | null
}

/** Names are no identity: two clients may have the same. */
export const isSameQuestion = (a: FixQuestion, b: FixQuestion): boolean =>
  a.runId === b.runId && a.resource === b.resource && JSON.stringify(a.records) === JSON.stringify(b.records)

/** `application`: what an inventory knows of the application whose view is predicted; `history`: of a stored tenant. */
export type AnalysisView =
  'summary' | 'records' | 'permissions' | 'what-if' | 'recipes' | 'application' | 'history'

/** What is looked at and tried in one comparison. */
interface Analysed {
  readonly view: AnalysisView
  readonly permissions: Loaded<readonly PermissionRow[]> | null
  readonly choices: Loaded<readonly ChoiceGroup[]> | null
  /** What takes each cause of the comparison away. */
  readonly causeChanges: Loaded<SummaryAnswer['changes']> | null
  readonly recipes: Loaded<RecipeAnswer> | null
  /** The calls that were chosen last; null before. */
  readonly calls: Loaded<CallsAnswer> | null
  /** Changes being tried, as text. */
  readonly changes: readonly string[]
  /** What was tried before, oldest first, and what was undone, last undone first. */
  readonly past: readonly (readonly string[])[]
  readonly future: readonly (readonly string[])[]
  readonly outlook: Loaded<WhatIfAnswer> | null
  readonly fixes: (Loaded<FixAnswer> & { readonly question: FixQuestion }) | null
}

interface AnalysisState extends Analysed {
  /** The comparison everything here is about. */
  readonly runId: string | null
  /** Puts what was tried in another comparison aside, and shows what was in this one. */
  readonly enter: (runId: string) => void
  /** The comparison was closed. */
  readonly forget: (runId: string) => void
  readonly show: (view: AnalysisView, runId: string) => void
  /** Tries other changes; one step to undo. */
  readonly setChanges: (runId: string, changes: readonly string[]) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly findFixes: (question: FixQuestion) => Promise<void>
  /** Has a file of calls chosen, and holds it against the application. */
  readonly chooseCalls: () => Promise<void>
}

/** Steps that can be undone. */
const KEPT_STEPS = 200

const EMPTY: Analysed = {
  view: 'summary',
  permissions: null,
  choices: null,
  causeChanges: null,
  recipes: null,
  calls: null,
  changes: [],
  past: [],
  future: [],
  outlook: null,
  fixes: null,
}

const analysedOf = ({
  view,
  permissions,
  choices,
  causeChanges,
  recipes,
  calls,
  changes,
  past,
  future,
  outlook,
  fixes,
}: Analysed): Analysed => ({
  view,
  permissions,
  choices,
  causeChanges,
  recipes,
  calls,
  changes,
  past,
  future,
  outlook,
  fixes,
})

/** Permissions, what-if, recipes and fixes of the comparison on screen. */
export const useAnalysis = create<AnalysisState>()((set, get) => {
  /** Of the comparisons that are not on screen: what was tried there is not lost by looking at another. */
  const aside = new Map<string, Analysed>()
  const enter = (runId: string) => {
    const { runId: before } = get()
    if (before === runId) return
    if (before !== null) aside.set(before, analysedOf(get()))
    set({ ...EMPTY, ...aside.get(runId), runId })
    aside.delete(runId)
  }
  const of = (runId: string): Analysed | undefined => (get().runId === runId ? get() : aside.get(runId))
  /** Keeps an answer where it belongs, whatever is on screen by now. */
  const keep = (runId: string, change: Partial<Analysed>) => {
    const kept = aside.get(runId)
    if (get().runId === runId) set(change)
    else if (kept !== undefined) aside.set(runId, { ...kept, ...change })
  }
  const load = async <K extends 'permissions' | 'choices' | 'recipes'>(
    name: K,
    runId: string,
    request: (
      analysis: CrossviewApi['analysis'],
    ) => Promise<Result<Extract<AnalysisState[K], { state: 'ready' }>['value'], AppError>>,
  ) => {
    // What is checked depends on the purpose, which may be another one by now.
    const isReady = get()[name]?.state === 'ready'
    if (isReady && name !== 'recipes') return
    const put = (value: unknown) => {
      // One of the three typed parts; which one is what `name` says.
      keep(runId, { [name]: value })
    }
    if (!isReady) put({ state: 'loading' })
    put(loadedFrom(await ask(({ analysis }) => request(analysis))))
  }

  const attempt = (runId: string, changes: readonly string[]) => {
    set({ changes, outlook: changes.length === 0 ? null : { state: 'loading' } })
    if (changes.length === 0) return
    void ask(({ analysis }) => analysis.whatIf({ runId, changes })).then((answer) => {
      // A later choice has its own answer on the way.
      if (of(runId)?.changes === changes) keep(runId, { outlook: loadedFrom(answer) })
    })
  }

  return {
    runId: null,
    ...EMPTY,
    enter,
    forget: (runId) => {
      aside.delete(runId)
    },

    show: (view, runId) => {
      enter(runId)
      set({ view })
      if (view === 'permissions')
        void load('permissions', runId, (analysis) => analysis.permissions({ runId }))
      if (view === 'what-if') {
        void load('choices', runId, (analysis) => analysis.choices({ runId }))
        void ask(({ analysis }) => analysis.summary({ runId })).then((answer) => {
          keep(runId, { causeChanges: loadedFrom(answer.ok ? ok(answer.value.changes) : answer) })
        })
      }
      if (view === 'recipes') void load('recipes', runId, (analysis) => analysis.recipes({ runId }))
    },

    setChanges: (runId, changes) => {
      enter(runId)
      const { changes: before, past } = get()
      if (changes.length === before.length && changes.every((change, at) => change === before[at])) return
      set({ past: [...past, before].slice(-KEPT_STEPS), future: [] })
      attempt(runId, changes)
    },

    undo: () => {
      const { runId, changes, past, future } = get()
      const before = past.at(-1)
      if (runId === null || before === undefined) return
      set({ past: past.slice(0, -1), future: [changes, ...future] })
      attempt(runId, before)
    },

    redo: () => {
      const { runId, changes, past, future } = get()
      const [next, ...rest] = future
      if (runId === null || next === undefined) return
      set({ past: [...past, changes], future: rest })
      attempt(runId, next)
    },

    chooseCalls: async () => {
      const { runId } = get()
      if (runId === null) return
      const answer = await ask(({ analysis }) => analysis.calls({ runId }))
      if (!answer.ok) keep(runId, { calls: loadedFrom(answer) })
      else if (answer.value !== null) keep(runId, { calls: { state: 'ready', value: answer.value } })
    },

    findFixes: async (question) => {
      enter(question.runId)
      const asked = { state: 'loading', question } as const
      set({ fixes: asked })
      const answer = await ask(({ analysis }) => analysis.fixes(question))
      if (of(question.runId)?.fixes === asked)
        keep(question.runId, { fixes: { ...loadedFrom(answer), question } })
    },
  }
})

/** An answer of main as what is shown of it. */
export const loadedFrom = <T>(answer: Result<T, AppError>): Loaded<T> =>
  answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', error: answer.error }
