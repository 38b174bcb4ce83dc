import { acceptedInventory } from '../../../core/exceptions/accept-inventory'
import { inventoryToJson } from '../../../core/inventory/inventory-json'
import type { AppError } from '../../../shared/app-error'
import { ok, type Result } from '../../../shared/result'
import { assess } from '../../services/inventory/assessment'
import { renderInventory } from '../../services/reports/inventory-report'
import { withExceptions } from '../../services/reports/report-service'
import { redactedInventories } from '../../services/reports/redacted'
import type { ReportedInventory, SharedInventory } from '../../services/reports/reported-inventory'
import { populationSha256 } from '../../services/reports/inventory-snapshot'
import { reportError } from '../terminal/console'
import { EXIT, statusOfInventory, worstOf, type ExitStatus } from '../terminal/exit-status'
import { inventoryText } from '../terminal/inventory-text'
import { writeOutputs, type OutputOptions } from '../terminal/output'
import { breachedMarkdown, type ShownTenant } from './breached'
import { isOnline, outputsOf, together, type ApplicationsOptions } from './applications-usage'
import { writeText, type CommandDeps } from './commands'
import { chosenExceptions, type ChosenExceptions } from './chosen-exceptions'
import { keepResult } from './keep-result'
import { chosenRedactKey } from './redact-key'
import { applicationsFrom, type ReadApplications } from './inventory-source'
import { checkOutputs, fail, parseResources } from './usage'

/**
 * `crossview applications`: every application of a tenant, without its secret, in every asked format; or the same
 * from a snapshot, offline. Status 1 with a risk of severity error, 3 when the list or a resource could not be read.
 */
export const applications = async (options: ApplicationsOptions, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  const resources = parseResources(options.resources ?? 'all')
  if (!resources.ok) return fail(console, resources.error)
  const fault = together(options)
  if (fault !== null) return fail(console, fault)
  const outputs = outputsOf(options)
  const output = checkOutputs(outputs, console)
  if (!output.ok) return fail(console, output.error)
  const key = await chosenRedactKey(options, deps)
  if (!key.ok) return fail(console, key.error)
  const exceptions = await chosenExceptions(options, deps)
  if (!exceptions.ok) return fail(console, exceptions.error)
  const read = await applicationsFrom(options, resources.value, deps)
  if (!read.ok) return fail(console, read.error)
  const whole: SharedInventory[] = []
  for (const each of read.value) {
    if (each.recordFault !== null) reportError(console, each.recordFault)
    whole.push({ reported: await reportedOf(each), recipes: each.recipes })
  }
  const redacted = options.redact === true ? await redactedInventories(whole, key.value) : []
  const tenants = whole.map(({ reported }, index): ShownTenant => {
    const shown = redacted[index] ?? accepting(reported, exceptions.value)
    return { read: reported.inventory, shown }
  })
  for (const { shown } of tenants) console.message(inventoryText(shown.inventory, shown))
  const written = await write(tenants, outputs, options, deps)
  const breached = await writeBreached(tenants, options, deps)
  await keepRead(read.value, whole, options, deps)
  for (const each of [written, breached]) if (!each.ok) return fail(console, each.error, EXIT.incomplete)
  if (read.value.some(({ recordFault }) => recordFault !== null)) return EXIT.incomplete
  return worstOf(
    tenants.map(({ read: { facts }, shown: { inventory } }) =>
      statusOfInventory(inventory, isOnline(options) ? facts.cancelled : deps.interrupt.aborted),
    ),
  )
}

/** With what is accepted marked as such, where exceptions were named; they are not redacted, and not taken then. */
const accepting = (reported: ReportedInventory, chosen: ChosenExceptions | null): ReportedInventory => {
  if (chosen === null) return reported
  const { result, exceptions } = acceptedInventory(reported.inventory, chosen.all, chosen.today)
  return { ...reported, inventory: result, exceptions }
}

const reportedOf = async ({
  facts,
  written: { notes, review, lastReview },
  recipes,
  profileId: _profileId,
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

/** What was cancelled says less than the one before it. */
const keepRead = async (
  read: readonly ReadApplications[],
  whole: readonly SharedInventory[],
  options: ApplicationsOptions,
  deps: CommandDeps,
): Promise<void> => {
  for (const [index, tenant] of read.entries()) {
    const inventory = whole[index]?.reported.inventory
    if (inventory === undefined || tenant.facts.cancelled) continue
    const { review, lastReview: last } = tenant.written
    await keepResult(tenant, options, deps, (keeper, profileId) =>
      keeper.inventory(profileId, inventory, { review, last }),
    )
  }
}

/** Of one tenant: of several no report was asked for. */
const write = async (
  [tenant]: readonly ShownTenant[],
  outputs: OutputOptions,
  options: ApplicationsOptions,
  deps: CommandDeps,
): Promise<Result<null, AppError>> => {
  if (tenant === undefined) return ok(null)
  const json = ({ inventory, review, predictor, exceptions }: ReportedInventory) =>
    withExceptions(
      inventoryToJson(inventory, { review, withRecords: options.records === true, predictor }),
      exceptions,
    )
  // What was read before an interrupt is written all the same; what was saved can be written again.
  const signal = isOnline(options) ? new AbortController().signal : deps.interrupt
  return writeOutputs(
    (format) => renderInventory(tenant.shown, format, { ...deps, signal, json }),
    outputs,
    deps,
  )
}

/** Told where no file is named for it. */
const writeBreached = async (
  tenants: readonly ShownTenant[],
  { breached, markdown }: ApplicationsOptions,
  deps: CommandDeps,
): Promise<Result<null, AppError>> => {
  if (breached === undefined) return ok(null)
  const text = breachedMarkdown(tenants, breached)
  if (!text.ok) return text
  if (markdown !== undefined) return writeText(markdown, text.value, 'lines', deps)
  deps.console.message(['', ...text.value.split('\n')])
  return ok(null)
}
