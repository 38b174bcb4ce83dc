import { z } from 'zod'
import { idText, keptText } from './foreign-text'

/**
 * The fields of an answer that its schema reads, and nothing else of it: null for a plain value, else
 * the fields of the object, or of each object of the list, that stands there.
 */
export interface Fields {
  readonly [name: string]: Fields | null
}

// --- Values ----------------------------------------------------------------------------------

/** A field that may be absent, null or of any type. */
export const anything = z.unknown().default(null)

export const text = anything.transform((value) => (typeof value === 'string' ? keptText(value) : ''))
export const flag = anything.transform((value) => {
  const said = typeof value === 'string' ? value.trim().toLowerCase() : value
  if (said === true || said === 1 || said === '1' || said === 'true') return true
  return said === false || said === 0 || said === '0' || said === 'false' ? false : null
})
export const id = anything.transform((value) => idText(value) ?? '')

// --- Lists and objects -----------------------------------------------------------------------

const entryOf = new WeakMap<z.core.$ZodType, z.core.$ZodType>()

/** A list in which what is no object does not count; anything but a list is unknown (null). The entry's schema takes every object. */
export const listOf = <T>(entry: z.ZodType<T>) => {
  const list = z
    .unknown()
    .default(null)
    .transform((value): readonly T[] | null =>
      Array.isArray(value)
        ? value.flatMap((item: unknown) =>
            typeof item === 'object' && item !== null && !Array.isArray(item) ? [entry.parse(item)] : [],
          )
        : null,
    )
  entryOf.set(list, entry)
  return list
}

/** The fields of an object's schema. */
export const fieldsOf = (schema: z.core.$ZodType): Fields => readOf(schema) ?? {}

const readOf = (schema: z.core.$ZodType): Fields | null => {
  const entry = entryOf.get(schema)
  if (entry !== undefined) return readOf(entry)
  if (schema instanceof z.ZodPipe) return readOf(schema.in)
  if (!(schema instanceof z.ZodObject)) return null
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
  return Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, readOf(field)]))
}

/**
 * The same value without anything but these fields; where a plain value is read, anything else is as good as
 * absent, in a list null.
 */
export const onlyFields = (value: unknown, fields: Fields | null): unknown => {
  if (fields === null) return plainOf(value)
  if (Array.isArray(value)) return value.map((entry: unknown) => onlyFields(entry, fields))
  if (typeof value !== 'object' || value === null) return null
  return Object.fromEntries(
    Object.entries(fields)
      .filter(
        ([name, inner]) =>
          Object.hasOwn(value, name) && (inner !== null || isPlain(Reflect.get(value, name))),
      )
      .map(([name, inner]) => [name, onlyFields(Reflect.get(value, name), inner)]),
  )
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null

const plainOf = (value: unknown): unknown => (isPlain(value) ? value : null)
