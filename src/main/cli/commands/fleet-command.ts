import { createHash } from 'node:crypto'
import path from 'node:path'
import { sameName } from '../../../core/comparison/name-text'
import { worstExit } from '../../../core/fleet/exit'
import { MAJORITY, type Fleet, type FleetPart } from '../../../core/fleet/fleet'
import { fleetOf } from '../../../core/fleet/fleet-of'
import { appError, type AppError } from '../../../shared/app-error'
import type { FleetAsked } from '../../../shared/files/fleet-tenant'
import { err, ok, type Result } from '../../../shared/result'
import type { FleetTenant } from '../../services/fleet/fleet-run'
import type { Policy } from '../../services/analysis/policy'
import { runFleet, usualAtOnce } from '../../services/fleet/run-fleet'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import { readText } from '../target/resolved-target'
import { sharedTurns, waitAtRandom } from '../target/turn'
import type { CommandDeps } from './commands'
import { FleetFolder } from './fleet-folder'
import { FLEET_FILE } from './fleet-file'
import { readParts } from './fleet-parts'
import { fleetTenants } from './fleet-sources'
import { fleetReporter } from './fleet-text'
import type { FleetOutputs } from './fleet-output-options'
import { placesOf, writeFleetOutputs } from './fleet-outputs'
import { fleetFault, fleetWork, type FleetOptions } from './fleet-usage'
import { readPolicy } from './policy-source'
import { fail, parseResources } from './usage'

/** A part is taken up again by `--resume` while it is not older than this. */
const FRESH_MS = 24 * 3_600_000
/** `fleet.json` is written anew as tenants end, but not more often. */
const WRITE_EVERY_MS = 2_000

/** `crossview fleet`: many tenants in one run, each with its own results in a folder of its own. */
export const fleet = async (options: FleetOptions & FleetOutputs, deps: CommandDeps): Promise<ExitStatus> => {
  const { console } = deps
  const fault = fleetFault(options)
  if (fault !== null) return fail(console, fault)
  const asked = await askedOf(options, deps)
  if (!asked.ok) return fail(console, asked.error)
  const turns = sharedTurns(deps.turns)
  const tenants = await fleetTenants({ ...options, work: asked.value.work }, { ...deps, turns })
  if (!tenants.ok) return fail(console, tenants.error)
  const baseline = baselineOf(options.baseline, tenants.value)
  if (!baseline.ok) return fail(console, baseline.error)
  const out = path.resolve(console.cwd, options.out ?? '')
  const folder = await FleetFolder.open(out, { resume: options.resume === true, files: deps.files })
  if (!folder.ok) return fail(console, folder.error)
  try {
    return await run(tenants.value, asked.value, folder.value, { ...options, baseline: baseline.value }, deps)
  } finally {
    await folder.value.close()
  }
}

/** What is to be done with each tenant. */
interface Asked extends FleetAsked {
  readonly policy: Policy | null
}

const askedOf = async (options: FleetOptions, deps: CommandDeps): Promise<Result<Asked, AppError>> => {
  const work = fleetWork(options)
  if (!work.ok) return work
  const resources = parseResources(options.resources)
  if (!resources.ok) return resources
  if (options.expect === undefined)
    return ok({ work: work.value, resources: resources.value, expect: null, policy: null })
  const text = await readText(path.resolve(deps.console.cwd, options.expect), 'expect')
  if (!text.ok) return text
  const policy = await readPolicy(options.expect, 'expect', deps)
  if (!policy.ok) return policy
  const expect = createHash('sha256').update(text.value).digest('hex')
  return ok({ work: work.value, resources: resources.value, expect, policy: policy.value })
}

/** As the tenant itself writes its name. */
const baselineOf = (named: string, tenants: readonly FleetTenant[]): Result<string, AppError> => {
  if (named === MAJORITY) return ok(named)
  const tenant = tenants.find(({ name }) => sameName(name, named))
  return tenant === undefined
    ? err(
        appError('INVALID_ARGUMENT', `The baseline “${named}” is none of these tenants.`, {
          field: 'baseline',
          advice: ['Name one of them, or leave it out: then they are held against most of them.'],
        }),
      )
    : ok(tenant.name)
}

const run = async (
  tenants: readonly FleetTenant[],
  asked: Asked,
  folder: FleetFolder,
  options: FleetOptions & FleetOutputs,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const { console, clock, interrupt } = deps
  const kept = options.resume === true ? await keptParts(tenants, asked, folder, deps) : ok([])
  if (!kept.ok) return fail(console, kept.error)
  const parts: FleetPart[] = [...kept.value]
  const left = tenants.filter(({ name }) => !parts.some((part) => part.name === name))
  const pending = new Set(left.map(({ name }) => name))
  const whole = (reason: string): Fleet =>
    fleetOf(
      parts,
      options.baseline,
      [...pending].map((part) => ({ part, reason })),
    )
  const begun = await folder.writeFleet(whole('It has not ended yet.'))
  if (!begun.ok) return fail(console, begun.error, EXIT.incomplete)
  // Where that is interrupted, no tenant begins.
  await waitAtRandom(options, deps)
  let lastWrite = clock.monotonic()
  const reporter = fleetReporter(console, { tenants: tenants.length, kept: parts.length })
  const connector = deps.connector({ browser: false, share: options.share })
  await runFleet(
    left,
    { connector, clock },
    {
      ...asked,
      atOnce: options.atOnce ?? usualAtOnce(left.length),
      deadlineMs: options.deadline === undefined ? undefined : options.deadline * 60_000,
      signal: interrupt,
      onProgress: reporter.at,
      onEnd: async (_tenant, end) => {
        const part = await folder.write(end, asked)
        parts.push(part)
        pending.delete(part.name)
        reporter.ended(part)
        if (clock.monotonic() - lastWrite < WRITE_EVERY_MS) return
        lastWrite = clock.monotonic()
        // What cannot be written now is written at the end, or told then.
        await folder.writeFleet(whole('It has not ended yet.'))
      },
    },
  )
  const fleet = whole('The run was ended before it began.')
  reporter.done(fleet)
  const written = await folder.writeFleet(fleet)
  if (!written.ok) return fail(console, written.error, EXIT.incomplete)
  console.message(`Wrote ${path.join(options.out ?? '', FLEET_FILE)}`)
  const places = await placesOf(fleet.tenants, () => folder.path)
  const reports = await writeFleetOutputs(fleet, places, options, deps)
  if (!reports.ok) return fail(console, reports.error, EXIT.incomplete)
  if (interrupt.aborted) return EXIT.interrupted
  return worstExit([...parts.map(({ exit }) => exit), ...(pending.size > 0 ? ([3] as const) : [])])
}

/** Parts of an earlier run that answer what is asked: done, with the same work, and not too old. */
const keptParts = async (
  tenants: readonly FleetTenant[],
  asked: Asked,
  folder: FleetFolder,
  { clock, console }: CommandDeps,
): Promise<Result<readonly FleetPart[], AppError>> => {
  const saved = await readParts(folder.path)
  if (!saved.ok) return saved
  for (const { part, reason } of saved.value.faults) console.message(`${part}: ${reason}`)
  const now = clock.now().getTime()
  return ok(
    tenants.flatMap((tenant) =>
      saved.value.parts
        .filter(
          ({ part, asked: before, folder: name }) =>
            part.name === tenant.name &&
            name === folder.folderOf(tenant.name) &&
            part.url === tenant.url &&
            part.state === 'done' &&
            JSON.stringify([part.work, before.resources, before.expect]) ===
              JSON.stringify([asked.work, asked.resources, asked.expect]) &&
            Math.abs(now - Date.parse(part.finishedAt)) < FRESH_MS,
        )
        .map(({ part }) => part),
    ),
  )
}
