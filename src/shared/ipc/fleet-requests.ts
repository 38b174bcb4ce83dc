import { z } from 'zod'
import { WINDOW_FLEET } from '../bounds'
import { FLEET_FORMATS, WINDOW_WORK } from './fleet'
import { id } from './request-parts'

const fleetId = id

/** Schemas of the requests about many tenants, for `requests.ts`. */
export const fleetRequests = {
  'fleet:start': z.strictObject({
    profileIds: z.array(id).min(1).max(WINDOW_FLEET.tenants),
    work: z.array(z.enum(WINDOW_WORK)).min(1).max(WINDOW_WORK.length),
    atOnce: z.number().int().min(1).max(WINDOW_FLEET.atOnce),
  }),
  'fleet:pause': z.strictObject({ fleetId }),
  'fleet:resume': z.strictObject({ fleetId }),
  'fleet:cancel': z.strictObject({ fleetId }),
  'fleet:again': z.strictObject({ fleetId }),
  'fleet:current': z.undefined(),
  'fleet:setBaseline': z.strictObject({ fleetId, baseline: z.string().min(1).max(300) }),
  'fleet:openResult': z.strictObject({
    fleetId,
    profileId: id,
    kind: z.enum(['comparison', 'applications']),
  }),
  'fleet:export': z.strictObject({ fleetId, format: z.enum(FLEET_FORMATS) }),
}
