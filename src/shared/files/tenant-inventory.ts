import { z } from 'zod'
import { countText } from '../../core/comparison/count-text'
import type { ApplicationNote, ApplicationNotes } from '../../core/inventory/inventory'
import type { ClosedReview, Review } from '../../core/inventory/review'
import { TENANT_INVENTORY, TEXT } from '../bounds'
import { exactly } from '../exact-schema'
import { closedReviewSchema, reviewSchema } from './review-fields'

/** What is written down about a tenant's applications, kept with its profile. No secret is part of it. */
export interface TenantInventory {
  readonly notes: ApplicationNotes
  /** Client ids of applications for whose purpose nobody wants to be asked; absent: none. */
  readonly neverAsk?: readonly string[]
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
const label = z.string().max(TEXT.label)
const date = z.iso.date()

/** One entry for an application, by an id of its. */
const byApplication = <T extends z.ZodType>(entry: T) =>
  z
    .record(id, entry)
    .refine(
      (all) => Object.keys(all).length <= TENANT_INVENTORY.applications,
      `Something can be written down about ${countText(TENANT_INVENTORY.applications)} applications at most`,
    )

const note = exactly<ApplicationNote>()(
  z.strictObject({ purpose: label.nullable(), owner: label.nullable(), nextReview: date.nullable() }),
)

export const tenantInventorySchema: z.ZodType<TenantInventory> = exactly<TenantInventory>()(
  z.strictObject({
    notes: byApplication(note),
    neverAsk: z.array(id).max(TENANT_INVENTORY.applications).exactOptional(),
    review: reviewSchema,
    lastReview: closedReviewSchema.nullable(),
  }),
)
