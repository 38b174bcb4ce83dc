import fc from 'fast-check'
import type { z } from 'zod'

/**
 * Values of a zod schema with a given text in every place that takes one: whatever field is added to a file later is
 * tried as well, without a word here. What is checked beyond its form (a day, a version) gets a text of that form.
 */
export const arbitraryOf = (schema: z.ZodType, texts: readonly string[]): fc.Arbitrary<unknown> => {
  const def = schema._zod.def as unknown as Def
  switch (def.type) {
    case 'object':
      return fc
        .tuple(
          ...Object.entries(def.shape).map(([key, child]) =>
            (DAYS.has(key) ? fc.constantFrom('2026-11-24', '2027-01-01') : arbitraryOf(child, texts)).map(
              (value) => [key, value] as const,
            ),
          ),
        )
        .map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== LEFT_OUT)))
        .filter((value) => def.checks === undefined || schema.safeParse(value).success)
    case 'array':
      return fc.array(arbitraryOf(def.element, texts), { minLength: 1, maxLength: 2 })
    case 'record':
      return fc
        .array(fc.tuple(arbitraryOf(def.keyType, texts), arbitraryOf(def.valueType, texts)), {
          minLength: 1,
          maxLength: 2,
        })
        .map((entries) => Object.fromEntries(entries) as unknown)
    case 'union':
      return fc.oneof(...def.options.map((option) => arbitraryOf(option, texts)))
    // A place that may be empty is tried full most of the time.
    case 'nullable':
      return fc.option(arbitraryOf(def.innerType, texts), { nil: null, freq: 9 })
    case 'default':
      return arbitraryOf(def.innerType, texts)
    case 'optional':
      return fc.option(arbitraryOf(def.innerType, texts), { nil: LEFT_OUT, freq: 3 })
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries))
    case 'literal':
      return fc.constantFrom(...def.values)
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'number':
      return fc.integer({ min: 0, max: 999 })
    case 'string':
      return textOf(schema, texts)
    // Of `quickly`, which knows what it stands for.
    case 'pipe':
      return arbitraryOf((schema as unknown as { readonly readBy: z.ZodType }).readBy, texts)
  }
}

/** Fields whose texts have to be days for what they stand in to hold together. */
const DAYS: ReadonlySet<string> = new Set(['on', 'until'])

const LEFT_OUT = Symbol('left out')

/** The texts that this place takes, as they are or as it spells them; else what has its form. */
const textOf = (schema: z.ZodType, texts: readonly string[]): fc.Arbitrary<string> => {
  const taken = texts
    .flatMap((text) => [
      text,
      text.toLowerCase(),
      `https://${text.toLowerCase()}.example/${text}`,
      text.slice(0, 8),
    ])
    .filter((text) => schema.safeParse(text).success)
  const formed = FORMS.filter((text) => schema.safeParse(text).success)
  if (taken.length === 0 && formed.length === 0) throw new Error('No text fits a field: name one in FORMS.')
  return fc.constantFrom(...(taken.length > 0 ? taken : formed))
}

const FORMS = ['2026-11-24T10:00:00.000Z', '2026-11-24', '2', 'Tx', 'a'.repeat(64)]

type Def =
  | {
      readonly type: 'object'
      readonly shape: Readonly<Record<string, z.ZodType>>
      readonly checks?: readonly unknown[]
    }
  | { readonly type: 'array'; readonly element: z.ZodType }
  | { readonly type: 'record'; readonly keyType: z.ZodType; readonly valueType: z.ZodType }
  | { readonly type: 'union'; readonly options: readonly z.ZodType[] }
  | { readonly type: 'nullable' | 'default' | 'optional'; readonly innerType: z.ZodType }
  | { readonly type: 'enum'; readonly entries: Readonly<Record<string, string>> }
  | { readonly type: 'literal'; readonly values: readonly unknown[] }
  | { readonly type: 'null' | 'boolean' | 'number' | 'string' | 'pipe' }
