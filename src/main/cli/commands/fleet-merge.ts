import path from 'node:path'
import { isolated, sameName } from '../../../core/comparison/name-text'
import { worstExit } from '../../../core/fleet/exit'
import { MAJORITY } from '../../../core/fleet/fleet'
import { fleetOf } from '../../../core/fleet/fleet-of'
import { mergeParts } from '../../../core/fleet/merge'
import { appError, type AppError } from '../../../shared/app-error'
import { FLEET } from '../../../shared/bounds'
import { err, ok, type Result } from '../../../shared/result'
import { readText } from '../target/resolved-target'
import { EXIT, type ExitStatus } from '../terminal/exit-status'
import type { CommandDeps } from './commands'
import { fleetOutputFault, type FleetOutputs } from './fleet-output-options'
import { placesOf, writeFleetOutputs } from './fleet-outputs'
import { fleetText } from './fleet-text'
import { findParts } from './merge-parts'
import { fail } from './usage'

export interface MergeOptions extends FleetOutputs {
  /** A tenant's name, or `majority`. */
  readonly baseline: string
  readonly newerThan?: PartAge
  /** File with a tenant's name a line. */
  readonly expectTenants?: string
}

/** How old a part may be: hours, or a moment that it has to be newer than, in milliseconds since 1970. */
export type PartAge = { readonly hours: number } | { readonly since: number }

/**
 * `crossview fleet merge`: what separate machines wrote, as one run over all of it would tell it. What cannot be used
 * is named and spoils nothing else; then the status is 3.
 */
export const fleetMerge = async (
  folders: readonly string[],
  options: MergeOptions,
  deps: CommandDeps,
): Promise<ExitStatus> => {
  const { console, clock } = deps
  const fault = fleetOutputFault(options, console)
  if (fault !== null) return fail(console, fault)
  const expected = await expectedTenants(options.expectTenants, deps)
  if (!expected.ok) return fail(console, expected.error)
  const found = await findParts(folders, console.cwd)
  const now = clock.now().getTime()
  const { parts, missing, replaced } = mergeParts(found.parts, found.gaps, {
    now,
    oldest: oldestOf(options.newerThan, now),
    expected: expected.value,
  })
  const folderOf = new Map(parts.map(({ part, folder }) => [part, folder]))
  const all = parts.map(({ part }) => part)
  const fleet = fleetOf(all, baselineOf(options.baseline, all), missing)
  console.message([
    ...replaced.map(({ part, reason }) => `${isolated(part)}: ${reason}`),
    ...fleetText(fleet),
  ])
  const places = await placesOf(all, (part) => folderOf.get(part) ?? '')
  const written = await writeFleetOutputs(fleet, places, options, deps)
  if (!written.ok) return fail(console, written.error, EXIT.incomplete)
  if (deps.interrupt.aborted) return EXIT.interrupted
  return worstExit([...all.map(({ exit }) => exit), ...(fleet.missing.length > 0 ? ([3] as const) : [])])
}

/** As the tenant itself writes its name; one that is not there is told as missing. */
const baselineOf = (named: string, parts: readonly { readonly name: string }[]): string =>
  named === MAJORITY ? named : (parts.find(({ name }) => sameName(name, named))?.name ?? named)

const oldestOf = (age: PartAge | undefined, now: number): number | null =>
  age === undefined ? null : 'hours' in age ? now - age.hours * 3_600_000 : age.since

/** A name a line; blank lines and those that begin with `#` are none. */
const expectedTenants = async (
  file: string | undefined,
  { console }: CommandDeps,
): Promise<Result<readonly string[], AppError>> => {
  if (file === undefined) return ok([])
  const text = await readText(path.resolve(console.cwd, file), 'expect-tenants')
  if (!text.ok) return text
  const names = text.value
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  return names.length > FLEET.parts || names.some((name) => name.length > FLEET.name)
    ? err(
        appError('INVALID_FILE', `The file ${file} is no list of tenants’ names.`, {
          field: 'expect-tenants',
          advice: ['Write the name of a tenant on each line.'],
        }),
      )
    : ok(names)
}
