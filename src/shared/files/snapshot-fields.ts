import { z } from 'zod'
import type { SideResult, TenantFacts } from '../../core/comparison/comparison'
import type { Identity } from '../../core/comparison/identity'
import type { Failure, Observation } from '../../core/comparison/observation'
import { REASON_CODES } from '../../core/comparison/reason-code'
import type { RecordSummary } from '../../core/comparison/record'
import type { AgentPermissions, RoleSettings, TenantTeam } from '../../core/halo/permission'
import { SNAPSHOT } from '../bounds'
import { exactly } from '../exact-schema'
import { quickly, recordsIn, textsIn } from './quickly'

/** What snapshots of comparisons and of inventories have in common. */

export const text = z.string().max(SNAPSHOT.text)
export const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).max(SNAPSHOT.entries)
/** As many as there may be records. */
export const manyTexts = quickly(z.array(text).max(SNAPSHOT.records), textsIn)
const claims = z
  .record(text, text)
  .refine((all) => Object.keys(all).length <= SNAPSHOT.entries, 'Too many claims')
  .nullable()
export const nullableText = text.nullable()
export const nullableFlag = z.boolean().nullable()

export const record = exactly<RecordSummary>()(
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

export const failure = exactly<Failure>()(
  z.strictObject({
    code: z.enum([...REASON_CODES, 'request.failed', 'request.cancelled']),
    message: text,
    advice: listOf(text),
    status: z.number().int().nullable(),
  }),
)

export const observation = exactly<Observation>()(
  z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('listed'),
      records: quickly(z.array(record).max(SNAPSHOT.records), recordsIn),
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

export const side = exactly<SideResult>()(
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('connected'), identity, identityFailure: failure.nullable() }),
    z.strictObject({ state: z.literal('failed'), failure, requestedScopes: listOf(text) }),
  ]),
)

export const namedId = z.strictObject({ id: text, name: text })
const allowedType = z.strictObject({ typeId: text, name: text, canView: nullableFlag })

export const agentPermissions = exactly<AgentPermissions>()(
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

export const team = exactly<TenantTeam>()(
  z.strictObject({ teamId: text, name: text, departmentId: nullableText }),
)

export const role = exactly<RoleSettings>()(z.strictObject({ id: text, name: text, claims: claims }))

export const redaction = z.strictObject({
  rules: z.string().regex(/^\d{1,4}$/, 'is no version of the rules'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hexadecimal'),
})

export const tenant = exactly<TenantFacts>()(z.strictObject({ name: text, url: text, version: nullableText }))
