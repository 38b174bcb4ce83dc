import { countText } from '../../../core/comparison/count-text'
import { appError, type AppError } from '../../../shared/app-error'
import { credentialFault } from '../../../shared/credential-look'
import type { CliConfig, CliConnection } from '../../../shared/files/config'
import type { ApplicationConnection, Connection, ConnectionRole } from '../../../shared/files/profile'
import { err, ok, type Result } from '../../../shared/result'
import { MAX_SECRET_BYTES, typedSecret } from '../../../shared/secret-text'
import { namedFile } from '../../adapters/files/named-file'
import { readRegularFile, type RegularFile, type RegularFileFault } from '../../adapters/files/regular-file'
import { decodeText, readFault } from '../../text-file'
import type { Scrubber } from '../../security/secret-scrubber'
import type { Console } from '../terminal/console'

/** A secret of a config file, and what to call the place that it is from. */
export interface SourcedSecret {
  /** `CONTOSO_APP_SECRET`, or the absolute path of a file. */
  readonly source: string
  readonly secret: string
}

export interface SourceDeps {
  readonly env: Console['env']
  /** Folder of the config file: paths are relative to it. */
  readonly folder: string
  readonly scrubber: Pick<Scrubber, 'add'>
  readonly platform?: NodeJS.Platform | undefined
}

/**
 * The secret of a config's connection, from the variable or the file that it names; null for a
 * sign-in, which has none. The scrubber knows it before anybody else does.
 */
export const readSecretSource = async (
  role: ConnectionRole,
  connection: CliConnection,
  { env, folder, scrubber, platform }: SourceDeps,
): Promise<Result<SourcedSecret | null, AppError>> => {
  if (connection.kind === 'sign-in') return ok(null)
  const { secretEnv, secretFile = '' } = connection
  const field = `${role}.secretFile`
  const file = secretEnv === undefined ? await namedFile(secretFile, folder, platform) : ok(secretEnv)
  if (!file.ok) return err(fileError(field, file.error.what, file.error.advice))
  const secret =
    secretEnv === undefined
      ? await secretFromFile(file.value, field)
      : secretFromEnvironment(secretEnv, `${role}.secretEnv`, env)
  if (!secret.ok) return secret
  scrubber.add(secret.value)
  return ok({ source: file.value, secret: secret.value })
}

/** A config's connection as profiles hold it: without the name of its variable or file. */
export const withoutSecretSource = (connection: CliConnection): Connection =>
  connection.kind === 'sign-in' ? connection : applicationOf(connection)

/** The same for one that can only be an application. */
export const applicationOf = ({
  kind,
  clientId,
  scope,
}: NonNullable<CliConfig['app']>): ApplicationConnection => ({
  kind,
  clientId,
  scope,
})

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
  if (secret !== undefined && secret !== '') {
    const fault = credentialFault('secret', secret, field)
    return fault === null ? ok(secret) : err({ ...fault, message: `${name}: ${fault.message}` })
  }
  return err(
    appError('SECRET_NEEDED', `The environment variable ${name} is not set.`, {
      field,
      advice: [`Set ${name} to the client secret, in the environment only, and run the command again.`],
    }),
  )
}

/** Room for the line break that an editor or `echo` puts behind the secret. */
const LARGEST_TEXT = MAX_SECRET_BYTES + 2
/** UTF-16 with its mark: no text takes more than two bytes for one of UTF-8. */
const LARGEST_FILE = 2 * LARGEST_TEXT + 2

/**
 * The secret in a file that only its owner may read: this user, or the administrator who mounted it.
 * No error quotes the path, in whose place the secret itself may stand by mistake.
 * @param field that names the file
 */
export const secretFromFile = async (file: string, field: string): Promise<Result<string, AppError>> => {
  const line = await lineFromFile(file, field)
  return line.ok ? typedSecret(line.value, field) : line
}

/** The same of any text of one line, of which only is told where it is from. */
export const lineFromFile = async (file: string, field: string): Promise<Result<string, AppError>> => {
  const read = await readRegularFile(file, LARGEST_FILE)
  const fault = read.ok ? accessFault(read.value) : faultText(read.error)
  if (fault !== null) return err(fileError(field, ...fault))
  if (!read.ok) return err(fileError(field, ...faultText(read.error)))
  const text = decodeText(read.value.bytes)
  if (!text.ok) return err(fileError(field, text.error.what, text.error.advice))
  if (Buffer.byteLength(text.value) > LARGEST_TEXT)
    return err(fileError(field, ...faultText({ kind: 'too-large' })))
  // Whatever else lies about (a private key, a list of passwords, a table of users) has lines.
  // The mark is what joining two files leaves between them, unseen.
  if (/[\p{Cc}\uFEFF]/u.test(text.value.trim())) {
    return err(
      fileError(
        field,
        'holds more than one line or control characters, or a byte order mark in its middle, as no client secret does',
        'Put the client secret into it, alone and on one line.',
      ),
    )
  }
  return ok(text.value)
}

type Fault = readonly [what: string, advice: string]

const fileError = (field: string, what: string, advice: string): AppError =>
  appError('SECRET_NEEDED', `The file that ${field} names ${what}.`, { field, advice: [advice] })

const ONLY_FILES = 'Name a file that holds the client secret and nothing else.'

const faultText = (fault: RegularFileFault): Fault => {
  switch (fault.kind) {
    case 'not-a-file':
      return ['is no ordinary file, but a folder, a pipe, a socket or a device', ONLY_FILES]
    case 'empty':
      return ['is empty', 'Put the client secret into it, alone and on one line.']
    case 'too-large':
      return [`is larger than a client secret (${countText(MAX_SECRET_BYTES)} bytes)`, ONLY_FILES]
    case 'unreadable':
      return fault.code === 'ENOENT'
        ? ['is not there', 'The path is relative to the folder of the config file. Check it there.']
        : [
            `could not be read: ${readFault(fault.code)}`,
            fault.code === 'EBUSY'
              ? 'Close it in the other program and run the command again.'
              : 'Check that this user may read it.',
          ]
  }
}

/**
 * Whether nobody decides over the file but this user and root, and nobody reads it whom they did not choose. Windows
 * keeps its permissions elsewhere, where Node does not look: there is nothing to judge there.
 *
 * What root owns and this user may read without being root, root has given by the file's group or by an access list
 * (whose reach stands in the bits of the group, acl(5)): a Secret of Kubernetes under an fsGroup is root's with mode
 * 0440, and a credential of systemd is root's with 0440 and a list that names the service's user. So its group may read.
 * An owner needs no group: of a file of one's own it is a slip.
 */
const accessFault = ({ uid, mode }: RegularFile): Fault | null => {
  const self = process.geteuid?.()
  if (self === undefined) return null
  if (uid !== self && uid !== 0) {
    return [
      'belongs to another user',
      'Make this user its owner (chown), so that nobody else decides what is sent.',
    ]
  }
  const isGivenByRoot = uid === 0 && self !== 0
  if ((mode & (isGivenByRoot ? 0o037 : 0o077)) !== 0) {
    return [
      `may be read or changed by others than its owner (mode ${mode.toString(8).padStart(4, '0')})`,
      isGivenByRoot
        ? 'Take it from all but its group (chmod 440). In Kubernetes: defaultMode: 0440 and an fsGroup; Kubernetes lets everybody read unless a mode is named.'
        : 'Run chmod 600 on it. In Kubernetes: defaultMode: 0440, an fsGroup, and a container that does not run as root; or secretEnv with secretKeyRef.',
    ]
  }
  return null
}
