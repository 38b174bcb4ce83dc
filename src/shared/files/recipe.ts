import { z } from 'zod'
import { VERBS } from '../../core/halo/feature'
import type { Recipe } from '../../core/comparison/recipe'
import { appError, type AppError } from '../app-error'
import { FILES } from '../bounds'
import { exactly } from '../exact-schema'
import { err, ok, type Result } from '../result'
import { wrongFile } from './file-kind'
import { faultText, parseJson } from './json-text'
import { firstIssue, issueText } from './schema-issue'

const FORM = 'crossview.recipe/1'

interface RecipeFile extends Recipe {
  readonly $schema?: string
  readonly schema: typeof FORM
}

export const RECIPE_NAME = /^[a-z0-9][a-z0-9-]{0,59}$/

/** What a recipe says, without the form of its file. */
export const recipeFields = exactly<Recipe>()(
  z.strictObject({
    name: z.string().regex(RECIPE_NAME, 'Use small letters, digits and hyphens'),
    title: z.string().min(1).max(120),
    description: z.string().max(2000),
    source: z.strictObject({
      title: z.string().min(1).max(300),
      url: z.url({ protocol: /^https$/ }).nullable(),
      date: z.string().regex(/^\d{4}(-\d{2}){0,2}$/, 'Write a date as 2026, 2026-11 or 2026-11-24'),
    }),
    scopes: z.array(z.string().min(1).max(60)).max(60),
    permissions: z
      .array(
        z.strictObject({ feature: z.string().min(1).max(60), verbs: z.array(z.enum(VERBS)).min(1).max(4) }),
      )
      .max(60),
    membership: z.boolean(),
    settings: z
      .array(
        z.strictObject({
          code: z.string().regex(/^[A-Za-z0-9]{2}$/),
          value: z.string().max(10),
          why: z.string().min(1).max(200),
        }),
      )
      .max(60),
    unchecked: z.array(z.string().max(400)).max(40),
  }),
)

/** `resources/recipes/*.json`, and a user's own in a folder of the same kind of files. */
export const recipeSchema = exactly<RecipeFile>()(
  z.strictObject({
    $schema: z.string().exactOptional(),
    schema: z.literal(FORM),
    ...recipeFields.shape,
  }),
)

const NEEDED = Object.keys(recipeSchema.shape).filter((field) => field !== '$schema')

/** Reads a recipe file's text. @returns `INVALID_FILE` naming the field */
export const parseRecipe = (text: string, file: string): Result<Recipe, AppError> => {
  const wrong = wrongFile(text, 'recipe', 'recipe')
  if (wrong !== null) return err(wrong)
  const json = parseJson(text, FILES.recipe)
  if (!json.ok) return err(invalid(file, `it ${faultText(json.error)}`, null))
  const parsed = recipeSchema.safeParse(json.value)
  if (!parsed.success) {
    const issue = firstIssue(parsed.error, json.value)
    return err(invalid(file, issueText(issue), issue.field === '' ? null : issue.field))
  }
  const { $schema: _$schema, schema: _schema, ...recipe } = parsed.data
  return ok(recipe)
}

const invalid = (file: string, why: string, field: string | null): AppError =>
  appError('INVALID_FILE', `The recipe ${file} cannot be used: ${why}.`.replace(/\.\.$/, '.'), {
    field,
    advice: [`A recipe says each of these: ${NEEDED.join(', ')}. The form (schema) is “${FORM}”.`],
  })
