import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { compareText } from '../../../core/fleet/outliers'
import { sameName } from '../../../core/comparison/name-text'
import type { Recipe } from '../../../core/comparison/recipe'
import { noteOf } from '../../../core/inventory/notes'
import type { FleetWork } from '../../../core/fleet/fleet'
import { appError, type AppError } from '../../../shared/app-error'
import { parseConfig } from '../../../shared/files/config'
import type { TenantProfile } from '../../../shared/files/profile'
import { NO_INVENTORY } from '../../../shared/files/tenant-inventory'
import { err, ok, type Result } from '../../../shared/result'
import { findByName } from '../../../shared/tenant-name'
import { codeOf } from '../../held-file'
import { readFault } from '../../text-file'
import type { FleetTenant, OpenedTenant } from '../../services/fleet/fleet-run'
import { profilePlan } from '../../services/runs/plan'
import { configTarget } from '../target/config-target'
import { connectionsFor, type TargetUse } from '../target/readers'
import { readText, type ResolvedTarget } from '../target/resolved-target'
import type { Console } from '../terminal/console'
import { takeTurn, type TurnOptions } from '../target/turn'
import type { TrustOptions } from '../trust/trust-options'
import type { CommandDeps } from './commands'
import type { FleetOptions } from './fleet-usage'
import { purposesOf } from './purposes'

/** The tenants of a fleet: stored ones, or a folder of config files. None of their secrets is read here. */

interface SourceOptions
  extends TrustOptions, TurnOptions, Pick<FleetOptions, 'all' | 'tag' | 'profiles' | 'configs'> {
  readonly work: readonly FleetWork[]
}

/**
 * The tenants that are meant, in the order in which they are stored or their files are named.
 * @returns `NOT_FOUND` where a name, a tag or a folder leads to none
 */
export const fleetTenants = async (
  options: SourceOptions,
  deps: CommandDeps,
): Promise<Result<readonly FleetTenant[], AppError>> => {
  if (options.configs !== undefined) return configTenants(options.configs, options, deps)
  const { data } = await deps.profiles.load()
  const chosen = chosenProfiles(data.profiles, options)
  return chosen.ok ? ok(chosen.value.map((profile) => profileTenant(profile, options, deps))) : chosen
}

// --- Stored tenants -----------------------------------------------------------------------------

const chosenProfiles = (
  all: readonly TenantProfile[],
  { tag, profiles }: SourceOptions,
): Result<readonly TenantProfile[], AppError> => {
  if (tag !== undefined) {
    const tagged = all.filter(({ tags }) => tags.some((each) => sameName(each, tag)))
    const tags = [...new Set(all.flatMap((profile) => profile.tags))].sort(compareText)
    return tagged.length > 0
      ? ok(tagged)
      : err(
          appError('NOT_FOUND', `No stored tenant has the tag “${tag}”.`, {
            field: 'tag',
            advice: [tags.length === 0 ? 'No stored tenant has a tag.' : `Tags: ${tags.join(', ')}`],
          }),
        )
  }
  if (all.length === 0)
    return err(
      appError('NOT_FOUND', 'No tenant profile is stored yet.', {
        advice: ['Store one: crossview profiles add', 'Or name a folder of config files: --configs DIR'],
      }),
    )
  if (profiles === undefined) return ok(all)
  const names = profiles.split(',').map((name) => name.trim())
  const found = names.map((name) => findByName(all, name))
  const unknown = names.filter((_name, index) => found[index] === undefined)
  if (unknown.length > 0)
    return err(
      appError('NOT_FOUND', `There is no tenant profile ${unknown.map((name) => `“${name}”`).join(', ')}.`, {
        field: 'profiles',
        advice: [`Stored: ${all.map(({ name }) => name).join(', ')}`],
      }),
    )
  return ok([...new Set(found.flatMap((profile) => profile ?? []))])
}

const profileTenant = (profile: TenantProfile, options: SourceOptions, deps: CommandDeps): FleetTenant => ({
  name: profile.name,
  url: profile.url,
  open: async (signal) => {
    const { profiles } = deps
    const plan = await profilePlan(connectionsFor(profile, useOf(options.work)), {
      secrets: profiles.secrets,
      keepRefreshToken: (...kept) => profiles.keepRefreshToken(...kept),
    })
    if (!plan.ok) return plan
    const written = profile.inventory ?? NO_INVENTORY
    return openedTenant({ plan: plan.value, written, folder: null, purposeOfApp: null }, options, {
      ...deps,
      console: unattended(deps.console, profile.name),
      interrupt: signal,
    })
  },
})

// --- Config files -------------------------------------------------------------------------------

const configTenants = async (
  folder: string,
  options: SourceOptions,
  deps: CommandDeps,
): Promise<Result<readonly FleetTenant[], AppError>> => {
  const absolute = path.resolve(deps.console.cwd, folder)
  let names: readonly string[]
  try {
    names = await readdir(absolute)
  } catch (error) {
    const why = readFault(codeOf(error))
    return err(
      appError('FILE_READ_FAILED', `The folder ${folder} could not be read: ${why}.`, { field: 'configs' }),
    )
  }
  const files = names.filter((name) => name.toLowerCase().endsWith('.json')).sort(compareText)
  if (files.length === 0)
    return err(
      appError('NOT_FOUND', `There is no .json file in ${folder}.`, {
        field: 'configs',
        advice: ['Name the folder that holds the config files, one a tenant.'],
      }),
    )
  const tenants: FleetTenant[] = []
  for (const file of files)
    tenants.push(await configTenant(path.join(absolute, file), tenants, options, deps))
  return ok(tenants)
}

/** One that cannot be used fails as a tenant, named by its file, and keeps no other from its run. */
const configTenant = async (
  file: string,
  before: readonly FleetTenant[],
  options: SourceOptions,
  deps: CommandDeps,
): Promise<FleetTenant> => {
  const base = path.basename(file)
  const text = await readText(file, 'configs')
  const config = text.ok ? parseConfig(text.value) : text
  if (!config.ok) return brokenTenant(base, '', inFile(base, config.error))
  const { name, url } = config.value
  const same = before.find((tenant) => sameName(tenant.name, name))
  if (same !== undefined)
    return brokenTenant(
      base,
      url,
      appError('INVALID_FILE', `${base} is of a tenant called “${name}”, as another of these files is.`, {
        field: 'name',
        advice: ['Give each tenant a name of its own.'],
      }),
    )
  return {
    name,
    url,
    open: async (signal) => {
      const own = { ...deps, console: unattended(deps.console, name), interrupt: signal }
      const target = await configTarget(file, { ...options, use: useOf(options.work) }, own)
      if (!target.ok) return err(inFile(base, target.error))
      const opened = await openedTenant(target.value, options, own)
      return opened.ok ? opened : err(inFile(base, opened.error))
    },
  }
}

const brokenTenant = (name: string, url: string, error: AppError): FleetTenant => ({
  name,
  url,
  open: () => Promise.resolve(err(error)),
})

const inFile = (file: string, error: AppError): AppError =>
  error.message.includes(file) ? error : { ...error, message: `${file}: ${error.message}` }

// --- Both ---------------------------------------------------------------------------------------

/** For applications alone, no secret of another connection is looked up. */
const useOf = (work: readonly FleetWork[]): TargetUse =>
  work.every((each) => each === 'applications') ? 'applications' : 'sides'

const openedTenant = async (
  target: Pick<ResolvedTarget, 'plan' | 'written' | 'folder' | 'purposeOfApp'>,
  options: SourceOptions,
  deps: CommandDeps,
): Promise<Result<OpenedTenant, AppError>> => {
  const { work } = options
  const { plan, written } = target
  const clientId = plan.app?.connection.clientId ?? null
  const note = clientId === null ? null : noteOf(written.notes, clientId)
  // What is written down of others matters where these are looked at.
  const notes = work.includes('applications')
    ? written.notes
    : clientId === null || note === null
      ? {}
      : { [clientId]: note }
  const purposes = await purposesOf(notes, target, deps)
  if (!purposes.ok) return purposes
  const named = clientId === null ? null : (noteOf(purposes.value.notes, clientId)?.purpose ?? null)
  const purpose: Recipe | null = purposes.value.recipes.find(({ name }) => name === named) ?? null
  const turn = await takeTurn(plan.url, options, deps)
  if (!turn.ok) return turn
  return ok({
    plan,
    purpose,
    written: { ...written, notes: purposes.value.notes },
    recipes: purposes.value.recipes,
    release: turn.value,
  })
}

/** Nobody is asked about one tenant while others run; what is told of it begins with its name. */
const unattended = (console: Console, tenant: string): Console => ({
  ...console,
  ask: undefined,
  askSecret: undefined,
  message: (lines) => {
    console.message((typeof lines === 'string' ? [lines] : lines).map((line) => `${tenant}: ${line}`))
  },
})
