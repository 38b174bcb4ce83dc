import { z } from 'zod'
import { REASON_CODES } from '../../core/comparison/reason-code'
import {
  FLEET_WORK,
  type FleetCheck,
  type FleetPart,
  type FleetSetting,
  type FleetWork,
} from '../../core/fleet/fleet'
import { RESOURCES, type Resource } from '../../core/halo/resource'
import { appError, type AppError } from '../app-error'
import { FILES, FLEET } from '../bounds'
import { exactly } from '../exact-schema'
import { err, ok, type Result } from '../result'
import { wrongFile, wrongSchema } from './file-kind'
import { faultText, parseJson } from './json-text'
import { firstIssue, issueText } from './schema-issue'

/** `crossview.fleet-tenant/1`: what a run of many tenants writes down of one, in `tenant.json` of its folder. */
const FLEET_TENANT = 'crossview.fleet-tenant/1'

/** What was asked for, to tell whether a part answers it. */
export interface FleetAsked {
  readonly work: readonly FleetWork[]
  readonly resources: readonly Resource[]
  /** SHA-256 of the file of policy tests, in hexadecimal; null: there was none. */
  readonly expect: string | null
}

/** A part as it stands in its own folder: the names of its files are names there. */
export interface FleetTenantFile {
  readonly part: FleetPart
  readonly asked: Omit<FleetAsked, 'work'>
}

const text = z.string().max(FLEET.text)
const count = z.number().int().min(0)

const check = exactly<FleetCheck>()(
  z.strictObject({
    name: text,
    state: z.enum(['holds', 'fails', 'unknown']),
    message: text,
    severity: z.enum(['error', 'warning', 'info']),
  }),
)

const setting = exactly<FleetSetting>()(
  z.strictObject({
    what: z.enum([...REASON_CODES, 'scope', 'recipe', 'version']),
    of: text,
    name: text,
    value: text.nullable(),
    tells: z.array(text).max(1_000).exactOptional(),
    evidence: text,
  }),
)

/** SECURITY: a file may come from another machine, and a name in it must not lead out of its folder. */
const fileName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'Name a file of the same folder')

const partFields = {
  name: z.string().min(1).max(300),
  url: text,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  state: z.enum(['done', 'incomplete', 'failed']),
  message: text,
  exit: z.union([z.literal(0), z.literal(1), z.literal(3)]),
  work: z.array(z.enum(FLEET_WORK)).max(FLEET_WORK.length),
  files: z
    .record(z.string().max(100), fileName)
    .refine((files) => Object.keys(files).length <= FLEET.files, 'Too many files'),
  checks: z.array(check).max(FLEET.checks),
  settings: z.array(setting).max(FLEET.settings),
  counts: z.strictObject({ errors: count, warnings: count, requests: count }),
}

const fleetTenantSchema = z.strictObject({
  schema: z.literal(FLEET_TENANT),
  ...partFields,
  resources: z.array(z.enum(RESOURCES)).max(RESOURCES.length),
  expect: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
})

/** The text of a `tenant.json`. */
export const fleetTenantText = ({ part, asked: { resources, expect } }: FleetTenantFile): string =>
  `${JSON.stringify({ schema: FLEET_TENANT, ...part, resources, expect }, null, 2)}\n`

/**
 * Reads the text of a `tenant.json`, which another machine or an older run may have written.
 * @returns `INVALID_FILE` naming the first wrong field, or what the file is instead
 */
export const parseFleetTenant = (content: string): Result<FleetTenantFile, AppError> => {
  const wrong = wrongFile(content, 'fleet-tenant')
  if (wrong !== null) return err(wrong)
  const json = parseJson(content, FILES.fleetTenant)
  if (!json.ok) return refuse(faultText(json.error))
  const newer = newerSchema(json.value)
  if (newer !== null) return err(newer)
  const parsed = fleetTenantSchema.safeParse(json.value)
  if (!parsed.success) return refuse(`cannot be used: ${issueText(firstIssue(parsed.error, json.value))}`)
  const { schema: _schema, resources, expect, ...part } = parsed.data
  return ok({ part, asked: { resources, expect } })
}

/** null: it is of this version, or does not say. */
const newerSchema = (value: unknown): AppError | null => {
  const named = z.object({ schema: z.string() }).safeParse(value)
  return named.success ? wrongSchema(named.data.schema, 'fleet-tenant') : null
}

const refuse = (what: string): Result<never, AppError> =>
  err(
    appError('INVALID_FILE', `What was written down of this tenant ${what}.`, {
      advice: ['Run this tenant once more: crossview fleet --resume.'],
    }),
  )
