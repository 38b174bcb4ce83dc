import { tokenScopes } from '../../../core/access/side-facts'
import type { Comparison } from '../../../core/comparison/comparison'
import type { Recipe } from '../../../core/comparison/recipe'
import { suggestRecipe } from '../../../core/inventory/suggestion'
import { checkRecipe } from '../../../core/policy/recipe-check'
import type { SummaryAnswer } from '../../../shared/ipc/analysis'

/**
 * What a summary says of the purpose: the check against it, and what could be chosen. It is suggested by the
 * application's name and scopes, and never assumed.
 * @param neverAsk somebody said so for this application
 */
export const purposeAnswer = (
  comparison: Comparison,
  recipes: readonly Recipe[],
  neverAsk: boolean,
): Pick<SummaryAnswer, 'check' | 'recipes' | 'suggestion' | 'askForPurpose'> => {
  const { purpose, configuration, predicted } = comparison
  const { application } = configuration
  return {
    check: purpose && checkRecipe(purpose, comparison),
    recipes: recipes.map(({ name, title }) => ({ name, title })),
    suggestion:
      purpose === null
        ? suggestRecipe(
            {
              name: application?.name ?? predicted?.applicationName ?? '',
              scopes: application?.scopes ?? tokenScopes(comparison, 'app'),
              system: false,
            },
            recipes,
          )
        : null,
    askForPurpose: purpose === null && !neverAsk,
  }
}
