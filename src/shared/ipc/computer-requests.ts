import { z } from 'zod'
import { COMPUTER_PROBES } from '../computer-report'

/** What the requests about this computer accept. */
export const computerRequests = {
  'computer:look': z.strictObject({
    probe: z.enum(COMPUTER_PROBES.map(({ id }) => id)),
    addresses: z.boolean(),
  }),
  'computer:save': z.undefined(),
}
