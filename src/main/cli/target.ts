import path from 'node:path'
import { DEFAULT_SCENARIO, scenarios, startDemo } from '../../demo/index'
import { appError, type AppError } from '../../shared/app-error'
import { parseConfig, type CliConfig, type CliConnection } from '../../shared/files/config'
import type { Connection, ConnectionRole } from '../../shared/files/profile'
import { err, ok, type Result } from '../../shared/result'
import { findByName } from '../../shared/tenant-name'
import { certificatesIn } from '../certificates'
import { demoPlan } from '../demo-plan'
import type { Scrubber } from '../security/secret-scrubber'
import type { ConnectionContext, ProfileStore, SecretStore } from '../ports'
import { profilePlan } from '../services/plan'
import type { Console } from './console'
import { replayTarget } from './recorded'
import { readText, type ResolvedTarget } from './resolved-target'

/** The TARGET of CLI.md, as parsed: exactly one of the three is set. */
export interface TargetOptions {
  readonly demo?: string | true
  readonly profile?: string
  readonly config?: string
  /** Folder of a recording. */
  readonly replay?: string
}

export interface TargetDeps {
  readonly console: Console
  readonly profiles: ProfileStore
  readonly secrets: SecretStore
  /** Learns the secrets of a config file's environment. */
  readonly scrubber: Pick<Scrubber, 'add'>
}

const nothingToRelease = (): Promise<void> => Promise.resolve()

/** Turns TARGET into a plan. Nothing is sent to Halo; a demo tenant is started. */
export const resolveTarget = async (
  options: TargetOptions,
  deps: TargetDeps,
): Promise<Result<ResolvedTarget, AppError>> => {
  const given = (['demo', 'profile', 'config', 'replay'] as const).filter(
    (name) => options[name] !== undefined,
  )
  if (given.length !== 1) {
    return err(
      appError(
        'INVALID_ARGUMENT',
        given.length === 0
          ? 'No target was named.'
          : `Only one target can be named, not ${given.join(' and ')}.`,
        {
          field: 'target',
          advice: ['Use one of --demo [SCENARIO], --profile NAME, --config FILE, --replay DIR.'],
        },
      ),
    )
  }
  if (options.demo !== undefined) return demoTarget(options.demo === true ? DEFAULT_SCENARIO : options.demo)
  if (options.replay !== undefined) return replayTarget(options.replay, deps.console.cwd)
  if (options.profile !== undefined) return profileTarget(options.profile, deps)
  return configTarget(options.config ?? '', deps)
}

/** Starts the demo tenant of a scenario. */
export const demoTarget = async (name: string): Promise<Result<ResolvedTarget, AppError>> => {
  const scenario = scenarios.find((candidate) => candidate.name === name)
  if (scenario === undefined) return err(unknownScenario(name))
  const demo = await startDemo(scenario.name)
  return ok({
    plan: demoPlan(demo, `Demo: ${scenario.title}`),
    profileId: null,
    recording: null,
    release: () => demo.close(),
  })
}

/** Says which scenarios there are. */
export const unknownScenario = (name: string): AppError =>
  appError('INVALID_ARGUMENT', `There is no demo scenario “${name}”.`, {
    field: 'demo',
    advice: ['See the scenarios with: crossview compare --demo list'],
  })

const profileTarget = async (
  name: string,
  { profiles, secrets }: TargetDeps,
): Promise<Result<ResolvedTarget, AppError>> => {
  const { data } = await profiles.load()
  const profile = findByName(data.profiles, name)
  if (profile === undefined) {
    const names = data.profiles.map((candidate) => candidate.name)
    return err(
      appError('NOT_FOUND', `There is no tenant profile “${name}”.`, {
        field: 'profile',
        advice: [
          names.length === 0
            ? 'No profile is stored yet: crossview profiles add'
            : `Stored: ${names.join(', ')}`,
        ],
      }),
    )
  }
  const plan = await profilePlan(profile, secrets)
  return plan.ok
    ? ok({ plan: plan.value, profileId: profile.id, recording: null, release: nothingToRelease })
    : plan
}

const configTarget = async (
  file: string,
  { console, scrubber }: TargetDeps,
): Promise<Result<ResolvedTarget, AppError>> => {
  const absolute = path.resolve(console.cwd, file)
  const text = await readText(absolute, 'config')
  if (!text.ok) return text
  const config = parseConfig(text.value)
  if (!config.ok) return config
  const ca = await readCertificates(config.value, path.dirname(absolute))
  if (!ca.ok) return ca
  const context = (role: ConnectionRole, connection: CliConnection) =>
    configContext(config.value, ca.value, role, connection, { env: console.env, scrubber })
  const app = context('app', config.value.app)
  if (!app.ok) return app
  const agent = config.value.agent == null ? ok(null) : context('agent', config.value.agent)
  if (!agent.ok) return agent
  const inspector = config.value.inspector == null ? ok(null) : context('inspector', config.value.inspector)
  if (!inspector.ok) return inspector
  return ok({
    plan: {
      tenantName: config.value.name,
      url: config.value.url,
      app: app.value,
      agent: agent.value,
      inspector: inspector.value,
    },
    profileId: null,
    recording: null,
    release: nothingToRelease,
  })
}

/** The PEM text of the config's `ca`, a path relative to the config file; null when it has none. */
export const readCertificates = async (
  config: CliConfig,
  folder: string,
): Promise<Result<string | null, AppError>> => {
  if (config.ca == null) return ok(null)
  const text = await readText(path.resolve(folder, config.ca), 'ca')
  if (!text.ok || certificatesIn(text.value) !== null) return text
  return err(
    appError('INVALID_FILE', `The file ${config.ca} holds no PEM certificate, or one that cannot be read.`, {
      field: 'ca',
      advice: ['Export the root certificate as Base-64 (PEM) and name that file.'],
    }),
  )
}

/**
 * The secret in the environment variable that a config names, without spaces and line breaks around
 * it. What a keychain cannot keep is refused where it would be kept.
 */
export const secretFromEnvironment = (
  name: string,
  field: string,
  env: Console['env'],
): Result<string, AppError> => {
  const secret = env[name]?.trim()
  if (secret !== undefined && secret !== '') return ok(secret)
  return err(
    appError('SECRET_NEEDED', `The environment variable ${name} is not set.`, {
      field,
      advice: [`Set ${name} to the client secret, in the environment only, and run the command again.`],
    }),
  )
}

const configContext = (
  config: CliConfig,
  ca: string | null,
  role: ConnectionRole,
  connection: CliConnection,
  { env, scrubber }: { readonly env: Console['env']; readonly scrubber: Pick<Scrubber, 'add'> },
): Result<ConnectionContext, AppError> => {
  const base = {
    role,
    url: config.url,
    tenant: config.tenant ?? null,
    ca,
    proxy: config.proxy ?? null,
    connection: withoutSecretName(connection),
  }
  if (connection.kind === 'sign-in') return ok({ ...base, readSecret: () => Promise.resolve(null) })
  const secret = secretFromEnvironment(connection.secretEnv, `${role}.secretEnv`, env)
  if (secret.ok) scrubber.add(secret.value)
  return secret.ok ? ok({ ...base, readSecret: () => Promise.resolve(secret.value) }) : secret
}

/** A config's connection as profiles hold it: without the name of its environment variable. */
export const withoutSecretName = (connection: CliConnection): Connection => {
  if (connection.kind === 'sign-in') return connection
  const { secretEnv: _secretEnv, ...rest } = connection
  return rest
}
