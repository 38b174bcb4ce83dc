import { causeRowsOf } from '../../../core/causes/cause-rows'
import type { Comparison } from '../../../core/comparison/comparison'
import { shownRecords } from '../../../core/comparison/names'
import { changeSyntax } from '../../../core/remedy/change-syntax'
import { changeText } from '../../../core/remedy/change-text'
import { buildSummary } from '../../../core/summary/build-summary'
import type { FixPlan, FixStep, Summary } from '../../../core/summary/summary'
import type { Change } from '../../../core/access/change'
import type { CauseRow, DescribedPlan, DescribedStep, SummaryAnswer } from '../../../shared/ipc/analysis'

/** Worked out once for a comparison: a hundred thousand records take a second. */
const summaries = new WeakMap<Comparison, Summary>()
const rowsByCause = new WeakMap<Comparison, Map<number, ReturnType<ReturnType<typeof causeRowsOf>>>>()

/** A comparison's summary with each change in words; the parts about the purpose are told apart. */
export const summaryAnswer = (
  comparison: Comparison,
): Omit<SummaryAnswer, 'check' | 'recipes' | 'suggestion' | 'askForPurpose'> => {
  const summary = summaries.get(comparison) ?? buildSummary(comparison)
  summaries.set(comparison, summary)
  const described = (changes: readonly Change[]) =>
    changes.map((change) => ({ change: changeSyntax(change), ...changeText(change, comparison) }))
  const step = ({ changes, ...rest }: FixStep): DescribedStep => ({ ...rest, changes: described(changes) })
  const plan = ({ steps, ...rest }: FixPlan): DescribedPlan => ({ ...rest, steps: steps.map(step) })
  return {
    ...summary,
    changes: summary.changes.map(described),
    singles: summary.singles.map(step),
    everything: plan(summary.everything),
    purpose: summary.purpose && plan(summary.purpose),
  }
}

/** A page of the records that a cause hides, over all resources, named as they are shown. */
export const causeRowPage = (
  comparison: Comparison,
  { cause, offset, limit }: { readonly cause: number; readonly offset: number; readonly limit: number },
): { readonly rows: readonly CauseRow[]; readonly total: number } => {
  const known = rowsByCause.get(comparison) ?? new Map<number, ReturnType<ReturnType<typeof causeRowsOf>>>()
  rowsByCause.set(comparison, known)
  const all = known.get(cause) ?? causeRowsOf(comparison)(cause)
  known.set(cause, all)
  const shown = shownRecords(comparison)
  return {
    rows: all.slice(offset, offset + limit).map(({ resource, record, seenBy, causes }) => ({
      resource,
      row: { record: shown(resource, record), seenBy },
      causes,
    })),
    total: all.length,
  }
}
