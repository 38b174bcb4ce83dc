import { z } from 'zod'
import type { DriftFindingJson, DriftJson } from '../../core/drift/drift-json'
import { REASON_CODES } from '../../core/comparison/reason-code'
import { EXCEPTION_CODES } from '../../core/exceptions/exception'
import { RESOURCES } from '../../core/halo/resource'
import { exactly } from '../exact-schema'
import { acceptedSchema, exceptionsResultSchema } from './exceptions-result'

/** `crossview.drift/1`, the JSON result of docs/cli.md. Additions only. */

const ids = z.array(z.string())
const places = z.array(z.number().int().min(0))

const end = z.strictObject({ at: z.iso.datetime(), sha256: z.string(), complete: z.boolean() })

const move = z.strictObject({
  how: z.enum(['appeared', 'vanished']),
  ids,
  because: places,
  record: z.literal('reassigned').nullable(),
})

const finding = exactly<DriftFindingJson>()(
  z.strictObject({
    code: z.enum(REASON_CODES),
    severity: z.enum(['error', 'warning', 'info']),
    side: z.enum(['agent', 'app', 'both']),
    resource: z.enum(RESOURCES).nullable(),
    records: ids,
    confidence: z.enum(['documented', 'computed', 'observed']),
    message: z.string(),
    evidence: z.array(z.strictObject({ what: z.string(), value: z.string() })),
    fix: z.strictObject({ text: z.string(), path: z.string().nullable() }).nullable(),
    accepted: acceptedSchema.exactOptional(),
  }),
)

export const driftFileSchema = exactly<DriftJson>()(
  z.strictObject({
    schema: z.literal('crossview.drift/1'),
    kind: z.enum(['comparison', 'applications']),
    tenant: z.strictObject({ name: z.string(), url: z.string(), version: z.string().nullable() }),
    from: end,
    to: end,
    result: z.enum(['changed', 'unknown', 'same']),
    settings: z.array(
      z.strictObject({
        what: z.enum(EXCEPTION_CODES),
        side: z.enum(['agent', 'app']).nullable(),
        of: z.string(),
        ofId: z.string().nullable(),
        change: z.enum(['added', 'removed', 'changed']),
        value: z.string(),
        before: z.string().nullable(),
        message: z.string(),
        accepted: acceptedSchema.exactOptional(),
      }),
    ),
    unread: z.array(z.string()),
    resources: z.array(
      z.strictObject({
        resource: z.enum(RESOURCES),
        side: z.enum(['agent', 'app']),
        application: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
        state: z.enum(['compared', 'unknown']),
        reason: z.string().nullable(),
        appeared: ids,
        vanished: ids,
        moves: z.array(move),
        because: places,
        created: ids,
        deleted: ids,
        undecided: ids,
        perhaps: z.array(move),
      }),
    ),
    findings: z.strictObject({
      new: z.array(finding),
      fixed: z.array(finding),
      still: z.array(finding),
      unknown: z.array(finding),
    }),
    exceptions: exceptionsResultSchema,
  }),
)
