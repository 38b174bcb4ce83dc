import { readdir } from 'node:fs/promises'
import path from 'node:path'
import connectsecure from '../../../../resources/recipes/connectsecure.json' with { type: 'json' }
import haloTickets from '../../../../resources/recipes/halo-tickets.json' with { type: 'json' }
import perimeters from '../../../../resources/recipes/perimeters.json' with { type: 'json' }
import sentri from '../../../../resources/recipes/365sentri.json' with { type: 'json' }
import type { Recipe } from '../../../core/comparison/recipe'
import { appError, type AppError } from '../../../shared/app-error'
import { codeOf } from '../../held-file'
import { readFault, readTextFile, textFileError } from '../../text-file'
import { parseRecipe } from '../../../shared/files/recipe'
import { err, ok, type Result } from '../../../shared/result'
import { canonicalText } from '../../canonical-text'

/** The recipes that come with Crossview, by the name of their file in resources/recipes. */
const BUILT_IN: Readonly<Record<string, unknown>> = {
  'halo-tickets.json': haloTickets,
  'perimeters.json': perimeters,
  '365sentri.json': sentri,
  'connectsecure.json': connectsecure,
}

export interface Recipes {
  readonly recipes: readonly Recipe[]
  /** One sentence for each file that could not be used, or for all of the user's own. */
  readonly problems: readonly string[]
}

/** The recipes that come with Crossview and those in the user's folder, which win by name. */
export const loadRecipes = async (
  folder: string | null,
  builtIn: Readonly<Record<string, unknown>> = BUILT_IN,
): Promise<Recipes> => {
  const byName = new Map<string, Recipe>()
  const problems: string[] = []
  const add = (recipe: Result<Recipe, AppError>): void => {
    if (recipe.ok) byName.set(recipe.value.name, recipe.value)
    else problems.push([recipe.error.message, ...recipe.error.advice].join(' '))
  }
  for (const [file, content] of Object.entries(builtIn)) add(parseRecipe(JSON.stringify(content), file))
  const files = folder === null ? ok([]) : await jsonFiles(folder)
  if (!files.ok) problems.push(files.error)
  for (const file of files.ok ? files.value : []) add(await readRecipe(file))
  return { recipes: [...byName.values()], problems }
}

/** The recipes that come with Crossview. */
export const loadBuiltIn = (): readonly Recipe[] =>
  Object.entries(BUILT_IN).flatMap(([file, content]) => {
    const recipe = parseRecipe(JSON.stringify(content), file)
    return recipe.ok ? [recipe.value] : []
  })

/** Whether it is one of them word for word, and not one of that name. */
export const isBuiltIn = (recipe: Recipe): boolean => {
  const text = canonicalText(recipe)
  return loadBuiltIn().some((each) => canonicalText(each) === text)
}

/** A recipe by its name, or by the path of its file. */
export const findRecipe = async (
  nameOrFile: string,
  folder: string | null,
  cwd: string,
): Promise<Result<Recipe, AppError>> => {
  if (nameOrFile.endsWith('.json')) return readRecipe(path.resolve(cwd, nameOrFile))
  const { recipes, problems } = await loadRecipes(folder)
  const found = recipes.find(({ name }) => name === nameOrFile)
  if (found !== undefined) return ok(found)
  return err(
    appError('INVALID_ARGUMENT', `There is no recipe called “${nameOrFile}”.`, {
      field: 'recipe',
      advice: [`Known: ${recipes.map(({ name }) => name).join(', ')}; or name a .json file.`, ...problems],
    }),
  )
}

/** Files, or why there are none to be had; that there is no folder of one's own is the usual case. */
const jsonFiles = async (folder: string): Promise<Result<readonly string[], string>> => {
  try {
    const names = await readdir(folder)
    return ok(
      names
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => path.join(folder, name)),
    )
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? ok([]) : err(`The recipes in ${folder} could not be read: ${readFault(code)}.`)
  }
}

const readRecipe = async (file: string): Promise<Result<Recipe, AppError>> => {
  const name = path.basename(file)
  const text = await readTextFile(file)
  return text.ok
    ? parseRecipe(text.value, name)
    : err(textFileError(`The recipe ${name}`, { ...text.error, code: 'INVALID_FILE' }, 'recipe'))
}
