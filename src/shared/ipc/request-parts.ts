import { z } from 'zod'

/** What several requests of the window name. */

export const id = z.string().min(1).max(100)

export const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('profile'), profileId: id, app: id.exactOptional() }),
  z.strictObject({ kind: z.literal('demo'), scenario: z.string().min(1).max(60) }),
])
