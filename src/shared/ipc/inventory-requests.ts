import { z } from 'zod'
import { RESOURCES } from '../../core/halo/resource'
import { DECISION_TEXT, DECISIONS } from '../../core/inventory/review'
import { INVENTORY } from '../bounds'
import { id, target } from './request-parts'

const inventory = { inventoryId: id }
const application = { ...inventory, applicationId: id }
const person = z.string().max(DECISION_TEXT.name)
const day = z.string().max(10).nullable()
const picked = z.strictObject({
  picked: z.array(z.strictObject(application)).min(1).max(INVENTORY.picked),
})

/** What the requests about a tenant's applications accept. What a decision has to say, main asks `decisionFault`. */
export const inventoryRequests = {
  'inventory:start': z.strictObject({
    target,
    resources: z.array(z.enum(RESOURCES)).min(1).max(RESOURCES.length),
  }),
  'inventory:cancel': z.strictObject(inventory),
  'inventory:resume': z.strictObject(inventory),
  'inventory:summary': z.strictObject(inventory),
  'inventory:known': z.undefined(),
  'inventory:openView': z.strictObject(application),
  'inventory:setNote': z.strictObject({
    ...application,
    note: z.strictObject({
      purpose: z.string().max(INVENTORY.noteText).nullable(),
      owner: person.nullable(),
      nextReview: day,
    }),
  }),
  'inventory:decide': z.strictObject({
    ...application,
    decision: z
      .strictObject({
        decision: z.enum(DECISIONS),
        by: person,
        on: z.string().max(10),
        reason: z.string().max(DECISION_TEXT.reason).nullable(),
        ticket: z.string().max(DECISION_TEXT.ticket).nullable(),
        until: day,
      })
      .nullable(),
  }),
  'inventory:setReviewer': z.strictObject({ ...inventory, reviewer: person }),
  'inventory:closeReview': z.strictObject(inventory),
  'inventory:blastRadius': picked,
  'inventory:saveBlastRadius': picked,
  'inventory:export': z.strictObject({
    ...inventory,
    format: z.enum(['pdf', 'csv', 'json', 'html', 'snapshot']),
    redact: z.boolean(),
  }),
}
