import path from 'node:path'
import { appError, type AppError } from '../../../shared/app-error'
import { redactionKeyFault } from '../../../shared/redaction-key'
import { err, ok, type Result } from '../../../shared/result'
import type { Scrubber } from '../../security/secret-scrubber'
import { lineFromFile } from '../target/secret-source'
import type { Console } from '../terminal/console'
import type { OutputOptions } from '../terminal/output'

interface KeyDeps {
  readonly console: Pick<Console, 'env' | 'cwd'>
  readonly scrubber: Pick<Scrubber, 'add'>
}

/**
 * The key that stand-ins are to be made under, from a variable or a file that only its owner may read; null: none was
 * chosen. A secret like others: it never comes by argument, and is in no output.
 */
export const chosenRedactKey = async (
  { redact, redactKeyEnv, redactKeyFile }: Pick<OutputOptions, 'redact' | 'redactKeyEnv' | 'redactKeyFile'>,
  { console, scrubber }: KeyDeps,
): Promise<Result<string | null, AppError>> => {
  if (redactKeyEnv === undefined && redactKeyFile === undefined) return ok(null)
  const misused = usageFault(redact === true, redactKeyEnv, redactKeyFile)
  if (misused !== null) return err(misused)
  const read =
    redactKeyFile === undefined
      ? fromEnvironment(redactKeyEnv ?? '', console.env)
      : await fromFile(path.resolve(console.cwd, redactKeyFile))
  if (!read.ok) return read
  const key = read.value.trim()
  const fault = redactionKeyFault(key)
  if (fault !== null) return err(fault)
  scrubber.add(key)
  return ok(key)
}

const usageFault = (redact: boolean, variable?: string, file?: string): AppError | null => {
  const refused = (message: string, advice: string) =>
    appError('INVALID_ARGUMENT', message, { field: 'redact-key', advice: [advice] })
  if (!redact)
    return refused(
      `--redact-key-${variable === undefined ? 'file' : 'env'} names a key for stand-ins, and names are not to be redacted.`,
      'Add --redact.',
    )
  if (variable !== undefined && file !== undefined)
    return refused(
      'Two keys for stand-ins were named, by --redact-key-env and --redact-key-file.',
      'Name one of them.',
    )
  return variable === undefined || variable.endsWith('_SECRET')
    ? null
    : refused(
        'The variable that --redact-key-env names does not end in _SECRET, as those of secrets do.',
        'Give the key in a variable with such a name, for example CROSSVIEW_REDACT_SECRET.',
      )
}

const fromEnvironment = (name: string, env: Console['env']): Result<string, AppError> => {
  const value = env[name]?.trim() ?? ''
  return value !== ''
    ? ok(value)
    : err(
        appError('SECRET_NEEDED', `The environment variable ${name} is not set.`, {
          field: 'redact-key-env',
          advice: [`Set ${name} to the key, in the environment only, and run the command again.`],
        }),
      )
}

const fromFile = async (file: string): Promise<Result<string, AppError>> => {
  const line = await lineFromFile(file, '--redact-key-file')
  if (line.ok) return line
  // It is read as the file of a client secret is, and holds another secret.
  const inWords = (text: string) =>
    text
      .replaceAll('client secret', 'key')
      .replace('the folder of the config file', 'the working folder')
      .replace('secretEnv', '--redact-key-env')
  const { error } = line
  return err({ ...error, message: inWords(error.message), advice: error.advice.map(inWords) })
}
