import { z } from 'zod'
import { RESOURCES } from '../../core/halo/resource'
import { LOGIN_TYPES } from '../../core/inventory/application'
import {
  DECISIONS,
  DECISION_TEXT,
  decisionFault,
  type ClosedReview,
  type Decision,
  type Review,
} from '../../core/inventory/review'
import { SCOPES, TEXT, MOST_ENTRIES } from '../bounds'
import { exactly } from '../exact-schema'

/** Reviews as they stand in files: in a review file, with a stored tenant, in a snapshot. */

const id = z.string().min(1).max(TEXT.id)
const name = z.string().max(TEXT.property)
const reviewer = z.string().max(DECISION_TEXT.name).nullable()

/** A decision that keeps the rules; what is wrong is said as the window says it. */
const decisionSchema = exactly<Decision>()(
  z
    .strictObject({
      decision: z.enum(DECISIONS),
      by: z.string(),
      on: z.string(),
      reason: z.string().nullable(),
      ticket: z.string().nullable(),
      until: z.string().nullable(),
    })
    .superRefine((decision, context) => {
      const fault = decisionFault(decision)
      if (fault !== null) context.addIssue({ code: 'custom', message: fault })
    }),
)

export const reviewSchema = exactly<Review>()(
  z.strictObject({
    reviewer,
    decisions: z
      .record(id, decisionSchema)
      .refine((all) => Object.keys(all).length <= MOST_ENTRIES, 'Too many decisions'),
  }),
)

const count = z.number().int().min(0)

export const closedReviewSchema = exactly<ClosedReview>()(
  z.strictObject({
    closedAt: z.iso.datetime(),
    reviewer,
    population: z.strictObject({
      readAt: z.iso.datetime(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hexadecimal'),
    }),
    applications: z
      .array(
        z.strictObject({
          id,
          name,
          login: z.enum(LOGIN_TYPES),
          agentId: id.nullable(),
          loginName: name.nullable(),
          inactive: z.boolean().nullable(),
          scopes: z.array(z.string().max(SCOPES.characters)).max(SCOPES.most).nullable(),
          // A resource that a later version knows is left alone.
          sees: z
            .record(z.string().max(TEXT.id), z.strictObject({ visible: count, of: count.nullable() }))
            .refine((all) => Object.keys(all).length <= 4 * RESOURCES.length, 'Too many resources'),
          risks: z.array(z.string().max(TEXT.id)).max(TEXT.id),
          decision: decisionSchema.nullable(),
        }),
      )
      .max(MOST_ENTRIES),
  }),
)
