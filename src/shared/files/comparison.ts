import { z } from 'zod'
import type { ComparisonJson, IdentityJson, ObservationJson } from '../../core/comparison/comparison-json'
import type { WithExceptions } from '../../core/exceptions/exceptions-json'
import { REASON_CODES } from '../../core/comparison/reason-code'
import { RESOURCES } from '../../core/halo/resource'
import { exactly } from '../exact-schema'
import { acceptedSchema, exceptionsResultSchema } from './exceptions-result'

/** `crossview.comparison/1`, the JSON result of docs/cli.md. Additions only. */

const observation = exactly<ObservationJson>()(
  z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('listed'),
      fetched: z.number().int().min(0),
      total: z.number().int().min(0).nullable(),
      complete: z.boolean(),
      reason: z.string().exactOptional(),
    }),
    z.strictObject({
      state: z.literal('refused'),
      status: z.union([z.literal(401), z.literal(403), z.null()]),
    }),
    z.strictObject({ state: z.literal('failed'), code: z.string(), message: z.string() }),
    z.strictObject({ state: z.literal('skipped'), reason: z.string() }),
  ]),
)

const fix = z.strictObject({ text: z.string(), path: z.string().nullable() }).nullable()

/** null: not known. */
const count = z.number().int().min(0).nullable()

const identity = exactly<IdentityJson>()(
  z.strictObject({
    agentId: z.number().int().nullable(),
    name: z.string().nullable(),
    administrator: z.boolean().nullable(),
    scopes: z.array(z.string()),
  }),
)

export const comparisonFileSchema = exactly<ComparisonJson & WithExceptions>()(
  z.strictObject({
    schema: z.literal('crossview.comparison/1'),
    tenant: z.strictObject({ name: z.string(), url: z.string(), version: z.string().nullable() }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    complete: z.boolean(),
    requests: z.strictObject({
      agent: z.number().int(),
      app: z.number().int(),
      inspector: z.number().int(),
      throttled: z.number().int(),
    }),
    /** A side that could not connect is null; its reason is among the findings. */
    identities: z.strictObject({
      agent: identity.nullable(),
      app: identity.nullable(),
      sameAgent: z.boolean().nullable(),
      sameApplication: z.boolean().nullable(),
    }),
    coverage: z.strictObject({
      resources: z.number().int(),
      compared: z.number().int(),
      refused: z.number().int(),
      failed: z.number().int(),
      skipped: z.number().int(),
    }),
    resources: z.array(
      z.strictObject({
        resource: z.enum(RESOURCES),
        agent: observation,
        app: observation,
        verdict: z.enum(['same', 'app-sees-less', 'app-sees-more', 'differs', 'unknown']),
        both: z.number().int().min(0),
        onlyAgent: z.array(z.string()),
        onlyApp: z.array(z.string()),
        changed: z.array(z.string()),
        counts: z.strictObject({
          both: count,
          onlyAgent: count,
          onlyApp: count,
          changed: count,
        }),
        findings: z.array(z.number().int().min(0)),
      }),
    ),
    findings: z.array(
      z.strictObject({
        code: z.enum(REASON_CODES),
        severity: z.enum(['error', 'warning', 'info']),
        side: z.enum(['agent', 'app', 'both']),
        resource: z.enum(RESOURCES).nullable(),
        records: z.array(z.string()),
        confidence: z.enum(['documented', 'computed', 'observed']),
        message: z.string(),
        evidence: z.array(z.strictObject({ what: z.string(), value: z.string() })),
        fix,
        accepted: acceptedSchema.exactOptional(),
        cause: z.number().int().min(0).nullable(),
      }),
    ),
    purpose: z.string().nullable(),
    causes: z.array(
      z.strictObject({
        code: z.enum(REASON_CODES),
        side: z.enum(['agent', 'app']),
        setting: z.string(),
        confidence: z.enum(['documented', 'computed', 'observed']),
        severity: z.enum(['error', 'warning', 'info']),
        resources: z.array(
          z.strictObject({
            resource: z.enum(RESOURCES),
            records: z.number().int().min(0),
            refused: z.boolean(),
          }),
        ),
        records: z.number().int().min(0),
        alone: z.number().int().min(0),
        undecided: z.number().int().min(0),
        message: z.string(),
        fix,
        accepted: acceptedSchema.exactOptional(),
      }),
    ),
    /** Only where exceptions were named. */
    exceptions: exceptionsResultSchema.exactOptional(),
  }),
)
