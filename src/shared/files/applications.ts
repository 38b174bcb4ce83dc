import { z } from 'zod'
import type { WithExceptions } from '../../core/exceptions/exceptions-json'
import { REASON_CODES, type ReasonCode } from '../../core/comparison/reason-code'
import { VERBS } from '../../core/halo/feature'
import { RESOURCES } from '../../core/halo/resource'
import { APPLICATION_METHODS, LOGIN_TYPES } from '../../core/inventory/application'
import type { RiskCode } from '../../core/inventory/inventory'
import type {
  ApplicationJson,
  ApplicationsJson,
  ListJson,
  ReviewJson,
  SeesJson,
} from '../../core/inventory/inventory-json'
import { DECISIONS } from '../../core/inventory/review'
import { exactly } from '../exact-schema'
import { acceptedSchema, exceptionsResultSchema } from './exceptions-result'

/** `crossview.applications/1`, the JSON result of docs/cli.md. Additions only. */

const count = z.number().int().min(0)
const codes = z.array(z.enum(REASON_CODES))
const isRisk = (code: ReasonCode): code is RiskCode => code.startsWith('application.')

const list = exactly<ListJson>()(
  z.strictObject({
    resource: z.enum(RESOURCES),
    state: z.enum(['listed', 'refused', 'failed', 'skipped']),
    fetched: count.nullable(),
    total: count.nullable(),
    complete: z.boolean(),
    reason: z.string().exactOptional(),
  }),
)

const sees = exactly<SeesJson>()(
  z.discriminatedUnion('state', [
    z.strictObject({
      resource: z.enum(RESOURCES),
      state: z.literal('predicted'),
      visible: count,
      unknown: count,
      of: count,
      causes: codes,
      undecided: codes,
      records: z.array(z.string()).exactOptional(),
      unknownRecords: z.array(z.string()).exactOptional(),
    }),
    z.strictObject({ resource: z.enum(RESOURCES), state: z.literal('refused'), causes: codes }),
    z.strictObject({ resource: z.enum(RESOURCES), state: z.literal('unknown'), reason: z.string() }),
  ]),
)

const decision = z.enum(DECISIONS)

const application = exactly<ApplicationJson>()(
  z.strictObject({
    id: z.string(),
    clientId: z.string().nullable(),
    name: z.string(),
    system: z.boolean(),
    inactive: z.boolean().nullable(),
    method: z.enum(APPLICATION_METHODS),
    login: z.strictObject({
      type: z.enum(LOGIN_TYPES),
      agentId: z.number().int().nullable(),
      name: z.string().nullable(),
      administrator: z.boolean().nullable(),
      apiOnly: z.boolean().nullable(),
      disabled: z.boolean().nullable(),
    }),
    scopes: z.array(z.string()).nullable(),
    createdAt: z.string().nullable(),
    createdBy: z.string().nullable(),
    sees: z.array(sees),
    can: z.array(
      z.strictObject({
        feature: z.string(),
        verb: z.enum(VERBS),
        allowed: z.enum(['yes', 'no', 'unknown']),
      }),
    ),
    risks: z.array(
      z.strictObject({
        code: z.enum(REASON_CODES.filter(isRisk)),
        severity: z.enum(['error', 'warning', 'info']),
        message: z.string(),
        evidence: z.array(z.strictObject({ what: z.string(), value: z.string() })),
        fix: z.strictObject({ text: z.string(), path: z.string().nullable() }).nullable(),
        owasp: z.string().nullable(),
        accepted: acceptedSchema.exactOptional(),
      }),
    ),
    purpose: z.string().nullable(),
    meets: z.boolean().nullable(),
    excess: z.array(z.string()).nullable(),
    owner: z.string().nullable(),
    decision: z
      .strictObject({
        decision,
        by: z.string(),
        on: z.string(),
        reason: z.string().nullable(),
        ticket: z.string().nullable(),
        until: z.string().nullable(),
      })
      .nullable(),
  }),
)

const review = exactly<ReviewJson>()(
  z.strictObject({
    reviewer: z.string().nullable(),
    applications: count,
    reviewed: count,
    keep: count,
    reduce: count,
    remove: count,
    defer: count,
    open: count,
    aside: z.array(z.strictObject({ id: z.string(), decision, why: z.enum(['gone', 'system', 'not-read']) })),
    withoutDecision: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  }),
)

export const applicationsFileSchema = exactly<ApplicationsJson & WithExceptions>()(
  z.strictObject({
    schema: z.literal('crossview.applications/1'),
    tenant: z.strictObject({ name: z.string(), url: z.string(), version: z.string().nullable() }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    complete: z.boolean(),
    requests: count,
    inspector: z
      .strictObject({
        agentId: z.number().int().nullable(),
        name: z.string().nullable(),
        scopes: z.array(z.string()),
      })
      .nullable(),
    limits: z.array(z.string()),
    lists: z.array(list),
    coverage: z.strictObject({ applications: count, read: count, unread: count }),
    applications: z.array(application),
    calibration: z.array(z.string()),
    agreement: z.array(
      z.strictObject({
        applicationId: z.string(),
        resource: z.enum(RESOURCES),
        comparedAt: z.string(),
        predicted: count,
        seen: count,
        agreed: count,
        onlyPredicted: z.array(z.string()),
        onlySeen: z.array(z.string()),
        undecided: count,
        undecidedSeen: count,
      }),
    ),
    review: review.nullable(),
    /** Only where exceptions were named. */
    exceptions: exceptionsResultSchema.exactOptional(),
  }),
)
