import { z } from 'zod'
import { CONNECTION_ROLES, connectionSchema } from './profile'

const text = z.string().nullable()

const answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    status: z.number().int(),
    headers: z.strictObject({ retryAfter: text, location: text, contentType: text }),
    text: z.string(),
  }),
  z.strictObject({
    kind: z.literal('fault'),
    fault: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
])

/**
 * `crossview.recording/1`: what was asked of a tenant in one run and what it answered, without any
 * secret or token. It holds the tenant's data.
 */
export const recordingSchema = z.strictObject({
  schema: z.literal('crossview.recording/1'),
  name: z.string(),
  url: z.string(),
  tenant: text,
  connections: z.array(z.strictObject({ role: z.enum(CONNECTION_ROLES), connection: connectionSchema })),
  exchanges: z.array(
    z.strictObject({
      role: z.enum(CONNECTION_ROLES),
      /** Which of the two servers was asked. */
      server: z.enum(['api', 'auth']),
      /** Method, path and query; of a token request only the grant and the scope. */
      request: z.string(),
      answer,
    }),
  ),
})
export type Recording = z.infer<typeof recordingSchema>
export type Exchange = Recording['exchanges'][number]
