import { z } from 'zod'
import { historySettingsSchema } from '../files/history'
import { id } from './request-parts'

const kept = { profileId: id, id }
const pair = z.union([z.strictObject({ profileId: id, from: id, to: id }), z.strictObject({ runId: id })])

/** What the requests about what was kept of a tenant accept. */
export const historyRequests = {
  'history:ofTenant': z.strictObject({ profileId: id }),
  'history:latest': z.undefined(),
  'history:open': z.strictObject(kept),
  'history:drift': pair,
  'history:exportDrift': z.strictObject({ pair, format: z.enum(['pdf', 'html', 'json']) }),
  'history:setBaseline': z.strictObject({ ...kept, on: z.boolean() }),
  'history:remove': z.strictObject({ profileId: id, ids: z.array(id).min(1).max(15_000).nullable() }),
  'history:settings': z.undefined(),
  'history:setSettings': z.strictObject({ settings: historySettingsSchema }),
}
