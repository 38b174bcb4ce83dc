import { z } from 'zod'
import { appError, type AppError } from '../app-error'
import { FILES } from '../bounds'
import { normaliseAddress } from '../halo-address'
import { err, ok, type Result } from '../result'
import { faultText, parseJson } from './json-text'
import {
  applicationConnectionSchema,
  profileInputSchema,
  proxyAddress,
  signInConnectionSchema,
} from './profile'
import { firstIssue, issueText } from './schema-issue'
import { secretFields } from './secret-fields'

/**
 * The command line's config file (CLI.md): one tenant, nothing stored, each secret named by the
 * environment variable that holds it. Whoever wrote the file wrote the address by hand: the file is
 * itself the confirmation of an unusual host, and only addresses that are never a server's are refused.
 */

const secretEnv = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'Name an environment variable here, such as CONTOSO_APP_SECRET; the secret itself goes into that variable',
  )

const applicationSchema = applicationConnectionSchema.extend({ secretEnv })

/** What is wrong with an address is said by `normaliseAddress`. */
const url = z.string().transform((text, context) => {
  const address = normaliseAddress(text)
  if (address.ok) return address.value.url
  context.addIssue({ code: 'custom', message: [address.error.message, ...address.error.advice].join(' ') })
  return z.NEVER
})

export const configSchema = z.strictObject({
  name: profileInputSchema.shape.name,
  url,
  tenant: z.string().trim().max(200).nullish(),
  /** Path of a PEM file, relative to the config file. */
  ca: z.string().min(1, 'Name a PEM file, or leave ca out').nullish(),
  /** Proxy to tunnel through; absent: what the system's environment names. */
  proxy: proxyAddress.nullish(),
  app: applicationSchema,
  agent: z.discriminatedUnion('kind', [applicationSchema, signInConnectionSchema]).nullish(),
  inspector: applicationSchema.nullish(),
})

export type CliConfig = z.infer<typeof configSchema>
export type CliConnection = CliConfig['app'] | NonNullable<CliConfig['agent']>

/**
 * Reads a config file's text. A file that holds a secret is refused before anything else is
 * looked at, and no error quotes a value.
 * @returns the config with its address normalised; `INVALID_FILE` naming the field otherwise
 */
export const parseConfig = (text: string): Result<CliConfig, AppError> => {
  const json = parseJson(text, FILES.config)
  if (!json.ok) {
    return refuse(`The config file ${faultText(json.error)}.`, null, 'Compare it with the example in CLI.md.')
  }
  const secret = secretFields(json.value)[0]
  if (secret !== undefined) return refuseSecret(secret)
  const config = configSchema.safeParse(json.value)
  if (config.success) return ok(config.data)
  const issue = firstIssue(config.error, json.value)
  return refuse(
    `The config file cannot be used: ${issueText(issue)}.`.replace(/\.\.$/, '.'),
    issue.field === '' ? null : issue.field,
    'Compare it with the example in CLI.md.',
  )
}

const refuse = (message: string, field: string | null, ...advice: string[]): Result<never, AppError> =>
  err(appError('INVALID_FILE', message, { field, advice }))

const refuseSecret = (field: string): Result<never, AppError> =>
  refuse(
    `The config file holds a secret in ${field}, where anybody who gets the file can read it.`,
    field,
    `Remove ${field}, put the secret into an environment variable and name that variable: "secretEnv": "CONTOSO_APP_SECRET".`,
    'If the file was shared or committed, make a new secret in Halo.',
  )
