import { z } from 'zod'
import { LARGEST_ANSWER, RECORDING } from '../bounds'
import { CONNECTION_ROLES, connectionSchema } from './profile'

const short = z.string().max(RECORDING.text)
const text = short.nullable()

const answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    status: z.number().int(),
    headers: z.strictObject({
      retryAfter: text,
      location: text,
      contentType: text,
      server: text.optional(),
      traces: z.array(short).max(RECORDING.traces).readonly().optional(),
    }),
    text: z.string().max(LARGEST_ANSWER),
    /** Why there is no text: nothing reads such an answer, or the recording was full. */
    unread: short.optional(),
    /** Who answered in Halo's place: of such an answer nothing else is kept. */
    foreign: z
      .strictObject({
        name: text,
        kind: z.enum(['between', 'host', 'sign-in']),
        isCertain: z.boolean(),
        form: short,
      })
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('fault'),
    fault: z.record(short, z.union([short, z.number()])),
  }),
])

/**
 * `crossview.recording/1`: what was asked of a tenant in one run and what it answered, without any
 * secret or token. It holds the tenant's data.
 */
export const recordingSchema = z.strictObject({
  schema: z.literal('crossview.recording/1'),
  name: short,
  url: short,
  tenant: text,
  connections: z
    .array(z.strictObject({ role: z.enum(CONNECTION_ROLES), connection: connectionSchema }))
    .max(CONNECTION_ROLES.length),
  exchanges: z
    .array(
      z.strictObject({
        role: z.enum(CONNECTION_ROLES),
        /** Which of the two servers was asked. */
        server: z.enum(['api', 'auth']),
        /** Method, path and query; of a token request only the grant and the scope. */
        request: short,
        answer,
      }),
    )
    .max(RECORDING.exchanges),
})
export type Recording = z.infer<typeof recordingSchema>
export type Exchange = Recording['exchanges'][number]
