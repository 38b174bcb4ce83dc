import { z } from 'zod'
import type { ComparisonJson } from '../../src/core/comparison/comparison-json'
import type { WithExceptions } from '../../src/core/exceptions/exceptions-json'
import type { Recipe } from '../../src/core/comparison/recipe'
import { exactly } from '../../src/shared/exact-schema'
import { comparisonFileSchema } from '../../src/shared/files/comparison'
import { recipeSchema } from '../../src/shared/files/recipe'
import { scopeProbeFileSchema, type ScopeProbeFile } from '../../src/shared/files/scope-probe'
import { snapshotFileSchema, type SnapshotFile } from '../../src/shared/files/snapshot'

/**
 * Checked by `tsc -b`, never run: each expected error is a schema that would say something else than
 * its type. Without the guard in `exact-schema.ts` it compiles, and the unused expectation fails.
 */

interface Sample {
  readonly id: string
  readonly kind: 'one' | 'two'
  readonly rows: readonly { readonly at: number | null }[]
  readonly note?: string
}

const id = z.string().min(1)
const kind = z.enum(['one', 'two'])
const rows = z.array(z.strictObject({ at: z.number().nullable() })).max(10)
const note = z.string().exactOptional()

export const same = [
  exactly<Sample>()(z.strictObject({ id, kind, rows, note })),
  // What is absent in an older file and filled in.
  exactly<Sample>()(z.strictObject({ id, kind, rows: rows.default([]), note })),
]

export const different = [
  // @ts-expect-error a key is missing
  exactly<Sample>()(z.strictObject({ id, kind, note })),
  // @ts-expect-error an optional key is missing
  exactly<Sample>()(z.strictObject({ id, kind, rows })),
  // @ts-expect-error a key more
  exactly<Sample>()(z.strictObject({ id, kind, rows, note, more: id })),
  // @ts-expect-error an optional key more
  exactly<Sample>()(z.strictObject({ id, kind, rows, note, more: note })),
  // @ts-expect-error a key of another name
  exactly<Sample>()(z.strictObject({ name: id, kind, rows, note })),
  // @ts-expect-error optional, and required in the type
  exactly<Sample>()(z.strictObject({ id: id.exactOptional(), kind, rows, note })),
  // @ts-expect-error required, and optional in the type
  exactly<Sample>()(z.strictObject({ id, kind, rows, note: id })),
  // @ts-expect-error undefined is a value, and none in the type
  exactly<Sample>()(z.strictObject({ id, kind, rows, note: id.optional() })),
  // @ts-expect-error null, and never in the type
  exactly<Sample>()(z.strictObject({ id: id.nullable(), kind, rows, note })),
  // @ts-expect-error one of the values is not taken
  exactly<Sample>()(z.strictObject({ id, kind: z.literal('one'), rows, note })),
  // @ts-expect-error any text is taken
  exactly<Sample>()(z.strictObject({ id, kind: id, rows, note })),
  // @ts-expect-error never null, deep inside
  exactly<Sample>()(z.strictObject({ id, kind, rows: z.array(z.strictObject({ at: z.number() })), note })),
  // @ts-expect-error anything is taken
  exactly<Sample>()(z.any()),
  // @ts-expect-error it is not known what is taken
  exactly<Sample>()(z.strictObject({ id, kind, rows, note }) as z.ZodType<Sample>),
  // @ts-expect-error a number is given for the text that the type has
  exactly<Sample>()(z.strictObject({ id: z.number().transform(String), kind, rows, note })),
]

/** The files that are written from a type of the core and read by a schema. */
export const files = [
  exactly<SnapshotFile>()(snapshotFileSchema),
  exactly<ComparisonJson & WithExceptions>()(comparisonFileSchema),
  exactly<ScopeProbeFile>()(scopeProbeFileSchema),
  exactly<Recipe & { $schema?: string; schema: 'crossview.recipe/1' }>()(recipeSchema),
]
