import { z } from 'zod'
import { RESOURCES } from '../../core/halo/resource'
import { REPORT } from '../bounds'
import type { Exactly } from '../exact-schema'
import { connectionKeySchema as role, profileInputSchema } from '../files/profile'
import type { Channel, Requests } from './contract'
import { computerRequests } from './computer-requests'
import { desktopRequests } from './desktop-requests'
import { fleetRequests } from './fleet-requests'
import { historyRequests } from './history-requests'
import { inventoryRequests } from './inventory-requests'
import { networkRequests } from './network-requests'
import { preferencesRequests } from './preferences-requests'
import { id, redactKey, target } from './request-parts'

/** The keychain's own limit is checked before the call (security-measurements.md 5.2); this bounds the message. */
const secret = z.string().min(1).max(4096)
const nothing = z.undefined()
const tenantIds = z.array(id).min(1).max(5000)
const tags = profileInputSchema.shape.tags.unwrap()
/** A cause may take a change for each client of a tenant. */
const changes = z.array(z.string().min(1).max(400)).max(5000)
/** A name or a line that goes on a report. */
const reportText = z.string().min(1).max(REPORT.text)

/** One schema per channel, which gives the input that the API's method takes. */
export type RequestSchemas = { readonly [C in Channel]: z.ZodType<Requests[C]> }

type ExactRequests<Schemas extends Readonly<Record<string, z.ZodType>>> = {
  readonly [C in Channel]: C extends keyof Schemas ? Exactly<Schemas[C], Requests[C]> : RequestSchemas[C]
} & Readonly<Record<Exclude<keyof Schemas, Channel>, never>>

/** Takes a schema for each channel, of just the input of its method: others do not compile. */
export const exactRequests = <Schemas extends Readonly<Record<string, z.ZodType>>>(
  schemas: Schemas & ExactRequests<NoInfer<Schemas>>,
): Schemas => schemas

/** What each channel accepts. Strict: an unknown key is an error, never ignored. */
export const requestSchemas = exactRequests({
  'app:info': nothing,
  'app:recheckKeychain': nothing,
  'app:demoScenarios': nothing,
  'profiles:list': nothing,
  'profiles:save': z.strictObject({
    id: id.nullable(),
    profile: profileInputSchema,
    secrets: z.partialRecord(role, secret),
  }),
  'profiles:duplicate': z.strictObject({ id }),
  'profiles:beginRemoval': z.strictObject({ ids: tenantIds }),
  'profiles:undoRemoval': z.strictObject({ removalId: id }),
  'profiles:finishRemoval': z.strictObject({ removalId: id.nullable() }),
  'profiles:tag': z.strictObject({ ids: tenantIds, add: tags, remove: tags }),
  'profiles:removeAll': nothing,
  'profiles:reorder': z.strictObject({ ids: z.array(id).max(5000) }),
  'profiles:setSecret': z.strictObject({ id, role, secret }),
  'profiles:deleteSecret': z.strictObject({ id, role }),
  'profiles:chooseImport': nothing,
  'profiles:confirmImport': z.strictObject({
    importId: id,
    authorities: z.array(z.string().max(100)).max(5000),
    proxies: z.array(z.string().max(300)).max(5000),
  }),
  'profiles:readCertificates': z.strictObject({ ca: z.string().max(200_000) }),
  'profiles:confirmAuthHost': z.strictObject({ id, host: z.string().min(1).max(300) }),
  'profiles:exportAll': nothing,
  'profiles:saveTemplate': nothing,
  'comparison:check': z.strictObject({ target }),
  'comparison:probeScopes': z.strictObject({ target }),
  'comparison:cancelProbe': nothing,
  'comparison:cancelChecks': nothing,
  'comparison:start': z.strictObject({
    target,
    title: z.string().min(1).max(300),
    resources: z.array(z.enum(RESOURCES)).min(1).max(RESOURCES.length),
  }),
  'comparison:cancel': z.strictObject({ runId: id }),
  'comparison:summary': z.strictObject({ runId: id }),
  'comparison:setPurpose': z.strictObject({
    runId: id,
    purpose: z.string().min(1).max(60).nullable(),
    ask: z.literal('never').exactOptional(),
  }),
  'comparison:rows': z.strictObject({
    runId: id,
    resource: z.enum(RESOURCES),
    offset: z.number().int().min(0).max(10_000_000),
    limit: z.number().int().min(1).max(5000),
  }),
  'comparison:search': z.strictObject({ runId: id, text: z.string().max(200) }),
  'comparison:openSnapshot': nothing,
  'comparison:close': z.strictObject({ runId: id }),
  'comparison:openInHalo': z.strictObject({ runId: id, resource: z.enum(RESOURCES), recordId: id }),
  'comparison:reattach': nothing,
  'comparison:setOnScreen': z.strictObject({
    screen: z.enum(['comparison', 'applications', 'fleet', 'elsewhere']),
    runId: id.nullable(),
    inventory: z.strictObject({ inventoryId: id, applicationId: id.nullable() }).nullable(),
  }),
  'analysis:summary': z.strictObject({ runId: id }),
  'analysis:causeRows': z.strictObject({
    runId: id,
    cause: z.number().int().min(0).max(10_000),
    offset: z.number().int().min(0).max(10_000_000),
    limit: z.number().int().min(1).max(5000),
  }),
  'analysis:permissions': z.strictObject({ runId: id }),
  'analysis:choices': z.strictObject({ runId: id }),
  'analysis:whatIf': z.strictObject({ runId: id, changes }),
  'analysis:whatIfCopy': z.strictObject({ runId: id, changes }),
  'analysis:records': z.strictObject({
    runId: id,
    resource: z.enum(RESOURCES),
    records: z.array(z.string().max(200)).max(1000),
  }),
  'analysis:fixes': z.strictObject({
    runId: id,
    resource: z.enum(RESOURCES),
    records: z.array(z.string().max(200)).max(100_000).nullable(),
  }),
  'analysis:record': z.strictObject({
    runId: id,
    resource: z.enum(RESOURCES),
    id: z.string().min(1).max(200),
  }),
  'analysis:recipes': z.strictObject({ runId: id }),
  'analysis:calls': z.strictObject({ runId: id }),
  ...inventoryRequests,
  ...fleetRequests,
  'reports:export': z.strictObject({
    runId: id,
    format: z.enum(['pdf', 'csv', 'json', 'html', 'snapshot']),
    report: z.enum(['summary', 'full']),
    redact: z.boolean(),
    redactKey: redactKey.nullable(),
    recipe: z.string().min(1).max(200).nullable(),
    madeBy: reportText.nullable(),
    madeFor: reportText.nullable(),
    review: z.boolean(),
    branding: z.boolean(),
  }),
  'reports:cancel': nothing,
  'reports:options': z.strictObject({ runId: id }),
  'reports:branding': nothing,
  'reports:setBranding': z.strictObject({
    name: z.string().max(REPORT.text),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .nullable(),
  }),
  'reports:chooseLogo': nothing,
  'reports:removeLogo': nothing,
  ...historyRequests,
  ...networkRequests,
  ...preferencesRequests,
  ...computerRequests,
  ...desktopRequests,
  'updates:state': nothing,
  'updates:checkAtStart': nothing,
  'updates:check': nothing,
  'updates:setOn': z.strictObject({ on: z.boolean() }),
  'updates:skip': z.strictObject({ version: z.string().min(1).max(100) }),
  'updates:openPage': nothing,
})
