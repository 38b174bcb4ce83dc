import { z } from 'zod'
import { LOGIN_TYPES } from '../../core/inventory/application'
import type { ApplicationNote, ApplicationNotes } from '../../core/inventory/inventory'
import { DECISIONS, type ClosedReview, type Decision, type Review } from '../../core/inventory/review'
import { SCOPES, TENANT_INVENTORY, TEXT } from '../bounds'
import { exactly } from '../exact-schema'

/** What is written down about a tenant's applications, kept with its profile. No secret is part of it. */
export interface TenantInventory {
  readonly notes: ApplicationNotes
  readonly review: Review
  /** What the next review is held against; null: none was closed yet. */
  readonly lastReview: ClosedReview | null
}

/** Of a tenant about whose applications nothing was written down. */
export const NO_INVENTORY: TenantInventory = {
  notes: {},
  review: { reviewer: null, decisions: {} },
  lastReview: null,
}

const id = z.string().min(1).max(TEXT.id)
const text = z.string().max(TENANT_INVENTORY.text)
const label = z.string().max(TEXT.label)
const date = z.iso.date()
const count = z.number().int().min(0)

/** One entry for an application, by an id of its. */
const byApplication = <T extends z.ZodType>(entry: T) =>
  z
    .record(id, entry)
    .refine(
      (all) => Object.keys(all).length <= TENANT_INVENTORY.applications,
      `Something can be written down about ${String(TENANT_INVENTORY.applications)} applications at most`,
    )

const note = exactly<ApplicationNote>()(
  z.strictObject({ purpose: label.nullable(), owner: label.nullable(), nextReview: date.nullable() }),
)

const decision = exactly<Decision>()(
  z.strictObject({
    decision: z.enum(DECISIONS),
    by: label,
    on: date,
    reason: text.nullable(),
    ticket: label.nullable(),
    until: date.nullable(),
  }),
)

const closedReview = exactly<ClosedReview>()(
  z.strictObject({
    closedAt: z.iso.datetime(),
    reviewer: label.nullable(),
    population: z.strictObject({
      readAt: z.iso.datetime(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'This is no SHA-256'),
    }),
    applications: z
      .array(
        z.strictObject({
          id,
          name: label,
          login: z.enum(LOGIN_TYPES),
          agentId: id.nullable(),
          loginName: label.nullable(),
          inactive: z.boolean().nullable(),
          scopes: z.array(z.string().max(SCOPES.characters)).max(SCOPES.most).nullable(),
          sees: z.record(label, z.strictObject({ visible: count, of: count.nullable() })),
          risks: z.array(label).max(TENANT_INVENTORY.risks),
          decision: decision.nullable(),
        }),
      )
      .max(TENANT_INVENTORY.applications),
  }),
)

export const tenantInventorySchema = exactly<TenantInventory>()(
  z.strictObject({
    notes: byApplication(note),
    review: z.strictObject({ reviewer: label.nullable(), decisions: byApplication(decision) }),
    lastReview: closedReview.nullable(),
  }),
)
