import type { ApplicationNotes } from '../../../core/inventory/inventory'
import { explained } from '../../../core/causes/explained'
import type { Comparison } from '../../../core/comparison/comparison'
import { noteOf } from '../../../core/inventory/notes'
import type { Recipe } from '../../../core/comparison/recipe'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import { namedFile } from '../../adapters/files/named-file'
import { findRecipe, loadRecipes } from '../../services/recipes/recipes'
import { openSnapshot } from '../../services/reports/snapshot'
import type { ResolvedTarget } from '../target/resolved-target'
import type { Console } from '../terminal/console'

export interface PurposeDeps {
  readonly console: Console
  /** The user's own recipes. */
  readonly recipeFolder: string
}

/** What applications are there for, and the recipes of that. */
export interface Purposes {
  readonly notes: ApplicationNotes
  readonly recipes: readonly Recipe[]
}

/** Where purposes stand. */
export interface PurposeSource {
  /** Of the config file; null: the notes are a stored tenant's. */
  readonly folder: string | null
  /** The client id whose purpose stands in `app.purpose`. */
  readonly purposeOfApp?: string | null | undefined
}

/**
 * The recipes that purposes name. A file is named beside the config file alone, and its recipe wins over one that
 * comes with Crossview or is in the user's folder.
 * @returns an error of the field where a config names a recipe that is not there; what a stored tenant has is told
 */
export const purposesOf = async (
  notes: ApplicationNotes,
  { folder, purposeOfApp }: PurposeSource,
  { console, recipeFolder }: PurposeDeps,
): Promise<Result<Purposes, AppError>> => {
  const { recipes, problems } = await loadRecipes(recipeFolder)
  const byName = new Map(recipes.map((recipe) => [recipe.name, recipe]))
  const fromFiles = new Map<string, Recipe>()
  const named: Record<string, ApplicationNotes[string]> = {}
  for (const [clientId, note] of Object.entries(notes)) {
    named[clientId] = note
    const { purpose } = note
    if (purpose === null) continue
    const field = clientId === purposeOfApp ? 'app.purpose' : `applications.${clientId}.purpose`
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

/**
 * What the app side of a target is there for: as an option says, else as is written down of its application.
 * @param named a recipe's name, or a path of its file; undefined: no option was given
 * @returns null: nobody said, or what a stored tenant names is not there, which is told
 */
export const purposeOf = async (
  named: string | undefined,
  target: PurposeSource & Pick<ResolvedTarget, 'plan' | 'written'>,
  deps: PurposeDeps,
): Promise<Result<Recipe | null, AppError>> => {
  if (named !== undefined) return namedPurpose(named, deps)
  const clientId = target.plan.app?.connection.clientId
  const note = clientId === undefined ? null : noteOf(target.written.notes, clientId)
  if (clientId === undefined || note?.purpose == null) return ok(null)
  const purposes = await purposesOf({ [clientId]: note }, target, deps)
  if (!purposes.ok) return purposes
  const { notes, recipes } = purposes.value
  return ok(recipes.find(({ name }) => name === notes[clientId]?.purpose) ?? null)
}

/**
 * A snapshot's comparison, drawn anew where it is to be judged by another purpose than its own.
 * @param named a recipe's name, or a path of its file; undefined: no option was given
 */
export const openedFor = async (
  named: string | undefined,
  snapshot: string,
  deps: PurposeDeps,
): Promise<Result<Comparison, AppError>> => {
  const opened = await openSnapshot(snapshot)
  if (!opened.ok || named === undefined) return opened
  const purpose = await namedPurpose(named, deps)
  return purpose.ok ? ok(explained({ ...opened.value, purpose: purpose.value })) : purpose
}

const namedPurpose = async (
  named: string,
  { console, recipeFolder }: PurposeDeps,
): Promise<Result<Recipe, AppError>> => {
  const found = await findRecipe(named, recipeFolder, console.cwd)
  return found.ok ? found : err({ ...found.error, field: 'purpose' })
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
