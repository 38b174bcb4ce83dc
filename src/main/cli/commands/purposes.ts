import type { ApplicationNotes } from '../../../core/inventory/inventory'
import type { Recipe } from '../../../core/comparison/recipe'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { namedFile } from '../../adapters/files/named-file'
import { findRecipe, loadRecipes } from '../../services/analysis/recipes'
import type { CommandDeps } from './commands'

/** What applications are there for, and the recipes of that. */
export interface Purposes {
  readonly notes: ApplicationNotes
  readonly recipes: readonly Recipe[]
}

/**
 * The recipes that purposes name. A file is named beside the config file alone, and its recipe wins over one that
 * comes with Crossview or is in the user's folder.
 * @param folder of the config file; null: the notes are a stored tenant's
 * @returns an error of the field where a config names a recipe that is not there; what a stored tenant has is told
 */
export const purposesOf = async (
  notes: ApplicationNotes,
  folder: string | null,
  { console, recipeFolder }: Pick<CommandDeps, 'console' | 'recipeFolder'>,
): Promise<Result<Purposes, AppError>> => {
  const { recipes, problems } = await loadRecipes(recipeFolder)
  const byName = new Map(recipes.map((recipe) => [recipe.name, recipe]))
  const fromFiles = new Map<string, Recipe>()
  const named: Record<string, ApplicationNotes[string]> = {}
  for (const [clientId, note] of Object.entries(notes)) {
    named[clientId] = note
    const { purpose } = note
    if (purpose === null) continue
    const field = `applications.${clientId}.purpose`
    if (folder !== null && purpose.endsWith('.json')) {
      const recipe = await recipeBeside(purpose, folder, console.platform)
      if (!recipe.ok) return err({ ...recipe.error, field })
      const before = fromFiles.get(recipe.value.name)
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(recipe.value))
        return err(
          appError('INVALID_FILE', `Two files hold a recipe called “${recipe.value.name}”.`, {
            field,
            advice: ['Give each recipe a name of its own.'],
          }),
        )
      fromFiles.set(recipe.value.name, recipe.value)
      named[clientId] = { ...note, purpose: recipe.value.name }
    } else if (!byName.has(purpose)) {
      const unknown = unknownPurpose(purpose, field, [...byName.keys()], problems)
      if (folder !== null) return err(unknown)
      console.message(`Note: ${unknown.message}`)
    }
  }
  return ok({ notes: named, recipes: [...new Map([...byName, ...fromFiles]).values()] })
}

const recipeBeside = async (
  file: string,
  folder: string,
  platform: NodeJS.Platform | undefined,
): Promise<Result<Recipe, AppError>> => {
  const named = await namedFile(file, folder, platform)
  if (named.ok) return findRecipe(named.value, null, folder)
  const { what, advice } = named.error
  return err(appError('INVALID_FILE', `The recipe that a purpose names ${what}.`, { advice: [advice] }))
}

const unknownPurpose = (
  purpose: string,
  field: string,
  known: readonly string[],
  problems: readonly string[],
): AppError =>
  appError('INVALID_FILE', `There is no recipe called “${purpose}”, which ${field} names.`, {
    field,
    advice: [`Known: ${known.join(', ')}; or name a .json file beside the config file.`, ...problems],
  })
