import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { credentialHints, pairFault } from '../../../shared/credential-look'
import { parseConfig, type CliConfig, type CliConnection } from '../../../shared/files/config'
import { CONNECTION_ROLES, type ConnectionRole } from '../../../shared/files/profile'
import { NO_INVENTORY } from '../../../shared/files/tenant-inventory'
import { hostOf } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import { namedFile } from '../../adapters/files/named-file'
import { readRegularFile, type RegularFile } from '../../adapters/files/regular-file'
import { decodeText, readFault, textFileError } from '../../text-file'
import type { ConnectionContext } from '../../ports'
import { NO_AUTHORITIES, readAuthorities, type Authorities } from '../../services/profiles/authorities'
import type { Scrubber } from '../../security/secret-scrubber'
import { connectionsFor, type TargetUse } from './readers'
import { readText, type ResolvedTarget } from './resolved-target'
import { readSecretSource, withoutSecretSource, type SourcedSecret } from './secret-source'
import { confirmRoute, type TrustDeps } from '../trust/confirm-route'
import type { TrustOptions } from '../trust/trust-options'

export interface ConfigDeps extends TrustDeps {
  /** Learns the secrets that a config file names. */
  readonly scrubber: Pick<Scrubber, 'add'>
}

/** A config file that was read, with what it names, and somebody vouched for where it leads. */
export interface OpenedConfig {
  readonly config: CliConfig
  /** PEM text of its certificates, and nothing else of the file that they are in. */
  readonly ca: string | null
  readonly secrets: Readonly<Partial<Record<ConnectionRole, SourcedSecret>>>
}

export interface OpenOptions extends TrustOptions {
  /** Which of its connections are needed; all of them when absent. */
  readonly use?: TargetUse
  /** It is to be stored, and not only used now. */
  readonly isKept?: boolean
}

/**
 * Reads a config file and the secrets and certificates that it names, and has it confirmed where
 * they go. Sends nothing.
 */
export const openConfig = async (
  file: string,
  { isKept = false, use, ...options }: OpenOptions,
  deps: ConfigDeps,
): Promise<Result<OpenedConfig, AppError>> => {
  const { console, scrubber } = deps
  const absolute = path.resolve(console.cwd, file)
  const text = await readText(absolute, 'config')
  if (!text.ok) return text
  const parsed = parseConfig(text.value)
  if (!parsed.ok) return parsed
  const config = connectionsFor(parsed.value, use)
  const folder = path.dirname(absolute)
  const authorities = await readCertificates(config, folder, console.platform)
  if (!authorities.ok) return authorities
  const secrets: Partial<Record<ConnectionRole, SourcedSecret>> = {}
  for (const role of CONNECTION_ROLES) {
    const connection = config[role]
    if (connection == null) continue
    const secret = await readSecretSource(role, connection, {
      env: console.env,
      folder,
      scrubber,
      platform: console.platform,
    })
    if (!secret.ok) return secret
    const fault = secret.value === null ? null : pairFault(connection.clientId, secret.value.secret, role)
    if (fault !== null) return err(fault)
    for (const hint of credentialHints(connection.clientId, secret.value?.secret ?? null, 'unsure'))
      console.message(`hint: ${role}: ${hint}`)
    if (secret.value !== null) secrets[role] = secret.value
  }
  const route = {
    url: config.url,
    certificates: authorities.value.shown,
    proxy: config.proxy ?? null,
    secrets: [...new Set(Object.values(secrets).map(({ source }) => source))],
    isKept,
  }
  const confirmed = await confirmRoute(route, options, deps)
  if (!confirmed.ok) return confirmed
  return ok({ config, ca: authorities.value.pem, secrets })
}

/** Turns a config file into a plan, and says which secret goes where. */
export const configTarget = async (
  file: string,
  options: OpenOptions,
  deps: ConfigDeps,
): Promise<Result<ResolvedTarget, AppError>> => {
  const opened = await openConfig(file, options, deps)
  if (!opened.ok) return opened
  const { config, ca, secrets } = opened.value
  const tenantHost = hostOf(config.url)
  const told = new Set<string>()
  const tell = (source: string, host: string): void => {
    const said =
      host === tenantHost
        ? `${source} goes to ${host}`
        : `${source} goes to ${host}, where ${tenantHost} has its tokens issued`
    if (!told.has(said)) deps.console.message(said)
    told.add(said)
  }
  for (const { source } of Object.values(secrets)) tell(source, tenantHost)
  const proxy = config.proxy ?? null
  const context = (role: ConnectionRole, connection: CliConnection): ConnectionContext => {
    const sourced = secrets[role]
    return {
      role,
      url: config.url,
      tenant: config.tenant ?? null,
      ca,
      proxy,
      trustedAuthHosts: (options.trustHost ?? []).filter(
        (host) => proxy === null || host !== new URL(proxy).host,
      ),
      connection: withoutSecretSource(connection),
      readSecret: (goesTo) => {
        if (sourced !== undefined && goesTo !== undefined) tell(sourced.source, goesTo)
        return Promise.resolve(sourced?.secret ?? null)
      },
    }
  }
  return ok({
    plan: {
      tenantName: config.name,
      url: config.url,
      app: config.app == null ? null : context('app', config.app),
      agent: config.agent == null ? null : context('agent', config.agent),
      inspector: config.inspector == null ? null : context('inspector', config.inspector),
    },
    profileId: null,
    appId: null,
    written: { ...NO_INVENTORY, notes: config.applications ?? {} },
    folder: path.dirname(path.resolve(deps.console.cwd, file)),
    purposeOfApp: config.purposeOfApp ?? null,
    isOwn: false,
    recording: null,
    release: () => Promise.resolve(),
  })
}

/** As much as a tenant profile takes. */
const LARGEST_CA = 200_000

/** The certificates of the config's `ca`, a path relative to the config file. Nothing of the file is quoted. */
const readCertificates = async (
  { ca }: CliConfig,
  folder: string,
  platform?: NodeJS.Platform,
): Promise<Result<Authorities, AppError>> => {
  if (ca == null) return ok(NO_AUTHORITIES)
  const named = await namedFile(ca, folder, platform)
  if (!named.ok) {
    const { what, advice } = named.error
    return err(appError('INVALID_FILE', `The file that ca names ${what}.`, { field: 'ca', advice: [advice] }))
  }
  const file = await readRegularFile(named.value, LARGEST_CA)
  if (file.ok) return authoritiesIn(file.value, ca)
  if (file.error.kind !== 'unreadable') return err(noCertificate())
  const why = readFault(file.error.code)
  return err(
    appError('FILE_READ_FAILED', `The file that ca names could not be read: ${why}.`, {
      field: 'ca',
      advice: ['The path is relative to the folder of the config file.'],
    }),
  )
}

const authoritiesIn = ({ bytes }: RegularFile, ca: string): Result<Authorities, AppError> => {
  // What a certificate in its binary form (DER) begins with.
  if (bytes[0] === 0x30) return err(noCertificate())
  const text = decodeText(bytes)
  if (!text.ok) return err(textFileError(`The file that ca names, ${ca},`, text.error, 'ca'))
  if (text.value.trim() === '') return err(noCertificate())
  const read = readAuthorities(text.value)
  return read.ok ? read : err({ ...read.error, message: `${read.error.message} It is the file ${ca}.` })
}

const noCertificate = (): AppError =>
  appError('INVALID_FILE', 'The file that ca names holds no PEM certificate.', {
    field: 'ca',
    advice: ['Export the root certificate as Base-64 (PEM) and name that file.'],
  })
