import { z } from 'zod'
import type { Accepted } from '../../core/comparison/finding'
import { EXCEPTION_CODES, type Exception } from '../../core/exceptions/exception'
import type { ExceptionsJson } from '../../core/exceptions/exceptions-json'
import { RESOURCES } from '../../core/halo/resource'
import { exactly } from '../exact-schema'

/** What JSON results say of exceptions (docs/cli.md, “Exceptions”). */

export const acceptedSchema = exactly<Accepted>()(
  z.strictObject({ reason: z.string(), by: z.string(), until: z.string() }),
)

const exception = exactly<Exception>()(
  z.strictObject({
    code: z.enum(EXCEPTION_CODES),
    tenant: z.string().nullable(),
    side: z.enum(['agent', 'app', 'both']).nullable(),
    resource: z.enum(RESOURCES).nullable(),
    of: z.string().nullable(),
    value: z.string().nullable(),
    reason: z.string(),
    by: z.string(),
    until: z.string(),
    line: z.number().int().min(1),
  }),
)

export const exceptionsResultSchema = exactly<ExceptionsJson>()(
  z.strictObject({
    applied: z.array(
      exception.extend({ findings: z.number().int().min(0), settings: z.number().int().min(0) }),
    ),
    expired: z.array(exception),
    unused: z.array(exception),
  }),
)
