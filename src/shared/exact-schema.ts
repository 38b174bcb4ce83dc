import type { z } from 'zod'

/** The same type without `readonly`, and intersections as one object, so that only the shape counts. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T

type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/**
 * Whether a schema and a type describe the same data: no key, value or question mark more or less on
 * either side, and nothing of the type that the schema would not take.
 */
type Describes<Schema extends z.ZodType, T> =
  IsSame<Plain<z.output<Schema>>, Plain<T>> extends true
    ? Plain<T> extends Plain<z.input<Schema>>
      ? true
      : false
    : false

/** A schema of just this type; what the compiler asks for in place of one of another type. */
export type Exactly<Schema extends z.ZodType, T> =
  Describes<Schema, T> extends true ? Schema : z.ZodType<T> & { readonly 'describes exactly': T }

/** Takes a schema of just this type: another one does not compile. Changes nothing. */
export const exactly =
  <T>() =>
  <Schema extends z.ZodType>(schema: Schema & Exactly<NoInfer<Schema>, T>): Schema =>
    schema
