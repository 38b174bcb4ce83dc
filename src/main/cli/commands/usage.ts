import { RESOURCES, isResource, type Resource } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import { err, ok, type Result } from '../../../shared/result'
import type { ConnectOptions } from '../target/open-connector'
import {
  misplacedApp,
  misplacedTrust,
  targetFault,
  unknownScenario,
  type TargetOptions,
} from '../target/target-fault'
import { reportError, type Console } from '../terminal/console'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { outputsToStandardOutput, type OutputOptions } from '../terminal/output'

/**
 * What is wrong with the words of a command, said before anything is loaded that it would need: each of these finds
 * what the command itself would say first, and null where it would say nothing, or has to read a file before.
 */

/** Tells the error and says what to exit with: what another run keeps from being done is not wrong usage. */
export const fail = (console: Console, error: AppError, status: ExitStatus = EXIT.usage): ExitStatus => {
  reportError(console, error)
  if (error.code === 'CANCELLED') return EXIT.interrupted
  return error.code === 'BUSY' ? EXIT.incomplete : status
}

/** Refuses outputs that cannot be had together, before anything is sent. */
export const checkOutputs = (
  options: OutputOptions & ConnectOptions,
  { isTerminal }: Console,
): Result<null, AppError> => {
  if (outputsToStandardOutput(options) > 1) {
    return err(
      appError('INVALID_ARGUMENT', 'Only one output can go to standard output (-).', { field: 'output' }),
    )
  }
  if (options.csv === '-') {
    return err(
      appError('INVALID_ARGUMENT', 'CSV output is a folder of files and cannot go to standard output.', {
        field: 'csv',
        advice: ['Name a folder: --csv DIR'],
      }),
    )
  }
  if (options.pdf === '-' && isTerminal === true) {
    return err(
      appError('INVALID_ARGUMENT', 'A PDF is not text, and this standard output is a terminal.', {
        field: 'pdf',
        advice: ['Name a file: --pdf FILE', 'Or pass it on: --pdf - > FILE'],
      }),
    )
  }
  // Reasons are in people's own words, in which no name can be found for sure.
  if (options.redact === true && options.exceptions !== undefined) {
    return err(
      appError(
        'INVALID_ARGUMENT',
        'Exceptions hold names and reasons in people’s own words, which cannot be redacted.',
        { field: 'exceptions', advice: ['Leave out --exceptions, or --redact.'] },
      ),
    )
  }
  if (options.redact === true && options.record !== undefined) {
    return err(
      appError(
        'INVALID_ARGUMENT',
        'A recording holds the tenant’s answers as they came, so it cannot be redacted.',
        {
          field: 'record',
          advice: [
            'Share a redacted snapshot instead: --redact --snapshot FILE',
            'Or record without --redact, and redact each report: compare --replay DIR --redact',
          ],
        },
      ),
    )
  }
  return ok(null)
}

export const parseResources = (text: string): Result<readonly Resource[], AppError> => {
  if (text === 'all') return ok(RESOURCES)
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !isResource(name))
  return unknown.length === 0
    ? ok(names.filter(isResource))
    : err(
        appError(
          'INVALID_ARGUMENT',
          `Unknown in --resources: ${unknown.map((name) => `“${name}”`).join(', ')}.`,
          {
            field: 'resources',
            advice: [`Known: all, ${RESOURCES.join(', ')}`],
          },
        ),
      )
}

/** Of `compare`. */
export const compareFault = async (
  options: TargetOptions & OutputOptions & ConnectOptions & { readonly resources: string },
  console: Console,
): Promise<AppError | null> => {
  const resources = parseResources(options.resources)
  if (!resources.ok) return resources.error
  const outputs = checkOutputs(options, console)
  if (!outputs.ok) return outputs.error
  const isReadBefore = isKeyNamed(options) || options.exceptions !== undefined
  return isReadBefore ? null : wholeTargetFault(options)
}

/** What is said of a key for stand-ins comes before the target. */
export const isKeyNamed = ({
  redactKeyEnv,
  redactKeyFile,
}: Pick<OutputOptions, 'redactKeyEnv' | 'redactKeyFile'>): boolean =>
  redactKeyEnv !== undefined || redactKeyFile !== undefined

/** Of `check`; what it is to check against is read first. */
export const checkFault = async (
  options: TargetOptions & { readonly recipe?: string; readonly calls?: string },
): Promise<AppError | null> =>
  options.recipe === undefined && options.calls === undefined ? wholeTargetFault(options) : null

/** Of a command that takes a snapshot in the place of a target. */
export const sourceFault = (options: TargetOptions & { readonly snapshot?: string }): AppError | null => {
  if (options.snapshot === undefined) return targetFault(options)
  const { demo, profile, config, replay } = options
  if ([demo, profile, config, replay].some((target) => target !== undefined))
    return appError('INVALID_ARGUMENT', 'Name a snapshot or a target, not both.', { field: 'snapshot' })
  return misplacedTrust(options) ?? (options.app === undefined ? null : misplacedApp())
}

/** That of the target, and whether there is such a scenario. */
export const wholeTargetFault = async (options: TargetOptions): Promise<AppError | null> => {
  const fault = targetFault(options)
  const { demo } = options
  if (fault !== null || typeof demo !== 'string') return fault
  const { scenarios } = await import('../../../demo/index')
  return scenarios.some(({ name }) => name === demo) ? null : unknownScenario(demo)
}

/** The resource that an option names. */
export const resourceNamed = (name: string): Result<Resource, AppError> =>
  isResource(name)
    ? ok(name)
    : err(
        appError('INVALID_ARGUMENT', `There is no resource “${name}”.`, {
          field: 'resource',
          advice: [`Known: ${RESOURCES.join(', ')}`],
        }),
      )
