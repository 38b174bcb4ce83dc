import { z } from 'zod'
import { REDACTION_KEY } from '../bounds'

/** What several requests of the window name. */

export const id = z.string().min(1).max(100)

export const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('profile'), profileId: id, app: id.exactOptional() }),
  z.strictObject({ kind: z.literal('demo'), scenario: z.string().min(1).max(60) }),
])

/** What stand-ins are made under; a secret that is kept nowhere. */
export const redactKey = z.string().min(REDACTION_KEY.least).max(REDACTION_KEY.most)
