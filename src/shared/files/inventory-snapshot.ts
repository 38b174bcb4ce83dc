import { z } from 'zod'
import type { Redaction } from '../../core/comparison/comparison'
import { REASON_CODES } from '../../core/comparison/reason-code'
import { RESOURCES } from '../../core/halo/resource'
import {
  APPLICATION_METHODS,
  LOGIN_TYPES,
  type AgentReading,
  type ApplicationFacts,
  type DetailState,
  type InventoryFacts,
} from '../../core/inventory/application'
import type { ApplicationNote, ApplicationNotes, Calibration } from '../../core/inventory/inventory'
import { isDay, type ClosedReview, type Review } from '../../core/inventory/review'
import { MOST_ENTRIES, SNAPSHOT } from '../bounds'
import { exactly } from '../exact-schema'
import { closedReviewSchema, reviewSchema } from './review-fields'
import {
  agentPermissions,
  redaction,
  failure,
  listOf,
  manyTexts,
  namedId,
  nullableFlag,
  nullableText,
  observation,
  role,
  side,
  team,
  tenant,
  text,
} from './snapshot-fields'

/**
 * `crossview.applications-snapshot/1`: what an inspector read of a tenant's applications, and what people wrote
 * down about them; no secret, and no conclusion but what real comparisons, which are not in here, said of the rules.
 */
export interface InventorySnapshotFile {
  readonly schema: 'crossview.applications-snapshot/1'
  /** What its SHA-256 is of, as text with sorted keys and without blanks. */
  readonly facts: InventoryFacts
  readonly calibration: Calibration
  readonly notes: ApplicationNotes
  readonly review: Review
  /** What the review is held against; null: there was none. */
  readonly lastReview: ClosedReview | null
  /** Left out where names are names. */
  readonly redaction?: Pick<Redaction, 'rules' | 'sha256'>
}

const moment = z.iso.datetime()
const count = z.number().int().min(0)

const detail = exactly<DetailState>()(
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('read') }),
    z.strictObject({ state: z.literal('refused'), status: z.union([z.literal(401), z.literal(403)]) }),
    z.strictObject({ state: z.literal('failed'), failure }),
    z.strictObject({ state: z.literal('not-read'), reason: text }),
  ]),
)

const application = exactly<ApplicationFacts>()(
  z.strictObject({
    id: text,
    clientId: nullableText,
    name: text,
    description: nullableText,
    system: z.boolean(),
    inactive: nullableFlag,
    method: z.enum(APPLICATION_METHODS),
    methodText: nullableText,
    login: z.strictObject({ type: z.enum(LOGIN_TYPES), agentId: nullableText, name: nullableText }),
    scopes: listOf(text).nullable(),
    createdAt: nullableText,
    createdBy: nullableText,
    apiKeys: listOf(
      z.strictObject({ generatedAt: nullableText, lastUsedAt: nullableText, expiresAt: nullableText }),
    ),
    /** Left out where it was not asked for. */
    apiKeyExpiryDays: z.number().int().nullable().exactOptional(),
    detail,
  }),
)

const agentReading = exactly<AgentReading>()(
  z.discriminatedUnion('state', [
    z.strictObject({ agentId: text, state: z.literal('read'), permissions: agentPermissions }),
    z.strictObject({ agentId: text, state: z.literal('failed'), failure }),
  ]),
)

const facts = exactly<InventoryFacts>()(
  z.strictObject({
    tenant,
    startedAt: moment,
    finishedAt: moment,
    cancelled: z.boolean(),
    requests: count,
    throttled: count,
    inspector: side,
    /** An older snapshot does not say. */
    inspectorClientId: nullableText.default(null),
    inspectorAgent: agentPermissions.nullable(),
    listFailure: failure.nullable(),
    applications: z.array(application).max(MOST_ENTRIES),
    agents: z.array(agentReading).max(MOST_ENTRIES),
    roles: z.array(role).max(MOST_ENTRIES),
    teams: z.array(team).max(SNAPSHOT.entries).nullable(),
    ticketTypes: listOf(namedId).nullable(),
    lists: z.array(z.strictObject({ resource: z.enum(RESOURCES), observation })).max(RESOURCES.length),
    gaps: listOf(text),
  }),
)

const calibration = exactly<Calibration>()(
  z.strictObject({
    contradicted: listOf(
      z.strictObject({
        code: z.enum(REASON_CODES),
        resource: z.enum(RESOURCES),
        records: count,
        application: text,
        administratorsOnly: z.boolean(),
        message: text,
      }),
    ),
    agreement: listOf(
      z.strictObject({
        applicationId: text,
        resource: z.enum(RESOURCES),
        comparedAt: text,
        predicted: count,
        seen: count,
        agreed: count,
        onlyPredicted: manyTexts,
        onlySeen: manyTexts,
        undecided: count,
        undecidedSeen: count,
      }),
    ),
  }),
)

const note = exactly<ApplicationNote>()(
  z.strictObject({
    purpose: nullableText,
    owner: nullableText,
    nextReview: z.string().refine(isDay, 'is no day, as YYYY-MM-DD').nullable(),
  }),
)

export const inventorySnapshotSchema = exactly<InventorySnapshotFile>()(
  z.strictObject({
    schema: z.literal('crossview.applications-snapshot/1'),
    facts,
    calibration,
    notes: z.record(text, note).refine((all) => Object.keys(all).length <= MOST_ENTRIES, 'Too many notes'),
    review: reviewSchema,
    lastReview: closedReviewSchema.nullable(),
    redaction: redaction.exactOptional(),
  }),
)
