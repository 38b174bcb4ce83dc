import { z } from 'zod'
import { RESOURCES } from '../../core/resource'
import { REASON_CODES } from '../../core/reason-code'

/**
 * `crossview.snapshot/1`: what a run observed and read, without secrets and without conclusions.
 * Verdicts, coverage and findings are recomputed when it is opened, so that a snapshot profits
 * from better explanations later.
 */

const nullableText = z.string().nullable()
const nullableFlag = z.boolean().nullable()

const record = z.strictObject({
  id: z.string(),
  label: z.string(),
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
})

const failure = z.strictObject({
  code: z.enum([...REASON_CODES, 'request.failed', 'request.cancelled']),
  message: z.string(),
  advice: z.array(z.string()),
  status: z.number().int().nullable(),
})

const observation = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('listed'),
    records: z.array(record),
    total: z.number().int().min(0),
    complete: z.boolean(),
    incompleteReason: nullableText,
  }),
  z.strictObject({ state: z.literal('refused'), status: z.union([z.literal(401), z.literal(403)]) }),
  z.strictObject({ state: z.literal('failed'), failure }),
  z.strictObject({ state: z.literal('skipped'), reason: z.string() }),
])

const identity = z.strictObject({
  agentId: nullableText,
  name: nullableText,
  administrator: nullableFlag,
  scopes: z.array(z.string()),
  requestedScopes: z.array(z.string()),
})

const side = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('connected'), identity, identityFailure: failure.nullable() }),
  z.strictObject({ state: z.literal('failed'), failure, requestedScopes: z.array(z.string()) }),
])

const namedId = z.strictObject({ id: z.string(), name: z.string() })
const allowedType = z.strictObject({ typeId: z.string(), name: z.string(), canView: nullableFlag })

const agentPermissions = z.strictObject({
  agentId: z.string(),
  name: z.string(),
  disabled: nullableFlag,
  apiOnly: nullableFlag,
  administrator: nullableFlag,
  claims: z.record(z.string(), z.string()).nullable(),
  teams: z
    .array(
      z.strictObject({
        teamId: z.string(),
        name: z.string(),
        departmentId: nullableText,
        unassignedAccess: nullableFlag,
        otherAgentAccess: nullableFlag,
      }),
    )
    .nullable(),
  departments: z.array(z.strictObject({ departmentId: z.string(), name: z.string() })).nullable(),
  allDepartments: nullableFlag,
  clients: z.array(z.strictObject({ clientId: z.string(), name: z.string() })).nullable(),
  ticketTypes: z.array(allowedType).nullable(),
  assetTypes: z.array(allowedType).nullable(),
  roles: z.array(namedId).nullable(),
})

const configuration = z.strictObject({
  agentSide: agentPermissions.nullable(),
  appSide: agentPermissions.nullable(),
  application: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      inactive: nullableFlag,
      loginAgentId: nullableText,
      loginAgentName: nullableText,
      scopes: z.array(z.string()).nullable(),
    })
    .nullable(),
  teams: z
    .array(z.strictObject({ teamId: z.string(), name: z.string(), departmentId: nullableText }))
    .nullable(),
  ticketTypes: z.array(namedId).nullable(),
  assetTypes: z.array(namedId).nullable(),
  /** Snapshots of the first version do not have it. */
  roles: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        claims: z.record(z.string(), z.string()).nullable(),
      }),
    )
    .nullable()
    .default(null),
  gaps: z.array(z.string()),
})

export const snapshotFileSchema = z.strictObject({
  schema: z.literal('crossview.snapshot/1'),
  tenant: z.strictObject({ name: z.string(), url: z.string(), version: nullableText }),
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
  configuration,
  resources: z.array(
    z.strictObject({
      resource: z.enum(RESOURCES),
      agent: observation,
      app: observation,
      changed: z.array(z.string()),
    }),
  ),
})
export type SnapshotFile = z.infer<typeof snapshotFileSchema>
