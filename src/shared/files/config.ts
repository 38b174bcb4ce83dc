import { z } from 'zod'
import { countText } from '../../core/comparison/count-text'
import { isBlank } from '../../core/comparison/name-text'
import { noteOf } from '../../core/inventory/notes'
import { sameClient } from '../../core/halo/client-id'
import { appError, type AppError } from '../app-error'
import { FILES } from '../bounds'
import { normaliseAddress } from '../halo-address'
import { err, ok, type Result } from '../result'
import { hasSameClient, SAME_CLIENT, SAME_CLIENT_ADVICE, SAME_CLIENT_FIELD } from '../same-client'
import { wrongFile } from './file-kind'
import { faultText, parseJson } from './json-text'
import {
  applicationConnectionSchema,
  clientIdFault,
  isPlainProxy,
  profileInputSchema,
  proxyAddress,
  signInConnectionSchema,
} from './profile'
import { firstIssue, issueText } from './schema-issue'
import { secretFields } from './secret-fields'

/**
 * The command line's config file (docs/cli.md): one tenant, nothing stored, each secret named by the
 * environment variable or the file that holds it. The file may be somebody else's, so it decides
 * alone neither which variable is sent nor where to: a variable's name has to say that it is a
 * secret of this kind, and where it goes is confirmed (`main/cli/trust/confirm-route.ts`).
 */

/**
 * SECURITY: `AWS_SECRET_ACCESS_KEY`, `GITHUB_TOKEN` and the like cannot be named. In capitals, also
 * on Windows, where the variable itself is found in either case.
 */
const secretEnv = z
  .string()
  .max(200, 'The name of an environment variable has at most 200 characters here')
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*_SECRET$/,
    'Name an environment variable here whose name ends in _SECRET, such as CONTOSO_APP_SECRET. No other variable is ever sent, so that a config file of somebody else cannot send yours away. Rename the variable; the secret itself goes into it',
  )

/** Path of a file, relative to the config file. */
const filePath = (what: string) =>
  z
    .string()
    .min(1, what)
    .max(4096, 'A path has at most 4,096 characters')
    .regex(/^[^\0]*$/, what)

const applicationFields = applicationConnectionSchema.extend({
  secretEnv: secretEnv.optional(),
  secretFile: filePath('Name a file here that holds the secret and nothing else').optional(),
})

const namesOneSecret = (
  connection: Pick<z.infer<typeof applicationFields>, 'secretEnv' | 'secretFile'>,
  context: z.RefinementCtx,
): void => {
  const named = [connection.secretEnv, connection.secretFile].filter((name) => name !== undefined).length
  if (named === 1) return
  const message = 'Name the secret once: by secretEnv or by secretFile'
  context.addIssue({ code: 'custom', path: [named === 0 ? 'secretEnv' : 'secretFile'], message })
}

const applicationSchema = applicationFields.superRefine(namesOneSecret)

/** What is wrong with an address is said by `normaliseAddress`. */
const url = z.string().transform((text, context) => {
  const address = normaliseAddress(text)
  if (address.ok) return address.value.url
  context.addIssue({ code: 'custom', message: [address.error.message, ...address.error.advice].join(' ') })
  return z.NEVER
})

const proxy = proxyAddress.refine(
  isPlainProxy,
  'Write the host of the proxy in plain letters, digits, dots and hyphens, and a port from 1 to 65535',
)

/** A text that is left out, null or blank is none. */
const perhaps = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `${what} has at most ${countText(most)} characters`)
    .nullish()
    .transform((value) => (value == null || isBlank(value) ? null : value))

/** A recipe by its name, or a `.json` file beside the config file. */
const purpose = perhaps(4096, 'A purpose')

const appSchema = applicationFields.extend({ purpose }).superRefine(namesOneSecret)

const applicationNotes = z
  .record(
    z.string().trim().min(1, 'Enter the client id from Halo').max(200),
    z.strictObject({
      purpose,
      owner: perhaps(200, 'An owner'),
      nextReview: z.iso
        .date('Write a day as 2026-11-26')
        .nullish()
        .transform((day) => day ?? null),
    }),
  )
  .superRefine((notes, context) => {
    const ids = Object.keys(notes)
    const again = ids.find((id, index) => ids.findIndex((other) => sameClient(id, other)) < index)
    if (again === undefined) return
    const message = 'This client id stands there already, written in another way. Keep one of them'
    context.addIssue({ code: 'custom', path: [again], message })
  })

const configFields = z.strictObject({
  name: profileInputSchema.shape.name,
  url,
  tenant: z.string().trim().max(200).nullish(),
  /** Path of a PEM file, relative to the config file. */
  ca: filePath('Name a PEM file, or leave ca out').nullish(),
  /** Proxy to tunnel through; absent: what the system's environment names. */
  proxy: proxy.nullish(),
  /** Needed but for what is asked of the tenant alone, such as its applications. */
  app: appSchema.nullish(),
  agent: z.discriminatedUnion('kind', [applicationSchema, signInConnectionSchema]).nullish(),
  inspector: applicationSchema.nullish(),
  /** What is known of the tenant's applications, by client id. */
  applications: applicationNotes.optional(),
})

export const configSchema = configFields.superRefine((config, context) => {
  const noted =
    config.app == null ? null : (noteOf(config.applications ?? {}, config.app.clientId)?.purpose ?? null)
  if (noted !== null && config.app?.purpose != null && config.app.purpose !== noted)
    context.addIssue({
      code: 'custom',
      path: ['app', 'purpose'],
      message: 'Another purpose of this application is named in applications. Keep one of them',
    })
  if (config.app == null && config.agent == null && config.inspector == null)
    context.addIssue({ code: 'custom', path: ['app'], message: 'Name a connection' })
  if (hasSameClient(config))
    context.addIssue({
      code: 'custom',
      path: SAME_CLIENT_FIELD.split('.'),
      message: `${SAME_CLIENT}. ${SAME_CLIENT_ADVICE}`,
    })
})

/** As it was read: what the app side is there for is among the notes about applications, as everywhere else. */
export interface CliConfig extends Omit<z.infer<typeof configSchema>, 'app'> {
  readonly app?: z.infer<typeof applicationSchema> | null | undefined
  /** The client id whose purpose was named in `app.purpose`. */
  readonly purposeOfApp?: string
}
export type CliConnection = NonNullable<CliConfig['app'] | CliConfig['agent']>

/** The least that a config file says, for who has no documents at hand. */
export const LEAST_CONFIG =
  '{ "name": "Contoso", "url": "https://contoso.halopsa.com", "app": { "kind": "application", "clientId": "11111111-2222-3333-4444-555555555555", "secretEnv": "CONTOSO_APP_SECRET" } }'
const LEAST = [
  `A config file says at least: ${LEAST_CONFIG}`,
  'To read the tenant’s applications alone, "inspector" takes the place of "app".',
]

/**
 * Reads a config file's text. A file that holds a secret is refused before anything else is
 * looked at, and no error quotes a value.
 * @returns the config with its address normalised; `INVALID_FILE` naming the field otherwise
 */
export const parseConfig = (text: string): Result<CliConfig, AppError> => {
  const wrong = wrongFile(text, 'config')
  if (wrong !== null) return err(wrong)
  const json = parseJson(text, FILES.config)
  if (!json.ok) {
    return refuse(`The config file ${faultText(json.error)}.`, null, ...LEAST)
  }
  const secret = secretFields(json.value)[0]
  if (secret !== undefined) return refuseSecret(secret)
  const config = configSchema.safeParse(json.value)
  if (config.success) {
    const fault = clientIdFault(config.data)
    return fault === null ? ok(withOneTruth(config.data)) : err({ ...fault, code: 'INVALID_FILE' })
  }
  const issue = firstIssue(config.error, json.value)
  return refuse(
    `The config file cannot be used: ${issueText(issue)}.`.replace(/\.\.$/, '.'),
    issue.field === '' ? null : issue.field,
    ...LEAST,
  )
}

const withOneTruth = ({ app, ...config }: z.infer<typeof configSchema>): CliConfig => {
  if (app == null) return config
  const { purpose: named, ...connection } = app
  if (named === null) return { ...config, app: connection }
  const { clientId } = connection
  const others = Object.entries(config.applications ?? {}).filter(([id]) => !sameClient(id, clientId))
  const note = noteOf(config.applications ?? {}, clientId) ?? { owner: null, nextReview: null }
  return {
    ...config,
    app: connection,
    applications: Object.fromEntries([...others, [clientId, { ...note, purpose: named }] as const]),
    purposeOfApp: clientId,
  }
}

const refuse = (message: string, field: string | null, ...advice: string[]): Result<never, AppError> =>
  err(appError('INVALID_FILE', message, { field, advice }))

const refuseSecret = (field: string): Result<never, AppError> =>
  refuse(
    `The config file holds a secret in ${field}, where anybody who gets the file can read it.`,
    field,
    `Remove ${field}, put the secret into an environment variable and name that variable: "secretEnv": "CONTOSO_APP_SECRET".`,
    'Or put it into a file that only you may read, and name that file: "secretFile": "app.secret".',
    'If the file was shared or committed, make a new secret in Halo.',
  )
