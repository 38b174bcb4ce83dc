import { create } from 'zustand'
import type { ChoiceGroup } from '../../../../core/remedy/change-choices'
import type { PermissionRow } from '../../../../core/access/effective'
import type { Resource } from '../../../../core/halo/resource'
import type { AppError } from '../../../../shared/app-error'
import type { CallsAnswer, FixAnswer, RecipeAnswer, WhatIfAnswer } from '../../../../shared/ipc/analysis'
import type { CrossviewApi } from '../../../../shared/ipc/api'
import type { Result } from '../../../../shared/result'
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

/** `application`: what an inventory knows of the application whose view is predicted. */
export type AnalysisView = 'summary' | 'records' | 'permissions' | 'what-if' | 'recipes' | 'application'

/** What is looked at and tried in one comparison. */
interface Analysed {
  readonly view: AnalysisView
  readonly permissions: Loaded<readonly PermissionRow[]> | null
  readonly choices: Loaded<readonly ChoiceGroup[]> | null
  readonly recipes: Loaded<RecipeAnswer> | null
  /** The calls that were chosen last; null before. */
  readonly calls: Loaded<CallsAnswer> | null
  /** Changes being tried, as text. */
  readonly changes: readonly string[]
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
  readonly setChanges: (runId: string, changes: readonly string[]) => void
  readonly findFixes: (question: FixQuestion) => Promise<void>
  /** Has a file of calls chosen, and holds it against the application. */
  readonly chooseCalls: () => Promise<void>
}

const EMPTY: Analysed = {
  view: 'summary',
  permissions: null,
  choices: null,
  recipes: null,
  calls: null,
  changes: [],
  outlook: null,
  fixes: null,
}

/** Permissions, what-if, recipes and fixes of the comparison on screen. */
export const useAnalysis = create<AnalysisState>()((set, get) => {
  /** Of the comparisons that are not on screen: what was tried there is not lost by looking at another. */
  const aside = new Map<string, Analysed>()
  const enter = (runId: string) => {
    const { runId: before, view, permissions, choices, recipes, calls, changes, outlook, fixes } = get()
    if (before === runId) return
    if (before !== null)
      aside.set(before, { view, permissions, choices, recipes, calls, changes, outlook, fixes })
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
    if (get()[name]?.state === 'ready') return
    const put = (value: unknown) => {
      // One of the three typed parts; which one is what `name` says.
      keep(runId, { [name]: value } as Pick<AnalysisState, K>)
    }
    put({ state: 'loading' })
    put(loaded(await ask(({ analysis }) => request(analysis))))
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
      if (view === 'what-if') void load('choices', runId, (analysis) => analysis.choices({ runId }))
      if (view === 'recipes') void load('recipes', runId, (analysis) => analysis.recipes({ runId }))
    },

    setChanges: (runId, changes) => {
      enter(runId)
      set({ changes, outlook: changes.length === 0 ? null : { state: 'loading' } })
      if (changes.length === 0) return
      void ask(({ analysis }) => analysis.whatIf({ runId, changes })).then((answer) => {
        // A later choice has its own answer on the way.
        if (of(runId)?.changes === changes) keep(runId, { outlook: loaded(answer) })
      })
    },

    chooseCalls: async () => {
      const { runId } = get()
      if (runId === null) return
      const answer = await ask(({ analysis }) => analysis.calls({ runId }))
      if (!answer.ok) keep(runId, { calls: loaded(answer) })
      else if (answer.value !== null) keep(runId, { calls: { state: 'ready', value: answer.value } })
    },

    findFixes: async (question) => {
      enter(question.runId)
      const asked = { state: 'loading', question } as const
      set({ fixes: asked })
      const answer = await ask(({ analysis }) => analysis.fixes(question))
      if (of(question.runId)?.fixes === asked)
        keep(question.runId, { fixes: { ...loaded(answer), question } })
    },
  }
})

const loaded = <T>(answer: Result<T, AppError>): Loaded<T> =>
  answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', error: answer.error }
