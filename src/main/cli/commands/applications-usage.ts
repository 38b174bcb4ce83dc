import { appError, type AppError } from '../../../shared/app-error'
import type { ConnectOptions } from '../target/open-connector'
import { misplacedTrust, type TargetOptions } from '../target/target-fault'
import type { Console } from '../terminal/console'
import type { OutputOptions } from '../terminal/output'
import type { HistoryOptions } from './keep-result'
import { checkOutputs, isKeyNamed, parseResources, wholeTargetFault } from './usage'

export interface ApplicationsOptions
  extends TargetOptions, ConnectOptions, HistoryOptions, Omit<OutputOptions, 'snapshot' | 'recipe'> {
  /** `all` unless named. */
  readonly resources?: string
  readonly records?: true
  readonly review?: string
  /** Snapshots of comparisons. */
  readonly compared?: readonly string[]
  /** Where to save what is read; without a target, what to read: several where something was breached. */
  readonly snapshot?: readonly string[]
  /** Names or client ids. */
  readonly breached?: readonly string[]
  /** Where to write what these could read and change; without any, a short summary. */
  readonly markdown?: string
}

/** Whether a tenant is asked, and not a snapshot read. */
export const isOnline = ({ demo, profile, config, replay }: ApplicationsOptions): boolean =>
  [demo, profile, config, replay].some((target) => target !== undefined)

/** What is wrong with the words of `applications`, as `usage.ts` says it of the other commands. */
export const applicationsFault = async (
  options: ApplicationsOptions,
  console: Console,
): Promise<AppError | null> => {
  const resources = parseResources(options.resources ?? 'all')
  if (!resources.ok) return resources.error
  const fault = together(options)
  if (fault !== null) return fault
  const outputs = checkOutputs(outputsOf(options), console)
  if (!outputs.ok) return outputs.error
  const isReadBefore =
    isKeyNamed(options) ||
    [options.review, options.compared, options.exceptions].some((file) => file !== undefined)
  return isReadBefore || !isOnline(options) ? null : wholeTargetFault(options)
}

/** What cannot be asked for together. */
export const together = (options: ApplicationsOptions): AppError | null => {
  const { snapshot = [], breached, markdown } = options
  const isReport =
    REPORTS.some((format) => options[format] !== undefined) ||
    (markdown !== undefined && breached === undefined)
  if (snapshot.length > 1 && (isOnline(options) || isReport))
    return appError('INVALID_ARGUMENT', 'A report is of one tenant, and so is its snapshot.', {
      field: 'snapshot',
      advice: ['Name one snapshot; several only offline, with --breached NAME and --markdown FILE.'],
    })
  if (isOnline(options)) return null
  if (snapshot.length === 0)
    return appError('INVALID_ARGUMENT', 'No target was named.', {
      field: 'target',
      advice: [
        'Use one of --demo [SCENARIO], --profile NAME, --config FILE, --replay DIR.',
        'Or name a file that was saved before: --snapshot FILE',
      ],
    })
  if (options.resources !== undefined)
    return appError('INVALID_ARGUMENT', 'A snapshot has the resources that were read, and no others.', {
      field: 'resources',
      advice: ['Leave out --resources, or name a target.'],
    })
  return misplacedTrust(options)
}

const REPORTS = ['json', 'pdf', 'csv', 'html'] as const

/** Without a target, a snapshot is what is read; with breached applications, Markdown is about what these could do. */
export const outputsOf = ({
  snapshot: [snapshot] = [],
  markdown,
  ...options
}: ApplicationsOptions): OutputOptions & ConnectOptions => ({
  ...options,
  ...(markdown !== undefined && options.breached === undefined ? { markdown } : {}),
  ...(snapshot !== undefined && isOnline(options) ? { snapshot } : {}),
})
