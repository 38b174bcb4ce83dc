import { z } from 'zod'
import type { Comparison, Redaction, ResourceComparison } from '../../core/comparison/comparison'
import type { Configuration } from '../../core/halo/permission'
import { RESOURCES } from '../../core/halo/resource'
import type { Recipe } from '../../core/comparison/recipe'
import { exactly } from '../exact-schema'
import {
  agentPermissions,
  listOf,
  manyTexts,
  namedId,
  nullableFlag,
  nullableText,
  observation,
  redaction,
  role,
  side,
  team,
  tenant,
  text,
} from './snapshot-fields'
import { recipeFields } from './recipe'

/**
 * `crossview.snapshot/1`: what a run observed and read, without secrets and without conclusions.
 * Verdicts, coverage and findings are recomputed when it is opened, so that a snapshot profits
 * from better explanations later.
 */
export interface SnapshotFile extends Omit<
  Comparison,
  'resources' | 'coverage' | 'findings' | 'causes' | 'purpose' | 'predicted' | 'redaction'
> {
  readonly schema: 'crossview.snapshot/1'
  /** Left out where nobody chose one, as in older snapshots. */
  readonly purpose?: Recipe
  /** Left out where names are names. */
  readonly redaction?: Pick<Redaction, 'rules' | 'sha256'>
  readonly resources: readonly Pick<ResourceComparison, 'resource' | 'agent' | 'app' | 'changed'>[]
}

const configuration = exactly<Configuration>()(
  z.strictObject({
    agentSide: agentPermissions.nullable(),
    appSide: agentPermissions.nullable(),
    application: z
      .strictObject({
        id: text,
        name: text,
        inactive: nullableFlag,
        loginAgentId: nullableText,
        loginAgentName: nullableText,
        scopes: listOf(text).nullable(),
      })
      .nullable(),
    teams: z.array(team).nullable(),
    ticketTypes: listOf(namedId).nullable(),
    assetTypes: listOf(namedId).nullable(),
    /** Snapshots of the first version do not have it. */
    roles: z.array(role).nullable().default(null),
    gaps: listOf(text),
  }),
)

export const snapshotFileSchema = exactly<SnapshotFile>()(
  z.strictObject({
    schema: z.literal('crossview.snapshot/1'),
    tenant,
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    complete: z.boolean(),
    cancelled: z.boolean(),
    requests: z.strictObject({
      agent: z.number().int(),
      app: z.number().int(),
      inspector: z.number().int(),
      throttled: z.number().int(),
    }),
    agent: side,
    app: side,
    sameAgent: nullableFlag,
    /** Older snapshots do not say. */
    sameApplication: nullableFlag.default(null),
    configuration,
    purpose: recipeFields.exactOptional(),
    redaction: redaction.exactOptional(),
    resources: z
      .array(
        z.strictObject({
          resource: z.enum(RESOURCES),
          agent: observation,
          app: observation,
          changed: manyTexts,
        }),
      )
      .max(RESOURCES.length),
  }),
)
