import { z } from 'zod'
import type { Comparison, ResourceComparison, SideResult } from '../../core/comparison/comparison'
import type { Identity } from '../../core/comparison/identity'
import type { Failure, Observation } from '../../core/comparison/observation'
import { REASON_CODES } from '../../core/comparison/reason-code'
import type { RecordSummary } from '../../core/comparison/record'
import type { AgentPermissions, Configuration } from '../../core/halo/permission'
import { RESOURCES } from '../../core/halo/resource'
import { SNAPSHOT } from '../bounds'
import { exactly } from '../exact-schema'

/**
 * `crossview.snapshot/1`: what a run observed and read, without secrets and without conclusions.
 * Verdicts, coverage and findings are recomputed when it is opened, so that a snapshot profits
 * from better explanations later.
 */
export interface SnapshotFile extends Omit<Comparison, 'resources' | 'coverage' | 'findings' | 'predicted'> {
  readonly schema: 'crossview.snapshot/1'
  readonly resources: readonly Pick<ResourceComparison, 'resource' | 'agent' | 'app' | 'changed'>[]
}

const text = z.string().max(SNAPSHOT.text)
const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).max(SNAPSHOT.entries)
const claims = z
  .record(text, text)
  .refine((all) => Object.keys(all).length <= SNAPSHOT.entries, 'Too many claims')
  .nullable()
const nullableText = text.nullable()
const nullableFlag = z.boolean().nullable()

const record = exactly<RecordSummary>()(
  z.strictObject({
    id: text,
    label: text,
    clientId: nullableText,
    clientName: nullableText,
    siteId: nullableText,
    siteName: nullableText,
    teamId: nullableText,
    teamName: nullableText,
    departmentId: nullableText,
    typeId: nullableText,
    typeName: nullableText,
    agentId: nullableText,
    agentName: nullableText,
    /** Snapshots of the first version do not have it. */
    date: nullableText.default(null),
  }),
)

const failure = exactly<Failure>()(
  z.strictObject({
    code: z.enum([...REASON_CODES, 'request.failed', 'request.cancelled']),
    message: text,
    advice: listOf(text),
    status: z.number().int().nullable(),
  }),
)

const observation = exactly<Observation>()(
  z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('listed'),
      records: z.array(record).max(SNAPSHOT.records),
      total: z.number().int().min(0).nullable(),
      complete: z.boolean(),
      incompleteReason: nullableText,
    }),
    z.strictObject({
      state: z.literal('refused'),
      status: z.union([z.literal(401), z.literal(403), z.null()]),
    }),
    z.strictObject({ state: z.literal('failed'), failure }),
    z.strictObject({ state: z.literal('skipped'), reason: text }),
  ]),
)

const identity = exactly<Identity>()(
  z.strictObject({
    agentId: nullableText,
    name: nullableText,
    administrator: nullableFlag,
    scopes: listOf(text),
    requestedScopes: listOf(text),
  }),
)

const side = exactly<SideResult>()(
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('connected'), identity, identityFailure: failure.nullable() }),
    z.strictObject({ state: z.literal('failed'), failure, requestedScopes: listOf(text) }),
  ]),
)

const namedId = z.strictObject({ id: text, name: text })
const allowedType = z.strictObject({ typeId: text, name: text, canView: nullableFlag })

const agentPermissions = exactly<AgentPermissions>()(
  z.strictObject({
    agentId: text,
    name: text,
    disabled: nullableFlag,
    apiOnly: nullableFlag,
    administrator: nullableFlag,
    claims: claims,
    teams: z
      .array(
        z.strictObject({
          teamId: text,
          name: text,
          departmentId: nullableText,
          unassignedAccess: nullableFlag,
          otherAgentAccess: nullableFlag,
        }),
      )
      .nullable(),
    departments: listOf(z.strictObject({ departmentId: text, name: text })).nullable(),
    allDepartments: nullableFlag,
    clients: listOf(z.strictObject({ clientId: text, name: text })).nullable(),
    ticketTypes: listOf(allowedType).nullable(),
    assetTypes: listOf(allowedType).nullable(),
    roles: listOf(namedId).nullable(),
  }),
)

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
    teams: z.array(z.strictObject({ teamId: text, name: text, departmentId: nullableText })).nullable(),
    ticketTypes: listOf(namedId).nullable(),
    assetTypes: listOf(namedId).nullable(),
    /** Snapshots of the first version do not have it. */
    roles: z
      .array(
        z.strictObject({
          id: text,
          name: text,
          claims: claims,
        }),
      )
      .nullable()
      .default(null),
    gaps: listOf(text),
  }),
)

export const snapshotFileSchema = exactly<SnapshotFile>()(
  z.strictObject({
    schema: z.literal('crossview.snapshot/1'),
    tenant: z.strictObject({ name: text, url: text, version: nullableText }),
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
    resources: z
      .array(
        z.strictObject({
          resource: z.enum(RESOURCES),
          agent: observation,
          app: observation,
          changed: z.array(text).max(SNAPSHOT.records),
        }),
      )
      .max(RESOURCES.length),
  }),
)
