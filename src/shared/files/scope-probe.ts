import { z } from 'zod'
import type { ScopeAnswer, ScopeProbe } from '../../core/halo/scope-probe'
import { exactly } from '../exact-schema'

const scopes = z.array(z.string())

/** `crossview.scope-probe/1`: what `check --scopes --json` writes and `--resume` reads. */
export interface ScopeProbeFile extends ScopeProbe {
  readonly schema: 'crossview.scope-probe/1'
  readonly url: string
  readonly clientId: string
  readonly answers: readonly ScopeAnswer[]
}

export const scopeProbeFileSchema = exactly<ScopeProbeFile>()(
  z.object({
    schema: z.literal('crossview.scope-probe/1'),
    url: z.string(),
    clientId: z.string(),
    complete: z.boolean(),
    has: scopes,
    rows: z.array(
      z.object({
        scope: z.string(),
        state: z.enum(['granted', 'implied', 'not-granted', 'refused', 'unknown']),
        why: z.string(),
      }),
    ),
    answers: z.array(
      z.discriminatedUnion('state', [
        z.object({ scope: z.string(), state: z.literal('token'), granted: scopes }),
        z.object({ scope: z.string(), state: z.literal('invalid-scope') }),
        z.object({ scope: z.string(), state: z.literal('failed'), message: z.string() }),
      ]),
    ),
  }),
)
