import path from 'node:path'
import type { Comparison } from '../../../core/comparison/comparison'
import type { InventoryFacts } from '../../../core/inventory/application'
import type { ApplicationNotes, Calibration } from '../../../core/inventory/inventory'
import { clientKey } from '../../../core/halo/client-id'
import type { Resource } from '../../../core/halo/resource'
import type { Recipe } from '../../../core/comparison/recipe'
import { appError, type AppError } from '../../../shared/app-error'
import type { TenantInventory } from '../../../shared/files/tenant-inventory'
import { parseReview } from '../../../shared/files/review'
import { normaliseAddress } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import { loadRecipes } from '../../services/recipes/recipes'
import { inventoryPlan } from '../../services/inventory/inventory-plan'
import { readInventory } from '../../services/inventory/inventory-reader'
import { openInventorySnapshot } from '../../services/reports/inventory-snapshot'
import { openSnapshot } from '../../services/reports/snapshot'
import { openConnector } from '../target/open-connector'
import { readText, type ResolvedTarget } from '../target/resolved-target'
import { resolveTarget } from '../target/target'
import { readingReporter } from '../terminal/progress-line'
import { isOnline, type ApplicationsOptions } from './applications-usage'
import type { CommandDeps } from './commands'
import { purposesOf } from './purposes'

/** Everything that conclusions about a tenant's applications are drawn from. */
export interface ReadApplications {
  readonly facts: InventoryFacts
  readonly written: TenantInventory
  readonly recipes: readonly Recipe[]
  /** Real comparisons of the tenant. */
  readonly compared: readonly Comparison[]
  /** What real comparisons said when a snapshot was saved; absent: what `compared` says. */
  readonly calibration?: Calibration
  /** The stored tenant that was asked now; null: another target, or a snapshot. */
  readonly profileId: string | null
  /** Why the recording of a run could not be saved; null: there was none to save, or it was. */
  readonly recordFault: AppError | null
}

/** What is read from files before a tenant is asked. */
interface Given {
  readonly review: TenantInventory['review'] | null
  readonly compared: readonly Comparison[]
}

/** The applications that a command is about: read now, or of each tenant from its snapshot. */
export const applicationsFrom = async (
  options: ApplicationsOptions,
  resources: readonly Resource[],
  deps: CommandDeps,
): Promise<Result<readonly ReadApplications[], AppError>> => {
  const given = await readGiven(options, deps)
  if (!given.ok) return given
  if (!isOnline(options)) return savedTenants(options, given.value, deps)
  const target = await resolveTarget(options, deps, 'applications')
  if (!target.ok) return target
  try {
    const read = await readNow(target.value, options, resources, given.value, deps)
    return read.ok ? ok([read.value]) : read
  } finally {
    await target.value.release()
  }
}

const readNow = async (
  target: ResolvedTarget,
  options: ApplicationsOptions,
  resources: readonly Resource[],
  { review, compared }: Given,
  deps: CommandDeps,
): Promise<Result<ReadApplications, AppError>> => {
  const plan = inventoryPlan(target.plan, resources)
  if (!plan.ok) return plan
  const other = compared.findIndex((comparison) => !isOf(comparison.tenant.url, plan.value.url))
  if (other >= 0) return err(otherTenant(options.compared?.[other] ?? ''))
  const written = review === null ? target.written : { ...target.written, review }
  const withPurposes = await purposesOf(written.notes, target, deps)
  if (!withPurposes.ok) return withPurposes
  const opened = await openConnector(options, target, deps)
  if (!opened.ok) return opened
  const { connector, finish } = opened.value
  const facts = await readInventory({ connector, clock: deps.clock }, plan.value, {
    signal: deps.interrupt,
    onProgress: readingReporter(deps.console, options.redact === true),
  })
  const recorded = await finish()
  if (options.redact !== true) tellUnknownClients(facts, written.notes, deps)
  return ok({
    facts,
    written: { ...written, notes: withPurposes.value.notes },
    recipes: withPurposes.value.recipes,
    compared,
    profileId: target.profileId,
    recordFault: recorded.ok ? null : recorded.error,
  })
}

const savedTenants = async (
  options: ApplicationsOptions,
  given: Given,
  deps: CommandDeps,
): Promise<Result<readonly ReadApplications[], AppError>> => {
  const all: ReadApplications[] = []
  for (const file of options.snapshot ?? []) {
    const read = await savedApplications(file, options, given, deps)
    if (!read.ok) return read
    const { url } = read.value.facts.tenant
    if (all.some(({ facts }) => isOf(facts.tenant.url, url))) return err(sameTenant(file))
    all.push(read.value)
  }
  return ok(all)
}

const savedApplications = async (
  file: string,
  { compared: named = [] }: ApplicationsOptions,
  { review, compared }: Given,
  { console, recipeFolder }: CommandDeps,
): Promise<Result<ReadApplications, AppError>> => {
  const text = await readText(path.resolve(console.cwd, file), 'snapshot')
  if (!text.ok) return text
  const opened = await openInventorySnapshot(text.value)
  if (!opened.ok) return err({ ...opened.error, message: `${file}: ${opened.error.message}` })
  const { facts, notes, lastReview, calibration } = opened.value
  const other = compared.findIndex((comparison) => !isOf(comparison.tenant.url, facts.tenant.url))
  if (other >= 0) return err(otherTenant(named[other] ?? ''))
  return ok({
    facts,
    written: { notes, review: review ?? opened.value.review, lastReview },
    recipes: (await loadRecipes(recipeFolder)).recipes,
    compared,
    ...(compared.length === 0 && { calibration }),
    profileId: null,
    recordFault: null,
  })
}

// --- Files beside it ---------------------------------------------------------------------------

const readGiven = async (
  { review, compared = [] }: ApplicationsOptions,
  { console }: CommandDeps,
): Promise<Result<Given, AppError>> => {
  const comparisons: Comparison[] = []
  for (const file of compared) {
    const text = await readText(path.resolve(console.cwd, file), 'compared')
    if (!text.ok) return text
    const opened = await openSnapshot(text.value)
    if (!opened.ok) return err({ ...opened.error, message: `${file}: ${opened.error.message}` })
    if (opened.value.configuration.application === null)
      console.message(
        `${file}: it does not say which application was compared, so it is held against none; the rules are still held against it.`,
      )
    comparisons.push(opened.value)
  }
  if (review === undefined) return ok({ review: null, compared: comparisons })
  const text = await readText(path.resolve(console.cwd, review), 'review')
  if (!text.ok) return text
  const parsed = parseReview(text.value)
  return parsed.ok ? ok({ review: parsed.value, compared: comparisons }) : parsed
}

const isOf = (one: string, other: string): boolean => addressOf(one) === addressOf(other)

const addressOf = (url: string): string => {
  const address = normaliseAddress(url)
  return address.ok ? address.value.url : url
}

/** Each of its records would be counted twice. */
const sameTenant = (file: string): AppError =>
  appError('INVALID_ARGUMENT', `${file} is of a tenant that another of these snapshots is of.`, {
    field: 'snapshot',
    advice: ['Name one snapshot of each tenant: the newest.'],
  })

const otherTenant = (file: string): AppError =>
  appError('INVALID_ARGUMENT', `${file} is a comparison of another tenant, which says nothing of this one.`, {
    field: 'compared',
    advice: ['Name a snapshot that crossview compare --snapshot saved of this tenant, not a redacted one.'],
  })

/** A slip in a client id would leave its purpose unused without a word. */
const tellUnknownClients = (
  { applications, listFailure }: InventoryFacts,
  notes: ApplicationNotes,
  { console }: CommandDeps,
): void => {
  if (listFailure !== null) return
  const known = new Set(applications.map(({ clientId }) => (clientId === null ? null : clientKey(clientId))))
  for (const clientId of Object.keys(notes))
    if (!known.has(clientKey(clientId)))
      console.message(
        `Note: the tenant has no application with the client id ${clientId}, of which something is written down.`,
      )
}
