import type { z } from 'zod'

/** The same type without `readonly`, and intersections as one object, so that only the shape counts. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T

/**
 * Whether a schema gives just this type: no key, value or question mark more or less on either side.
 * What it is given has to be known as well, and may be anything of the type.
 */
type Describes<Schema extends z.ZodType, T> =
  unknown extends z.input<Schema>
    ? false
    : Plain<T> extends Plain<z.input<Schema>>
      ? z.core.util.AssertEqual<Plain<z.output<Schema>>, Plain<T>>
      : false

/** A schema of just this type; what the compiler asks for in place of one of another type. */
export type Exactly<Schema extends z.ZodType, T> =
  Describes<Schema, T> extends true ? Schema : z.ZodType<T> & { readonly 'describes exactly': T }

/**
 * Takes a schema of just this type: another one does not compile. As `z.toZod`, but for types with
 * `readonly`, and what a schema is given has to fit as well. Changes nothing.
 */
export const exactly =
  <T>() =>
  <Schema extends z.ZodType>(schema: Schema & Exactly<NoInfer<Schema>, T>): Schema =>
    schema
