import type { Comparison } from '../../../core/comparison/comparison'
import { checkRecipe } from '../../../core/policy/recipe-check'
import type { SummaryAnswer } from '../../../shared/ipc/analysis'

/** What a summary says of the purpose. */
export const purposeAnswer = (
  comparison: Comparison,
): Pick<SummaryAnswer, 'check' | 'recipes' | 'suggestion' | 'askForPurpose'> => ({
  check: comparison.purpose && checkRecipe(comparison.purpose, comparison),
  recipes: [],
  suggestion: null,
  askForPurpose: false,
})
