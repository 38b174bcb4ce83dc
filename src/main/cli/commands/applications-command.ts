import { createHmac, randomBytes } from 'node:crypto'
import { inventoryToJson } from '../../../core/inventory/inventory-json'
import { appError, type AppError } from '../../../shared/app-error'
import type { Result } from '../../../shared/result'
import { assess } from '../../services/inventory/assessment'
import {
  redactReported,
  renderInventory,
  type ReportedInventory,
} from '../../services/reports/inventory-report'
import { populationSha256 } from '../../services/reports/inventory-snapshot'
import { reportError } from '../terminal/console'
import { EXIT, statusOfInventory, type ExitStatus } from '../terminal/exit-status'
import { inventoryText } from '../terminal/inventory-text'
import { writeOutputs, type OutputOptions } from '../terminal/output'
import type { ConnectOptions } from '../target/open-connector'
import { misplacedTrust, type TargetOptions } from '../target/target'
import { checkOutputs, fail, listScenarios, parseResources, type CommandDeps } from './commands'
import { applicationsFrom, isOnline, type ReadApplications } from './inventory-source'

export interface ApplicationsOptions
  extends TargetOptions, ConnectOptions, Omit<OutputOptions, 'snapshot' | 'recipe'> {
  /** `all` unless named. */
  readonly resources?: string
  readonly records?: true
  readonly review?: string
  /** Snapshots of comparisons. */
  readonly compared?: readonly string[]
  /** Where to save what is read; without a target, what to read. */
  readonly snapshot?: string
}

/**
 * `crossview applications`: every application of a tenant, without its secret, in every asked format; or the same
 * from a snapshot, offline. Status 1 with a risk of severity error, 3 when the list or a resource could not be read.
 */
export const applications = async (options: ApplicationsOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  if (options.demo === 'list') return listScenarios(console)
  const resources = parseResources(options.resources ?? 'all')
  if (!resources.ok) return fail(console, resources.error)
  const fault = usageFault(options)
  if (fault !== null) return fail(console, fault)
  const outputs = outputsOf(options)
  const output = checkOutputs(outputs, console)
  if (!output.ok) return fail(console, output.error)
  const read = await applicationsFrom(options, resources.value, deps)
  if (!read.ok) return fail(console, read.error)
  const { recordFault, recipes } = read.value
  if (recordFault !== null) reportError(console, recordFault)
  const whole = await reportedOf(read.value)
  const reported = options.redact === true ? redactReported(whole, newKeyedHash(), recipes) : whole
  console.message(inventoryText(reported.inventory, reported))
  const written = await write(reported, outputs, options, deps)
  if (!written.ok) return fail(console, written.error, EXIT.incomplete)
  const isInterrupted = isOnline(options) ? reported.inventory.facts.cancelled : deps.interrupt.aborted
  return recordFault === null ? statusOfInventory(reported.inventory, isInterrupted) : EXIT.incomplete
}

/** What cannot be asked for together. */
const usageFault = (options: ApplicationsOptions): AppError | null => {
  if (isOnline(options)) return null
  if (options.snapshot === undefined)
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

/** Without a target, the snapshot is what is read. */
const outputsOf = ({ snapshot, ...options }: ApplicationsOptions): OutputOptions & ConnectOptions =>
  isOnline(options) && snapshot !== undefined ? { ...options, snapshot } : options

const reportedOf = async ({
  facts,
  written: { notes, review, lastReview },
  recipes,
  ...calibrated
}: ReadApplications): Promise<ReportedInventory> => {
  const { inventory, assessor } = await assess(facts, { notes, recipes, ...calibrated })
  return {
    inventory,
    predictor: assessor.predictor,
    review,
    last: lastReview,
    sha256: await populationSha256(facts),
    redacted: false,
  }
}

/** Under a key made for all outputs of this one command. */
const newKeyedHash = (): ((text: string) => string) => {
  const key = randomBytes(32)
  return (text) => createHmac('sha256', key).update(text).digest('hex')
}

const write = (
  reported: ReportedInventory,
  outputs: OutputOptions,
  options: ApplicationsOptions,
  deps: CommandDeps,
): Promise<Result<null, AppError>> => {
  const json = ({ inventory, review, predictor }: ReportedInventory) =>
    inventoryToJson(inventory, { review, withRecords: options.records === true, predictor })
  // What was read before an interrupt is written all the same; what was saved can be written again.
  const signal = isOnline(options) ? new AbortController().signal : deps.interrupt
  return writeOutputs((format) => renderInventory(reported, format, { ...deps, signal, json }), outputs, deps)
}
