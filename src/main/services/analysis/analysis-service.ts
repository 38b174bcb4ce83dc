import { accessFactsOf } from '../../../core/access/access'
import { changeChoices } from '../../../core/remedy/change-choices'
import { changeSyntax, parseChange } from '../../../core/remedy/change-syntax'
import { changeText } from '../../../core/remedy/change-text'
import type { Change } from '../../../core/access/change'
import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import { shownRecords } from '../../../core/comparison/names'
import { effectivePermissions } from '../../../core/access/effective'
import { checkCalls, type CallsCheck, type CallsRead } from '../../../core/policy/called'
import { excessChanges, recipeChanges } from '../../../core/policy/recipe-changes'
import { checkRecipe } from '../../../core/policy/recipe-check'
import { whatIf } from '../../../core/remedy/what-if'
import { recordsOf, whatIfCopy } from '../../../core/remedy/what-if-text'
import { appError, type AppError } from '../../../shared/app-error'
import type {
  AnalysisApi,
  CallsAnswer,
  DescribedCheck,
  RecipeAnswer,
  WhatIfAnswer,
} from '../../../shared/ipc/analysis'
import { isHaloHost, isLoopback } from '../../../shared/host-rules'
import { err, ok, type Result } from '../../../shared/result'
import type { FileDialogs } from '../../ports'
import { readCalls } from './calls/calls-file'
import { purposeAnswer } from './purpose-answer'
import { loadRecipes } from '../recipes/recipes'
import { fixesFor, recordAnswer } from './record-answer'
import { causeRowPage, summaryAnswer } from './summary-answer'

/** Several changes as text, read in their order; the first that cannot be read is the error. */
const readChanges = (
  texts: readonly string[],
  comparison: Comparison,
): Result<readonly Change[], AppError> => {
  const changes: Change[] = []
  for (const text of texts) {
    const parsed = parseChange(text, comparison)
    if (!parsed.ok)
      return err(appError('INVALID_ARGUMENT', parsed.message, { field: 'change', advice: [parsed.advice] }))
    changes.push(parsed.change)
  }
  return ok(changes)
}

/** What changes would do, with each in words. */
export const predict = (comparison: Comparison, texts: readonly string[]): Result<WhatIfAnswer, AppError> => {
  const read = readChanges(texts, comparison)
  if (!read.ok) return read
  return ok({ changes: described(read.value, comparison), ...whatIf(comparison, read.value) })
}

const described = (changes: readonly Change[], comparison: Comparison): WhatIfAnswer['changes'] =>
  changes.map((change) => ({ change: changeSyntax(change), ...changeText(change, comparison) }))

/** What was called against what the application has; this tenant's own address is Halo, and Halo's own domains are. */
export const checkCalled = (read: CallsRead, comparison: Comparison): CallsCheck => {
  const tenant = new URL(comparison.tenant.url)
  const isHalo = (host: string): boolean => {
    const hostname = host.replace(/:\d+$/, '')
    // Other ports of this machine are other programs.
    return (
      host === tenant.host || isHaloHost(hostname) || (!isLoopback(hostname) && hostname === tenant.hostname)
    )
  }
  return checkCalls(read, comparison, isHalo)
}

const describedCheck = (recipe: Recipe, comparison: Comparison): DescribedCheck => {
  const check = checkRecipe(recipe, comparison)
  const inWords = (changes: readonly Change[]) => described(changes, comparison)
  return {
    ...check,
    fixes: recipeChanges(check, comparison).map(inWords),
    reductions: excessChanges(check).map(inWords),
  }
}

/**
 * The window's analysis of a finished comparison; see `AnalysisApi`.
 * @param isNeverAsked whether nobody wants to be asked what the application of a run is there for
 */
export const createAnalysis = (
  comparisonOf: (runId: string) => Result<Comparison, AppError>,
  recipeFolder: string,
  dialogs: Pick<FileDialogs, 'chooseOpen'>,
  isNeverAsked: (runId: string) => Promise<boolean> = () => Promise.resolve(false),
): AnalysisApi => {
  const withRun = async <T>(
    runId: string,
    answer: (comparison: Comparison) => Result<T, AppError> | Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> => {
    const comparison = comparisonOf(runId)
    return comparison.ok ? answer(comparison.value) : comparison
  }
  return {
    summary: ({ runId }) =>
      withRun(runId, async (comparison) => {
        const [{ recipes }, neverAsk] = await Promise.all([loadRecipes(recipeFolder), isNeverAsked(runId)])
        return ok({ ...summaryAnswer(comparison), ...purposeAnswer(comparison, recipes, neverAsk) })
      }),
    causeRows: ({ runId, ...page }) => withRun(runId, (comparison) => ok(causeRowPage(comparison, page))),
    permissions: ({ runId }) =>
      withRun(runId, (comparison) =>
        ok(
          effectivePermissions({
            ...accessFactsOf(comparison),
            roles: comparison.configuration.roles,
          }),
        ),
      ),
    choices: ({ runId }) => withRun(runId, (comparison) => ok(changeChoices(comparison))),
    whatIf: ({ runId, changes }) => withRun(runId, (comparison) => predict(comparison, changes)),
    whatIfCopy: ({ runId, changes }) =>
      withRun(runId, (comparison) => {
        const answer = predict(comparison, changes)
        return answer.ok ? ok(whatIfCopy(answer.value, answer.value.changes, comparison)) : answer
      }),
    records: ({ runId, resource, records }) =>
      withRun(runId, (comparison) => {
        const shown = shownRecords(comparison)
        const rows = recordsOf(comparison.resources, resource, new Set(records))
        return ok(
          records.flatMap((id) => {
            const row = rows.get(id)
            return row === undefined ? [] : [shown(resource, row)]
          }),
        )
      }),
    fixes: ({ runId, resource, records }) =>
      withRun(runId, (comparison) => ok(fixesFor(comparison, resource, records))),
    record: ({ runId, resource, id }) =>
      withRun(runId, (comparison) => ok(recordAnswer(comparison, resource, id))),
    recipes: ({ runId }) =>
      withRun(runId, async (comparison): Promise<Result<RecipeAnswer, AppError>> => {
        const { recipes, problems } = await loadRecipes(recipeFolder)
        const { purpose } = comparison
        const others = recipes.filter(({ name }) => name !== purpose?.name)
        const checked = purpose === null ? others : [purpose, ...others]
        return ok({ checks: checked.map((recipe) => describedCheck(recipe, comparison)), problems })
      }),
    calls: ({ runId }) =>
      withRun(runId, async (comparison): Promise<Result<CallsAnswer | null, AppError>> => {
        const file = await dialogs.chooseOpen({
          title: 'What an integration called',
          extensions: ['har', 'json', 'jsonl', 'ndjson', 'log', 'txt', 'http', 'sh', 'ps1', 'bat'],
        })
        if (!file.ok || file.value === null) return file.ok ? ok(null) : file
        const read = readCalls(file.value.text)
        return read.ok ? ok({ file: file.value.name, check: checkCalled(read.value, comparison) }) : read
      }),
  }
}
