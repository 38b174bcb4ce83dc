import path from 'node:path'
import type { Recipe } from '../../../core/comparison/recipe'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { namedFile } from '../../adapters/files/named-file'
import { neededResources, type Policy } from '../../services/analysis/policy'
import { parseExpectations } from '../../services/analysis/policy-file'
import { findRecipe } from '../../services/recipes/recipes'
import { readText } from '../target/resolved-target'
import type { PurposeDeps } from './purposes'

/**
 * Reads policy tests and the recipes that they name. Sends nothing.
 * @param field that names the file
 */
export const readPolicy = async (
  file: string,
  field: string,
  deps: PurposeDeps,
): Promise<Result<Policy, AppError>> => {
  const text = await readText(path.resolve(deps.console.cwd, file), field)
  if (!text.ok) return text
  const tests = parseExpectations(text.value)
  if (!tests.ok) return tests
  const expectations = tests.value.map(({ expectation }) => expectation)
  const recipes: Recipe[] = []
  for (const expectation of expectations) {
    if (expectation.kind !== 'recipe') continue
    const recipe = await recipeOfPolicy(expectation.recipe, file, deps)
    if (!recipe.ok) return recipe
    recipes.push({ ...recipe.value, name: expectation.recipe })
  }
  return ok({ tests: tests.value, recipes, resources: neededResources(expectations) })
}

/** A recipe that a policy names, which may be somebody else's: by name, or as a file relative to the folder that the person is in. */
const recipeOfPolicy = async (
  recipe: string,
  policy: string,
  { console: { cwd, platform }, recipeFolder }: PurposeDeps,
): Promise<Result<Recipe, AppError>> => {
  if (!recipe.endsWith('.json')) return findRecipe(recipe, recipeFolder, cwd)
  const here = await namedFile(recipe, cwd, platform)
  // On the share of the policy itself.
  const file = here.ok ? here : await namedFile(recipe, path.dirname(path.resolve(cwd, policy)), platform)
  if (file.ok) return findRecipe(file.value, recipeFolder, cwd)
  const { what, advice } = file.error
  return err(
    appError('INVALID_FILE', `A recipe that the expectations name ${what}.`, {
      field: 'recipe',
      advice: [advice],
    }),
  )
}
